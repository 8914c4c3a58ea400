// The first time: four short steps in a card that is in nobody's way.

const WALK_KEY = 'qcw-walk';
const STEPS = [
  'Select what someone says: drag over the words, or press the arrow keys;' +
    ' with Shift, more of them.',
  'Press a digit for the indicator, then its letter, or Enter for the indicator itself.' +
    ' A click on a code in the panel does the same.',
  'The new coding is in hand: Shift and 1 to 4 say whether the words tell of it as present,' +
    ' absent, planned or mixed. Delete withdraws it, u undoes.',
  'j goes to the next suggestion; a accepts and x rejects it. ? shows all keys.',
];

class Walk {
  constructor(bench) {
    this.bench = bench;
    this.at = 0;
    if (remembered('localStorage', WALK_KEY)) return;
    this.node = make('div', 'qcw-walk');
    this.node.setAttribute('role', 'note');
    this.node.setAttribute('aria-label', 'How coding works');
    bench.left.append(this.node);
    this.draw();
  }

  draw() {
    const last = this.at === STEPS.length - 1;
    const next = button('qcw-button qcw-main', last ? 'Begin' : 'Next', () => {
      this.at += 1;
      if (last) this.leave();
      else this.draw();
    });
    const skip = button('qcw-button', 'Skip', () => this.leave());
    const count = make('span', 'qcw-muted', `${this.at + 1} of ${STEPS.length}`);
    const buttons = last ? [next] : [next, skip];
    this.node.replaceChildren(make('p', '', STEPS[this.at]), row(...buttons, count));
  }

  leave() {
    remember('localStorage', WALK_KEY, 'done');
    this.node.remove();
    this.bench.focusText();
  }
}
