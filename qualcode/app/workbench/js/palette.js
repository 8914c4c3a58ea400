// The palette: the indicators with their digits; the letters of one of them at a time.

function paletteState(bench) {
  return JSON.stringify([bench.bookCount, bench.opened, bench.unfolded, bench.shown]);
}

function paletteSection(bench) {
  const list = make('div', 'qcw-codes');
  list.setAttribute('role', 'group');
  list.setAttribute('aria-label', 'Codes');
  const unfolded = bench.opened ?? bench.unfolded;
  for (const code of bench.book.tops) {
    if (code.retired) continue;
    list.append(topNode(bench, code, unfolded === code.id));
    if (unfolded === code.id) list.append(lettersNode(bench, code));
  }
  if (!list.children.length) {
    const text = 'The codebook is empty. Select words and press v to name a code by them.';
    list.append(make('p', 'qcw-muted', text));
  }
  return [heading('Codes'), list];
}

function topNode(bench, code, unfolded) {
  const node = make('div', unfolded ? 'qcw-top qcw-unfolded' : 'qcw-top');
  // A bar that fades says how long the digit still waits for its letter.
  if (bench.opened === code.id) node.classList.add('qcw-timed');
  node.style.setProperty('--hue', code.hue);
  node.append(codeButton(bench, code, bench.book.digitOf(code)));
  if (bench.book.children(code.id).length) {
    const fold = button('qcw-fold', unfolded ? '▾' : '▸', () => {
      bench.unfolded = unfolded ? null : code.id;
      bench.open(null);
      bench.refresh();
    });
    fold.setAttribute('aria-expanded', String(unfolded));
    fold.setAttribute('aria-label', `Letters of ${bench.book.title(code.id)}`);
    node.append(fold);
  }
  return node;
}

function lettersNode(bench, code) {
  const node = make('div', 'qcw-letters');
  node.style.setProperty('--hue', code.hue);
  const lettered = new Map(bench.book.letters(code.id).map(([letter, one]) => [one.id, letter]));
  for (const child of bench.book.children(code.id)) {
    node.append(codeButton(bench, child, lettered.get(child.id) ?? ''));
  }
  return node;
}

const TWICE_MS = 400; // a second click that soon is the other half of a double click

// Gives the code to the selected words; without any it shows what the code means.
function codeButton(bench, code, key) {
  const node = button('qcw-code', '', () => {
    const now = performance.now();
    if (now - (bench.clickedCode ?? -TWICE_MS) < TWICE_MS) return;
    bench.clickedCode = now;
    bench.open(null);
    if (bench.selecting.span || bench.inHand()) bench.acts.code(code.id);
    else {
      bench.shown = code.id;
      bench.entryOpen = true;
      bench.refresh();
    }
  });
  node.dataset.code = code.id;
  if (code.id === bench.shown) node.classList.add('qcw-shown');
  const hint = make('kbd', 'qcw-kbd', key);
  hint.setAttribute('aria-hidden', 'true');
  node.append(hint);
  if (code.id !== key) node.append(make('b', '', code.id));
  if (!code.id.endsWith(code.name)) node.append(make('span', 'qcw-codename', code.name));
  node.setAttribute('aria-label', bench.book.title(code.id));
  return node;
}
