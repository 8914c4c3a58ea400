/* The bar on top, the first page, and the list of all items. */

let chosen = 'all';

const STATES = [
  ['all', 'All items', () => true],
  ['waiting', 'Nothing said yet', waiting],
  ...Object.entries(VERDICTS).map(([name, one]) => [
    name, one.told[0].toUpperCase() + one.told.slice(1), (item) => judgement(item) === name,
  ]),
];

function drawBar() {
  const { items, number, reviewer } = now.data;
  const done = items.filter((item) => !waiting(item)).length;
  const left = unsaved().length;
  at('bar').hidden = false;
  at('bar').replaceChildren(
    make('p', {}, `Round ${number} · ${reviewer}`),
    make('progress', { max: items.length, value: done, 'aria-label': `${done} of ${items.length} said` }),
    make('p', { id: 'done' }, `${done} of ${items.length} said`),
    button('Save my verdicts', save, { id: 'save', class: left ? 'due' : '' }),
    button('Help', help, { id: 'help' }),
  );
}

function begin() {
  const { title: name, number, items, due, reviewer, left_out: kept } = now.data;
  const left = items.filter(waiting).length;
  drawBar();
  const started = items.length - left;
  const first = nextWaiting(-1) ?? 0;
  const named = name && name !== `Round ${number}` ? name : '';
  show(
    make('h1', {}, `Round ${number}${named ? `: ${named}` : ''}`),
    make('p', { class: 'lead' }, `${many(items.length, 'item')}${togo(started, left)}`
      + `${due ? `, by ${day(due)}` : ''}. For ${reviewer}.`),
    make(
      'ol', {},
      make('li', {}, 'Read the passage. The marked words were given a code; its definition stands below.'),
      make('li', {}, 'Say agree, question or disagree, and why. You can propose another code.'),
      make('li', {}, 'Press Save my verdicts and send the small file back to whoever sent you this one.'),
    ),
    kept ? make('p', { class: 'quiet' }, `${many(kept, 'item')} of the round ${kept === 1 ? 'is' : 'are'} not in`
      + ' this file: the people quoted allow no quotes.') : null,
    make('p', { class: 'quiet' }, 'What you write is kept in this browser, sealed, so you can stop and go on later.'),
    make(
      'div', { class: 'row' },
      button(started ? `Go on with item ${first + 1}` : 'Begin', () => go(first), { id: 'begin', class: 'first' }),
      started ? button('All items', overview) : null,
    ),
    book(),
  );
}

/* How long it takes: for all, or for what is left where something was said before. */
function togo(started, left) {
  if (!left) return ', all looked at';
  return started ? `: ${started} said, ${left} to go, ${minutes(left)}` : `, ${minutes(left)}`;
}

function overview() {
  const { items } = now.data;
  const left = items.filter(waiting).length;
  const fresh = unsaved().length;
  const rows = make('ul', { class: 'items' });
  const draw = () => {
    const [, , fits] = STATES.find(([name]) => name === chosen);
    const own = items.map((item, n) => [item, n]).filter(([item]) => fits(item));
    rows.replaceChildren(...own.map(([item, n]) => make('li', {}, row(item, n))));
    if (!own.length) rows.append(make('li', { class: 'quiet' }, 'None.'));
  };
  const states = make(
    'select', { id: 'states', change: (e) => { chosen = e.target.value; draw(); } },
    ...STATES.map(([name, words_, fits]) => make(
      'option', { value: name }, `${words_} (${items.filter(fits).length})`,
    )),
  );
  states.value = chosen;
  draw();
  show(
    make('h1', {}, left ? `${many(left, 'item')} to go` : `You have looked at all ${many(items.length, 'item')}`),
    make('p', {}, `${fresh ? `Of ${many(fresh, 'item')} you said something that no saved file holds yet. ` : ''}${left
      ? 'You can save at any time and go on later.'
      : 'Save your verdicts and send the file back. You can still change what you said.'}`),
    make(
      'div', { class: 'row' },
      button('Save my verdicts', save, { class: 'first' }, 's'),
      left ? button('Next without a verdict', () => go(nextWaiting(now.n) ?? 0)) : null,
      button('Forget what I wrote here', askForget, { id: 'forget' }),
    ),
    make('div', { class: 'field' }, make('label', { for: 'states' }, 'Show'), states),
    rows,
    book(),
  );
}

function row(item, n) {
  const one = VERDICTS[judgement(item)];
  const note = [one ? one.told : 'nothing said yet', words(item) ? 'with a comment' : ''].filter(Boolean).join(', ');
  return button(
    [
      make('span', { class: `sign ${judgement(item) ?? ''}`, 'aria-hidden': 'true' }, one ? one.mark : '·'),
      make('span', {}, make('b', {}, `${n + 1}. ${item.kind === 'theme' ? item.statement : title(item.code)}`),
        make('span', { class: 'quiet' }, item.kind === 'theme' ? 'Theme' : short(item.quote)),
        make('span', { class: 'quiet' }, note)),
    ],
    () => go(n),
    { class: 'item' },
  );
}

const short = (text) => (text.length > 90 ? `${text.slice(0, 88)}…` : text);

function saved(count) {
  const before = now.data.items.filter((item) => item.said && !entry(item).judgement).length;
  const box = make(
    'section', { class: 'done' },
    make('p', {}, make('b', {}, `${many(count, 'verdict or comment', 'verdicts and comments')} saved as ${now.data.save_as}`)),
    before ? make('p', {}, `${many(before, 'verdict')} more ${before === 1 ? 'was' : 'were'} in the study already when this page was made.`) : null,
    make('p', {}, 'The file is among your downloads, sealed with the passphrase you typed. Send it back to whoever'
      + ' sent you this page. If you say more later, save again: nothing is counted twice.'),
  );
  overview();
  at('view').querySelector('h1').after(box);
  tell('Saved. Send the file back to whoever sent you this page.');
}
