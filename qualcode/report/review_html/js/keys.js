/* All of it by keys; none while somebody writes. */

const ACTS = {
  j: () => next(), ArrowRight: () => next(),
  k: () => go(now.n - 1), ArrowLeft: () => go(now.n - 1),
  a: () => judge('agree'), q: () => judge('question'), d: () => judge('disagree'),
  c: () => at('comment').focus(),
};

function writing(target) {
  return target.closest('input, textarea, select') !== null;
}

function pressed(event) {
  if (!now.data || event.isComposing || document.querySelector('dialog')) return;
  const item = at('comment') !== null;
  if (writing(event.target)) {
    if (event.key === 'Escape') event.target.blur();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && item) {
      event.preventDefault();
      onward();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !now.keys) return;
  const act = { '?': help, l: overview, s: save, ...(item ? ACTS : {}) }[event.key];
  if (!act || (event.repeat && !'jk'.includes(event.key))) return;
  event.preventDefault();
  act();
}

/* From a comment on to the next item that waits. */
function onward() {
  const n = nextWaiting(now.n);
  if (n === null) overview();
  else go(n);
}
