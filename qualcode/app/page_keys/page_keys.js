// Keys for a page made of Streamlit's own widgets: a key presses the button that is on the page.
// While this is mounted no single letter reaches Streamlit, whose own c and r would clear the
// caches and run the page anew. Words marked with the mouse inside `.qck-words` are told to Python.

const mounted = new WeakMap(); // host -> keys; the export is called anew on every change of data

export default function (component) {
  const host = component.parentElement;
  let keys = mounted.get(host);
  if (!keys) {
    keys = new Keys();
    mounted.set(host, keys);
  }
  keys.update(component.data, component.setStateValue);
  host.dataset.qckKeys = component.data.on ? 'on' : 'off';
  return () => {
    keys.leave();
    mounted.delete(host);
  };
}

const WRITING = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]';
const LATE_MS = 1500;
const REST_MS = 120;

class Keys {
  constructor() {
    this.pressed = this.pressed.bind(this);
    this.marked = this.marked.bind(this);
    this.clicked = (event) => event.target.closest?.('[role=option]') && this.chose(event.target);
    // On the window and before all others: Streamlit listens on the document.
    window.addEventListener('keydown', this.pressed, true);
    document.addEventListener('click', this.clicked, true);
    document.addEventListener('mouseup', this.marked);
    document.addEventListener('keyup', this.marked);
  }

  leave() {
    window.removeEventListener('keydown', this.pressed, true);
    document.removeEventListener('click', this.clicked, true);
    document.removeEventListener('mouseup', this.marked);
    document.removeEventListener('keyup', this.marked);
    clearTimeout(this.late);
    this.watch?.disconnect();
  }

  update(data, tell) {
    this.data = data;
    this.tell = tell;
  }

  pressed(event) {
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.key === 'Escape') return this.escape(at);
    if (event.key === 'Enter') return this.chose(at);
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (at.matches(WRITING)) return undefined;
    const bare = event.key.length === 1 && event.key !== ' ';
    if (!bare) return undefined;
    const asked = event.shiftKey && /^Digit\d$/.test(event.code) ? `shift+${event.code.slice(5)}` : event.key;
    event.stopImmediatePropagation();
    // A key held down must not decide on one suggestion after another.
    const open = document.querySelector('[role=dialog], [role=listbox]');
    if (!event.repeat && !open && this.data.on) this.act(asked, event);
    return undefined;
  }

  act(asked, event) {
    const found = (this.data.keys || []).find((one) => one.key === asked);
    const target = found && [...document.querySelectorAll(found.press)].find(usable);
    if (!target) return;
    event.preventDefault();
    if (found.then === 'focus') {
      target.focus();
      target.click();
    } else {
      target.click();
      if (found.then) this.focusWhenThere(found.then);
    }
  }

  // What a press opens is drawn later, so its field is waited for.
  focusWhenThere(selector) {
    this.watch?.disconnect();
    clearTimeout(this.late);
    const look = () => {
      const field = [...document.querySelectorAll(selector)].find(usable);
      field?.focus();
      if (!field || document.activeElement !== field) return false;
      this.watch?.disconnect();
      return true;
    };
    if (look()) return;
    this.watch = new MutationObserver(look);
    // A fold opens by an attribute.
    this.watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['open'] });
    this.late = setTimeout(() => this.watch.disconnect(), LATE_MS);
  }

  // A choice made in a list leaves the keyboard in its field; it is given back, as after Escape.
  chose(at) {
    const list = at.closest('[role=option]') || at.matches('input[role=combobox]');
    if (list) setTimeout(() => document.activeElement?.matches(WRITING) && document.activeElement.blur(), REST_MS);
  }

  // A field holds on to the keyboard; Escape gives it back once nothing is open any more.
  escape(at) {
    if (at.matches(WRITING) && !document.querySelector('[role=listbox]')) {
      setTimeout(() => at.blur());
    }
  }

  marked() {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const inside = range.commonAncestorContainer;
    const box = (inside instanceof Element ? inside : inside.parentElement)?.closest('.qck-words');
    const words = range.toString().replace(/\s+/g, ' ').trim();
    if (!box || !words || words === this.last) return;
    this.last = words;
    this.tell('words', words);
  }
}

function usable(node) {
  // What lies in a closed fold has its place on the page, but nobody sees it.
  return !node.disabled && node.getClientRects().length > 0 && node.checkVisibility();
}
