// What is in hand, where one is, and what the person's hand does in the text.

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
    this.held = { kind, id };
    this.bounding = null;
    this.selecting.clear();
    const held = this.inHand();
    if (held) {
      this.selecting.here = held.a;
      this.shown = held.code;
    }
    this.refresh();
    if (!held) return;
    if (show) this.pane.show(held.a, held.b, { smooth });
    if (kind === 'offer') this.say(`Suggested: ${held.code}.`);
    else this.say(`${held.code}, ${DIRECTIONS[held.dir].says}, ${held.coder}.`);
  },

  letGo() {
    this.held = null;
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

  onlyAsked(a, b) {
    const [first, last] = this.words.touched(a, b);
    return this.words.segs.slice(first, last + 1).every((seg) => seg.asks);
  },

  // ---- what the person does

  // Other words were selected: what was in hand is let go, so that Shift and a digit means the
  // next coding and not the last one.
  selected() {
    if (this.bounding) return;
    if (this.selecting.span && this.held) this.letGo();
    else this.panel.draw();
  },

  moved() {
    if (this.held && !this.bounding) this.letGo();
    else this.panel.draw();
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
    if (code) {
      this.shown = code;
      this.closing = setTimeout(() => this.open(null), ms);
      nextPicture(() => this.panel.revealLetters());
    }
    this.panel.draw();
  },

  quoted(a, b) {
    return { a: this.words.point(a), b: this.words.point(b), q: this.words.cut(a, b) };
  },

  do(act) {
    const { study, coder, doc } = this.data;
    this.seq = outbox.add(study, coder, { doc, ...act });
    this.refresh();
  },

  keepPlace() {
    const seg = this.pane.firstInView();
    if (!seg || seg.point === this.placed) return;
    this.placed = seg.point;
    const { study, coder, doc } = this.data;
    outbox.add(study, coder, { doc, act: 'place', at: seg.point });
  },

  say(text, brief = false) {
    this.status.say(text, brief);
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
