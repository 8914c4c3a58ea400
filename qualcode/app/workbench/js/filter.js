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

function passes(filter, coding, book) {
  return !(
    filter.coders.has(coding.coder) ||
    filter.dirs.has(coding.dir) ||
    filter.codes.has(book.top(coding.code))
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
    this.opener = button('qcw-button', 'Show', () => (this.shown ? this.close() : this.open()));
    this.opener.setAttribute('aria-controls', this.node.id);
    this.opener.setAttribute('aria-expanded', 'false');
    this.node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  get shown() {
    return !this.node.hidden;
  }

  open() {
    this.build();
    this.node.hidden = false;
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
    if (this.opener.textContent !== text) this.opener.textContent = text;
  }

  build() {
    const { filter, bench } = this;
    const { coders } = bench.data;
    const used = new Set([...bench.state.codings.values()].map((one) => bench.book.top(one.code)));
    const tops = bench.book.tops.filter((code) => used.has(code.id));
    const directions = DIRECTIONS.map(({ mark, says }, n) => [`${mark} ${says}`, filter.dirs, n]);
    const groups = [
      this.group('Codes', tops.map((code) => [bench.book.title(code.id), filter.codes, code.id])),
      this.group('Coders', coders.map((name) => [name, filter.coders, name])),
      this.group('Directions', directions),
    ];
    const rest = make('div', 'qcw-menugroup');
    rest.append(
      make('div', 'qcw-entryname', 'And'),
      this.box('Suggestions', filter.offers, (on) => (filter.offers = on)),
      this.box('Margin by coder', filter.byCoder, (on) => (filter.byCoder = on)),
    );
    this.node.replaceChildren(...groups, rest);
  }

  group(title, rows) {
    const node = make('div', 'qcw-menugroup');
    node.append(make('div', 'qcw-entryname', title));
    for (const [label, hidden, value] of rows) {
      const turn = (on) => (on ? hidden.delete(value) : hidden.add(value));
      node.append(this.box(label, !hidden.has(value), turn));
    }
    return node;
  }

  box(label, on, turn) {
    const node = make('label', 'qcw-check');
    const input = make('input');
    input.type = 'checkbox';
    input.checked = on;
    input.addEventListener('change', () => {
      turn(input.checked);
      this.bench.refresh();
    });
    node.append(input, make('span', '', label));
    return node;
  }
}
