/* The lock: nothing of the round is readable before the passphrase fits. */

const WRONG = 'That passphrase does not open this file. Look at capital letters and blanks, or ask for it again.';

function lock() {
  const field = make('input', {
    type: 'password', id: 'passphrase', autocomplete: 'off', autocapitalize: 'none',
    spellcheck: 'false', required: true, 'aria-describedby': 'refused',
  });
  const refused = make('p', { id: 'refused', class: 'wrong', role: 'alert' });
  const press = make('button', { type: 'submit', class: 'first', id: 'open' }, 'Open');
  const see = make('input', {
    type: 'checkbox', id: 'see', change: (e) => { field.type = e.target.checked ? 'text' : 'password'; },
  });
  const submit = async (event) => {
    event.preventDefault();
    refused.textContent = '';
    press.disabled = true;
    press.textContent = 'Opening…';
    const sentence = await unlock(field.value);
    if (!sentence) return;
    press.disabled = false;
    press.textContent = 'Open';
    refused.textContent = sentence;
    field.select();
    field.focus();
  };
  show(
    make('h1', {}, 'A review is waiting for you'),
    make('p', {}, 'This page was made with qualcode, a tool for coding interviews. It is sealed: type the'
      + ' passphrase that you were given. Nothing you do here is sent anywhere.'),
    make(
      'form', { submit },
      make('div', { class: 'field' }, make('label', { for: 'passphrase' }, 'Passphrase'), field),
      make('p', {}, make('label', {}, see, ' Show what I type')),
      refused,
      press,
    ),
  );
  field.focus();
}

/* Opens the page; otherwise the sentence that says why not. */
async function unlock(passphrase) {
  const whole = JSON.parse(at('sealed').textContent);
  let data;
  try {
    now.from = await base(passphrase);
    now.key = await keyOf(now.from, unbased(whole.salt));
    data = await open(now.key, whole.qualcode, whole.file, whole);
  } catch {
    return WRONG;
  }
  now.file = whole.file;
  now.data = data;
  join(await kept());
  listen();
  begin();
  return '';
}

document.addEventListener('keydown', pressed);
if (window.crypto?.subtle) lock();
else {
  show(
    make('h1', {}, 'This browser cannot open the file here'),
    make('p', {}, 'Save the file, then open it from your downloads with Firefox, Chrome or Edge.'),
  );
}
