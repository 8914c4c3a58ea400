// One tooltip for all marks: code, direction, coder, memo. Shown on hover and on focus.

const TIP_MS = 400; // the mouse must rest; whoever reads along with it is not disturbed

class Tip {
  constructor(bench) {
    this.bench = bench;
    this.node = make('div', 'qcw-tip');
    this.node.setAttribute('role', 'tooltip');
    this.node.hidden = true;
    bench.root.append(this.node);
    const { node } = bench.pane;
    node.addEventListener('mousemove', (event) => this.over(event.target, event));
    node.addEventListener('mouseleave', () => this.hide());
    node.addEventListener('focusin', (event) => this.over(event.target));
    node.addEventListener('focusout', () => this.hide());
    node.addEventListener('scroll', () => this.hide(), { passive: true });
    node.addEventListener('mousedown', () => this.hide());
  }

  over(target, at) {
    const mark = target.closest('[data-coding], [data-offer]');
    this.hide();
    if (!mark || this.bench.selecting.down) return;
    this.timer = setTimeout(() => this.show(mark, at), TIP_MS);
  }

  hide() {
    clearTimeout(this.timer);
    if (!this.node.hidden) this.node.hidden = true;
  }

  // Below the line that the mouse rests on, which stays free.
  show(mark, at) {
    const lines = this.lines(mark);
    if (!lines.length || !mark.isConnected) return;
    this.node.replaceChildren(...lines.map((line) => make('div', '', line)));
    this.node.hidden = false;
    const frame = this.bench.root.getBoundingClientRect();
    const boxes = [...mark.getClientRects()];
    const box = boxes.find((one) => at && one.top <= at.clientY && at.clientY <= one.bottom)
      ?? boxes[0] ?? mark.getBoundingClientRect();
    const own = this.node.getBoundingClientRect();
    const left = Math.max(4, Math.min(box.left - frame.left, frame.width - own.width - 4));
    const below = box.bottom - frame.top + 6;
    const top = below + own.height > frame.height ? box.top - frame.top - own.height - 6 : below;
    this.node.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }

  lines(mark) {
    const { state, book } = this.bench;
    if (mark.dataset.offer) {
      const offer = state.offers.get(mark.dataset.offer);
      return offer ? [`Suggested: ${book.title(offer.code)}`, offer.reason] : [];
    }
    const ids = (mark.dataset.all ?? mark.dataset.coding).split(' ');
    const found = ids.map((id) => state.codings.get(id)).filter(Boolean);
    return found.slice(0, 6).flatMap((coding) => {
      const { code, dir, coder } = coding;
      const line = [book.title(code), DIRECTIONS[dir].says, coder].join(' · ');
      const memos = (state.memos[coding.id] ?? []).map(([, , text]) => `✎ ${text}`);
      return [line, ...memos.slice(0, 2)];
    });
  }
}
