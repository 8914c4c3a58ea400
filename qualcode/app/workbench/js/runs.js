// One passage: its words cut into runs, their tints and underlines.

const MOST_LAYERS = 3; // tints and underlines of one run: more cannot be told apart
const PART_TINT = 11; // per cent of a code's hue behind words that a coding covers in part
const WHOLE_TINT = 5; // and behind a whole passage

function headOf(seg, speakers) {
  const head = make('div', 'qcw-who');
  head.append(make('span', '', speakers[seg.speaker]));
  if (seg.note) head.append(make('span', 'qcw-note', seg.note));
  return head;
}

function passageOf(seg) {
  const node = make('div', 'qcw-seg');
  const body = make('div', 'qcw-body');
  const words = make('p', 'qcw-words');
  words.dataset.n = seg.n;
  words.dir = 'auto';
  const lanes = make('div', 'qcw-lanes');
  lanes.setAttribute('aria-hidden', 'true');
  const chips = make('div', 'qcw-chips');
  body.append(words, lanes);
  node.append(body, chips);
  return { seg, node, words, lanes, chips, drawn: null, nodes: [], starts: [] };
}

function fill(passage, on, words, view) {
  const { seg } = passage;
  const runs = runsOf(seg, on);
  passage.starts = runs.map((run) => run.a - seg.start);
  const all = document.createDocumentFragment();
  passage.nodes = runs.map((run) => {
    const text = document.createTextNode(words.cut(run.a, run.b));
    all.append(run.over.length ? runNode(run, text) : text);
    return text;
  });
  passage.words.replaceChildren(all);
  const hues = [...new Set(on.filter((item) => item.whole && !item.offer).map((item) => item.hue))];
  passage.words.style.backgroundImage = layers(hues, WHOLE_TINT);
  passage.words.classList.toggle('qcw-tinted', hues.length > 0);
  // A whole passage in hand gets one frame around it, not one around each of its lines.
  const framed = on.find((item) => item.held && item.whole);
  passage.words.classList.toggle('qcw-framed', Boolean(framed));
  if (framed) passage.words.style.setProperty('--hue', framed.hue);
  passage.lanes.replaceChildren(...stripesOf(passage.seg, on));
  passage.chips.replaceChildren(...chipsOf(passage.seg, on, view));
}

function layers(hues, share) {
  return hues
    .slice(0, MOST_LAYERS)
    .map((hue) => `linear-gradient(${tinted(hue, share)}, ${tinted(hue, share)})`)
    .join(', ');
}

// The passage cut where codings of a part of it, the words of suggestions and the coding in
// hand begin and end.
function runsOf(seg, on) {
  const spans = [];
  for (const item of on) {
    if (item.memo) continue;
    if (item.held && !item.whole) spans.push({ item, a: item.a, b: item.b, held: true });
    else if (!item.whole && !item.offer) spans.push({ item, a: item.a, b: item.b });
    if (item.offer) for (const [a, b] of item.on) spans.push({ item, a, b, offer: true });
  }
  const cuts = new Set([seg.start, seg.end]);
  for (const span of spans) {
    span.a = Math.max(span.a, seg.start);
    span.b = Math.min(span.b, seg.end);
    if (span.a >= span.b) continue;
    cuts.add(span.a);
    cuts.add(span.b);
  }
  const edges = [...cuts].sort((one, other) => one - other);
  return edges.slice(1).map((b, n) => {
    const a = edges[n];
    return { a, b, over: spans.filter((span) => span.a < b && a < span.b) };
  });
}

function runNode(run, text) {
  const node = make('span', 'qcw-run');
  node.append(text);
  const parts = run.over.filter((span) => !span.offer && !span.item.whole);
  const shadows = parts
    .slice(0, MOST_LAYERS)
    .map((span, n) => `inset 0 -${2 * (n + 1)}px ${tinted(span.item.hue, 78)}`);
  const held = run.over.find((span) => span.held);
  if (held) shadows.unshift(...outline(held, run));
  if (shadows.length) node.style.boxShadow = shadows.join(', ');
  node.style.paddingBottom = `${2 * Math.min(parts.length, MOST_LAYERS)}px`;
  const hues = parts.map((span) => span.item.hue);
  if (hues.length) node.style.backgroundImage = layers(hues, PART_TINT);
  const offered = run.over.find((span) => span.offer);
  if (offered) {
    node.classList.add('qcw-rests');
    node.style.textDecorationColor = offered.item.hue;
  }
  const shown = held ?? run.over[0];
  node.dataset[shown.item.offer ? 'offer' : 'coding'] = shown.item.id;
  const codings = run.over.filter((span) => !span.offer && !span.item.offer);
  if (codings.length > 1) node.dataset.all = codings.map((span) => span.item.id).join(' ');
  return node;
}

// A clear frame around the words in hand: lines above and below, closed at both ends.
function outline(span, run) {
  const lines = [`0 -2px 0 ${span.item.hue}`, `0 2px 0 ${span.item.hue}`];
  if (run.a === span.a) lines.push(`inset 2px 0 0 ${span.item.hue}`);
  if (run.b === span.b) lines.push(`inset -2px 0 0 ${span.item.hue}`);
  return lines;
}
