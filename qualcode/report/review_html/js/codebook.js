/* Codes and directions in words. */

const code = (id) => now.data.codes.find((one) => one.id === id);
const title = (id) => code(id)?.title ?? id;
const direction = (value) => now.data.directions.find(([name]) => name === value);

function way(value) {
  const [, mark, name] = direction(value);
  return make('span', { class: 'way' }, make('span', { 'aria-hidden': 'true' }, mark), ` ${name}`);
}

function list(heading, lines) {
  if (!lines.length) return null;
  return [make('p', { class: 'label' }, heading), make('ul', {}, ...lines.map((line) => make('li', {}, line)))];
}

function entryOf(id) {
  const one = code(id);
  if (!one) return [];
  return [
    one.definition ? make('p', {}, one.definition) : null,
    list('Use it when', one.include),
    list('Do not use it when', one.exclude),
    list('Easily taken for', one.confused.map(title)),
    list('Examples', one.examples),
  ].flat(2).filter(Boolean);
}

/* The code of an item: its definition is seen at once, its rules are unfolded. */
function codeCard(item) {
  const one = code(item.code);
  const rules = entryOf(item.code).slice(one?.definition ? 1 : 0);
  return make(
    'section', { class: 'code', 'aria-labelledby': 'code-title' },
    one?.parent ? make('p', { class: 'quiet' }, title(one.parent)) : null,
    make('h2', { id: 'code-title' }, title(item.code)),
    make('p', { class: 'direction' }, 'Coded as ', way(item.direction), ': ', direction(item.direction)[3]),
    one?.definition ? make('p', {}, one.definition) : null,
    rules.length
      ? make('details', {}, make('summary', {}, 'When to use it, and examples'), ...rules) : null,
  );
}

function book() {
  const { codes, rules } = now.data;
  return make(
    'details', { id: 'book' }, make('summary', {}, `The codebook of this round (${many(codes.length, 'code')})`),
    ...(list('Rules', rules) ?? []),
    ...codes.map((one) => make(
      'details', {}, make('summary', {}, one.title), ...entryOf(one.id),
    )),
  );
}
