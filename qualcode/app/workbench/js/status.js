// The line below (what just happened, whether it is saved), and the bar above the text.

class Status {
  constructor(bench) {
    this.bench = bench;
    this.node = make('div', 'qcw-status');
    this.said = make('span', 'qcw-said');
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    this.alert = make('span', 'qcw-alert');
    this.alert.setAttribute('role', 'alert');
    this.saved = make('span', 'qcw-saved');
    this.node.append(this.alert, this.said, this.saved);
    this.bar = make('div', 'qcw-bar');
    const { acts, menu } = bench;
    this.bar.append(
      keyed('qcw-button', 'Undo', 'u', () => acts.undo()),
      keyed('qcw-button', 'Redo', 'U', () => acts.redo()),
      menu.opener,
      keyed('qcw-button', 'Keys', '?', () => acts.sheet()),
    );
  }

  say(text) {
    this.alert.textContent = '';
    this.said.textContent = text;
  }

  refuse(text) {
    this.said.textContent = '';
    this.alert.textContent = text;
  }

  saving() {
    const [text, kind] = outbox.state();
    if (this.saved.textContent === text) return;
    this.saved.textContent = text;
    this.saved.dataset.kind = kind;
  }
}
