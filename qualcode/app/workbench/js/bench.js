// One interview in front of one coder. It survives being taken off the page for a moment.

const PLACE_MS = 700; // where one reads is told to Python when the scrolling has rested
const MEASURING = remembered('localStorage', 'qcwMeasure') === '1';
const MOST_TIMES = 200;
const BOTTOM_GAP = 16;
const CONTROLS = '.st-key-code-bar button, .st-key-code-facts button';
const NARROW = 760; // as in the style sheet: below it the panel is a drawer under the text
const NARROW_HEIGHT = 560; // of which the drawer takes a part; the page scrolls if it must
const wentTo = new Map(); // study and interview -> the last place that was asked for and shown

class Bench {
  constructor(data) {
    this.data = data;
    this.held = null; // {kind: 'coding' | 'offer', id}
    this.bounding = null; // the same, while its boundaries are moved
    this.opened = null; // the indicator whose digit was just pressed
    this.unfolded = null; // the one whose letters were asked for
    this.shown = null; // the code whose entry is shown
    this.entryOpen = false;
    this.usedHere = [];
    this.direction = data.direction;
    this.frame = make('div', 'qcw-frame');
    this.root = make('div', 'qcw');
    this.frame.append(this.root);
    this.left = make('div', 'qcw-left');
    this.root.append(this.left);
    this.pane = new Pane();
    this.acts = new Acts(this);
    this.menu = new Menu(this);
    this.slot = new Slot(this);
    this.selecting = new Selecting(this.pane, {
      changed: () => this.selected(),
      moved: (at, inWords) => this.moved(at, inWords),
      released: () => this.postponed && this.refresh(),
    });
    this.status = new Status(this);
    this.left.append(this.status.bar, this.menu.node, this.pane.node);
    this.panel = new Panel(this);
    this.root.append(this.status.node);
    this.sheet = new Sheet(this);
    this.tip = new Tip(this);
    this.keys = new Keys(this);
    this.walk = new Walk(this);
    this.fit = this.fit.bind(this);
    this.listen();
  }

  listen() {
    const { node } = this.pane;
    node.addEventListener('click', (event) => this.clicked(event.target));
    node.addEventListener('focus', () => this.selecting.mirror());
    const passive = { passive: true };
    node.addEventListener('wheel', () => {
      if (!this.held && !this.selecting.span) this.selecting.here = null;
      this.byHand = true;
    }, passive);
    node.addEventListener('touchmove', () => (this.byHand = true), passive);
    // A press beside the text is one on its scroll bar.
    node.addEventListener('pointerdown', (event) => {
      if (event.target === node) this.byHand = true;
    }, passive);
    node.addEventListener('scroll', () => {
      // Once on the way down: the window may still clip the end of the way a little.
      if (!this.byHand) this.scrolledHere = false;
      else if (node.scrollTop > (this.lastTop ?? 0)) this.scrolledHere = true;
      this.lastTop = node.scrollTop;
      this.seenEnd();
      clearTimeout(this.placing);
      this.placing = setTimeout(() => this.keepPlace(), PLACE_MS);
    }, passive);
    // Whoever used a control of the bar with the mouse goes on in the text.
    this.onControl = (event) => {
      const byMouse = event.detail > 0;
      if (byMouse && event.target.closest?.(CONTROLS)) setTimeout(() => this.takeFocus(), 50);
    };
  }

  attach(host) {
    host.append(this.frame);
    this.keys.attach();
    this.selecting.attach();
    window.addEventListener('resize', this.fit);
    document.addEventListener('click', this.onControl, true);
    this.above = new ResizeObserver(this.fit);
    this.above.observe(this.frame);
    if (host.closest('[data-testid=stMain]')) {
      this.above.observe(document.body);
      for (const node of document.querySelectorAll('.st-key-code-bar')) this.above.observe(node);
    }
    outbox.heard = () => this.status.saving();
    this.fit();
    if (this.scrolled) this.pane.node.scrollTop = this.scrolled;
    if (this.words) this.selecting.restore(null);
    this.takeFocus();
  }

  // Not from somebody who is writing something elsewhere.
  takeFocus() {
    const { activeElement } = document;
    if (this.root.contains(activeElement)) return;
    if (typing(activeElement) && !closedList(activeElement)) return;
    if (!document.querySelector('[data-testid=stDialog]')) this.focusText();
  }

  detach() {
    this.scrolled = this.pane.node.scrollTop;
    clearTimeout(this.placing);
    if (this.pane.node.isConnected) this.keepPlace(); // it is sent from the next page
    this.sheet.close(false);
    this.keys.detach();
    this.selecting.detach();
    this.tip.hide();
    window.removeEventListener('resize', this.fit);
    document.removeEventListener('click', this.onControl, true);
    this.above.disconnect();
    this.frame.remove();
  }

  // The workbench fills the window below the page's head; text and panel scroll each by itself.
  fit() {
    const main = this.root.closest('[data-testid=stMain]');
    const top = this.root.getBoundingClientRect().top + (main ? main.scrollTop : window.scrollY);
    const narrow = this.frame.clientWidth < NARROW;
    const least = narrow ? Math.min(NARROW_HEIGHT, window.innerHeight * 0.7) : 360;
    const height = Math.max(least, window.innerHeight - top - BOTTOM_GAP);
    this.root.style.setProperty('--qcw-height', `${Math.round(height)}px`);
  }

  // ---- what Python says: see heeding.js

  goWhereAsked(first) {
    const { go, study, doc, place } = this.data;
    const key = `${study} ${doc}`;
    const asked = go && go.n > (wentTo.get(key) ?? 0);
    if (asked) {
      wentTo.set(key, go.n);
      if (go.coding && this.state.codings.has(go.coding)) {
        this.hold('coding', go.coding, true, false);
        return;
      }
      if (typeof go.at === 'number') {
        const at = this.words.unit(go.at);
        this.selecting.here = at;
        this.pane.showFirst(at);
        return;
      }
    }
    if (first) this.placed = place;
    if (first && typeof place === 'number') this.pane.showFirst(this.words.unit(place));
  }

  // ---- showing

  // The picture of the moment: what Python said and one's own acts on top of it. The passages come
  // first; what stands around them follows when they are on the screen.
  refresh() {
    // Building a passage anew would take the browser's selection from under the dragging hand.
    this.postponed = Boolean(this.state && this.selecting.down);
    if (this.postponed) return;
    const { study, coder, doc } = this.data;
    this.state = replay(this.base, outbox.own(study, coder, doc), this.words, coder);
    this.readBook();
    this.keepHeld();
    const { filter } = this.menu;
    const { book } = this;
    // Codings of the same words go by code; suggestions stay as Python orders them.
    const by = (one, other) => one.a - other.a || one.b - other.b;
    const byCode = (one, other) => by(one, other) || book.place(one.code) - book.place(other.code);
    const { memos } = this.state;
    const all = [...this.state.codings.values()];
    const codings = all.filter((one) => passes(filter, one));
    const offers = filter.offers ? [...this.state.offers.values()] : [];
    this.visible = { codings: codings.sort(byCode), offers: offers.sort(by), memos };
    this.pane.draw(standing(this.words, this.visible, this.look(filter), this.keptItems(filter)));
    this.selecting.restore(this.pane.rebuilt);
    this.around();
  }

  // The panel, the menu's button and the line about saving, once the passages are painted.
  around() {
    if (this.following) return;
    this.following = true;
    afterPicture(() => {
      this.following = false;
      this.panel.draw();
      this.menu.mark();
      this.status.saving();
    });
  }

  // The items that were drawn before, for as long as they would look the same.
  keptItems(filter) {
    const { coders } = this.data;
    const view = JSON.stringify([this.bookCount, filter.byCoder, coders]);
    if (this.keptView !== view || this.keptWords !== this.words) {
      this.kept = { items: new WeakMap(), held: new WeakMap(), memos: {} };
      this.keptView = view;
      this.keptWords = this.words;
    }
    return this.kept;
  }

  readBook() {
    if (this.readCodes === this.state.codes) return;
    this.readCodes = this.state.codes;
    const state = JSON.stringify(this.state.codes);
    if (state === this.bookState) return;
    this.bookState = state;
    this.bookCount = (this.bookCount ?? 0) + 1;
    this.book = new Book(this.state.codes);
  }

  // How a mark looks depends on these alone.
  look(filter) {
    const { book, data } = this;
    const lane = (one) =>
      filter.byCoder ? data.coders.indexOf(one.coder) : book.lane(one.code);
    return {
      held: this.held?.id,
      many: data.coders.length > 1,
      coder: data.coder,
      code: (one) => ({ hue: book.hue(one.code), lane: lane(one) }),
      name: (id) => book.name(id),
      segId: (seg) => this.segId(seg),
    };
  }

  // What was in hand may be gone, or may come back from Python under another id.
  keepHeld() {
    if (!this.held) return;
    const { kind, id } = this.held;
    const list = kind === 'offer' ? this.state.offers : this.state.codings;
    if (list.has(id)) {
      this.was = list.get(id);
      return;
    }
    const { was } = this;
    const same = kind === 'coding' && was && was.id === id
      ? this.mineOf((one) => one.a === was.a && one.b === was.b && one.code === was.code)
      : null;
    this.held = same ? { kind, id: same.id } : null;
    if (!this.held) this.bounding = null;
  }
}
