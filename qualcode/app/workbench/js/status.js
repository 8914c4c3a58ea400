// The foot: what was refused, what just happened, whether it is saved. And the bar above the text.

class Status {
  constructor(bench) {
    this.bench = bench;
    this.node = make('div', 'qcw-foot');
    this.refused = make('div', 'qcw-refusals');
    this.refused.setAttribute('role', 'alert');
    this.line = make('div', 'qcw-status');
    this.said = make('span', 'qcw-said');
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    this.alert = make('span', 'qcw-alert');
    this.alert.setAttribute('role', 'alert');
    this.saved = make('span', 'qcw-saved');
    this.line.append(this.alert, this.said, this.saved);
    this.node.append(this.refused, this.line);
    this.bar = make('div', 'qcw-bar');
    const { acts, menu } = bench;
    this.opener = button('qcw-button qcw-drawer', 'Codes', () => bench.drawer(!bench.drawn));
    this.bar.append(
      keyed('qcw-button', 'Undo', 'u', () => acts.undo()),
      keyed('qcw-button', 'Redo', 'U', () => acts.redo()),
      menu.opener,
      keyed('qcw-button', 'Keys', '?', () => acts.sheet()),
      this.opener,
    );
    this.refusals();
  }

  say(text) {
    this.said.textContent = text;
  }

  // Something else was done, or the person has seen why not.
  settle() {
    if (this.alert.textContent) this.alert.textContent = '';
  }

  // Why a key did nothing; what is merely said beside it does not wipe it.
  refuse(text) {
    this.said.textContent = '';
    this.alert.textContent = text;
  }

  // What the study refused stays until it is closed: it was shown as done before.
  refusals() {
    const { open } = refusals;
    this.refused.hidden = open.length === 0;
    if (!open.length) return this.refused.replaceChildren();
    const list = make('ul', 'qcw-list');
    for (const sentence of open) list.append(make('li', '', sentence));
    const title = open.length === 1 ? 'Not done:' : `${open.length} acts were not done:`;
    const close = keyed('qcw-button', 'Close', 'Esc', () => this.closeRefusals());
    return this.refused.replaceChildren(make('b', '', title), list, close);
  }

  closeRefusals() {
    refusals.close();
    this.refusals();
    this.bench.focusText();
  }

  saving() {
    const [text, kind] = outbox.state();
    if (this.saved.textContent === text) return;
    this.saved.textContent = text;
    this.saved.dataset.kind = kind;
  }
}
