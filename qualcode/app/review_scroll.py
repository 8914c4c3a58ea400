"""A new item is read from its top: on a phone the buttons stand far below it."""

from __future__ import annotations

import streamlit as st


def to_top(item: str) -> None:
    """Bring the item into sight when it is another than before and its top is out of sight."""
    component = st.components.v2.component("qualcode_review_scroll", js=_JS, isolate_styles=False)
    component(key="review-scroll", data={"item": item})


_JS = """
const shown = new WeakMap();

export default function ({ parentElement, data }) {
  const before = shown.get(parentElement);
  shown.set(parentElement, data.item);
  if (before === undefined || before === data.item) return;
  const top = document.querySelector('.st-key-review-steps');
  if (!top || top.getBoundingClientRect().top >= 0) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  top.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' });
}
"""
