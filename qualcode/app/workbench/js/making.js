// Small helpers for the page. Text enters it by textContent only.

function make(kind, name, text) {
  const node = document.createElement(kind);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

// A button that leaves focus and selection where they are when it is clicked with the mouse.
function button(name, text, onClick, title) {
  const node = make('button', name, text);
  node.type = 'button';
  if (title) node.title = title;
  node.addEventListener('mousedown', (event) => event.preventDefault());
  node.addEventListener('click', onClick);
  return node;
}

// A label of what a button does with the key that does the same.
function keyed(name, text, key, onClick, title) {
  const node = button(name, '', onClick, title);
  node.append(make('span', '', text));
  if (key) {
    const hint = make('kbd', 'qcw-kbd', key);
    hint.setAttribute('aria-hidden', 'true');
    node.append(hint);
    node.setAttribute('aria-keyshortcuts', key.replace('Ctrl ', 'Control+'));
  }
  return node;
}

function tinted(hue, share) {
  return `color-mix(in srgb, ${hue} ${share}%, transparent)`;
}

function uuid() {
  // randomUUID exists only on secure addresses; a team's server in a local network is none.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [8, 12, 16, 20].reduceRight((id, at) => `${id.slice(0, at)}-${id.slice(at)}`, hex);
}

// Browsers may refuse their stores altogether; then nothing is remembered.
function remembered(store, key) {
  try {
    return window[store].getItem(key);
  } catch {
    return null;
  }
}

function remember(store, key, value) {
  try {
    window[store].setItem(key, value);
  } catch {
    // Full or refused: the acts are still in this page's memory.
  }
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  if (words.length < 2) return [...name].slice(0, 3).join('');
  return words.slice(0, 3).map((word) => [...word][0]).join('').toUpperCase();
}

function calm() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

// After the next frame has been drawn.
function nextPicture(then) {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

// When the next frame is on the screen; at the latest in a moment, as pages in the background
// draw none.
function afterPicture(then) {
  let done = false;
  const once = () => {
    if (!done) then();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, 120);
}

// Whether a key pressed there is a letter being written and no command.
const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

function typing(node) {
  return Boolean(node && node.matches && node.matches(FIELDS));
}

// A list to choose from that is not open: a letter pressed there is still a command of ours.
function closedList(node) {
  return Boolean(node?.matches?.('[role=combobox][aria-expanded=false]'));
}

const DIRECTIONS = [
  { word: 'present', mark: '●', says: 'present' },
  { word: 'absent_or_barrier', mark: '✕', says: 'absent or barrier' },
  { word: 'planned_or_hoped', mark: '○', says: 'planned or hoped' },
  { word: 'mixed', mark: '◐', says: 'mixed' },
];

// The ends of the browser's selection, as it is now.
function edges() {
  const own = document.getSelection();
  return own ? [own.anchorNode, own.anchorOffset, own.focusNode, own.focusOffset] : [];
}

function same(one, other) {
  return one.length === other.length && one.every((part, n) => part === other[n]);
}
