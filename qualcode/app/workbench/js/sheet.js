// The sheet of keys, written from the table that is obeyed.

class Sheet {
  constructor(bench) {
    this.bench = bench;
    this.node = make('div', 'qcw-sheet');
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', 'Keys');
    this.node.hidden = true;
    bench.root.append(this.node);
  }

  get shown() {
    return !this.node.hidden;
  }

  open() {
    if (!this.node.children.length) this.build();
    this.node.hidden = false;
    this.node.querySelector('button').focus();
  }

  close() {
    this.node.hidden = true;
    this.bench.focusText();
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
