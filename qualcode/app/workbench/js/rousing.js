// When no answer comes although the server is there. After a restart the app knows nothing of this
// page until its script has run as a whole; a part of it, which is all that an outbox asks for, is
// then answered by nobody. A button that nobody sees asks for the whole. If that does not help, the
// page loads itself anew: place, outbox and drafts are kept in the tab.

const ROUSE_TRIES = 2;
const RELOAD_MS = 20000;
const IDLE_LEAST_MS = 400;
const IDLE_MOST_MS = 4000;

// Whether the whole script was asked for.
async function rouse(box) {
  if (box.tries < ROUSE_TRIES || box.trouble || !box.waiting()) return false;
  if (!(await reachable())) {
    box.roused = null; // what was asked of a server that is gone was asked of nobody
    return false;
  }
  box.roused ??= performance.now();
  const wake = document.querySelector('.st-key-code-again button');
  if (!wake || !box.send || !box.waiting()) return false;
  if (!running() && performance.now() - box.roused > RELOAD_MS && !typing(document.activeElement)) {
    box.reloading = true;
    location.reload();
  } else {
    wake.click();
  }
  return true;
}

function running() {
  const app = document.querySelector('[data-testid=stApp]');
  return Boolean(app) && app.dataset.testScriptState !== 'notRunning';
}

// Until the script that was asked for has run, or a moment more than it takes.
async function idle() {
  const since = performance.now();
  const spent = () => performance.now() - since;
  while (spent() < IDLE_LEAST_MS || (running() && spent() < IDLE_MOST_MS)) {
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function reachable() {
  const folder = location.pathname.replace(/[^/]*$/, '');
  try {
    return (await fetch(`${folder}_stcore/health`, { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

// Streamlit says in a window over the page that its server is gone, and the window takes the keys.
// The line at the foot says the same and lets the person go on, so the window is closed at once.
function hush() {
  for (const node of document.querySelectorAll('[data-testid=stDialog]')) {
    const heading = node.querySelector('h1, h2, h3, [role=heading], [slot=title]');
    const title = (heading ?? node).textContent.trim();
    if (!title.startsWith('Connection error') || !document.querySelector('.qcw')) continue;
    node.style.visibility = 'hidden';
    node.querySelector('button[aria-label=Close]')?.click();
  }
}

new MutationObserver((changes) => {
  if (changes.some((change) => change.addedNodes.length)) hush();
}).observe(document.body, { childList: true });
