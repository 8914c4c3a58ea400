// The keys: a table that is obeyed, and from which the sheet of keys is written.

const KEYS = [
  {
    group: 'Select',
    show: '← →',
    does: 'previous or next word; with Shift, more or fewer words',
    on: {
      ArrowLeft: ['move', 'word', -1],
      ArrowRight: ['move', 'word', 1],
      'Shift+ArrowLeft': ['extend', 'word', -1],
      'Shift+ArrowRight': ['extend', 'word', 1],
    },
  },
  {
    group: 'Select',
    show: '↑ ↓',
    does: 'previous or next sentence; with Shift, more or fewer sentences',
    on: {
      ArrowUp: ['move', 'sentence', -1],
      ArrowDown: ['move', 'sentence', 1],
      'Shift+ArrowUp': ['extend', 'sentence', -1],
      'Shift+ArrowDown': ['extend', 'sentence', 1],
    },
  },
  {
    group: 'Select',
    show: 'n N',
    does: 'next or previous passage without a code of yours',
    on: { n: ['uncoded', 1], N: ['uncoded', -1] },
  },
  {
    group: 'Code',
    show: '1 … 9',
    does:
      'open an indicator (1 0 the tenth); then a letter, or Enter for the indicator itself',
    on: {},
  },
  { group: 'Code', show: 'Enter', does: 'the code used last', on: { Enter: ['enter'] } },
  { group: 'Code', show: '/', does: 'find a code by typing', on: { '/': ['find'] } },
  {
    group: 'Code',
    show: 'v',
    does: 'a new code in the participant’s own words',
    on: { v: ['inVivo'] },
  },
  {
    group: 'Code',
    show: 'Shift 1 … 4',
    does: 'present, absent or barrier, planned or hoped, mixed: of the coding in hand or the next',
    on: {
      'Shift+1': ['direct', 0],
      'Shift+2': ['direct', 1],
      'Shift+3': ['direct', 2],
      'Shift+4': ['direct', 3],
    },
  },
  {
    group: 'Coding in hand',
    show: 'e E',
    does: 'take the next or previous coding in hand',
    on: { e: ['nextCoding', 1], E: ['nextCoding', -1] },
  },
  {
    group: 'Coding in hand',
    show: 'g G',
    does: 'next or previous coding of the same code',
    on: { g: ['nextOfCode', 1], G: ['nextOfCode', -1] },
  },
  { group: 'Coding in hand', show: 'r', does: 'give it another code', on: { r: ['recode'] } },
  {
    group: 'Coding in hand',
    show: 'b',
    does:
      'move its boundaries: select its words anew, Enter keeps; ' +
      'with Alt Shift, arrows move the beginning',
    on: {
      b: ['bound'],
      'Alt+Shift+ArrowLeft': ['beginning', 'word', -1],
      'Alt+Shift+ArrowRight': ['beginning', 'word', 1],
      'Alt+Shift+ArrowUp': ['beginning', 'sentence', -1],
      'Alt+Shift+ArrowDown': ['beginning', 'sentence', 1],
    },
  },
  { group: 'Coding in hand', show: 's', does: 'star it, to come back to', on: { s: ['star'] } },
  {
    group: 'Coding in hand',
    show: 'Delete',
    does: 'withdraw it',
    on: { Delete: ['withdraw'], Backspace: ['withdraw'] },
  },
  { group: 'Coding in hand', show: 'l', does: 'copy a link to it', on: { l: ['link'] } },
  {
    group: 'Suggestions',
    show: 'j k',
    does: 'next or previous suggestion',
    on: { j: ['nextOffer', 1], k: ['nextOffer', -1] },
  },
  {
    group: 'Suggestions',
    show: 'a',
    does: 'accept it, with the direction in hand',
    on: { a: ['accept'] },
  },
  { group: 'Suggestions', show: 'x', does: 'reject it', on: { x: ['reject'] } },
  {
    group: 'Suggestions',
    show: 'o',
    does: 'accept it with another code',
    on: { o: ['otherCode'] },
  },
  {
    group: 'Everywhere',
    show: 'm',
    does: 'a memo on the coding in hand, else on the passage',
    on: { m: ['memo'] },
  },
  {
    group: 'Everywhere',
    show: 'd',
    does: 'definition and rules of the code in hand',
    on: { d: ['define'] },
  },
  {
    group: 'Everywhere',
    show: 'f',
    does: 'what is shown, by code and coder',
    on: { f: ['show'] },
  },
  {
    group: 'Everywhere',
    show: 'u',
    does: 'undo; also Ctrl Z',
    on: { u: ['undo'], 'Ctrl+z': ['undo'] },
  },
  {
    group: 'Everywhere',
    show: 'U',
    does: 'redo; also Ctrl Y and Ctrl Shift Z',
    on: { U: ['redo'], 'Ctrl+y': ['redo'], 'Ctrl+Z': ['redo'] },
  },
  { group: 'Everywhere', show: '?', does: 'this sheet', on: { '?': ['sheet'] } },
  { group: 'Everywhere', show: 'Esc', does: 'close, leave, let go', on: { Escape: ['escape'] } },
];

const BOUND = Object.assign({}, ...KEYS.map((row) => row.on));
const DIGIT = /^(?:Digit|Numpad)([0-9])$/;
const NO_SHIFT = /[05-9]/; // only Shift and 1 to 4 are a direction
const SCROLLS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'Ctrl+Home', 'Ctrl+End']);

// The name a key press has in the table. Letters go by Shift, also under the capital lock; digits
// by their place, since Shift and a digit is another sign on every keyboard.
function pressed(event) {
  const held = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  const digit = DIGIT.exec(event.code);
  const sign = event.key === '/' || event.key === '?'; // on some keyboards above a digit
  if (sign && !held && !alt) return event.key;
  if (digit && !(event.shiftKey && NO_SHIFT.test(digit[1]))) return `${held}${alt}${event.shiftKey ? 'Shift+' : ''}${digit[1]}`;
  if (event.key.length > 1) return `${held}${alt}${event.shiftKey ? 'Shift+' : ''}${event.key}`;
  if (!held && !event.getModifierState('CapsLock')) return alt + event.key;
  return held + alt + (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase());
}

class Keys {
  constructor(bench) {
    this.bench = bench;
    this.onDown = (event) => this.down(event);
    this.onLetter = (event) => {
      // In our own fields a letter is a letter, but it is none of Streamlit's commands either.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
    };
  }

  attach() {
    // Before all others: Streamlit listens for single letters on the document.
    window.addEventListener('keydown', this.onDown, true);
    this.bench.root.addEventListener('keydown', this.onLetter);
  }

  detach() {
    window.removeEventListener('keydown', this.onDown, true);
    this.bench.root.removeEventListener('keydown', this.onLetter);
  }

  // Keys are ours while the focus is in here, or nowhere.
  ours(target) {
    if (this.bench.root.contains(target)) return true;
    if (document.querySelector('[data-testid=stDialog]')) return false;
    return target === document.body || target === document.documentElement;
  }

  // On a switch or a closed list of the page our letters and digits still work; what else is
  // pressed there is its own.
  aside(event) {
    const { target, key } = event;
    if (key.length !== 1 || key === ' ') return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (document.querySelector('[data-testid=stDialog]')) return false;
    if (!target.closest?.('[data-testid=stMain]')) return false;
    return closedList(target) || !typing(target);
  }

  down(event) {
    const { target } = event;
    if (event.isComposing || event.defaultPrevented) return;
    const aside = !this.ours(target);
    if (aside ? !this.aside(event) : typing(target)) return;
    if (this.bench.sheet.shown) {
      this.behindSheet(event);
      return;
    }
    const onButton = target.closest && target.closest('button, a, summary, input');
    if (onButton && (event.key === 'Enter' || event.key === ' ')) return;
    const name = pressed(event);
    const began = MEASURING ? performance.now() : 0;
    if (SCROLLS.has(name)) this.bench.byHand = true;
    if (this.obey(name, event.repeat)) {
      if (aside && !typing(document.activeElement)) this.bench.focusText();
      event.preventDefault();
      event.stopPropagation();
      if (MEASURING) this.bench.measured(began);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.stopPropagation();
    }
  }

  // While the sheet of keys lies over all, the keys of what is behind it do nothing.
  behindSheet(event) {
    const name = pressed(event);
    if (name === 'Escape' || name === '?') {
      event.preventDefault();
      this.bench.sheet.close();
    }
    if (name === 'Tab' || name === 'Shift+Tab') this.bench.sheet.turn(event);
    event.stopPropagation();
  }

  obey(name, repeat) {
    const { acts, selecting } = this.bench;
    selecting.sync();
    if (/^[0-9]$/.test(name)) return acts.digit(Number(name));
    if (this.bench.opened && /^\p{Ll}$/u.test(name)) return acts.letter(name);
    const bound = Object.hasOwn(BOUND, name) ? BOUND[name] : null;
    if (!bound) return false;
    const [verb, ...rest] = bound;
    // A key that is held down goes no faster than one can see what it did.
    if (repeat && (verb === 'undo' || verb === 'redo') && outbox.waiting()) return true;
    acts[verb](...rest);
    return true;
  }
}
