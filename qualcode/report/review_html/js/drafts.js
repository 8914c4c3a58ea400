/* What is written here outlives a closed page: kept in this browser, sealed like the file itself. */

const DRAFT = 'draft';
const place = () => `qualcode-review-${now.file}`;
let keeping = Promise.resolve();
let trouble = false;
let coming = false;

function keep() {
  // One after the other, each as things are when its turn comes.
  if (coming) return;
  coming = true;
  keeping = keeping.then(store).catch(() => {
    if (!trouble) tell('This browser keeps no drafts; save your verdicts before you close this page.');
    trouble = true;
  });
}

async function store() {
  coming = false;
  const sealed = await close(now.key, DRAFT, now.file, now.said);
  localStorage.setItem(place(), JSON.stringify(sealed));
}

async function kept() {
  try {
    const text = localStorage.getItem(place());
    return text ? await open(now.key, DRAFT, now.file, JSON.parse(text)) : {};
  } catch {
    tell('What was written here before could not be read; the items are as they were sent.');
    return {};
  }
}

function forget() {
  now.said = {};
  keeping = keeping.then(() => localStorage.removeItem(place())).catch(() => {});
  return keeping;
}

/* Another tab of the same file: of each item, what was said last stays. */
function join(said) {
  for (const [id, one] of Object.entries(said)) {
    if (!now.said[id] || now.said[id].at < one.at) now.said[id] = { ...EMPTY, ...one };
  }
}

function listen() {
  window.addEventListener('storage', async (event) => {
    if (event.key !== place() || !event.newValue) return;
    join(await kept());
    drawBar();
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsaved().length) event.preventDefault();
  });
}
