// What the person can do: every key and every button ends here.

const OPEN_MS = 1500; // how long a digit waits for its letter; the style sheet's bar knows it too
const ASKED = 'These are the interviewer’s words; only respondents’ words are coded.';

class Acts {
  constructor(bench) {
    this.bench = bench;
  }

  // ---- words

  move(kind, step) {
    const { bench } = this;
    bench.byHand = true; // who goes through the text by arrows reads it
    if (bench.bounding) bench.selecting.moveEdge(kind, step, false);
    else bench.selecting.move(kind, step);
  }

  extend(kind, step) {
    const { bench } = this;
    bench.byHand = true;
    if (bench.bounding) bench.selecting.moveEdge(kind, step, false);
    else bench.selecting.extend(kind, step);
  }

  beginning(kind, step) {
    const { bench } = this;
    if (bench.bounding && bench.selecting.span) bench.selecting.moveEdge(kind, step, true);
  }

  uncoded(step) {
    const { bench } = this;
    const mine = [...bench.state.codings.values()].filter((one) => one.coder === bench.data.coder);
    const coded = new Set();
    for (const one of mine) {
      const [first, last] = bench.words.touched(one.a, one.b);
      for (let n = first; n <= last; n += 1) coded.add(n);
    }
    const { segs } = bench.words;
    const from = bench.segHere()?.n ?? 0;
    for (let k = 1; k <= segs.length; k += 1) {
      const seg = segs[(((from + step * k) % segs.length) + segs.length) % segs.length];
      if (seg.asks || coded.has(seg.n)) continue;
      const span = bench.words.snapped(seg.start, seg.end);
      if (!span) continue;
      bench.selecting.take(span);
      bench.byHand = false;
      bench.pane.show(...span, { top: 0.2 });
      return;
    }
    bench.say('Every passage carries a code of yours.');
  }

  // ---- coding

  // The words a code goes on: the selected ones, else those of what is in hand.
  target() {
    const { bench } = this;
    if (bench.selecting.span) return bench.selecting.span;
    const held = bench.inHand();
    return held ? [held.a, held.b] : null;
  }

  // A digit opens its indicator; with ten of them and more, a second digit may follow.
  digit(digit) {
    const { bench } = this;
    const longer = bench.opened && bench.openedBy ? bench.openedBy * 10 + digit : 0;
    const number = longer && bench.book.byDigit(longer) ? longer : digit;
    const code = bench.book.byDigit(number);
    const more = bench.book.goesOn(number);
    if (!code) {
      bench.open(null);
      bench.say(`No code has the digit ${number}.`);
    } else if (bench.book.children(code.id).length === 0 && !more) {
      bench.open(null);
      this.code(code.id);
    } else {
      bench.open(code.id, OPEN_MS);
      bench.openedBy = number;
      const title = bench.book.title(code.id);
      bench.say(`${title}: a letter${more ? ', a second digit' : ''}, or Enter for it alone.`);
    }
    return true;
  }

  letter(letter) {
    const { bench } = this;
    const opened = bench.opened;
    bench.open(null);
    const code = bench.book.byLetter(opened, letter);
    if (code) this.code(code.id);
    else bench.say(`${opened} has no letter ${letter}.`);
    return true;
  }

  enter() {
    const { bench } = this;
    if (bench.opened) {
      const opened = bench.opened;
      bench.open(null);
      this.code(opened);
    } else if (bench.bounding) {
      this.keepBounds();
    } else if (bench.lastCode()) {
      this.code(bench.lastCode());
    } else {
      bench.say('No code was used yet. Press a digit, or / to find one.');
    }
  }

  code(id) {
    const { bench } = this;
    const code = bench.book.get(id);
    if (!code) return;
    bench.shown = id;
    if (!bench.book.offered(code)) {
      bench.refuse(`${id} is not given to words; choose another code.`);
      return;
    }
    const span = this.target();
    if (!span) {
      bench.say('Select words first: drag over them, or use the arrow keys.');
      bench.refresh();
      return;
    }
    const words = bench.answered(span);
    if (words) this.give(code, words, bench.direction);
    else bench.refuse(ASKED);
  }

  give(code, [a, b], dir) {
    const { bench } = this;
    const same = bench.mineOf(
      (one) => one.code === code.id && one.dir === dir && one.a === a && one.b === b,
    );
    if (same) {
      bench.hold('coding', same.id);
      bench.say(`You have coded these words ${code.id} so already.`);
      return;
    }
    const id = uuid();
    bench.held = { kind: 'coding', id };
    bench.used(code.id);
    bench.direction = bench.data.direction;
    const direction = DIRECTIONS[dir].word;
    bench.do({ act: 'code', id, ...bench.quoted(a, b), code: code.id, direction });
    const title = bench.book.title(code.id);
    bench.say(`Coded ${title}, ${DIRECTIONS[dir].says}.${bench.between([a, b])}`);
  }

  inVivo() {
    const { bench } = this;
    if (!bench.selecting.span) bench.say('Select the words that shall name the code first.');
    else bench.slot.open(namingForm(bench));
  }

  // The words are those the form was opened for, whatever was selected since.
  name(name, parent, span) {
    const { bench } = this;
    const words = bench.answered(span);
    if (!words) {
      bench.refuse(ASKED);
      return;
    }
    const code = this.newCode(parent);
    const id = uuid();
    const dir = bench.direction;
    bench.held = { kind: 'coding', id };
    bench.direction = bench.data.direction;
    bench.used(code);
    bench.do({
      act: 'name',
      id,
      ...bench.quoted(...words),
      name,
      parent: parent || null,
      direction: DIRECTIONS[dir].word,
      code,
    });
    bench.say(`New code ${code}, given to the selected words.`);
  }

  // An id that nobody else makes at the same time.
  newCode(parent) {
    for (;;) {
      const id = `${parent ? `${parent}.` : ''}v${uuid().slice(0, 4)}`;
      if (!this.bench.book.get(id)) return id;
    }
  }

  direct(dir) {
    const { bench } = this;
    const held = bench.heldCoding();
    if (!held) {
      bench.direction = dir;
      bench.say(`The next coding: ${DIRECTIONS[dir].says}.`);
      bench.refresh();
    } else if (this.mine(held) && held.dir !== dir) {
      const id = uuid();
      bench.held = { kind: 'coding', id };
      bench.do({ act: 'direction', coding: held.id, id, direction: DIRECTIONS[dir].word });
      bench.say(`${held.code}: ${DIRECTIONS[dir].says}.`);
    }
  }

  find() {
    this.bench.slot.open(picker(this.bench, 'Find a code', (id) => this.code(id)));
  }
}
