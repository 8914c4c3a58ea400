// Going from one thing to the next, and what opens and closes.

Object.assign(Acts.prototype, {
  undo() {
    this.bench.do({ act: 'undo' });
    this.bench.say('Undone.');
  },

  redo() {
    this.bench.do({ act: 'redo' });
    this.bench.say('Done again.');
  },

  nextCoding(step) {
    this.goTo(this.bench.visible.codings, step, 'No coding is shown in this interview.');
  },

  nextOfCode(step) {
    const { bench } = this;
    const code = bench.heldCoding()?.code ?? bench.shown;
    const same = bench.visible.codings.filter((one) => one.code === code);
    this.goTo(same, step, code ? `No other coding of ${code} is shown.` : NOTHING);
  },

  // The next of a sorted list after what is in hand, else at or after the place one is at.
  goTo(list, step, none, kind = 'coding') {
    const { bench } = this;
    if (!list.length) {
      bench.say(none);
      return;
    }
    const held = bench.inHand();
    let at = held ? list.findIndex((one) => one.id === held.id) : -1;
    if (at >= 0) {
      at += step;
    } else {
      const here = bench.here();
      const after = list.findIndex((one) => (one.on ? one.a >= here : one.b > here));
      at = after < 0 ? list.length : after;
      if (step < 0) at -= 1;
    }
    if (at < 0 || at >= list.length) {
      at = (at + list.length) % list.length;
      bench.say(step > 0 ? 'From the beginning again.' : 'From the end again.');
    }
    bench.hold(kind, list[at].id, true);
  },

  nextOffer(step) {
    const { bench } = this;
    const hidden = bench.data.hidden
      ? 'Suggestions wait until you have coded their passages yourself, or the interview through.'
      : 'No suggestion waits here.';
    this.goTo(bench.visible.offers, step, hidden, 'offer');
  },

  memo() {
    const { bench } = this;
    if (bench.segHere()) bench.slot.open(memoForm(bench));
  },

  define() {
    const { bench } = this;
    const code = bench.inHand()?.code ?? bench.shown ?? bench.lastCode();
    if (!code) {
      bench.say('No code is in hand.');
      return;
    }
    bench.entryOpen = !(bench.entryOpen && bench.shown === code);
    bench.shown = code;
    bench.refresh();
    if (bench.entryOpen) bench.drawer(true);
    bench.panel.draw();
    bench.panel.reveal(bench.entryOpen ? 'entry' : 'direction');
  },

  show() {
    const { menu } = this.bench;
    if (menu.shown) menu.close();
    else menu.open(true);
  },

  sheet() {
    const { bench } = this;
    if (bench.sheet.shown) bench.sheet.close();
    else bench.sheet.open();
  },

  // Closes one thing at a time: the last opened first.
  escape() {
    const { bench } = this;
    bench.status.settle();
    if (bench.sheet.shown) bench.sheet.close();
    else if (bench.slot.shown) bench.slot.close();
    else if (bench.menu.shown) bench.menu.close();
    else if (refusals.open.length) bench.status.closeRefusals();
    else if (bench.opened) bench.open(null);
    else if (bench.bounding) {
      bench.bounding = null;
      bench.say('The boundaries stay as they were.');
      bench.refresh();
    } else if (bench.entryOpen) {
      bench.entryOpen = false;
      bench.refresh();
      bench.panel.reveal('direction');
    } else if (bench.held) bench.letGo();
    else if (bench.selecting.span) bench.selecting.clear();
    else if (bench.drawn) bench.drawer(false);
  },

  split() {
    const { bench } = this;
    const { span } = bench.selecting;
    if (!span) return;
    bench.do({ act: 'split', at: bench.words.point(span[0]) });
    bench.say('The passage is split before the selected words.');
  },

  merge() {
    const { bench } = this;
    bench.do({ act: 'merge', segment: bench.segId(bench.segHere()) });
    bench.say('The passage is joined with the next.');
  },

  support(act) {
    const { bench } = this;
    const { span } = bench.selecting;
    if (!span) return;
    bench.do({ act, code: bench.shown, ...bench.quoted(...span) });
    bench.say(act === 'cue' ? 'A cue more for this code.' : 'An example more for this code.');
  },
});
