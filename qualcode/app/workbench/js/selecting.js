// Which words are selected: by mouse or touch through the browser's own selection, by keys as
// words and sentences. It is painted as a highlight of our own, because the browser's vanishes
// as soon as a field takes the focus.

const SELECTED = 'qcw-selected';
const MIRROR_MS = 60; // setting the browser's selection costs a layout: it waits for the picture
const SETTLE_MS = 180; // a selection changed without the mouse, as by touch, comes to rest

class Selecting {
  constructor(pane, { changed, moved, released }) {
    this.pane = pane;
    this.changed = changed; // a person has selected other words, or none
    this.moved = moved; // a person has clicked at a place
    this.released = released; // the mouse button is up again
    this.span = null; // [a, b]
    this.anchor = null; // the unit it was begun with, and the one it now reaches to
    this.focus = null;
    this.here = null; // where the person last was, when nothing is selected
    this.down = false;
    this.pending = false;
    this.stale = false; // the browser's selection is not yet in step with ours
    this.left = []; // where we last left it, or found it
    this.listen();
  }

  listen() {
    this.onChange = () => this.heard();
    this.onUp = () => {
      if (!this.down) return;
      this.down = false;
      // The browser collapses the old selection only after the button is up. Where a second
      // click has begun by then, its own end counts.
      setTimeout(() => {
        if (this.down) return;
        this.read(true);
        this.released();
      }, 0);
    };
    this.pane.node.addEventListener('mousedown', (event) => {
      this.down = event.button === 0 && !event.target.closest('button, .qcw-stripe');
      this.inWords = Boolean(event.target.closest('.qcw-words'));
      if (this.down) this.stale = false; // from now on the person's hand counts
      // Selected words are not carried about with the mouse: the drag selects anew.
      if (this.down && event.detail === 1 && !event.shiftKey) {
        document.getSelection().removeAllRanges();
      }
    });
  }

  attach() {
    document.addEventListener('selectionchange', this.onChange);
    window.addEventListener('mouseup', this.onUp, true);
  }

  detach() {
    document.removeEventListener('selectionchange', this.onChange);
    window.removeEventListener('mouseup', this.onUp, true);
    clearTimeout(this.timer);
    clearTimeout(this.mirroring);
    if (CSS.highlights) CSS.highlights.delete(SELECTED);
  }

  heard() {
    // Building passages anew moves the browser's selection too; that is nobody's doing.
    if (this.stale && same(this.left, edges())) return;
    if (!this.native()) return;
    this.stale = false;
    this.pending = true;
    clearTimeout(this.timer);
    if (this.down) this.paint(this.raw());
    else this.timer = setTimeout(() => this.read(false), SETTLE_MS);
  }

  // The browser's selection, where it lies in the text.
  native() {
    const own = document.getSelection();
    if (!own || !own.rangeCount) return null;
    const range = own.getRangeAt(0);
    const { node } = this.pane;
    const inside = node.contains(range.startContainer) || node.contains(range.endContainer);
    return inside ? range : null;
  }

  raw() {
    const range = this.native();
    if (!range) return null;
    const a = this.pane.offset(range.startContainer, range.startOffset, false);
    if (range.collapsed) return [a, a];
    return [a, this.pane.offset(range.endContainer, range.endOffset, true)];
  }

  // A command comes: what was selected a moment ago counts.
  sync() {
    if (this.down) return;
    if (this.pending || !same(this.left, edges())) this.read(false);
  }

  read(byMouse) {
    clearTimeout(this.timer);
    this.pending = false;
    if (this.stale && same(this.left, edges())) return; // ours is newer than the browser's
    this.stale = false;
    this.left = edges();
    const raw = this.raw();
    if (!raw) return;
    const [a, b] = raw;
    if (a === b) {
      if (!byMouse) return;
      this.here = a;
      this.clear();
      this.moved(a, this.inWords);
      return;
    }
    const span = this.pane.words.snapped(a, b);
    if (!span) return;
    if (!this.same(span)) this.take(span, byMouse);
    else if (byMouse) this.paint(this.span);
  }

  same(span) {
    return Boolean(this.span && this.span[0] === span[0] && this.span[1] === span[1]);
  }

  // Select a span that did not come from a key; keys go on from its first and last words.
  take(span, native = true) {
    const { words } = this.pane;
    const [a, b] = span;
    const first = words.seek('word', a, 1, (unit) => unit[1] > a);
    const last = words.seek('word', b, -1, (unit) => unit[0] < b);
    this.anchor = [a, Math.min(first ? first[1] : b, b)];
    this.focus = [Math.max(last ? last[0] : a, a), b];
    this.set(span, native);
  }

  set(span, native = true, quiet = false) {
    this.span = span;
    this.here = span[0];
    this.paint(span);
    if (native) this.mirror();
    if (!quiet) this.changed(span);
  }

  clear() {
    if (!this.span) return;
    this.span = null;
    this.anchor = null;
    this.focus = null;
    this.stale = false;
    this.paint(null);
    const own = document.getSelection();
    if (this.native() && own && !own.isCollapsed) own.removeAllRanges();
    this.left = edges();
    this.changed(null);
  }

  // Next or previous word or sentence; from the place one was at when nothing is selected.
  move(kind, step) {
    const { words } = this.pane;
    let unit;
    if (!this.span) {
      const at = this.here ?? this.pane.firstInView()?.start ?? 0;
      unit = words.seek(kind, at, 1, (one) => one[1] > at);
    } else if (step > 0) {
      unit = words.seek(kind, this.focus[0], 1, (one) => one[0] > this.focus[0]);
    } else {
      unit = words.seek(kind, this.focus[0], -1, (one) => one[0] < this.focus[0]);
    }
    if (!unit) return;
    this.anchor = unit;
    this.focus = unit;
    this.set(unit);
    this.pane.show(...unit);
  }

  // The end that moves goes a unit on or back; it stops at the unit it was begun with.
  extend(kind, step) {
    if (!this.span) {
      this.move(kind, step);
      return;
    }
    const unit = this.reach(kind, step);
    if (!unit) return;
    this.focus = unit;
    this.set([Math.min(this.anchor[0], unit[0]), Math.max(this.anchor[1], unit[1])]);
    this.pane.show(...unit);
  }

  reach(kind, step) {
    const { words } = this.pane;
    const { anchor, focus } = this;
    const behind = focus[0] < anchor[0];
    const seek = (test) => words.seek(kind, step > 0 ? focus[0] : focus[1], step, test);
    if (step > 0 && !behind) return seek((one) => one[1] > focus[1]);
    if (step < 0 && focus[0] <= anchor[0]) return seek((one) => one[0] < focus[0]);
    const unit = seek((one) => (step > 0 ? one[0] > focus[0] : one[1] < focus[1]));
    const crossed = !unit || (step > 0 ? unit[1] > anchor[0] : unit[0] < anchor[1]);
    return crossed ? anchor : unit;
  }

  // While boundaries are moved: the beginning or the end is the one that goes.
  moveEdge(kind, step, beginning) {
    const behind = this.focus[0] < this.anchor[0];
    const single = this.anchor[0] === this.focus[0];
    if (single && (beginning ? step > 0 : step < 0)) return; // nothing would be left
    if (behind !== beginning && !single) {
      [this.anchor, this.focus] = [this.focus, this.anchor];
    }
    this.extend(kind, step);
  }

  // After passages were built anew, or the focus came back to the text.
  restore(passages) {
    if (!this.span) {
      if (passages && passages.size) this.left = edges();
      return;
    }
    const [first, last] = this.pane.words.touched(...this.span);
    const hit = !passages || [...passages].some((n) => n >= first && n <= last);
    if (!hit) {
      // A passage built anew moved the browser's selection; that is nobody's doing either.
      if (this.stale && passages.size) this.left = edges();
      return;
    }
    this.paint(this.span);
    this.mirror();
  }

  paint(span) {
    if (!CSS.highlights) return; // older browsers show only their own selection
    if (!span || span[0] >= span[1]) {
      CSS.highlights.delete(SELECTED);
      return;
    }
    const { words, passages } = this.pane;
    const [first, last] = words.touched(...span);
    const ranges = [];
    for (let n = first; n <= last; n += 1) {
      const { seg } = passages[n];
      const [startContainer, startOffset] = this.pane.point(Math.max(span[0], seg.start), false);
      const [endContainer, endOffset] = this.pane.point(Math.min(span[1], seg.end), true);
      ranges.push(new StaticRange({ startContainer, startOffset, endContainer, endOffset }));
    }
    CSS.highlights.set(SELECTED, new Highlight(...ranges));
  }

  // The browser's own selection is kept in step, but never taken out of a field.
  mirror() {
    if (!this.span) return;
    this.stale = true;
    this.left = edges();
    clearTimeout(this.mirroring);
    this.mirroring = setTimeout(() => this.mirrorNow(), MIRROR_MS);
  }

  mirrorNow() {
    if (!this.stale || typing(document.activeElement)) return;
    if (!same(this.left, edges())) return; // other words were selected meanwhile: they count
    this.stale = false;
    if (!this.span || !this.pane.node.isConnected) return;
    const start = this.pane.point(this.span[0], false);
    const end = this.pane.point(this.span[1], true);
    document.getSelection().setBaseAndExtent(...start, ...end);
    this.left = edges();
  }
}
