// The panel's last sections: memos on what one is at, and cutting or joining the passage.

function memosHere(bench) {
  const held = bench.heldCoding();
  const seg = bench.segHere();
  const found = [];
  if (held) found.push(...(bench.state.memos[held.id] ?? []));
  if (seg) found.push(...(bench.state.memos[bench.segId(seg)] ?? []));
  return found;
}

function memosState(bench) {
  return JSON.stringify(memosHere(bench));
}

function memosSection(bench) {
  const memos = memosHere(bench);
  if (!memos.length) return [];
  return [
    heading('Memos here'),
    ...memos.map(([author, when, text]) => {
      const node = make('div', 'qcw-memo');
      const says = make('p', '', text);
      says.dir = 'auto';
      node.append(make('div', 'qcw-muted', [author, when].filter(Boolean).join(' · ')), says);
      return node;
    }),
  ];
}

// Whether the passage can be cut before the selected words, and joined with the next one.
function toolsState(bench) {
  const seg = bench.segHere();
  const { span } = bench.selecting;
  const splits = Boolean(seg && span && span[0] > seg.start && span[0] < seg.end);
  const next = seg && bench.words.segs[seg.n + 1];
  const joins = Boolean(next && !next.head && next.speaker === seg.speaker);
  return JSON.stringify([splits, joins]);
}

function toolsSection(bench) {
  const [splits, joins] = JSON.parse(toolsState(bench));
  const { acts } = bench;
  const split = keyed('qcw-button', 'Split before the words', '', () => acts.split());
  const join = keyed('qcw-button', 'Join with the next', '', () => acts.merge());
  split.disabled = !splits;
  join.disabled = !joins;
  return [heading('Passage'), row(split, join)];
}
