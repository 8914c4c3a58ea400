"""The workbench on a page of its own, without Streamlit: for fast tests and for measuring.

``harness_html(data)`` is a whole page. In it a stand-in for Python keeps the study in memory and
does the acts that change codings, suggestions and memos; what it does not know it acknowledges.

    window.qcw_sent      every outbox that was sent, oldest first
    window.qcw_data      what the workbench was last given
    window.qcw_answer(p) lay ``p`` over that data and give it to the workbench, as a rerun would
    window.qcw_wait      milliseconds until an outbox is answered; null never answers (default 5)
    window.qcw_refuse    a sentence: the next act is refused with it
    window.qcw_trouble   a sentence: nothing is stored or acknowledged while it is set
    window.qcw_unmount() take the component off the page; window.qcw_mount() puts it back
    window.qcw_mounts    how often the export was called

The page needs storage and random ids, so give it an address: write it to a file and open that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qualcode.app.workbench import joined, style

LIGHT = {
    "text-color": "#1D232B",
    "background-color": "#FFFFFF",
    "secondary-background-color": "#F3F5F8",
    "primary-color": "#3D5A80",
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
}
DARK = LIGHT | {
    "text-color": "#E6E9EE",
    "background-color": "#14181D",
    "secondary-background-color": "#1E242C",
    "primary-color": "#3F78B0",
}


def harness_html(data: dict[str, Any], *, dark: bool = False, walk: bool = False) -> str:
    """One page with the joined script and style sheet, mounted on ``data``.

    ``data`` is what `qualcode.app.workbench.drawn.drawn` returns; missing keys get empty values.
    ``walk`` leaves the first-time card on.
    """
    theme = "".join(f"--st-{name}:{value};" for name, value in (DARK if dark else LIGHT).items())
    script = joined().replace("export default function", "window.qcw_export = function")
    whole = json.dumps(_filled(data)).replace("<", "\\u003c")
    seen = "" if walk else "try { localStorage.setItem('qcw-walk', 'done') } catch { /* none */ }"
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Workbench</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root {{{theme}}} body {{margin:0;padding:12px 20px;background:var(--st-background-color);
color:var(--st-text-color);font-family:var(--st-font)}} h1 {{font-size:1.3rem;margin:0 0 8px}}
{style()}</style></head><body><main><h1>Code</h1><div id="host"></div></main>
<script>window.qcw_data = {whole};{seen}</script>
<script type="module">{script}
{_SERVER}</script></body></html>"""


def write_harness(folder: Path, data: dict[str, Any], **options: bool) -> str:
    """Write the page into a folder and return the address to open."""
    page = folder / "workbench.html"
    page.write_text(harness_html(data, **options), "utf-8")
    return page.as_uri()


def study_data(text: str, segments: list[tuple[int, int]] | None = None) -> dict[str, Any]:
    """The smallest data: a text of one speaker, cut at blank lines unless spans are given."""
    if segments is None:
        segments, at = [], 0
        for part in text.split("\n\n"):
            segments.append((at, at + len(part)))
            at += len(part) + 2
    rows = [[a, b, 0, 0, int(n == 0), ""] for n, (a, b) in enumerate(segments) if b > a]
    return {"text": text, "segs": rows, "speakers": ["P1"]}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "study": "study-1",
        "doc": "t1",
        "title": "Interview",
        "coder": "Ruth Adeyemi",
        "codes": [],
        "codings": [],
        "coders": ["Ruth Adeyemi"],
        "memos": {},
        "offers": [],
        "hidden": 0,
        "recent": [],
        "direction": 0,
        "place": None,
        "go": {"n": 0, "coding": None, "at": None},
        "ack": {},
        "refused": [],
        "said": [],
        "trouble": "",
    }
    return empty | data


_SERVER = """
const WORDS = ['present', 'absent_or_barrier', 'planned_or_hoped', 'mixed'];
window.qcw_sent = [];
window.qcw_wait = 5;
window.qcw_mounts = 0;
window.qcw_refuse = window.qcw_trouble = '';
let cleanup = null;
const call = () => {
  window.qcw_mounts += 1;
  cleanup = window.qcw_export({
    parentElement: document.getElementById('host').firstElementChild,
    data: structuredClone(window.qcw_data),
    setStateValue: (name, value) => {
      window.qcw_sent.push(structuredClone(value));
      if (window.qcw_wait !== null) setTimeout(() => serve(value), window.qcw_wait);
    },
  });
};
window.qcw_mount = () => {
  document.getElementById('host').replaceChildren(document.createElement('div'));
  call();
};
window.qcw_unmount = () => {
  cleanup();
  document.getElementById('host').replaceChildren();
};
window.qcw_answer = (patch) => {
  window.qcw_data = { ...window.qcw_data, ...patch };
  if (document.getElementById('host').firstElementChild) call();
};

function serve({ batches }) {
  const data = structuredClone(window.qcw_data);
  data.trouble = window.qcw_trouble;
  if (!data.trouble) {
    for (const batch of batches) {
      for (const act of batch.acts) {
        if (act.seq <= (data.ack[batch.client] ?? 0)) continue;
        const quoted = act.q === undefined || [...data.text].slice(act.a, act.b).join('') === act.q;
        if (window.qcw_refuse || !quoted) {
          const sentence = window.qcw_refuse || 'The words are others by now.';
          data.refused.push([batch.client, act.seq, sentence]);
          window.qcw_refuse = '';
        } else {
          work(data, act, data.coders.indexOf(batch.coder), batch.client);
        }
        data.ack[batch.client] = act.seq;
      }
    }
  }
  window.qcw_answer(data);
}

const history = [];
const future = [];
const KEPT = ['codings', 'offers', 'codes'];
const picture = (data) => structuredClone(Object.fromEntries(KEPT.map((k) => [k, data[k]])));

function work(data, act, coder, client) {
  if (act.act === 'undo' || act.act === 'redo') {
    const what = act.act === 'undo' ? 'Undone' : 'Done again';
    data.said = [[client, act.seq, `${what}. A coding in “${data.title}”.`]];
  }
  if (act.act === 'undo' && history.length) {
    future.push(picture(data));
    Object.assign(data, history.pop());
    return;
  }
  if (act.act === 'redo' && future.length) {
    history.push(picture(data));
    Object.assign(data, future.pop());
    return;
  }
  const before = picture(data);
  const change = (make) => {
    const n = data.codings.findIndex((one) => one[0] === act.coding);
    if (n >= 0) data.codings.splice(n, 1, ...make(data.codings[n]));
  };
  const make = (code, a, b) =>
    data.codings.push([act.id, a, b, code, WORDS.indexOf(act.direction), coder, 0]);
  const offer = data.offers.find((one) => one[0] === act.offer);
  if (offer) data.offers = data.offers.filter((one) => one !== offer);
  if (act.act === 'code') make(act.code, act.a, act.b);
  if (act.act === 'name') {
    const hue = data.codes.find((one) => one.id === act.parent)?.hue ?? '#7C7F86';
    const none = { definition: '', include: [], exclude: [], examples: [], cues: [], confused: [] };
    const { code: id, name, parent } = act;
    data.codes.push({ id, name, parent, hue, ...none });
    make(act.code, act.a, act.b);
  }
  if (act.act === 'accept' && offer) {
    make(act.code ?? offer[3], act.a ?? offer[1], act.b ?? offer[2]);
  }
  if (act.act === 'withdraw') change(() => []);
  if (act.act === 'star') change((one) => [[...one.slice(0, 6), Number(act.on)]]);
  if (act.act === 'recode') change((one) => [[act.id, one[1], one[2], act.code, ...one.slice(4)]]);
  if (act.act === 'bounds') change((one) => [[act.id, act.a, act.b, ...one.slice(3)]]);
  if (act.act === 'direction') {
    const dir = WORDS.indexOf(act.direction);
    change((one) => [[act.id, one[1], one[2], one[3], dir, one[5], one[6]]]);
  }
  if (act.act === 'memo') {
    const about = act.about.slice(act.about.indexOf(' ') + 1);
    const when = '1 January 2026';
    data.memos[about] = [...(data.memos[about] ?? []), [data.coders[coder], when, act.text]];
  }
  const undoable =
    ['code', 'name', 'accept', 'reject', 'withdraw', 'recode', 'bounds', 'direction'];
  if (undoable.includes(act.act)) {
    history.push(before);
    future.length = 0;
  }
}
window.qcw_mount();
"""
