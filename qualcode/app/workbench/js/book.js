// The codebook as the keys see it. Code ids may be anything; digits and letters are found by
// the id where it fits, else by place.

const IN_VIVO = /(?:^|\.)v[0-9a-f]{4}$/;

class Book {
  constructor(codes) {
    this.codes = codes;
    this.byId = new Map(codes.map((code) => [code.id, code]));
    this.kids = new Map();
    for (const code of codes) {
      const parent = this.byId.has(code.parent) ? code.parent : null;
      if (!this.kids.has(parent)) this.kids.set(parent, []);
      this.kids.get(parent).push(code);
    }
    this.tops = this.kids.get(null) ?? [];
    this.places = new Map(codes.map((code, n) => [code.id, n]));
    this.lanes = new Map(this.tops.map((code, n) => [code.id, n]));
  }

  get(id) {
    return this.byId.get(id);
  }

  // Where it stands in the codebook; what is not in it comes last.
  place(id) {
    return this.places.get(id) ?? this.codes.length;
  }

  name(id) {
    return this.byId.get(id)?.name ?? '';
  }

  hue(id) {
    return this.byId.get(id)?.hue ?? '#7C7F86';
  }

  // Id and name; where the id is the name already, as in books that number nothing, it alone.
  title(id) {
    const name = this.name(id);
    return id.endsWith(name) ? id : `${id} ${name}`;
  }

  offered(code) {
    return Boolean(code && !code.retired);
  }

  // Those below a code that can be given, or lead to one that can.
  children(id) {
    return (this.kids.get(id) ?? []).filter((code) => !code.retired);
  }

  top(id) {
    const seen = new Set();
    let code = this.byId.get(id);
    while (code && this.byId.has(code.parent) && !seen.has(code.id)) {
      seen.add(code.id);
      code = this.byId.get(code.parent);
    }
    return code?.id ?? id;
  }

  lane(id) {
    return this.lanes.get(this.top(id)) ?? 0;
  }

  // A code whose id is the number has it; else the one at that place.
  byDigit(number) {
    const tops = this.offeredTops();
    const named = tops.find((code) => code.id === String(number));
    const placed = tops[number - 1];
    return named ?? (placed && !/^[1-9]\d*$/.test(placed.id) ? placed : null);
  }

  offeredTops() {
    return this.tops.filter((code) => !code.retired);
  }

  digitOf(code) {
    for (let number = 1; number <= this.offeredTops().length + 9; number += 1) {
      if (this.byDigit(number) === code) return String(number);
    }
    return '';
  }

  // Whether a second digit may follow this one: "1" then "0" is the tenth.
  goesOn(number) {
    return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].some((next) => this.byDigit(number * 10 + next));
  }

  // A child's letter is the last part of its id ("3.b"), else the next letter by place.
  letters(id) {
    const children = this.children(id);
    const found = new Map();
    for (const code of children) {
      if (IN_VIVO.test(code.id)) continue; // it ends in whatever letter chance gave it
      const own = /(?:^|[^\p{L}])(\p{Ll})$/u.exec(code.id);
      if (own && !found.has(own[1])) found.set(own[1], code);
    }
    const named = new Set(found.values());
    let next = 97;
    for (const code of children) {
      if (named.has(code)) continue;
      while (found.has(String.fromCharCode(next))) next += 1;
      if (next > 122) break;
      found.set(String.fromCharCode(next), code);
    }
    return [...found].sort(([, a], [, b]) => children.indexOf(a) - children.indexOf(b));
  }

  byLetter(id, letter) {
    return this.letters(id).find(([own]) => own === letter)?.[1] ?? null;
  }

  // The codes that fit what was typed, best first; without anything typed, the recent ones first.
  search(query, recent) {
    const wanted = query.trim().toLocaleLowerCase();
    const all = this.codes.filter((code) => this.offered(code));
    const late = (code) => (recent.includes(code.id) ? recent.indexOf(code.id) : recent.length);
    if (!wanted) {
      const rows = all.map((code, n) => [late(code), n, code]);
      return rows.sort(byRank).map((row) => row.at(-1));
    }
    const parts = wanted.split(/\s+/);
    return all
      .map((code, n) => [rank(code, wanted, parts), late(code), n, code])
      .filter((row) => row[0] < Infinity)
      .sort(byRank)
      .map((row) => row.at(-1));
  }
}

function byRank(one, other) {
  for (let n = 0; n < one.length - 1; n += 1) {
    if (one[n] !== other[n]) return one[n] - other[n];
  }
  return 0;
}

// 0 the id, 1 begins with it, 2 the name, 3 a cue, 4 the definition; every word must be found.
function rank(code, wanted, parts) {
  const id = code.id.toLocaleLowerCase();
  // "3b" finds "3.b".
  if (id === wanted || id.replace(/[^\p{L}\p{N}]/gu, '') === wanted) return 0;
  if (id.startsWith(wanted)) return 1;
  const places = [[code.name], code.cues, [code.definition, id]].map((texts) =>
    texts.join(' \n ').toLocaleLowerCase(),
  );
  for (let upTo = 1; upTo <= places.length; upTo += 1) {
    const text = places.slice(0, upTo).join('\n');
    if (parts.every((part) => text.includes(part))) return 1 + upTo;
  }
  return Infinity;
}
