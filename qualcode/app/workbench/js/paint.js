// The text pane: speakers, passages, their codings and suggestions. A passage is built anew only
// when something that is drawn on it has changed.

const NOTHING_ON = [];

class Pane {
  constructor() {
    this.node = make('div', 'qcw-text');
    this.node.tabIndex = 0;
    this.node.setAttribute('role', 'region');
    this.passages = []; // per passage: {seg, node, words, chips, lanes, drawn, nodes, starts}
    this.rebuilt = new Set();
    this.wanted = null; // what is to be in view when a scrolling has ended
    this.node.addEventListener('scrollend', () => this.settle());
    this.node.addEventListener('wheel', () => (this.wanted = null), { passive: true });
  }

  // All passages without their marks.
  build(words, speakers, title) {
    this.words = words;
    this.node.setAttribute('aria-label', title);
    const all = document.createDocumentFragment();
    let turn = null;
    this.passages = words.segs.map((seg) => {
      if (seg.head || !turn) {
        turn = make('div', seg.asks ? 'qcw-turn qcw-asks' : 'qcw-turn');
        turn.append(headOf(seg, speakers));
        all.append(turn);
      } else if (seg.note) {
        turn.append(make('div', 'qcw-note qcw-alone', seg.note));
      }
      const passage = passageOf(seg);
      turn.append(passage.node);
      return passage;
    });
    this.node.replaceChildren(all);
  }

  // Draw what has changed; `view` says what stands on each passage, see `standing`.
  draw(view) {
    this.rebuilt.clear();
    this.passages.forEach((passage, n) => {
      const on = view.on[n] ?? NOTHING_ON;
      if (passage.drawn && same(passage.drawn, on)) return;
      passage.drawn = on;
      this.rebuilt.add(n);
      fill(passage, on, this.words, view);
    });
  }

  // Where an offset stands in the page, as [text node, offset in it].
  point(at, end) {
    const [first, last] = this.words.touched(at, at + 1);
    const n = end ? this.words.segAt(Math.max(0, at - 1)).n : Math.min(first, last);
    const passage = this.passages[Math.max(n, 0)]; // words of nobody: the nearest there is
    const { starts, nodes, seg } = passage;
    const within = Math.min(Math.max(at - seg.start, 0), seg.end - seg.start);
    let k = starts.length - 1;
    while (k > 0 && (end ? starts[k] >= within : starts[k] > within)) k -= 1;
    return [nodes[k], within - starts[k]];
  }

  // The offset of a place in the page. Between passages, the edge of the nearest one on the
  // side that the selection lies on.
  offset(node, at, isEnd) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const words = element.closest('.qcw-words');
    const range = document.createRange();
    if (words && this.node.contains(words)) {
      const passage = this.passages[Number(words.dataset.n)];
      range.setStart(words, 0);
      range.setEnd(node, at);
      return passage.seg.start + range.toString().length;
    }
    range.setStart(node, at);
    let low = 0;
    let high = this.passages.length; // the first passage at or after the place
    while (low < high) {
      const middle = (low + high) >> 1;
      if (range.comparePoint(this.passages[middle].words, 0) < 0) low = middle + 1;
      else high = middle;
    }
    if (isEnd) return low > 0 ? this.passages[low - 1].seg.end : 0;
    return low < this.passages.length ? this.passages[low].seg.start : this.words.text.length;
  }

  // Bring words into view within the pane, never moving the page itself. Passages out of view
  // have only a supposed height, so the place is looked at again when the scrolling has ended.
  show(a, b, { smooth = true, top = 0.3, again = true } = {}) {
    const to = this.wayTo(a, b, top);
    this.wanted = null;
    if (to === null) return;
    const near = Math.abs(to - this.node.scrollTop) < this.node.clientHeight * 2;
    const behavior = smooth && near && !calm() ? 'smooth' : 'instant';
    this.node.scrollTo({ top: to, behavior });
    if (!again) return;
    this.wanted = () => this.show(a, b, { smooth: false, top, again: false });
    const { wanted } = this;
    if (behavior === 'smooth') return; // the end of the scrolling is told
    nextPicture(() => {
      if (this.wanted === wanted) this.settle();
    });
  }

  settle() {
    const { wanted } = this;
    this.wanted = null;
    if (wanted && this.node.isConnected) wanted();
  }

  // How far the pane must be scrolled to show a span; null when it is in view.
  wayTo(a, b, top) {
    if (!this.passages.length) return null;
    const range = document.createRange();
    range.setStart(...this.point(a, false));
    range.setEnd(...this.point(b, true));
    const frame = this.node.getBoundingClientRect();
    const box = range.getBoundingClientRect();
    const tall = box.height > frame.height - 80;
    const ends = tall ? box.top < frame.bottom - 120 : box.bottom <= frame.bottom - 32;
    if (box.top >= frame.top + 12 && ends) return null;
    return this.node.scrollTop + box.top - frame.top - frame.height * top;
  }

  // Put a passage at the top, as when somebody comes back to where they were.
  showFirst(at, tries = 4) {
    const seg = this.words.segAt(at);
    if (!seg) return;
    const box = this.passages[seg.n].node.getBoundingClientRect();
    const off = box.top - this.node.getBoundingClientRect().top - 4;
    if (Math.abs(off) > 1) this.node.scrollTop += off;
    if (!tries) return;
    const wanted = () => this.showFirst(at, tries - 1);
    this.wanted = wanted;
    nextPicture(() => {
      if (this.wanted === wanted) this.settle();
    });
  }

  // The passage on the first line in view.
  firstInView() {
    const edge = this.node.getBoundingClientRect().top + 4;
    let low = 0;
    let high = this.passages.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.passages[middle].node.getBoundingClientRect().bottom > edge) high = middle;
      else low = middle + 1;
    }
    return this.passages[low]?.seg;
  }
}
