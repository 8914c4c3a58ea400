/* What is said here, by item, and what of it is in a saved file already. */

const now = {
  data: null, file: '', from: null, key: null, // set once the page is open
  said: {}, // item id -> entry
  n: 0, // which item is shown
  keys: true,
};

const VERDICTS = {
  agree: { key: 'a', mark: '✓', press: 'Agree', told: 'agreed' },
  question: { key: 'q', mark: '?', press: 'Question', told: 'questioned' },
  disagree: { key: 'd', mark: '✕', press: 'Disagree', told: 'disagreed' },
};

const EMPTY = {
  judgement: null, code: '', direction: '', span: '', text: '', at: '',
  id: '', comment: '', past: [], savedVerdict: '', savedText: '',
};

const entry = (item) => now.said[item.id] ?? EMPTY;
const judgement = (item) => entry(item).judgement ?? item.said;
const waiting = (item) => !judgement(item);
const words = (item) => entry(item).text.trim();
const proposes = (item) => judgement(item) === 'question' || judgement(item) === 'disagree';

function change(item, what) {
  now.said[item.id] = { ...structuredClone(entry(item)), ...what, at: new Date().toISOString() };
  keep();
  drawBar();
}

function proposal(one) {
  if (one.judgement !== 'question' && one.judgement !== 'disagree') return null;
  const { code, direction, span } = one;
  if (!code && !direction && !span) return null;
  return { ...(code && { code }), ...(direction && { direction }), ...(span && { span }) };
}

/* A verdict as one text, to tell whether a saved file has it. */
const verdictOf = (one) => (one.judgement ? JSON.stringify([one.judgement, proposal(one)]) : '');

const unsaved = () => now.data.items.filter((item) => {
  const one = entry(item);
  return verdictOf(one) !== one.savedVerdict || (one.text.trim() && one.text.trim() !== one.savedText);
});

const tooLong = () => now.data.items.find((item) => points(words(item)) > now.data.longest);

/* The next item without a verdict after this one, around the end; null when there is none. */
function nextWaiting(from) {
  const { items } = now.data;
  for (let step = 1; step <= items.length; step += 1) {
    const n = (from + step) % items.length;
    if (waiting(items[n])) return n;
  }
  return null;
}

function minutes(count) {
  const all = Math.max(1, Math.round((count * 50) / 60));
  if (all < 90) return `about ${many(all > 20 ? Math.round(all / 5) * 5 : all, 'minute')}`;
  return `about ${Math.round(all / 30) / 2} hours`;
}
