// The entry of the code in hand: definition, rules, examples, cues.

function entryCode(bench) {
  return bench.inHand()?.code ?? bench.shown;
}

function entryState(bench) {
  const id = entryCode(bench);
  if (!id) return '';
  const about = [Boolean(bench.selecting.span), Boolean(bench.inHand())];
  return JSON.stringify([id, bench.bookCount, bench.entryOpen, ...about]);
}

function entrySection(bench) {
  const id = entryCode(bench);
  const code = id && bench.book.get(id);
  if (!code) return [];
  const more = keyed('qcw-fold qcw-more', bench.entryOpen ? 'Less' : 'More', 'd', () => {
    bench.entryOpen = !bench.entryOpen;
    bench.refresh();
  });
  more.setAttribute('aria-expanded', String(bench.entryOpen));
  const head = make('div', 'qcw-entryhead');
  head.append(heading('What it means'), more);
  const name = [codeLine(bench, id, '')];
  const definition = make('p', 'qcw-definition', code.definition || 'It has no definition yet.');
  if (!bench.entryOpen) return [head, ...name, definition];
  const nodes = [
    ...listed('Give it when', code.include),
    ...listed('Not when', code.exclude),
    ...listed('Examples', code.examples),
  ];
  if (code.cues.length) {
    nodes.push(make('div', 'qcw-entryname', 'Cues'), make('p', '', code.cues.join(', ')));
  }
  const others = code.confused.filter((one) => bench.book.get(one));
  if (others.length) {
    const titles = others.map((one) => bench.book.title(one));
    nodes.push(...listed('Easily taken for', titles));
  }
  return [head, ...name, definition, ...nodes, ...supportRow(bench)];
}

function listed(title, items) {
  if (!items.length) return [];
  const list = make('ul', 'qcw-list');
  for (const item of items) list.append(make('li', '', item));
  return [make('div', 'qcw-entryname', title), list];
}

function supportRow(bench) {
  if (!bench.selecting.span) return [];
  const id = entryCode(bench);
  const support = (act) => () => {
    bench.shown = id;
    bench.acts.support(act);
  };
  return [
    row(
      button('qcw-button', 'Add the words as a cue', support('cue')),
      button('qcw-button', 'Add them as an example', support('example')),
    ),
  ];
}
