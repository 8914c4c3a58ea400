// What stands beside and under the words: stripes in lanes, and chips.

const MOST_LANES = 8;

// Which codings and suggestions stand on which passage; each item carries all that is drawn of
// it. `kept` remembers the items of the last pictures: one that is unchanged is the same value.
function standing(words, shown, look, kept) {
  const on = new Array(words.segs.length);
  const place = (value, noted, itemOf) => {
    const held = look.held === value.id;
    const items = held ? kept.held : kept.items;
    let had = items.get(value);
    if (!had || had.noted !== noted) {
      had = { noted, placed: placedOn(words, itemOf(value)) };
      items.set(value, had);
    }
    for (const [n, item] of had.placed) (on[n] ??= []).push(item);
  };
  for (const coding of shown.codings) {
    const noted = Boolean(shown.memos[coding.id]);
    place(coding, noted, (one) => codingItem(one, noted, look));
  }
  for (const offer of shown.offers) place(offer, false, (one) => offerItem(one, words, look));
  for (const seg of words.segs) {
    const memos = shown.memos[look.segId(seg)];
    if (memos) (on[seg.n] ??= []).push((kept.memos[memos.length] ??= memoItem(memos.length)));
  }
  return { on, look };
}

// One on words of nobody (by an import) has no passage to stand on; its list still has it.
function placedOn(words, item) {
  const [first, last] = words.touched(item.a, item.b);
  const found = [];
  for (let n = first; n <= last; n += 1) {
    const seg = words.segs[n];
    const whole = item.a <= seg.start && item.b >= seg.end;
    const beyond = item.a < seg.start || item.b > seg.end;
    found.push([n, { ...item, whole, beyond }]);
  }
  return found;
}

function memoItem(count) {
  return { memo: true, count };
}

function codingItem(coding, noted, look) {
  const { hue, lane } = look.code(coding);
  return { ...coding, hue, lane, held: look.held === coding.id, noted };
}

function offerItem(offer, words, look) {
  const { hue } = look.code(offer);
  const held = look.held === offer.id;
  const { id, a, b, code, band } = offer;
  // A suggestion for a whole passage is underlined only at the words it rests on.
  const whole = words.segs[words.touched(a, b)[0]];
  const wide = whole && a <= whole.start && b >= whole.end && offer.on.length > 0;
  const on = wide ? offer.on : [[a, b]];
  return { id, a, b, code, band, hue, held, on, offer: true };
}

// Stripes overlie the words' box, so their places are shares of it: near enough to the lines,
// right at every width and on paper, and nothing has to be measured.
function stripesOf(seg, on) {
  const length = seg.end - seg.start;
  return on
    .filter((item) => !item.offer && !item.memo && item.lane < MOST_LANES)
    .map((item) => {
      const from = Math.max(0, (item.a - seg.start) / length);
      const to = Math.min(1, (item.b - seg.start) / length);
      const stripe = make('i', item.held ? 'qcw-stripe qcw-held' : 'qcw-stripe');
      stripe.dataset.coding = item.id;
      const { style } = stripe;
      style.background = item.hue;
      style.setProperty('--lane', item.lane);
      style.top = `${(from * 100).toFixed(1)}%`;
      style.height = `${((to - from) * 100).toFixed(1)}%`;
      if (item.b > seg.end) stripe.classList.add('qcw-on');
      return stripe;
    });
}

// The same code, direction and words from several coders make one chip.
function chipsOf(seg, on, { look }) {
  const groups = new Map();
  for (const item of on) {
    if (item.offer || item.memo) continue;
    const key = `${item.code} ${item.dir} ${item.a} ${item.b}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  const chips = [...groups.values()].map((group) => codingChip(group, look));
  for (const item of on) if (item.offer) chips.push(offerChip(item, look));
  const memo = on.find((item) => item.memo);
  if (memo) chips.push(memoChip(seg, memo));
  return chips;
}

function chip(name, hue) {
  const node = make('button', `qcw-chip ${name}`);
  node.type = 'button';
  node.tabIndex = -1; // reached by e, j and the mouse: hundreds of tab stops would help nobody
  if (hue) node.style.setProperty('--hue', hue);
  return node;
}

function codingChip(group, look) {
  const held = group.find((item) => item.held);
  const first = held ?? group.find((item) => item.coder === look.coder) ?? group[0];
  const node = chip(held ? 'qcw-held' : '', first.hue);
  node.dataset.coding = first.id;
  node.dataset.all = group.map((item) => item.id).join(' ');
  const { mark, says } = DIRECTIONS[first.dir];
  node.append(make('b', '', first.code), make('span', 'qcw-mark', mark));
  const coders = [...new Set(group.map((item) => item.coder))];
  if (look.many) node.append(make('span', 'qcw-by', coders.map(initials).join(' ')));
  const starred = group.some((item) => item.star);
  const noted = group.some((item) => item.noted);
  if (group[0].beyond) node.append(make('span', 'qcw-mark', '↕'));
  if (starred) node.append(make('span', 'qcw-mark', '★'));
  if (noted) node.append(make('span', 'qcw-mark', '✎'));
  const told = [`${first.code} ${look.name(first.code)}`.trim(), says, coders.join(', ')];
  if (group[0].beyond) told.push('reaches beyond this passage');
  if (starred) told.push('starred');
  if (noted) told.push('with a memo');
  node.setAttribute('aria-label', told.join(', '));
  node.setAttribute('aria-pressed', String(Boolean(held)));
  return node;
}

function offerChip(item, look) {
  const node = chip(item.held ? 'qcw-offer qcw-held' : 'qcw-offer', item.hue);
  node.dataset.offer = item.id;
  node.append(make('b', '', item.code), make('span', 'qcw-band', item.band));
  node.setAttribute('aria-label', `Suggested, ${item.band}: ${item.code} ${look.name(item.code)}`);
  node.setAttribute('aria-pressed', String(item.held));
  return node;
}

function memoChip(seg, memo) {
  const node = chip('qcw-memos');
  node.dataset.memo = seg.n;
  node.textContent = `✎ ${memo.count}`;
  const words = memo.count === 1 ? 'A memo' : `${memo.count} memos`;
  node.setAttribute('aria-label', `${words} on this passage`);
  return node;
}
