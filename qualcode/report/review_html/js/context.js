/* The passage with its marked words, and what was said around it. */

// Characters of each piece that are shown at first, so that the marked words come soon.
const SEEN = window.innerWidth < 600 ? 160 : 320;

function clipped(text, side, all) {
  if (all || text.length <= SEEN + 60) return text;
  if (side === 'last') {
    const cut = text.slice(-SEEN);
    return `… ${cut.slice(cut.indexOf(' ') + 1)}`;
  }
  const cut = text.slice(0, SEEN);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))} …`;
}

function line([speaker, said, asks, withheld], side, all) {
  return make(
    'div', { class: asks ? 'turn asks' : 'turn' },
    make('p', { class: 'who' }, speaker),
    withheld
      ? make('p', { class: 'quiet' }, 'These words are kept back: this person allows no quotes.')
      : make('p', { class: 'said' }, clipped(said, side, all)),
  );
}

function context(item) {
  const box = make('section', { class: 'context', 'aria-label': 'What was said' });
  const draw = (all) => {
    const texts = [...item.before, ...item.after].map((one) => one[1]);
    const long = [...texts, item.lead, item.rest].some((text) => text.length > SEEN + 60);
    box.replaceChildren(
      ...item.before.map((one) => line(one, 'last', all)),
      make(
        'div', { class: 'turn own' },
        make('p', { class: 'who' }, item.caption),
        make(
          'p', { class: 'said', id: 'own' },
          clipped(item.lead, 'last', all), make('mark', {}, item.quote), clipped(item.rest, 'first', all),
        ),
      ),
      ...item.after.map((one) => line(one, 'first', all)),
      ...(long && !all ? [button('Show all that was said around it', () => draw(true), { class: 'link' })] : []),
    );
  };
  draw(false);
  return box;
}

function quotes(heading, lines) {
  if (!lines.length) return null;
  return [
    make('h3', {}, heading),
    ...lines.map(([said, caption]) => make(
      'blockquote', {}, make('p', { class: 'said' }, said), make('p', { class: 'who' }, caption),
    )),
  ];
}

/* A theme: the statement, and what people chose for it and against it. */
function statement(item) {
  return make(
    'section', { class: 'code', 'aria-labelledby': 'code-title' },
    make('p', { class: 'quiet' }, 'A theme'),
    make('h2', { id: 'code-title' }, item.statement),
    item.codes.length ? make('p', { class: 'quiet' }, `Codes: ${item.codes.map(title).join('; ')}`) : null,
    ...(quotes('Chosen for it', item.for) ?? [make('p', {}, 'No passage was chosen for it.')]),
    ...(quotes('Chosen against it', item.against) ?? []),
  );
}
