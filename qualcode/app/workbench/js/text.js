// The text, its passages, and two ways of counting. Python counts code points, JavaScript counts
// UTF-16 units: everything in here and in the other files is in units, and is turned into code
// points only where it leaves for Python or comes from there.

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });
const BY_WORD = new Intl.Segmenter('und', { granularity: 'word' });
const BY_SENTENCE = new Intl.Segmenter('und', { granularity: 'sentence' });
const BLANK = /^\s+$/;

class Words {
  constructor(text, segs) {
    this.text = text;
    this.unitOf = null; // code point -> unit; null where the two are the same
    this.pointOf = null;
    if (/[\ud800-\udfff]/.test(text)) this.count();
    this.segs = segs.map(([start, end, speaker, asks, head, note], n) => ({
      n,
      point: start,
      start: this.unit(start),
      end: this.unit(end),
      speaker,
      asks: Boolean(asks),
      head: Boolean(head),
      note,
    }));
  }

  count() {
    const { text } = this;
    this.unitOf = new Uint32Array(text.length + 1);
    this.pointOf = new Uint32Array(text.length + 1);
    let point = 0;
    for (let unit = 0; unit < text.length; point += 1) {
      const wide = text.codePointAt(unit) > 0xffff;
      this.unitOf[point] = unit;
      this.pointOf[unit] = point;
      if (wide) this.pointOf[unit + 1] = point;
      unit += wide ? 2 : 1;
    }
    this.unitOf[point] = text.length;
    this.pointOf[text.length] = point;
  }

  unit(point) {
    return this.unitOf ? this.unitOf[point] : point;
  }

  point(unit) {
    return this.pointOf ? this.pointOf[unit] : unit;
  }

  cut(a, b) {
    return this.text.slice(a, b);
  }

  // The last passage that begins at or before a place; the first when there is none.
  segAt(at) {
    let low = 0;
    let high = this.segs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segs[middle].start <= at) low = middle;
      else high = middle - 1;
    }
    return this.segs[low];
  }

  // The passages that a span touches, as [first, last] numbers; first > last when none.
  touched(a, b) {
    if (!this.segs.length) return [0, -1];
    let first = this.segAt(a).n;
    if (this.segs[first].end <= a) first += 1;
    let last = this.segAt(b).n;
    if (this.segs[last].start >= b) last -= 1;
    return [first, last];
  }

  grapheme(seg, at) {
    if (!seg.shapes) seg.shapes = GRAPHEMES.segment(this.cut(seg.start, seg.end));
    const found = seg.shapes.containing(at - seg.start);
    return [seg.start + found.index, seg.start + found.index + found.segment.length];
  }

  // A span widened to whole graphemes and freed of white space at its ends; null when nothing
  // is left. Words that belong to no passage (labels, blank lines) can only be inside it.
  snapped(a, b) {
    if (!this.segs.length || a >= b) return null;
    const [first, last] = this.touched(a, b);
    if (first > last) return null;
    return this.trimmed(Math.max(a, this.segs[first].start), Math.min(b, this.segs[last].end));
  }

  trimmed(a, b) {
    let [n, m] = this.touched(a, b);
    [a] = this.grapheme(this.segs[n], a);
    [, b] = this.grapheme(this.segs[m], b - 1);
    while (a < b) {
      const [, next] = this.grapheme(this.segs[n], a);
      if (!BLANK.test(this.cut(a, next))) break;
      a = next;
      if (a >= this.segs[n].end) {
        n += 1;
        if (n > m) return null;
        a = this.segs[n].start;
      }
    }
    while (a < b) {
      const [before] = this.grapheme(this.segs[m], b - 1);
      if (!BLANK.test(this.cut(before, b))) break;
      b = before;
      if (b <= this.segs[m].start) {
        m -= 1;
        if (m < n) return null;
        b = this.segs[m].end;
      }
    }
    return a < b ? [a, b] : null;
  }

  // Words or sentences of one passage, as [[start, end], ...]; found when first asked for.
  units(seg, kind) {
    if (!seg[kind]) {
      const text = this.cut(seg.start, seg.end);
      const cuts = (kind === 'word' ? BY_WORD : BY_SENTENCE).segment(text);
      const found = [];
      for (const cut of cuts) {
        if (kind === 'word' && !cut.isWordLike) continue;
        const blank = cut.segment.length - cut.segment.trimStart().length;
        const start = seg.start + cut.index + blank;
        const end = start - blank + cut.segment.trimEnd().length;
        if (start < end) found.push([start, end]);
      }
      // A passage without any word ("…") can still be reached as a whole.
      const whole = found.length ? null : this.trimmed(seg.start, seg.end);
      seg[kind] = whole ? [whole] : found;
    }
    return seg[kind];
  }

  // The nearest unit that passes a test, going on (step 1) or back (step -1) from a place.
  seek(kind, at, step, test) {
    if (!this.segs.length) return null;
    let n = this.segAt(at).n;
    n -= step > 0 && n > 0 ? 1 : 0;
    n += step < 0 && n < this.segs.length - 1 ? 1 : 0;
    for (; n >= 0 && n < this.segs.length; n += step) {
      const units = this.units(this.segs[n], kind);
      for (let k = step > 0 ? 0 : units.length - 1; k >= 0 && k < units.length; k += step) {
        if (test(units[k])) return units[k];
      }
    }
    return null;
  }
}
