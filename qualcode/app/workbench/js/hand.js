// What is in hand, where one is, and what the person's hand does in the text.

const SAME_PLACE = 2; // letters between two clicks that are meant for one place

Object.assign(Bench.prototype, {
  inHand() {
    return this.heldCoding() ?? this.heldOffer();
  },

  heldCoding() {
    return this.held?.kind === 'coding' ? (this.state.codings.get(this.held.id) ?? null) : null;
  },

  heldOffer() {
    return this.held?.kind === 'offer' ? (this.state.offers.get(this.held.id) ?? null) : null;
  },

  hold(kind, id, show = false, smooth = true) {
    if (show) this.byHand = false; // a jump, and no reading
    this.held = { kind, id };
    this.bounding = null;
    this.selecting.clear();
    const held = this.inHand();
    if (held) {
      this.selecting.here = held.a;
      this.shown = held.code;
      this.drawer(true);
    }
    this.refresh();
    if (!held) return;
    if (show) this.pane.show(held.a, held.b, { smooth });
    if (kind === 'offer') this.say(`Suggested: ${held.code}.`);
    else this.say(`${held.code}, ${DIRECTIONS[held.dir].says}, ${held.coder}.`);
  },

  letGo() {
    this.held = null;
    this.drawer(Boolean(this.selecting.span));
    this.bounding = null;
    this.refresh();
  },

  mineOf(test) {
    for (const one of this.state.codings.values()) {
      if (one.coder === this.data.coder && test(one)) return one;
    }
    return null;
  },

  here() {
    return this.inHand()?.a ?? this.selecting.here ?? this.pane.firstInView()?.start ?? 0;
  },

  segHere() {
    return this.words.segs.length ? this.words.segAt(this.here()) : null;
  },

  segId(seg) {
    return `${this.data.doc}:${seg.point}`;
  },

  recent() {
    return [...new Set([...this.usedHere, ...this.data.recent])];
  },

  lastCode() {
    return this.recent().find((id) => this.book.offered(this.book.get(id)));
  },

  used(id) {
    this.usedHere = [id, ...this.usedHere.filter((one) => one !== id)];
    this.shown = id;
  },

  // A span without the interviewer's passages at its ends; null when nothing else is in it.
  answered([a, b]) {
    const { words } = this;
    let [first, last] = words.touched(a, b);
    while (first <= last && words.segs[first].asks) first += 1;
    while (last >= first && words.segs[last].asks) last -= 1;
    if (first > last) return null;
    return words.trimmed(Math.max(a, words.segs[first].start), Math.min(b, words.segs[last].end));
  },

  // Said after a coding across turns.
  between([a, b]) {
    const [first, last] = this.words.touched(a, b);
    const asked = this.words.segs.slice(first, last + 1).some((seg) => seg.asks);
    return asked ? ' The question in between is coded too.' : '';
  },

  // ---- what the person does

  // Other words were selected: what was in hand is let go, so that Shift and a digit means the
  // next coding and not the last one.
  selected() {
    this.drawer(Boolean(this.selecting.span || this.held));
    if (this.bounding) return;
    if (this.selecting.span && this.held) this.letGo();
    else this.around();
  },

  // A click on coded words takes the topmost coding in hand; the next at the same place the one
  // below it.
  moved(at, inWords) {
    if (this.bounding) return;
    const under = inWords ? this.codedAt(at) : [];
    const again = this.clickedAt !== undefined && Math.abs(at - this.clickedAt) <= SAME_PLACE;
    this.clickedAt = at;
    if (under.length) {
      const held = again ? under.findIndex((one) => one.id === this.held?.id) : -1;
      const next = under[(held + 1) % under.length];
      this.hold(next.on ? 'offer' : 'coding', next.id);
      this.selecting.here = at;
    } else if (this.held) this.letGo();
    else this.around();
  },

  // The narrowest lies on top, then the newest; suggestions lie below all codings.
  codedAt(at) {
    const over = (one) => one.a <= at && at < one.b;
    const narrow = (one, other) => one.b - one.a - (other.b - other.a);
    const codings = this.visible.codings.filter(over).reverse().sort(narrow);
    const offers = this.visible.offers.filter((one) => {
      const spans = one.on.length ? one.on : [[one.a, one.b]];
      return spans.some(([a, b]) => a <= at && at < b);
    });
    return [...codings, ...offers];
  },

  // In a narrow place the panel is a drawer: it comes by itself when there is something to code.
  drawer(on) {
    this.drawn = on;
    this.root.classList.toggle('qcw-drawn', on);
    this.status.opener.setAttribute('aria-expanded', String(on));
  },

  clicked(target) {
    const node = target.closest('.qcw-chip, .qcw-stripe');
    if (!node) return;
    if (node.dataset.memo) {
      this.selecting.here = this.words.segs[Number(node.dataset.memo)].start;
      this.letGo();
      this.panel.reveal('memos');
    } else if (node.dataset.offer) {
      this.hold('offer', node.dataset.offer);
    } else {
      const all = (node.dataset.all ?? node.dataset.coding).split(' ');
      const at = all.indexOf(this.held?.id);
      this.hold('coding', at < 0 ? node.dataset.coding : all[(at + 1) % all.length]);
    }
    this.focusText();
  },

  // Show the letters of an indicator for a moment, or close them.
  open(code, ms) {
    clearTimeout(this.closing);
    if (!code && !this.opened) return;
    this.opened = code;
    this.openedBy = null;
    if (code) {
      this.shown = code;
      this.closing = setTimeout(() => this.open(null), ms);
      nextPicture(() => this.panel.revealLetters());
    }
    this.around();
  },

  quoted(a, b) {
    return { a: this.words.point(a), b: this.words.point(b), q: this.words.cut(a, b) };
  },

  do(act) {
    const { study, coder, doc } = this.data;
    this.seq = outbox.add(study, coder, { doc, ...act });
    this.status.settle();
    this.refresh();
    this.status.saving(); // at no moment it says "Saved" of what is not
  },

  keepPlace() {
    const seg = this.lastTop === undefined ? null : this.pane.firstInView();
    if (!seg || seg.point === this.placed) return;
    this.placed = seg.point;
    const { study, coder, doc } = this.data;
    outbox.add(study, coder, { doc, act: 'place', at: seg.point });
  },

  say(text) {
    this.status.say(text);
  },

  refuse(text) {
    this.status.refuse(text);
  },

  focusText() {
    this.pane.node.focus({ preventScroll: true });
  },

  // ---- measuring, only where it was asked for

  measured(began) {
    const time = { seq: this.seq, key: began, painted: null, stored: null };
    window.qcwTimes = [...(window.qcwTimes ?? []), time].slice(-MOST_TIMES);
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (time.painted = performance.now());
      channel.port2.postMessage(null);
    });
  },

  stored(ack) {
    if (!MEASURING || !window.qcwTimes) return;
    const done = ack[outbox.client(this.data.study, this.data.coder).id] ?? 0;
    for (const time of window.qcwTimes) {
      if (time.stored === null && time.seq <= done) time.stored = performance.now();
    }
  },
});
