/* Help, and the one question that is asked before something goes for good. */

const KEYS = [
  ['a  q  d', 'agree, question, disagree'],
  ['j  k', 'the next item, the one before; the arrows → and ← too'],
  ['c', 'write a comment; Esc leaves it, Ctrl and Enter goes on to the next item'],
  ['l', 'all items'],
  ['s', 'save my verdicts'],
  ['?', 'this help'],
];

function dialog(title, inside, buttons) {
  const box = make('dialog', { 'aria-labelledby': 'dialog-title' });
  box.append(
    make('h2', { id: 'dialog-title' }, title),
    ...inside,
    make('div', { class: 'row' }, ...buttons(() => box.close())),
  );
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
}

function help() {
  if (document.querySelector('dialog')) return;
  const rows = KEYS.map(([keys, what]) => [make('dt', {}, make('kbd', {}, keys)), make('dd', {}, what)]);
  const toggle = make('input', {
    type: 'checkbox', id: 'keys-on', change: (e) => { now.keys = e.target.checked; },
  });
  toggle.checked = now.keys;
  dialog('How this works', [
    make('p', {}, 'Read each passage, look whether the code fits the marked words, and say agree, question'
      + ' or disagree. A comment helps more than a bare verdict. You can change everything until you'
      + ' save, and save as often as you like.'),
    make('dl', {}, ...rows.flat()),
    make('p', {}, make('label', {}, toggle, ' Use these keys')),
    make('p', { class: 'quiet' }, 'Nothing here uses the network. What you write is kept in this browser,'
      + ' sealed with the passphrase, until you press Forget.'),
  ], (close) => [button('Close', close, { class: 'first' })]);
}

function askForget() {
  dialog('Forget what you wrote here?', [
    make('p', {}, 'Verdicts and comments kept in this browser go for good. Files you have saved already stay'
      + ' as they are.'),
  ], (close) => [
    button('Keep them', close, { class: 'first' }),
    button('Forget them', async () => {
      await forget();
      close();
      begin();
      tell('Forgotten. Nothing of what you wrote is kept in this browser.');
    }, { id: 'forget-now' }),
  ]);
}
