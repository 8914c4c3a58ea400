// What is shown: what Python last said, and on top of it one's own acts that it has not heard of.

const UNDOABLE = new Set([
  'code', 'withdraw', 'direction', 'bounds', 'recode', 'star', 'accept', 'reject', 'name',
]);

// Python's lists as values with offsets in UTF-16 units.
function stated(data, words) {
  const codings = new Map();
  for (const [id, a, b, code, dir, coder, star] of data.codings) {
    const name = data.coders[coder];
    const [from, to] = [words.unit(a), words.unit(b)];
    const coding = { id, a: from, b: to, code, dir, coder: name, star: Boolean(star) };
    codings.set(id, intern(coding));
  }
  const offers = new Map();
  for (const [id, a, b, code, band, reason, rests] of data.offers) {
    const on = rests.map(([from, to]) => [words.unit(from), words.unit(to)]);
    const [from, to] = [words.unit(a), words.unit(b)];
    offers.set(id, intern({ id, a: from, b: to, code, band, reason, on }));
  }
  return { codings, offers, memos: data.memos, codes: data.codes };
}

// Undo and redo among the acts still waiting are done here; one that reaches further back is
// for Python, and is seen when it answers.
function settledActs(acts) {
  const done = [];
  const undone = [];
  for (const act of acts) {
    if (act.act === 'undo') {
      const at = done.findLastIndex((one) => UNDOABLE.has(one.act));
      if (at >= 0) undone.push(...done.splice(at, 1));
    } else if (act.act === 'redo') {
      if (undone.length) done.push(undone.pop());
    } else {
      if (UNDOABLE.has(act.act)) undone.length = 0;
      done.push(act);
    }
  }
  return done;
}

function replay(base, acts, words, coder) {
  if (!acts.length) return base;
  const state = {
    codings: new Map(base.codings),
    offers: new Map(base.offers),
    memos: { ...base.memos },
    codes: base.codes,
  };
  for (const act of settledActs(acts)) {
    if (REPLAYED[act.act]) REPLAYED[act.act](state, act, words, coder);
  }
  return state;
}

function put(state, act, words, coder, code) {
  const [a, b] = [words.unit(act.a), words.unit(act.b)];
  const dir = DIRECTIONS.findIndex((one) => one.word === act.direction);
  const coding = { id: act.id, a, b, code, dir, coder, star: false };
  state.codings.set(act.id, intern(coding));
}

// Codings are made or withdrawn, never edited: a change is a new coding in the old one's place.
function changed(state, act, change) {
  const old = state.codings.get(act.coding);
  if (!old) return;
  state.codings.delete(act.coding);
  state.codings.set(act.id, intern({ ...old, ...change, id: act.id }));
  if (state.memos[old.id]) state.memos[act.id] = state.memos[old.id];
}

const REPLAYED = {
  code: (state, act, words, coder) => put(state, act, words, coder, act.code),
  withdraw: (state, act) => state.codings.delete(act.coding),
  direction: (state, act) =>
    changed(state, act, { dir: DIRECTIONS.findIndex((one) => one.word === act.direction) }),
  bounds: (state, act, words) =>
    changed(state, act, { a: words.unit(act.a), b: words.unit(act.b) }),
  recode: (state, act) => changed(state, act, { code: act.code }),
  star: (state, act) => {
    const old = state.codings.get(act.coding);
    if (old) state.codings.set(act.coding, intern({ ...old, star: act.on }));
  },
  memo: (state, act, words, coder) => {
    const about = act.about.slice(act.about.indexOf(' ') + 1);
    state.memos[about] = [...(state.memos[about] ?? []), [coder, '', act.text]];
  },
  accept: (state, act, words, coder) => {
    const offer = state.offers.get(act.offer);
    if (!offer) return;
    state.offers.delete(act.offer);
    const [a, b] = [act.a ?? words.point(offer.a), act.b ?? words.point(offer.b)];
    put(state, { ...act, a, b }, words, coder, act.code ?? offer.code);
  },
  reject: (state, act) => state.offers.delete(act.offer),
  name: (state, act, words, coder) => {
    const parent = state.codes.find((code) => code.id === act.parent);
    const code = {
      ...{ id: act.code, name: act.name, parent: act.parent, hue: parent?.hue ?? '#7C7F86' },
      ...{ definition: '', include: [], exclude: [], examples: [], cues: [], confused: [] },
    };
    if (!state.codes.some((one) => one.id === code.id)) state.codes = [...state.codes, code];
    put(state, act, words, coder, act.code);
  },
};
