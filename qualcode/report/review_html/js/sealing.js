/* The same seal as qualcode/formats/sealed.py: AES-256-GCM, PBKDF2-HMAC-SHA256, 600,000 rounds. */

const ITERATIONS = 600000;
const utf8 = new TextEncoder();

function unbased(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

function based(bytes) {
  let text = '';
  // In parts: a call takes only so many arguments.
  for (let n = 0; n < bytes.length; n += 8192) {
    text += String.fromCharCode(...bytes.subarray(n, n + 8192));
  }
  return btoa(text);
}

const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const covered = (kind, file) => utf8.encode(`qualcode ${kind} 1 ${file}`);

/* What keys are made of; the browser does not give the passphrase out again. */
function base(passphrase) {
  const plain = passphrase.normalize('NFC').replace(/^ +| +$/g, '');
  return crypto.subtle.importKey('raw', utf8.encode(plain), 'PBKDF2', false, ['deriveKey']);
}

function keyOf(from, salt) {
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS },
    from,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

async function close(key, kind, file, value) {
  const iv = random(12);
  const how = { name: 'AES-GCM', iv, additionalData: covered(kind, file) };
  const sealed = await crypto.subtle.encrypt(how, key, utf8.encode(JSON.stringify(value)));
  return { iv: based(iv), sealed: based(new Uint8Array(sealed)) };
}

async function open(key, kind, file, { iv, sealed }) {
  const how = { name: 'AES-GCM', iv: unbased(iv), additionalData: covered(kind, file) };
  const plain = await crypto.subtle.decrypt(how, key, unbased(sealed));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
}

async function sealedFile(from, kind, file, value) {
  const salt = random(16);
  const { iv, sealed } = await close(await keyOf(from, salt), kind, file, value);
  return JSON.stringify({ qualcode: kind, format: 1, file, salt: based(salt), iv, sealed });
}
