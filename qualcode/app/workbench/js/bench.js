// One interview in front of one coder. It survives being taken off the page for a moment.

const PLACE_MS = 1500; // where one reads is told to Python when the scrolling has rested
const MEASURING = remembered('localStorage', 'qcwMeasure') === '1';
const MOST_TIMES = 200;
const BOTTOM_GAP = 16;
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
    this.root = make('div', 'qcw');
    this.left = make('div', 'qcw-left');
    this.root.append(this.left);
    this.pane = new Pane();
    this.acts = new Acts(this);
    this.menu = new Menu(this);
    this.slot = new Slot(this);
    this.selecting = new Selecting(this.pane, {
      changed: () => this.selected(),
      moved: () => this.moved(),
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
    node.addEventListener('wheel', () => {
      if (!this.held && !this.selecting.span) this.selecting.here = null;
    }, { passive: true });
    node.addEventListener('scroll', () => {
      this.scrolledHere = true;
      clearTimeout(this.placing);
      this.placing = setTimeout(() => this.keepPlace(), PLACE_MS);
    }, { passive: true });
  }

  attach(host) {
    host.append(this.root);
    this.keys.attach();
    this.selecting.attach();
    window.addEventListener('resize', this.fit);
    this.above = new ResizeObserver(this.fit);
    if (host.closest('[data-testid=stMain]')) {
      this.above.observe(document.body);
      for (const node of document.querySelectorAll('.st-key-code-bar')) this.above.observe(node);
    }
    outbox.heard = () => this.status.saving();
    this.fit();
    if (this.scrolled) this.pane.node.scrollTop = this.scrolled;
    if (this.words) this.selecting.restore(null);
    if (!document.activeElement || document.activeElement === document.body) this.focusText();
  }

  detach() {
    this.scrolled = this.pane.node.scrollTop;
    clearTimeout(this.placing);
    this.keys.detach();
    this.selecting.detach();
    this.tip.hide();
    window.removeEventListener('resize', this.fit);
    this.above.disconnect();
    this.root.remove();
  }

  // The workbench fills the window below the page's head; text and panel scroll each by itself.
  fit() {
    const main = this.root.closest('[data-testid=stMain]');
    const top = this.root.getBoundingClientRect().top + (main ? main.scrollTop : window.scrollY);
    const height = Math.max(360, window.innerHeight - top - BOTTOM_GAP);
    this.root.style.setProperty('--qcw-height', `${Math.round(height)}px`);
  }

  // ---- what Python says

  update(data) {
    const before = this.words ? this.data : null;
    this.data = data;
    const segs = JSON.stringify(data.segs);
    const anew = !before || before.text !== data.text || this.segState !== segs;
    if (anew) this.rebuild(data, segs);
    this.base = stated(data, this.words);
    if (!before || this.direction === before.direction) this.direction = data.direction;
    const refused = outbox.answered(data.ack ?? {}, data.refused ?? [], data.trouble ?? '');
    this.refresh();
    if (refused.length) this.refuse(refused.at(-1)[1]);
    this.stored(data.ack ?? {});
    this.goWhereAsked(!before);
  }

  rebuild(data, segs) {
    const place = this.words ? this.pane.firstInView()?.start : null;
    this.segState = segs;
    this.words = new Words(data.text, data.segs);
    this.pane.build(this.words, data.speakers, data.title);
    this.watchEnd();
    if (place !== null && place !== undefined) this.pane.showFirst(place);
  }

  // Who has scrolled down to the last passage has read the interview; said once.
  watchEnd() {
    if (this.ending) this.ending.disconnect();
    const last = this.pane.passages.at(-1);
    if (!last || this.toldRead) return;
    this.ending = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting || !this.scrolledHere || this.toldRead) return;
        this.toldRead = true;
        this.ending.disconnect();
        if (!this.data.read) this.do({ act: 'read', on: true });
      },
      { root: this.pane.node },
    );
    this.ending.observe(last.node);
  }

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

  // The picture of the moment: what Python said and one's own acts on top of it.
  refresh() {
    // Building a passage anew would take the browser's selection from under the dragging hand.
    this.postponed = Boolean(this.state && this.selecting.down);
    if (this.postponed) return;
    const { study, coder, doc } = this.data;
    this.state = replay(this.base, outbox.own(study, coder, doc), this.words, coder);
    this.readBook();
    this.keepHeld();
    const { filter } = this.menu;
    // What begins and ends together stays as Python orders it.
    const by = (one, other) => one.a - other.a || one.b - other.b;
    const all = [...this.state.codings.values()];
    const codings = all.filter((one) => passes(filter, one, this.book));
    const offers = filter.offers ? [...this.state.offers.values()] : [];
    this.visible = { codings: codings.sort(by), offers: offers.sort(by), memos: this.state.memos };
    this.pane.draw(standing(this.words, this.visible, this.look(filter)));
    this.selecting.restore(this.pane.rebuilt);
    this.panel.draw();
    this.menu.mark();
    this.status.saving();
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
