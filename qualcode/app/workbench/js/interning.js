// The same coding is the same value, whether it comes from Python or from one's own act played
// again: then a passage on which nothing has changed is known by a glance at what stands on it.

const MOST_INTERNED = 20000;
const interned = new Map(); // id -> the last value seen under it

function intern(value) {
  const known = interned.get(value.id);
  if (known && alike(known, value)) return known;
  if (interned.size > MOST_INTERNED) interned.clear();
  interned.set(value.id, value);
  return value;
}

function alike(one, other) {
  for (const name in other) {
    if (one[name] !== other[name] && !alikeLists(one[name], other[name])) return false;
  }
  return true;
}

// The words that a suggestion rests on are a list of pairs.
function alikeLists(one, other) {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((pair, n) => pair[0] === other[n][0] && pair[1] === other[n][1]);
}
