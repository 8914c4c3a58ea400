// One place above the panel for what asks for typing: a picker or a small form. Esc leaves it.

class Slot {
  constructor(bench) {
    this.bench = bench;
    this.node = make('div', 'qcw-slot');
    this.node.hidden = true;
    this.node.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      this.close();
    });
  }

  get shown() {
    return !this.node.hidden;
  }

  open(form) {
    this.node.replaceChildren(form);
    this.node.hidden = false;
    this.bench.drawer(true);
    const first = form.querySelector('input, textarea');
    if (first) {
      first.focus();
      if (first.value && first.matches('input')) first.select();
    }
  }

  close() {
    this.node.hidden = true;
    this.node.replaceChildren();
    this.bench.focusText();
  }
}

let numbered = 0; // for ids that tie labels to fields

function field(kind, label) {
  numbered += 1;
  const box = make('label', 'qcw-field');
  const input = make(kind, 'qcw-input');
  input.id = `qcw-field-${numbered}`;
  box.htmlFor = input.id;
  box.append(make('span', '', label), input);
  return [box, input];
}

function formOf(title, fields, save, onSave, slot, key = '') {
  const form = make('form', 'qcw-form');
  form.append(make('div', 'qcw-formname', title), ...fields);
  const row = make('div', 'qcw-row');
  const go = keyed('qcw-button qcw-main', save, key, () => {});
  go.type = 'submit';
  row.append(go, button('qcw-button', 'Leave', () => slot.close()));
  form.append(row);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (onSave() !== false) slot.close();
  });
  return form;
}

const LONGEST_NAME = 80;

function namingForm(bench) {
  const [a, b] = bench.selecting.span;
  const [nameBox, name] = field('input', 'Name, in the participant’s words');
  const said = bench.words.cut(a, b).replace(/\s+/g, ' ');
  name.value = [...said].slice(0, LONGEST_NAME).join('');
  name.maxLength = LONGEST_NAME * 2;
  const [parentBox, parent] = field('select', 'Under');
  parent.append(new Option('no other code', ''));
  for (const code of bench.book.tops) {
    if (!code.retired) parent.append(new Option(bench.book.title(code.id), code.id));
  }
  if (bench.shown) parent.value = bench.book.top(bench.shown);
  const onSave = () => {
    if (!name.value.trim()) return false;
    bench.acts.name(name.value.trim(), parent.value, [a, b]);
    return true;
  };
  const fields = [nameBox, parentBox];
  return formOf('New code from these words', fields, 'Make and give it', onSave, bench.slot);
}

const DRAFTS_KEY = 'qcw-drafts';

// Memos that were begun and left, by what they are about; kept in the tab.
function drafts(change) {
  let kept = {};
  try {
    kept = JSON.parse(remembered('sessionStorage', DRAFTS_KEY) || '{}');
  } catch {
    // No JSON: then there is no draft.
  }
  if (!change) return kept;
  Object.assign(kept, change);
  for (const about of Object.keys(kept)) if (!kept[about]) delete kept[about];
  remember('sessionStorage', DRAFTS_KEY, JSON.stringify(kept));
  return kept;
}

function memoForm(bench) {
  const held = bench.heldCoding();
  const about = held ? `coding ${held.id}` : `segment ${bench.segId(bench.segHere())}`;
  const title = held ? `Memo on the coding ${held.code}` : 'Memo on this passage';
  const [box, text] = field('textarea', 'What comes to mind');
  text.rows = 4;
  text.value = drafts()[about] ?? '';
  text.addEventListener('input', () => drafts({ [about]: text.value }));
  const onSave = () => {
    if (!text.value.trim()) return false;
    drafts({ [about]: '' });
    bench.do({ act: 'memo', about, text: text.value.trim() });
    bench.say('The memo is kept.');
    return true;
  };
  const form = formOf(title, [box], 'Keep', onSave, bench.slot, 'Ctrl Enter');
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}

function linkForm(bench, link) {
  const [box, text] = field('input', 'Copy this link');
  text.value = link;
  text.readOnly = true;
  return formOf('Link to this coding', [box], 'Done', () => true, bench.slot);
}
