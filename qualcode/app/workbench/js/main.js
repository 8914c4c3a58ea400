// The doors from Streamlit. An interview comes in two halves, because every change is sent whole:
// what stays while somebody codes (the text, the codebook) comes through this door, what changes
// with every act through the one of post.js. An export is called on every change of its data, its
// cleanup only when the component is taken off the page; then the bench is parked for a moment, as
// a rerun may put it back at once.

const PARK_MS = 10000;
const post = (globalThis.qcwPost ??= {}); // the other half: {host, data, send}
const still = new WeakMap(); // host -> the half that stays
const mounted = new WeakMap(); // host -> bench
const parked = new Map(); // study, interview and coder -> {bench, timer}
const shown = new Map(); // the same -> {bench, host}
let current = null; // the host that is on the page

export default function (component) {
  const host = component.parentElement;
  const { data } = component;
  const whole = data.courier || data.codings; // one component brings all there is
  if (whole) open(host, (value) => component.setStateValue('outbox', value), data.study);
  if (data.courier) return carry(host, data);
  still.set(host, data);
  current = host;
  draw(host);
  return () => {
    const last = mounted.get(host);
    mounted.delete(host);
    if (current === host) current = null;
    left(host);
    if (last) park(last);
  };
}

post.arrived = () => {
  open(post.host, post.send, post.data.study);
  if (current) draw(current);
};
post.gone = (host) => {
  left(host);
  if (post.host === host) Object.assign(post, { host: null, data: null, send: null });
};
if (post.data) post.arrived();

// What is sent goes this way from now on.
function open(host, send, study) {
  outbox.host = host;
  outbox.study = study;
  outbox.through(send);
}

function draw(host) {
  const half = still.get(host);
  const live = half.codings ? half : post.data;
  const key = keyOf(half);
  if (!live || keyOf(live) !== key) return; // the other half is on its way
  const data = { ...half, ...live };
  let bench = mounted.get(host);
  if (bench && bench.key !== key) {
    park(bench);
    bench = null;
  }
  if (!bench) {
    bench = moved(key) ?? unpark(key) ?? new Bench(data);
    bench.key = key;
    mounted.set(host, bench);
    shown.set(key, { bench, host });
    bench.attach(host);
  }
  bench.update(data);
  outbox.resume();
}

// On the other pages there is no bench: what still waits is sent, and what was refused is told
// when the person comes back to the text.
function carry(host, data) {
  outbox.answered(data.ack ?? {}, [], data.trouble ?? '');
  outbox.resume();
  return () => left(host);
}

// The next page may have come already: then the way is its own.
function left(host) {
  if (outbox.host === host) outbox.through(null);
}

function keyOf(data) {
  return JSON.stringify([data.study, data.doc, data.coder]);
}

// When the app comes back, its new page stands beside the old one for a moment.
function moved(key) {
  const last = shown.get(key);
  if (!last) return null;
  mounted.delete(last.host);
  last.bench.detach();
  return last.bench;
}

function park(bench) {
  bench.detach();
  shown.delete(bench.key);
  const timer = setTimeout(() => parked.delete(bench.key), PARK_MS);
  parked.set(bench.key, { bench, timer });
}

function unpark(key) {
  const kept = parked.get(key);
  if (!kept) return null;
  clearTimeout(kept.timer);
  parked.delete(key);
  return kept.bench;
}
