// An interview as a conversation. Python is the truth: it sends turns, passages and what stands
// on them; this file draws them and says which passage was picked. Text enters by textContent
// only, and comes already cut into runs, so no offset is counted here.

const views = new WeakMap(); // host -> view; the export is called anew on every change of data
const places = new Map(); // interview -> how far it was scrolled, for when the page comes back

const LATE_MS = 1500; // after this, an unanswered pick no longer holds back the next
const KEY_REST_MS = 120; // arrows may be held down: Python hears of the passage one rests on
const BOTTOM_GAP = 20;

export default function (component) {
  const host = component.parentElement;
  let view = views.get(host);
  if (!view) {
    view = new Conversation(host);
    views.set(host, view);
  }
  view.update(component.data, component.setStateValue);
  return () => {
    view.leave();
    views.delete(host);
  };
}

function make(kind, name, text) {
  const node = document.createElement(kind);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

class Conversation {
  constructor(host) {
    this.root = make('div', 'qcc');
    this.list = make('div', 'qcc-scroll');
    this.list.setAttribute('role', 'group');
    this.root.append(this.list);
    host.append(this.root);
    this.list.addEventListener('click', (event) => this.clicked(event));
    this.list.addEventListener('keydown', (event) => this.pressed(event));
    this.list.addEventListener('scroll', () => {
      if (this.doc) places.set(this.doc, this.list.scrollTop);
    });
    this.fit = this.fit.bind(this);
    window.addEventListener('resize', this.fit);
    this.above = new ResizeObserver(this.fit);
    if (host.closest('[data-testid=stMain]')) {
      this.above.observe(document.body);
      for (const node of document.querySelectorAll('.st-key-code-bar')) this.above.observe(node);
    }
  }

  leave() {
    window.removeEventListener('resize', this.fit);
    this.above.disconnect();
    clearTimeout(this.resting);
    clearTimeout(this.late);
    this.root.remove();
  }

  // The text and the panel beside it each fill the window below the page's head.
  fit() {
    const main = this.root.closest('[data-testid=stMain]');
    if (!main) return;
    const top = this.root.getBoundingClientRect().top + main.scrollTop;
    const height = Math.max(320, window.innerHeight - top - BOTTOM_GAP);
    document.documentElement.style.setProperty('--qcc-height', `${Math.round(height)}px`);
  }

  update(data, send) {
    this.send = send;
    const opened = this.doc !== data.doc;
    const moved = opened || this.go !== data.go;
    this.doc = data.doc;
    this.go = data.go;
    this.list.setAttribute('aria-label', data.label);
    this.draw(data.turns, opened);
    if (moved || !this.node()) this.picked = data.picked;
    this.mark();
    this.fit();
    if (opened && places.has(data.doc)) this.list.scrollTop = places.get(data.doc);
    if (moved) this.show(opened);
    this.answered(data.heard);
  }

  // Only turns that changed are drawn anew, so the place and the focus stay.
  draw(turns, all) {
    const had = this.list.contains(document.activeElement);
    if (all) this.list.replaceChildren();
    const nodes = [...this.list.children];
    turns.forEach((turn, n) => {
      const state = JSON.stringify(turn);
      if (nodes[n] && nodes[n].qccState === state) return;
      const node = turnNode(turn);
      node.qccState = state;
      if (nodes[n]) nodes[n].replaceWith(node);
      else this.list.append(node);
    });
    nodes.slice(turns.length).forEach((node) => node.remove());
    this.passages = [...this.list.querySelectorAll('.qcc-passage')];
    if (had && !this.list.contains(document.activeElement)) this.refocus = true;
  }

  mark() {
    for (const node of this.passages) {
      const here = node.dataset.id === this.picked;
      node.classList.toggle('qcc-picked', here);
      node.setAttribute('aria-pressed', String(here));
      node.tabIndex = here ? 0 : -1;
      if (here && this.refocus) node.focus({ preventScroll: true });
    }
    this.refocus = false;
    if (this.passages.length && !this.passages.some((node) => node.tabIndex === 0)) {
      this.passages[0].tabIndex = 0;
    }
  }

  node() {
    return this.passages.find((one) => one.dataset.id === this.picked);
  }

  // Bring the picked passage into view within the scroll area, never moving the page itself.
  show(opened) {
    const node = this.node();
    if (!node) return;
    const frame = this.list.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    if (box.top >= frame.top + 8 && box.bottom <= frame.bottom - 8) return;
    const top = this.list.scrollTop + box.top - frame.top - frame.height * 0.25;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.list.scrollTo({ top, behavior: opened || calm ? 'auto' : 'smooth' });
  }

  pick(id, rest) {
    if (id === this.picked) return;
    this.picked = id;
    this.mark();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.tell(), rest);
  }

  // One pick is on its way at a time; the newest follows when it has been answered.
  tell() {
    if (this.awaited) return;
    const said = { doc: this.doc, id: this.picked, n: Date.now() };
    this.awaited = said;
    clearTimeout(this.late);
    this.late = setTimeout(() => this.release(), LATE_MS);
    this.send('picked', said);
  }

  answered(n) {
    if (this.awaited && this.awaited.n === n) this.release();
  }

  release() {
    const said = this.awaited;
    this.awaited = null;
    clearTimeout(this.late);
    if (said && said.doc === this.doc && said.id !== this.picked) this.tell();
  }

  clicked(event) {
    const node = event.target.closest('.qcc-passage');
    if (!node || String(window.getSelection())) return;
    node.focus({ preventScroll: true });
    this.pick(node.dataset.id, 0);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Streamlit binds single letters on the whole document; none is meant for it here.
    if (event.key.length === 1) event.stopPropagation();
    const at = this.passages.indexOf(event.target.closest('.qcc-passage'));
    if (at < 0) return;
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.passages.length - 1 };
    let to = step[event.key];
    if (event.key === 'Enter' || event.key === ' ') to = at;
    if (to === undefined) return;
    event.preventDefault();
    if (event.key === 'Enter' && this.passages[at].dataset.id === this.picked) {
      const field = document.querySelector('.st-key-panel-code input');
      if (field) field.focus();
      return;
    }
    const node = this.passages[Math.min(Math.max(to, 0), this.passages.length - 1)];
    node.focus({ preventScroll: true });
    this.pick(node.dataset.id, KEY_REST_MS);
    this.show(false);
  }
}

function turnNode(turn) {
  const node = make('section', turn.asks ? 'qcc-turn qcc-asks' : 'qcc-turn');
  const head = make('div', 'qcc-who');
  head.append(make('span', '', turn.who));
  if (turn.note) head.append(make('span', 'qcc-note', turn.note));
  node.append(head);
  for (const passage of turn.passages) {
    node.append(turn.asks ? make('p', 'qcc-words', plain(passage)) : passageNode(passage));
  }
  return node;
}

function plain(passage) {
  return passage.runs.map((run) => run.t).join('');
}

function passageNode(passage) {
  const node = make('div', 'qcc-passage');
  node.dataset.id = passage.id;
  node.setAttribute('role', 'button');
  const stripes = make('span', 'qcc-stripes');
  for (const hue of passage.stripes) {
    const stripe = make('i', '');
    stripe.style.background = hue;
    stripes.append(stripe);
  }
  if (passage.waiting) stripes.append(make('i', 'qcc-dashed'));
  stripes.setAttribute('aria-hidden', 'true');
  const words = make('p', 'qcc-words');
  for (const run of passage.runs) words.append(runNode(run));
  node.append(stripes, words);
  if (passage.chips.length || passage.waiting) {
    const chips = make('div', 'qcc-chips');
    for (const chip of passage.chips) chips.append(chipNode(chip));
    if (passage.waiting) chips.append(make('span', 'qcc-chip qcc-offered', passage.waiting));
    node.append(chips);
  }
  return node;
}

function runNode(run) {
  if (!run.hue) return document.createTextNode(run.t);
  const node = make('span', 'qcc-part', run.t);
  node.style.setProperty('--hue', run.hue);
  return node;
}

function chipNode(chip) {
  const node = make('span', 'qcc-chip');
  node.style.setProperty('--hue', chip.hue);
  node.title = chip.title;
  node.append(make('b', '', chip.code), make('span', 'qcc-mark', chip.mark));
  if (chip.who) node.append(make('span', 'qcc-by', chip.who));
  if (chip.beyond) node.append(make('span', 'qcc-mark', '↕'));
  if (chip.star) node.append(make('span', 'qcc-mark', '★'));
  return node;
}
