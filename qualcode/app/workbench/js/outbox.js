// What the person did and Python has not yet said it did. All of it is sent every time, one
// sending at a time; Python does each act once, however often it arrives. The box outlives the
// workbench's place on the page, and through sessionStorage also a reload.

const BOX_KEY = 'qcw-outbox';
const RESEND_MS = 2000;
const MOST_WAIT_MS = 10000;
const LATE_MS = 2500; // after this the person is told that the answer is late
const QUIET = new Set(['place', 'read']); // no word about saving, and no page is held up for them
const LATE = 'Not saved yet: the app does not answer. Go on; it is kept in this tab.';
const ELSEWHERE = 'Work on another study waits; open it again.';

class Outbox {
  constructor() {
    this.batches = []; // [{client, study, coder, acts}]; a client for each page load and person
    this.clients = new Map();
    this.sends = 0;
    this.tries = 0;
    this.flight = null;
    this.trouble = '';
    this.known = new Set(); // the clients whose acts passed through this page
    this.send = null;
    this.study = null;
    this.heard = () => {};
    this.recall();
    window.addEventListener('beforeunload', (event) => {
      if (this.worth(this.batches) && !this.reloading) event.preventDefault();
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

  worth(batches) {
    return batches.some((batch) => batch.acts.some((act) => !QUIET.has(act.act)));
  }

  waiting() {
    return this.worth(this.here());
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
    const wait = Math.min(RESEND_MS * Math.max(1, this.tries), MOST_WAIT_MS);
    this.timer = setTimeout(() => this.again(), wait);
    clearTimeout(this.lateTimer);
    const late = this.since + LATE_MS - performance.now();
    this.lateTimer = setTimeout(() => this.heard(), Math.max(late, 0));
  }

  // The app has spoken: what was sent long ago went to a server that is gone by now.
  resume() {
    if (this.flight && performance.now() - this.sentAt > RESEND_MS) this.flight = null;
    this.flush();
  }

  async again() {
    this.flight = null;
    clearTimeout(this.timer);
    if (!this.here().length) return;
    this.tries += 1;
    this.heard();
    this.timer = setTimeout(() => this.again(), MOST_WAIT_MS / 2);
    // What is sent together with the call for the whole script would be swallowed by it.
    if (await rouse(this)) await idle();
    this.flush();
  }

  // The page is left, or comes back: what waits is sent through its next place.
  through(send) {
    this.send = send;
    if (!send) {
      this.flight = null;
      clearTimeout(this.timer);
    }
  }

  // What Python has done. Returns the new refusals as [{seq, sentence, act}].
  answered(ack, refused, trouble) {
    const had = this.flight;
    const fresh = this.fresh(refused);
    const acts = (batches) => batches.reduce((sum, batch) => sum + batch.acts.length, 0);
    const before = acts(this.batches);
    this.batches = this.batches
      .map((one) => ({ ...one, acts: one.acts.filter((act) => act.seq > (ack[one.client] ?? 0)) }))
      .filter((one) => one.acts.length);
    this.trouble = this.here().length ? trouble : '';
    if (acts(this.batches) !== before) this.keep();
    if (!this.here().length) this.since = null;
    if (had && had.every(([client, seq]) => (ack[client] ?? 0) >= seq)) {
      this.flight = null;
      this.tries = 0;
      this.since = null;
      clearTimeout(this.timer);
      this.flush();
    } // else the timer sends again, sooner or later by how often it failed
    return fresh;
  }

  fresh(refused) {
    const found = [];
    for (const [client, seq, sentence] of refused) {
      if (!this.known.has(client) || !refusals.add(client, seq, sentence)) continue;
      const batch = this.batches.find((one) => one.client === client);
      const act = batch?.acts.find((one) => one.seq === seq);
      found.push({ seq, sentence, act });
    }
    return found;
  }

  // The state of saving, in words, and whether all is well.
  state() {
    if (!this.waiting()) return this.worth(this.batches) ? [ELSEWHERE, 'bad'] : ['Saved', 'good'];
    if (this.trouble) return [`Not saved yet: ${this.trouble}`, 'bad'];
    if (this.since && performance.now() - this.since > LATE_MS - 100) return [LATE, 'bad'];
    return ['Saving…', 'busy'];
  }
}

const outbox = new Outbox();
