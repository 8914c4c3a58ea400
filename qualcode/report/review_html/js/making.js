/* Elements are made here and nowhere else; people's words become text nodes, never HTML. */

const there = (one) => one !== null && one !== undefined && one !== '';

function make(tag, given = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...inside.flat().filter(there));
  return element;
}

const button = (words, click, given = {}, key = '') => make(
  'button',
  { type: 'button', click, ...given, 'aria-keyshortcuts': key || undefined },
  words,
  key ? make('kbd', { 'aria-hidden': 'true' }, key) : null,
);

const at = (id) => document.getElementById(id);
const many = (n, one, several = `${one}s`) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : several}`;
const points = (text) => [...text].length;

/* Told to those who listen instead of looking, and shown for a while. */
function tell(words) {
  at('told').textContent = words;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { at('told').textContent = ''; }, 4500);
}

function day(iso) {
  const [year, month, date] = iso.split('-').map(Number);
  return new Date(year, month - 1, date).toLocaleDateString(
    'en-GB', { day: 'numeric', month: 'long', year: 'numeric' },
  );
}

/* A page of its own each time: what is read out and where the keyboard is begin at its heading. */
function show(...inside) {
  at('view').replaceChildren(...inside.filter(there));
  const heading = at('view').querySelector('h1');
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  window.scrollTo(0, 0);
}
