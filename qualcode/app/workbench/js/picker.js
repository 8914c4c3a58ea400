// Find a code by typing: over ids, names, cues and definitions; the recent ones stand first.

const MOST_FOUND = 40;

function picker(bench, title, take) {
  const form = make('div', 'qcw-form qcw-picker');
  const [box, input] = field('input', title);
  const list = make('ul', 'qcw-found');
  list.id = `${input.id}-list`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Codes found');
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-expanded', 'true'],
    ['aria-controls', list.id],
    ['aria-autocomplete', 'list'],
  ]) {
    input.setAttribute(name, value);
  }
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.placeholder = 'A number, a word of the name, a cue …';
  form.append(box, list);
  const state = { found: [], at: 0 };
  const draw = () => {
    state.found = bench.book.search(input.value, bench.recent()).slice(0, MOST_FOUND);
    state.at = 0;
    list.replaceChildren(...state.found.map((code, n) => option(bench, code, list.id, n)));
    if (!state.found.length) list.append(nothing());
    mark();
  };
  const mark = () => {
    [...list.children].forEach((one, n) =>
      one.setAttribute('aria-selected', String(n === state.at)),
    );
    const node = state.found.length ? list.children[state.at] : null;
    if (node) {
      input.setAttribute('aria-activedescendant', node.id);
      node.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  };
  const choose = () => {
    const code = state.found[state.at];
    if (!code) return;
    bench.slot.close();
    take(code.id);
  };
  input.addEventListener('input', draw);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.found.length) {
      state.at = (state.at + step + state.found.length) % state.found.length;
      mark();
    } else if (event.key === 'Enter') {
      choose();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const node = event.target.closest('.qcw-option');
    if (!node) return;
    state.at = [...list.children].indexOf(node);
    choose();
  });
  draw();
  return form;
}

function option(bench, code, list, n) {
  const node = make('li', 'qcw-option');
  node.id = `${list}-${n}`;
  node.setAttribute('role', 'option');
  node.style.setProperty('--hue', code.hue);
  node.append(make('b', '', code.id), make('span', 'qcw-codename', code.name));
  return node;
}

function nothing() {
  const node = make('li', 'qcw-muted', 'No code fits what you typed.');
  node.setAttribute('role', 'option');
  node.setAttribute('aria-disabled', 'true');
  return node;
}
