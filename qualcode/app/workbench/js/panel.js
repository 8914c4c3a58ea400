// The panel beside the text: what is in hand, the direction, the palette, the entry, memos. A
// section is built anew only when something it shows has changed.

const LONGEST_QUOTE = 160;

class Panel {
  constructor(bench) {
    this.bench = bench;
    this.node = make('div', 'qcw-panel');
    this.node.setAttribute('role', 'complementary');
    this.node.setAttribute('aria-label', 'Coding panel');
    this.sections = {};
    this.node.append(bench.slot.node);
    for (const name of ['direction', 'hand', 'palette', 'entry', 'memos', 'tools']) {
      const node = make('div', `qcw-section qcw-of-${name}`);
      this.node.append(node);
      this.sections[name] = { node, drawn: null };
    }
    this.bench.root.append(this.node);
  }

  draw() {
    const { bench } = this;
    this.node.classList.toggle('qcw-reading', bench.entryOpen);
    this.section('direction', directionState(bench), () => directionSection(bench));
    this.section('hand', handState(bench), () => handSection(bench));
    this.section('palette', paletteState(bench), () => paletteSection(bench));
    this.section('entry', entryState(bench), () => entrySection(bench));
    this.section('memos', memosState(bench), () => memosSection(bench));
    this.section('tools', toolsState(bench), () => toolsSection(bench));
  }

  section(name, state, build) {
    const section = this.sections[name];
    if (section.drawn === state) return;
    section.drawn = state;
    // Who went there by Tab stays at the same button, or at least in the same section.
    const { activeElement } = document;
    const had = section.node.contains(activeElement) ? activeElement : null;
    const at = had ? [...section.node.querySelectorAll('button')].indexOf(had) : -1;
    const nodes = build();
    section.node.replaceChildren(...nodes);
    section.node.hidden = nodes.length === 0;
    if (!had) return;
    const buttons = section.node.querySelectorAll('button');
    const next = buttons[Math.min(at, buttons.length - 1)];
    if (next) next.focus();
    else this.bench.focusText();
  }

  revealLetters() {
    const letters = this.sections.palette.node.querySelector('.qcw-letters');
    if (letters) letters.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  reveal(name) {
    const behavior = calm() ? 'instant' : 'smooth';
    this.sections[name].node.scrollIntoView({ block: 'nearest', behavior });
  }
}

// A heading of the panel. Levels are left to Streamlit's page: ours is its second.
function heading(text) {
  const node = make('div', 'qcw-h', text);
  node.setAttribute('role', 'heading');
  node.setAttribute('aria-level', '2');
  return node;
}

function directionNow(bench) {
  return bench.heldCoding()?.dir ?? bench.direction;
}

function directionState(bench) {
  return `${directionNow(bench)} ${Boolean(bench.heldCoding())}`;
}

function directionSection(bench) {
  const now = directionNow(bench);
  const held = bench.heldCoding();
  const row = make('div', 'qcw-directions');
  row.setAttribute('role', 'group');
  const title = held ? 'Direction of this coding' : 'Direction of the next coding';
  row.setAttribute('aria-label', title);
  DIRECTIONS.forEach(({ mark, says }, n) => {
    const node = button('qcw-direction', '', () => bench.acts.direct(n), `Shift ${n + 1}`);
    const sign = make('span', 'qcw-mark', mark);
    sign.setAttribute('aria-hidden', 'true');
    node.append(sign, make('span', '', says));
    node.setAttribute('aria-pressed', String(n === now));
    row.append(node);
  });
  return [heading(title), row];
}

function handState(bench) {
  const held = bench.inHand();
  const { span } = bench.selecting;
  const bounding = Boolean(bench.bounding);
  const rest = held ? [held, bench.state.memos[held.id]?.length, bench.book.name(held.code)] : span;
  return JSON.stringify([bench.held?.kind, rest, bounding, bench.data.hidden]);
}

function handSection(bench) {
  const held = bench.inHand();
  if (bench.bounding) return boundingNodes(bench);
  if (held) return bench.held.kind === 'offer' ? offerNodes(bench, held) : codingNodes(bench, held);
  if (bench.selecting.span) return selectedNodes(bench);
  const hint = make('p', 'qcw-muted');
  hint.textContent =
    'Select words by mouse or with the arrow keys.' +
    ' Then a digit and a letter, or a click on a code.';
  const nodes = [heading('In hand'), hint];
  if (bench.data.hidden) nodes.push(hiddenNode(bench.data.hidden));
  return nodes;
}

function hiddenNode(hidden) {
  const count = hidden === 1 ? '1 suggestion waits' : `${hidden} suggestions wait`;
  const until = 'until you have coded their passages yourself, or the interview through.';
  return make('p', 'qcw-muted', `${count} ${until}`);
}

function quote(bench, a, b) {
  const letters = [...bench.words.cut(a, Math.min(b, a + 4 * LONGEST_QUOTE)).replace(/\s+/g, ' ')];
  const long = letters.length > LONGEST_QUOTE || b > a + 4 * LONGEST_QUOTE;
  const shown = letters.slice(0, LONGEST_QUOTE).join('');
  const node = make('p', 'qcw-quote', long ? `${shown} …` : shown);
  node.dir = 'auto';
  return node;
}

function row(...nodes) {
  const node = make('div', 'qcw-row');
  node.append(...nodes);
  return node;
}

function codeLine(bench, code, mark) {
  const node = make('div', 'qcw-codeline');
  node.style.setProperty('--hue', bench.book.hue(code));
  node.append(make('b', '', code));
  if (mark) node.append(make('span', 'qcw-mark', mark));
  const name = bench.book.name(code);
  if (!code.endsWith(name)) node.append(make('span', '', name));
  return node;
}

function boundingNodes(bench) {
  const { acts } = bench;
  const text =
    'Select the words it shall have: by mouse, or Shift and arrows for the end,' +
    ' Alt Shift and arrows for the beginning.';
  return [
    heading('Boundaries'),
    make('p', 'qcw-muted', text),
    row(
      keyed('qcw-button qcw-main', 'Keep', 'Enter', () => acts.enter()),
      keyed('qcw-button', 'Leave', 'Esc', () => acts.escape()),
    ),
  ];
}

function selectedNodes(bench) {
  const { acts } = bench;
  return [
    heading('Selected words'),
    quote(bench, ...bench.selecting.span),
    row(
      keyed('qcw-button', 'Find a code', '/', () => acts.find()),
      keyed('qcw-button', 'New code', 'v', () => acts.inVivo()),
      keyed('qcw-button', 'Memo', 'm', () => acts.memo()),
    ),
  ];
}

function codingNodes(bench, held) {
  const { acts } = bench;
  const mine = held.coder === bench.data.coder;
  const facts = [DIRECTIONS[held.dir].says, mine ? 'yours' : held.coder];
  if (held.star) facts.push('starred');
  const own = [
    keyed('qcw-button', 'Other code', 'r', () => acts.recode()),
    keyed('qcw-button', 'Boundaries', 'b', () => acts.bound()),
    keyed('qcw-button', held.star ? 'Unstar' : 'Star', 's', () => acts.star()),
    keyed('qcw-button', 'Withdraw', 'Del', () => acts.withdraw()),
  ];
  return [
    heading('In hand'),
    codeLine(bench, held.code, DIRECTIONS[held.dir].mark),
    make('p', 'qcw-muted', facts.join(' · ')),
    row(
      ...(mine ? own : []),
      keyed('qcw-button', 'Memo', 'm', () => acts.memo()),
      keyed('qcw-button', 'Link', 'l', () => acts.link()),
    ),
  ];
}

function offerNodes(bench, held) {
  const { acts } = bench;
  return [
    heading(`Suggested: ${held.band}`),
    codeLine(bench, held.code, ''),
    make('p', 'qcw-reason', held.reason),
    row(
      keyed('qcw-button qcw-main', 'Accept', 'a', () => acts.accept()),
      keyed('qcw-button', 'Reject', 'x', () => acts.reject()),
      keyed('qcw-button', 'Other code', 'o', () => acts.otherCode()),
      keyed('qcw-button', 'Other words', 'b', () => acts.bound()),
    ),
  ];
}
