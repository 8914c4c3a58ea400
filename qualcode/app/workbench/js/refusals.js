// What Python refused to do, until the person has seen it and closed it; a reload keeps it.

const REFUSED_KEY = 'qcw-refused';
const MOST_REMEMBERED = 100;

class Refusals {
  constructor() {
    this.open = []; // sentences, oldest first
    this.told = []; // "client seq" of all that were ever shown in this tab
    try {
      const kept = JSON.parse(remembered('sessionStorage', REFUSED_KEY) || '{}');
      this.open = kept.open ?? [];
      this.told = kept.told ?? [];
    } catch {
      // What was kept is no JSON: then nothing was.
    }
  }

  // False when it was shown before.
  add(client, seq, sentence) {
    const key = `${client} ${seq}`;
    if (this.told.includes(key)) return false;
    this.told = [...this.told, key].slice(-MOST_REMEMBERED);
    this.open.push(sentence);
    this.keep();
    return true;
  }

  close() {
    this.open = [];
    this.keep();
  }

  keep() {
    const kept = { open: this.open, told: this.told };
    remember('sessionStorage', REFUSED_KEY, JSON.stringify(kept));
  }
}

const refusals = new Refusals();
