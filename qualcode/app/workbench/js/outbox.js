// What the person did and Python has not yet said it did. All of it is sent every time, one
// sending at a time; Python does each act once, however often it arrives. The box outlives the
// workbench's place on the page, and through sessionStorage also a reload.

const BOX_KEY = 'qcw-outbox';
const RESEND_MS = 2000;
const MOST_WAIT_MS = 10000;
const LATE_MS = 4500; // after this the person is told that the answer is late
const QUIET = new Set(['place', 'read']); // not worth a word about saving, nor holding up a leaving page

class Outbox {
  constructor() {
    this.batches = []; // [{client, study, coder, acts}]; a client for each page load and person
    this.clients = new Map();
    this.last = 0;
    this.sends = 0;
    this.tries = 0;
    this.flight = null;
    this.trouble = '';
    this.told = new Set(); // refusals already shown
    this.known = new Set(); // the clients whose acts passed through this page
    this.send = null;
    this.study = null;
    this.heard = () => {};
    this.recall();
    window.addEventListener('beforeunload', (event) => {
      if (this.waiting()) event.preventDefault();
    });
  }

  recall() {
    try {
      const kept = JSON.parse(remembered('sessionStorage', BOX_KEY) || '[]');
      this.batches = kept.filter((batch) => batch.acts.length);
      for (const batch of this.batches) this.known.add(batch.client);
    } catch {
      this.batches = [];
    }
  }

  keep() {
    remember('sessionStorage', BOX_KEY, JSON.stringify(this.batches));
  }

  // A new client for each page load: a tab that was duplicated would otherwise count on with
  // the other's numbers, and its acts would be passed over as done.
  client(study, coder) {
    const key = JSON.stringify([study, coder]);
    if (!this.clients.has(key)) this.clients.set(key, { id: uuid(), seq: 0 });
    const client = this.clients.get(key);
    this.known.add(client.id);
    return client;
  }

  add(study, coder, act) {
    const client = this.client(study, coder);
    let batch = this.batches.find((one) => one.client === client.id);
    if (!batch) {
      batch = { client: client.id, study, coder, acts: [] };
      this.batches.push(batch);
    }
    const before = batch.acts.at(-1);
    if (before && before.act === 'place' && act.act === 'place' && !this.flew(client.id, before)) {
      batch.acts.pop(); // only where one is now matters
    }
    client.seq += 1;
    batch.acts.push({ seq: client.seq, ...act });
    this.keep();
    this.flush();
    return client.seq;
  }

  flew(client, act) {
    const flight = this.flight ?? [];
    return flight.some(([one, seq]) => one === client && seq >= act.seq);
  }

  own(study, coder, doc) {
    return this.batches
      .filter((batch) => batch.study === study && batch.coder === coder)
      .flatMap((batch) => batch.acts.filter((act) => act.doc === doc));
  }

  // What waits for the study in hand; another study's acts wait until it is opened again.
  here() {
    return this.batches.filter((batch) => batch.study === this.study);
  }

  waiting() {
    return this.here().some((batch) => batch.acts.some((act) => !QUIET.has(act.act)));
  }

  flush() {
    const batches = this.here();
    if (this.flight || !this.send || !batches.length) return;
    this.sends += 1;
    this.flight = batches.map((batch) => [batch.client, batch.acts.at(-1).seq]);
    this.since ??= performance.now();
    const copy = batches.map((batch) => ({ ...batch, acts: [...batch.acts] }));
    this.sentAt = performance.now();
    this.send({ n: this.sends, batches: copy });
    clearTimeout(this.timer);
    const wait = Math.min(RESEND_MS * (this.tries + 1), MOST_WAIT_MS);
    this.timer = setTimeout(() => this.again(), wait);
    clearTimeout(this.lateTimer);
    this.lateTimer = setTimeout(() => this.heard(), LATE_MS);
  }

  // The app has spoken: what was sent long ago went to a server that is gone by now.
  resume() {
    if (this.flight && performance.now() - this.sentAt > RESEND_MS) this.flight = null;
    this.flush();
  }

  again() {
    this.flight = null;
    this.tries += 1;
    this.flush();
    this.heard();
  }

  // The page is left, or comes back: what waits is sent through its next place.
  through(send) {
    this.send = send;
    if (!send) {
      this.flight = null;
      clearTimeout(this.timer);
    }
  }

  // What Python has done. Returns the new refusals as [seq, sentence].
  answered(ack, refused, trouble) {
    const had = this.flight;
    this.batches = this.batches
      .map((one) => ({ ...one, acts: one.acts.filter((act) => act.seq > (ack[one.client] ?? 0)) }))
      .filter((one) => one.acts.length);
    this.trouble = this.here().length ? trouble : '';
    this.keep();
    if (had && had.every(([client, seq]) => (ack[client] ?? 0) >= seq)) {
      this.flight = null;
      this.tries = 0;
      this.since = null;
      clearTimeout(this.timer);
      this.flush();
    } // else the timer sends again, sooner or later by how often it failed
    return this.refusals(refused);
  }

  refusals(refused) {
    const fresh = refused.filter(
      ([client, seq]) => this.known.has(client) && !this.told.has(`${client} ${seq}`),
    );
    for (const [client, seq] of fresh) this.told.add(`${client} ${seq}`);
    return fresh.map(([, seq, sentence]) => [seq, sentence]);
  }

  // The state of saving, in words, and whether all is well.
  state() {
    if (!this.waiting()) return ['Saved', 'good'];
    if (this.trouble) return [`Not saved yet: ${this.trouble}`, 'bad'];
    const late = this.since && performance.now() - this.since > LATE_MS - 100;
    if (late) return ['Not saved yet: the app does not answer. It is tried again.', 'bad'];
    return ['Saving…', 'busy'];
  }
}

const outbox = new Outbox();
