/* What would be better: another code, another direction, other words of the same passage. */

function select(item, name, label, choices) {
  const id = `proposed-${name}`;
  const box = make(
    'select', { id, change: (e) => change(item, { [name]: e.target.value }) },
    ...choices.map(([value, text]) => make('option', { value }, text)),
  );
  box.value = entry(item)[name];
  return make('div', { class: 'field' }, make('label', { for: id }, label), box);
}

function proposing(item) {
  if (item.kind !== 'coding' || !entry(item).judgement || !proposes(item)) return null;
  const codes = now.data.codes.filter((one) => one.usable && one.id !== item.code);
  const ways = now.data.directions.filter(([value]) => value !== item.direction);
  return make(
    'details', { id: 'proposal', open: proposal(entry(item)) !== null },
    make('summary', {}, 'Propose something else'),
    select(item, 'code', 'Another code', [['', 'The code stays'], ...codes.map((c) => [c.id, c.title])]),
    select(item, 'direction', 'Another direction',
      [['', 'The direction stays'], ...ways.map(([v, mark, name]) => [v, `${mark} ${name}`])]),
    otherWords(item),
  );
}

function otherWords(item) {
  const { lead, quote, rest } = item;
  const whole = lead + quote + rest;
  const box = make('div', { class: 'field' });
  const draw = () => {
    const { span } = entry(item);
    const [a, b] = span ? span.split(':').map((n) => n - item.start) : [0, 0];
    box.replaceChildren(
      make('p', { class: 'label' }, 'Other words'),
      span
        ? make('p', { class: 'said', id: 'proposed-words' }, make('mark', {}, [...whole].slice(a, b).join('')))
        : make('p', { class: 'quiet' }, 'Select words of the passage above, then press the button.'),
      // Pressing a button must not take the selection away.
      button('Propose the selected words', () => take(), { id: 'take-words', mousedown: (e) => e.preventDefault() }),
      span ? button('The words stay', () => { change(item, { span: '' }); draw(); }, { class: 'link' }) : '',
    );
  };
  const take = () => {
    const chosen = selected(lead, quote, rest);
    if (!chosen) {
      tell('Select words in the passage of the marked words first, and show all of it if it is cut.');
      return;
    }
    const count = (n) => item.start + points(whole.slice(0, n));
    change(item, { span: `${count(chosen[0])}:${count(chosen[1])}` });
    draw();
  };
  draw();
  return box;
}

/* The selection as UTF-16 offsets in the passage, without outer blanks; null where it is elsewhere. */
function selected(lead, quote, rest) {
  const own = at('own');
  const range = window.getSelection().rangeCount ? window.getSelection().getRangeAt(0) : null;
  if (!own || !range || range.collapsed) return null;
  if (!own.contains(range.startContainer) || !own.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(own);
  before.setEnd(range.startContainer, range.startOffset);
  // What stands before the marked words may be shown cut, so places are counted from there.
  const shown = own.querySelector('mark').previousSibling?.textContent.length ?? 0;
  const text = range.toString();
  const blank = text.length - text.trimStart().length;
  const a = before.toString().length + blank - shown + lead.length;
  const b = a + text.trim().length;
  return b > a && a >= 0 && (lead + quote + rest).slice(a, b) === text.trim() ? [a, b] : null;
}
