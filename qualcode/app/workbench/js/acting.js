// What the person can do: every key and every button ends here.

const OPEN_MS = 1500; // how long a digit waits for its letter

class Acts {
  constructor(bench) {
    this.bench = bench;
  }

  // ---- words

  move(kind, step) {
    const { bench } = this;
    if (bench.bounding) bench.selecting.moveEdge(kind, step, false);
    else bench.selecting.move(kind, step);
  }

  extend(kind, step) {
    const { bench } = this;
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

  digit(number) {
    const { bench } = this;
    const code = bench.book.byDigit(number);
    if (!code) {
      bench.say(`No code has the digit ${number}.`);
      return true;
    }
    if (bench.book.children(code.id).length === 0) {
      bench.open(null);
      this.code(code.id);
    } else {
      bench.open(code.id, OPEN_MS);
      bench.say(`${code.id} ${code.name}: a letter, or Enter for the indicator itself.`, true);
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
    if (bench.onlyAsked(...span)) {
      bench.refuse('These are the interviewer’s words; only respondents’ words are coded.');
      return;
    }
    this.give(code, span, bench.direction);
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
    bench.say(`Coded ${code.id} ${code.name}, ${DIRECTIONS[dir].says}.`);
  }

  inVivo() {
    const { bench } = this;
    if (!bench.selecting.span) bench.say('Select the words that shall name the code first.');
    else bench.slot.open(namingForm(bench));
  }

  name(name, parent) {
    const { bench } = this;
    const [a, b] = this.target();
    if (bench.onlyAsked(a, b)) {
      bench.refuse('These are the interviewer’s words; only respondents’ words are coded.');
      return;
    }
    const stem = parent ? `${parent}.v` : 'v';
    let number = 1;
    while (bench.book.get(stem + number)) number += 1;
    const id = uuid();
    const dir = bench.direction;
    bench.held = { kind: 'coding', id };
    bench.direction = bench.data.direction;
    bench.used(stem + number);
    bench.do({
      act: 'name',
      id,
      ...bench.quoted(a, b),
      name,
      parent: parent || null,
      direction: DIRECTIONS[dir].word,
      code: stem + number,
    });
    bench.say(`New code ${stem}${number}, given to the selected words.`);
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
