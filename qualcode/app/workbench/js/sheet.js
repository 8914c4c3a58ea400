// The sheet of keys, written from the table that is obeyed. It lies over the whole window.

class Sheet {
  constructor(bench) {
    this.bench = bench;
    this.node = make('dialog', 'qcw-sheet');
    this.node.setAttribute('aria-label', 'Keys');
    this.node.setAttribute('aria-modal', 'true');
    this.node.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
    bench.root.append(this.node);
  }

  get shown() {
    return this.node.open;
  }

  open() {
    if (!this.node.children.length) this.build();
    this.node.showModal();
    this.node.querySelector('button').focus();
  }

  close(back = true) {
    if (!this.shown) return;
    this.node.close();
    if (back) this.bench.focusText();
  }

  // Tab stays in here: there are but two places to go to.
  turn(event) {
    const places = [this.node.querySelector('button'), this.node.querySelector('.qcw-sheetbody')];
    event.preventDefault();
    places[document.activeElement === places[0] ? 1 : 0].focus();
  }

  build() {
    const head = make('div', 'qcw-sheethead');
    head.append(heading('Keys'), keyed('qcw-button', 'Close', 'Esc', () => this.close()));
    const columns = make('div', 'qcw-sheetbody');
    columns.tabIndex = 0;
    columns.setAttribute('role', 'group');
    columns.setAttribute('aria-label', 'All keys');
    for (const group of new Set(KEYS.map((row) => row.group))) {
      const list = make('dl', 'qcw-keys');
      for (const { show, does } of KEYS.filter((one) => one.group === group)) {
        const term = make('dt', '');
        term.append(make('kbd', 'qcw-kbd', show));
        list.append(term, make('dd', '', does));
      }
      const box = make('div', 'qcw-keygroup');
      box.append(make('div', 'qcw-entryname', group), list);
      columns.append(box);
    }
    this.node.append(head, columns);
  }
}
