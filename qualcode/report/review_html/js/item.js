/* One item: what was said, the code, and what the reviewer says of it. */

function go(n) {
  const { items } = now.data;
  now.n = Math.min(Math.max(n, 0), items.length - 1);
  drawItem();
}

function drawItem() {
  const { items } = now.data;
  const item = items[now.n];
  const theme = item.kind === 'theme';
  show(
    make('h1', {}, `Item ${now.n + 1} of ${items.length}`),
    make('p', { class: 'quiet' }, theme ? '' : `${item.interview} · coded by ${item.coder}`),
    ...(theme ? [statement(item)] : [context(item), codeCard(item)]),
    said(item),
    make('h2', { id: 'ask' }, theme
      ? 'Do these passages carry this statement?' : 'Does this code fit the marked words?'),
    verdicts(item), // stays in view at the foot of the window until its place is reached
    comment(item),
    make('div', { id: 'proposing' }, proposing(item) ?? ''),
    make(
      'nav', { class: 'row', 'aria-label': 'Items' },
      button('Before', () => go(now.n - 1), { id: 'before', disabled: now.n === 0 }, 'k'),
      button('Next', next, { id: 'next' }, 'j'),
      button('All items', overview, {}, 'l'),
    ),
  );
}

function next() {
  if (now.n + 1 < now.data.items.length) go(now.n + 1);
  else overview();
}

/* What was said of it before this file was made. */
function said(item) {
  if (!item.thread.length && !item.verdicts.length && !item.settled.length) return null;
  return make(
    'section', { class: 'thread', 'aria-label': 'Said so far' },
    make('h3', {}, 'Said so far'),
    ...item.verdicts.map(([who, what]) => make('p', {}, make('b', {}, who), ` ${VERDICTS[what].told}`)),
    ...item.thread.map(([who, text]) => make('p', { class: 'said' }, make('b', {}, who), `: ${text}`)),
    ...item.settled.map(([who, how, why]) => make('p', { class: 'said' }, make('b', {}, who), ` settled it: ${how}. ${why}`)),
  );
}

function verdicts(item) {
  const box = make('div', { class: 'verdicts', role: 'group', 'aria-labelledby': 'ask' });
  const draw = () => box.replaceChildren(...Object.entries(VERDICTS).map(([name, one]) => button(
    [make('span', { class: 'sign', 'aria-hidden': 'true' }, one.mark), ` ${one.press}`],
    () => judge(name),
    { id: `say-${name}`, class: `say ${name}`, 'aria-pressed': String(judgement(item) === name) },
    one.key,
  )));
  draw();
  box.redraw = draw;
  return box;
}

/* Agreement goes on to the next item; a question or disagreement stays for its reason. */
function judge(name) {
  const item = now.data.items[now.n];
  change(item, { judgement: name });
  if (name === 'agree' && !words(item)) {
    const n = nextWaiting(now.n);
    if (n === null) overview();
    else go(n);
    tell(n === null ? 'Agreed. That was the last item.' : `Agreed. Item ${n + 1} of ${now.data.items.length}.`);
    return;
  }
  const box = document.querySelector('.verdicts');
  box.redraw();
  at('proposing').replaceChildren(proposing(item) ?? '');
  at('comment-label').textContent = asking(item);
  at('comment').focus(); // its label asks why
}

const asking = (item) => (proposes(item) ? 'Why? What should they look at?' : 'A comment, if you like');

function comment(item) {
  const most = now.data.longest;
  const count = make('p', { class: 'quiet', id: 'count' });
  const tally = (text) => {
    const n = points(text.trim());
    count.textContent = `${n.toLocaleString('en-GB')} of ${many(most, 'character')}${n > most ? '; shorten it' : ''}`;
    count.classList.toggle('wrong', n > most);
  };
  const area = make('textarea', {
    id: 'comment', rows: 4, 'aria-describedby': 'count',
    input: (e) => { change(item, { text: e.target.value }); tally(e.target.value); },
  });
  area.value = entry(item).text;
  tally(area.value);
  return make(
    'div', { class: 'field' },
    make('label', { for: 'comment', id: 'comment-label' }, asking(item)), area, count,
  );
}
