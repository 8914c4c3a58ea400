// What can be done to the coding or the suggestion in hand.

const NOTHING = 'No coding is in hand. Click its mark, or press e.';

Object.assign(Acts.prototype, {
  // Says why not, when the coding in hand is none or not one's own.
  mine(held) {
    const { bench } = this;
    if (!held) {
      bench.say(NOTHING);
      return false;
    }
    if (held.coder === bench.data.coder) return true;
    bench.say(`This coding is ${held.coder}’s; only its coder can change it.`);
    return false;
  },

  withdraw() {
    const { bench } = this;
    const held = bench.heldCoding();
    if (!this.mine(held)) return;
    bench.held = null;
    bench.selecting.here = held.a;
    bench.do({ act: 'withdraw', coding: held.id });
    bench.say(`Withdrawn: ${held.code}. u brings it back.`);
  },

  star() {
    const { bench } = this;
    const held = bench.heldCoding();
    if (!this.mine(held)) return;
    bench.do({ act: 'star', coding: held.id, on: !held.star });
    bench.say(held.star ? 'No star any more.' : 'Starred.');
  },

  recode() {
    const { bench } = this;
    const held = bench.heldCoding();
    if (!this.mine(held)) return;
    const take = (code) => {
      if (code === held.code) return;
      const id = uuid();
      bench.held = { kind: 'coding', id };
      bench.used(code);
      bench.do({ act: 'recode', coding: held.id, id, code });
      bench.say(`${held.code} is now ${code}.`);
    };
    bench.slot.open(picker(bench, `Another code instead of ${held.code}`, take));
  },

  bound() {
    const { bench } = this;
    const held = bench.inHand();
    if (!held) {
      bench.say(NOTHING);
      return;
    }
    if (bench.held.kind === 'coding' && !this.mine(held)) return;
    bench.bounding = { ...bench.held };
    bench.selecting.take([held.a, held.b]);
    bench.pane.show(held.a, held.b);
    bench.say('Boundaries: select other words, or Shift and arrows. Enter keeps, Esc leaves.');
    bench.refresh();
  },

  keepBounds() {
    const { bench } = this;
    const { kind, id: old } = bench.bounding;
    bench.bounding = null;
    const held = bench.state[kind === 'offer' ? 'offers' : 'codings'].get(old);
    const { span } = bench.selecting;
    if (!held || !span || (span[0] === held.a && span[1] === held.b)) {
      bench.say('The boundaries are as they were.');
      bench.refresh();
      return;
    }
    const words = bench.answered(span);
    if (!words) {
      bench.refuse(ASKED);
      bench.refresh();
    } else if (kind === 'offer') {
      this.take(held, bench.quoted(...words));
    } else {
      const id = uuid();
      bench.held = { kind, id };
      bench.do({ act: 'bounds', coding: old, id, ...bench.quoted(...words) });
      bench.say(`The boundaries are moved.${bench.between(words)}`);
    }
  },

  link() {
    const { bench } = this;
    const held = bench.heldCoding();
    if (!held) {
      bench.say(NOTHING);
      return;
    }
    const query = new URLSearchParams({ transcript: bench.data.doc, coding: held.id });
    const link = `${location.origin}${location.pathname}?${query}`;
    const done = () => bench.say('The link to this coding is copied.');
    // Only secure addresses have a clipboard; elsewhere the link is shown to be copied by hand.
    const byHand = () => bench.slot.open(linkForm(bench, link));
    if (navigator.clipboard) navigator.clipboard.writeText(link).then(done, byHand);
    else byHand();
  },

  // ---- suggestions

  accept() {
    const held = this.offer();
    if (held) this.take(held, {});
  },

  take(offer, change) {
    const { bench } = this;
    const id = uuid();
    const dir = bench.direction;
    bench.held = { kind: 'coding', id };
    bench.direction = bench.data.direction;
    bench.used(change.code ?? offer.code);
    bench.do({ act: 'accept', offer: offer.id, id, direction: DIRECTIONS[dir].word, ...change });
    bench.say(`Accepted: ${change.code ?? offer.code}, ${DIRECTIONS[dir].says}.`);
  },

  reject() {
    const { bench } = this;
    const held = this.offer();
    if (!held) return;
    bench.held = null;
    bench.selecting.here = held.a;
    bench.do({ act: 'reject', offer: held.id });
    bench.say(`Rejected: ${held.code}.`);
  },

  otherCode() {
    const { bench } = this;
    const held = this.offer();
    if (!held) return;
    const take = (code) => this.take(held, code === held.code ? {} : { code });
    bench.slot.open(picker(bench, `Another code than ${held.code}`, take));
  },

  offer() {
    const { bench } = this;
    const held = bench.heldOffer();
    if (!held) bench.say('No suggestion is in hand. j takes the next one.');
    return held;
  },
});
