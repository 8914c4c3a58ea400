// What is shown of all that stands: by code, coder and direction; suggestions or none; and
// whether the lanes of the margin are codes or coders. Kept while the page is open.

const filters = new Map(); // study -> what is hidden

function filterOf(study) {
  if (!filters.has(study)) {
    const none = { codes: new Set(), coders: new Set(), dirs: new Set() };
    filters.set(study, { ...none, offers: true, byCoder: false });
  }
  return filters.get(study);
}

function passes(filter, coding) {
  return !(
    filter.coders.has(coding.coder) ||
    filter.dirs.has(coding.dir) ||
    filter.codes.has(coding.code)
  );
}

class Menu {
  constructor(bench) {
    this.bench = bench;
    this.filter = filterOf(bench.data.study);
    this.node = make('div', 'qcw-menu');
    this.node.hidden = true;
    this.node.id = `qcw-menu-${uuid()}`;
    this.node.setAttribute('role', 'group');
    this.node.setAttribute('aria-label', 'What is shown');
    const turn = () => (this.shown ? this.close() : this.open());
    this.opener = keyed('qcw-button', 'Show', 'f', turn);
    [this.label] = this.opener.children;
    this.opener.setAttribute('aria-controls', this.node.id);
    this.opener.setAttribute('aria-expanded', 'false');
    this.node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  get shown() {
    return !this.node.hidden;
  }

  open(byKey = false) {
    this.build();
    this.node.hidden = false;
    if (byKey) this.node.querySelector('input')?.focus();
    this.opener.setAttribute('aria-expanded', 'true');
  }

  close() {
    const had = this.node.contains(document.activeElement);
    this.node.hidden = true;
    this.opener.setAttribute('aria-expanded', 'false');
    if (had) this.bench.focusText();
  }

  // Whether anything is held back: the button says so.
  mark() {
    const { codes, coders, dirs, offers } = this.filter;
    const some = codes.size || coders.size || dirs.size || !offers;
    const text = some ? 'Show: not all' : 'Show';
    if (this.label.textContent !== text) this.label.textContent = text;
  }

  build() {
    const { filter, bench } = this;
    const { coders } = bench.data;
    this.boxes = [];
    const directions = DIRECTIONS.map(({ mark, says }, n) => [`${mark} ${says}`, filter.dirs, n]);
    const groups = [
      this.codes(),
      this.group('Coders', coders.map((name) => [name, filter.coders, name])),
      this.group('Directions', directions),
    ];
    const rest = make('div', 'qcw-menugroup');
    rest.append(
      make('div', 'qcw-entryname', 'And'),
      this.box('Suggestions', () => filter.offers, (on) => (filter.offers = on)),
      this.box('Margin by coder', () => filter.byCoder, (on) => (filter.byCoder = on)),
    );
    this.node.replaceChildren(...groups, rest);
    this.again();
  }

  // Each code that is given in this interview, under its indicator: a box to hide it, and a button
  // that leaves it alone.
  codes() {
    const { bench } = this;
    const { book } = bench;
    const used = new Set([...bench.state.codings.values()].map((one) => one.code));
    const families = new Map();
    for (const code of book.codes) {
      if (!used.has(code.id)) continue;
      const top = book.top(code.id);
      families.set(top, [...(families.get(top) ?? []), code.id]);
    }
    const node = make('div', 'qcw-menugroup qcw-menucodes');
    node.append(make('div', 'qcw-entryname', 'Codes'));
    const all = [...used];
    for (const [top, ids] of families) {
      node.append(this.code(top, ids, all));
      for (const id of ids) if (id !== top) node.append(this.code(id, [id], all));
    }
    this.every = button('qcw-fold', 'All codes again', () => this.only([]));
    node.append(this.every);
    return node;
  }

  code(id, ids, all) {
    const { bench, filter } = this;
    const turn = (on) => {
      for (const one of ids) (on ? filter.codes.delete(one) : filter.codes.add(one));
    };
    const line = make('div', bench.book.top(id) === id ? 'qcw-line' : 'qcw-line qcw-under');
    const others = all.filter((one) => !ids.includes(one));
    const alone = button('qcw-fold', 'alone', () => this.only(others));
    alone.setAttribute('aria-label', `${id} alone`);
    const isOn = () => ids.some((one) => !filter.codes.has(one));
    line.append(this.box(bench.book.title(id), isOn, turn), alone);
    return line;
  }

  only(hidden) {
    const { codes } = this.filter;
    codes.clear();
    for (const id of hidden) codes.add(id);
    this.again();
    this.bench.refresh();
  }

  // The boxes say what is so now.
  again() {
    for (const [input, isOn] of this.boxes) input.checked = isOn();
    this.every.hidden = this.filter.codes.size === 0;
  }

  group(title, rows) {
    const node = make('div', 'qcw-menugroup');
    node.append(make('div', 'qcw-entryname', title));
    for (const [label, hidden, value] of rows) {
      const turn = (on) => (on ? hidden.delete(value) : hidden.add(value));
      node.append(this.box(label, () => !hidden.has(value), turn));
    }
    return node;
  }

  box(label, isOn, turn) {
    const node = make('label', 'qcw-check');
    const input = make('input');
    input.type = 'checkbox';
    this.boxes.push([input, isOn]);
    input.addEventListener('change', () => {
      turn(input.checked);
      this.again();
      this.bench.refresh();
    });
    node.append(input, make('span', '', label));
    return node;
  }
}
