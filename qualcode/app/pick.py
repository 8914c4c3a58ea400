"""A list to pick one thing from: names stay as they were typed, and the keyboard works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st


@dataclass(frozen=True)
class Item:
    """One line of the list: its name, a quiet second line, a hue at its edge, how deep it lies.

    ``mark`` stands at the right; ``due`` says that it asks for attention; ``head`` is a heading
    that stands before the line.
    """

    id: str
    name: str
    note: str = ""
    hue: str = ""
    deep: bool = False
    mark: str = ""
    due: bool = False
    head: str = ""


def pick(items: Sequence[Item], key: str, *, label: str) -> str | None:
    """The id of the item picked, kept in the session under ``key``; the first one to begin with."""
    ids = [item.id for item in items]
    if st.session_state.get(key) not in ids:
        st.session_state[key] = ids[0] if ids else None
    mount = f"{key}-list"

    def picked() -> None:
        st.session_state[key] = st.session_state[mount].picked

    component = st.components.v2.component("qualcode_pick", html=_HTML, css=_CSS, js=_JS)
    component(
        key=mount,
        data={
            "label": label,
            "items": [asdict(item) for item in items],
            "chosen": st.session_state[key],
        },
        on_picked_change=picked,
    )
    chosen: str | None = st.session_state[key]
    return chosen


_HTML = """<ul class="list">
</ul>"""

_CSS = """
.list {container-type:inline-size;list-style:none;margin:0;padding:.15rem;max-height:70vh;
 overflow-y:auto;font-family:var(--st-font);color:var(--st-text-color);font-size:.92rem}
li {margin:0 0 .12rem}
button {display:grid;grid-template-columns:.28rem 1fr auto;gap:.1rem .65rem;width:100%;
 text-align:left;font:inherit;color:inherit;background:none;border:0;border-radius:.4rem;
 padding:.42rem .6rem .42rem .35rem;cursor:pointer;line-height:1.35}
button:hover {background:var(--st-secondary-background-color)}
button:focus-visible {outline:2px solid var(--st-primary-color);outline-offset:-2px}
button[aria-current=true] {background:var(--st-secondary-background-color);font-weight:600}
.deep button {margin-left:1.1rem;width:calc(100% - 1.1rem)}
.edge {grid-row:1 / span 3;border-radius:.2rem;background:transparent}
.name {overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;
 -webkit-line-clamp:5;overflow:hidden}
.mark {font-size:.8rem;font-weight:400;opacity:.78;padding-top:.1rem;white-space:nowrap}
.head {font-size:.8rem;font-weight:600;opacity:.78;margin:.9rem 0 .3rem .4rem}
.due .mark {color:var(--st-text-color);opacity:1;background:color-mix(in srgb,#D55E00 22%,
 transparent);padding:.02rem .45rem;border-radius:.7rem;align-self:start}
@container (max-width: 15rem) {.mark {grid-column:2;justify-self:start}}
.note {grid-column:2 / span 2;font-size:.8rem;font-weight:400;opacity:.78;overflow-wrap:anywhere}
"""

_JS = """
function part(kind, text) {
  const span = document.createElement('span');
  span.className = kind;
  span.textContent = text;
  return span;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector('ul');
  const state = JSON.stringify(data);
  if (list.dataset.state === state) return;
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.id;
  list.dataset.state = state;
  list.setAttribute('aria-label', data.label);
  list.replaceChildren(...data.items.flatMap((item) => {
    const row = document.createElement('li');
    row.className = (item.deep ? 'deep ' : '') + (item.due ? 'due' : '');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.id = item.id;
    button.setAttribute('aria-current', String(item.id === data.chosen));
    const edge = part('edge', '');
    if (item.name.length > 60) button.title = item.name;
    if (item.hue) edge.style.background = item.hue;
    button.append(edge, part('name', item.name), part('mark', item.mark));
    if (item.note) button.append(part('note', item.note));
    button.onclick = () => setTriggerValue('picked', item.id);
    row.append(button);
    if (!item.head) return [row];
    const head = document.createElement('li');
    head.className = 'head';
    head.textContent = item.head;
    return [head, row];
  }));
  for (const button of list.querySelectorAll('button')) {
    if (button.dataset.id === focused) button.focus({ preventScroll: true });
  }
  const chosen = list.querySelector('[aria-current=true]');
  if (chosen && !list.dataset.shown) list.scrollTop = chosen.offsetTop - list.offsetTop - 60;
  list.dataset.shown = 'yes';
}
"""
