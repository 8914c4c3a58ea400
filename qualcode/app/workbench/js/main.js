// The door from Streamlit. The export is called on every change of data, its cleanup only when
// the component is taken off the page; then the bench is parked for a moment, as a rerun may put
// it back at once.

const PARK_MS = 10000;
const mounted = new WeakMap(); // host -> bench
const parked = new Map(); // study, interview and coder -> {bench, timer}
const shown = new Map(); // the same -> {bench, host}

export default function (component) {
  const host = component.parentElement;
  const { data } = component;
  outbox.through((value) => component.setStateValue('outbox', value));
  outbox.host = host;
  outbox.study = data.study;
  if (data.courier) return carry(host, data);
  const key = keyOf(data);
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
  return () => {
    const last = mounted.get(host);
    mounted.delete(host);
    left(host);
    if (last) park(last);
  };
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
