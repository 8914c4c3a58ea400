// What Python says is heeded: the study as it stands, what was refused, what undo and redo did.

Object.assign(Bench.prototype, {
  update(data) {
    const before = this.words ? this.data : null;
    this.data = data;
    const anew = !before || before.text !== data.text || this.otherSegs(data.segs);
    if (anew) this.rebuild(data);
    const stood = this.base;
    this.base = stated(data, this.words);
    if (!before || this.direction === before.direction) this.direction = data.direction;
    if (before && before.read && !data.read) unticked.add(this.visit());
    const refused = outbox.answered(data.ack ?? {}, data.refused ?? [], data.trouble ?? '');
    this.forget(refused);
    this.refresh();
    if (refused.length || !before) this.status.refusals();
    this.tellUndone(anew ? null : stood);
    this.stored(data.ack ?? {});
    this.goWhereAsked(!before);
  },

  otherSegs(segs) {
    if (segs === this.readSegs) return false;
    this.readSegs = segs;
    const state = JSON.stringify(segs);
    if (state === this.segState) return false;
    this.segState = state;
    return true;
  },

  rebuild(data) {
    this.otherSegs(data.segs);
    const place = this.words ? this.pane.firstInView()?.start : null;
    this.words = new Words(data.text, data.segs);
    this.pane.build(this.words, data.speakers, data.title);
    this.watchEnd();
    if (place !== null && place !== undefined) this.pane.showFirst(place);
  },

  // A code that was not made is not offered as the one used last.
  forget(refused) {
    for (const { act } of refused) {
      if (act?.act !== 'name') continue;
      this.usedHere = this.usedHere.filter((id) => id !== act.code);
      if (this.shown === act.code) this.shown = null;
    }
  },

  // What the last undo or redo did, in Python's words, and the place where it did it.
  tellUndone(stood) {
    const own = outbox.client(this.data.study, this.data.coder).id;
    const fresh = (this.data.said ?? []).filter(
      ([client, seq]) => client === own && seq > (this.heardOf ?? 0),
    );
    if (!fresh.length) return;
    [, this.heardOf] = fresh.at(-1);
    this.say(fresh.at(-1)[2]);
    const place = stood && firstChange(stood, this.base);
    if (!place || this.selecting.down) return;
    this.byHand = false;
    this.selecting.here = place.a;
    this.pane.show(place.a, place.b);
  },

  // ---- read to the end

  // Who has scrolled down to the last passage has read the interview; said once a visit.
  watchEnd() {
    if (this.ending) this.ending.disconnect();
    const last = this.pane.passages.at(-1);
    if (!last) return;
    this.ending = new IntersectionObserver(
      ([entry]) => {
        this.endInView = entry.isIntersecting;
        this.seenEnd();
      },
      { root: this.pane.node },
    );
    this.ending.observe(last.node);
  },

  // Only scrolling down by one's own hand counts, no link and no jump; and who takes the mark back
  // is not contradicted.
  seenEnd() {
    if (!this.endInView || !this.scrolledHere || this.data.read) return;
    if (unticked.has(this.visit())) return;
    unticked.add(this.visit());
    this.do({ act: 'read', on: true });
  },

  visit() {
    return JSON.stringify([this.data.study, this.data.doc, this.data.coder]);
  },
});

const unticked = new Set(); // visits in which the mark was given, or taken back

// The first thing that one picture has and the other has not.
function firstChange(one, other) {
  for (const list of ['codings', 'offers']) {
    for (const [from, to] of [[other, one], [one, other]]) {
      for (const [id, value] of from[list]) {
        if (to[list].get(id) !== value) return value;
      }
    }
  }
  return null;
}
