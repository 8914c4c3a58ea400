"""Why a code is suggested: one sentence in the passage's own words, and all of it on demand."""

from __future__ import annotations

from qualcode.app import code_card
from qualcode.app.literal import escaped
from qualcode.model import Reason, Suggestion

LAYERS = {
    "cue": "Cues",
    "definition": "Words of the definition",
    "example": "Passages decided on",
    "meaning": "Near in meaning",
    "model": "Learned from what was accepted",
    "record": "How such passages fared",
}
MOST = 3


def sentence(offered: Suggestion) -> str:
    """The strongest reason in one sentence; a cue is told by the words that were found.

    How passages like this fared in other interviews is added where it is known.
    """
    layers = {reason.layer: reason for reason in reversed(offered.reasons)}
    if cue := layers.get("cue"):
        said = _cue(offered, cue)
    elif offered.reasons:
        # A record is no reason by itself, and heavier than any.
        voted = [r for r in offered.reasons if r.layer != "record"] or list(offered.reasons)
        said = _plain(max(voted, key=lambda reason: reason.weight))
    else:
        said = ""
    record = layers.get("record")
    if record is not None and record.weight > 0 and record.words not in said:
        said += f"; {record.words}"
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _cue(offered: Suggestion, reason: Reason) -> str:
    start = offered.span.start
    found = [offered.quote[s.start - start : s.end - start] for s in reason.spans]
    words = list(dict.fromkeys(" ".join(f.split()) for f in found if f.strip()))
    if not words:
        return f"the passage has the {reason.words}"
    named = [f"“{w}”" for w in words[:MOST]]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    kinds = {key for key, _ in reason.detail}
    # What is said of one cue of several is left to the whole list.
    note = ""
    if len(words) == 1:
        note += ", said to be missing" * ("negated" in kinds)
        note += ", hoped for or unsure" * ("hedged" in kinds)
    kind = "a cue" if len(named) == 1 else "cues"
    return f"the passage says {listed}{note}, {kind} of this code"


def _plain(reason: Reason) -> str:
    """What a layer says, as a sentence without its full stop."""
    if reason.layer == "model":
        return f"it has what was {reason.words}" if "learned" in reason.words else reason.words
    if reason.layer == "example":
        return f"it is {reason.words}"
    if reason.layer == "record":
        return reason.words
    return f"it {reason.words}"


def as_html(offered: Suggestion) -> str:
    """The band, the sentence, and every reason on demand."""
    every = "".join(
        f"<li><b>{escaped(LAYERS.get(r.layer, r.layer))}</b>: {escaped(r.words)}</li>"
        for r in offered.reasons
    )
    made = f"<li>{escaped(offered.engine)}, codebook {escaped(offered.codebook_version)}</li>"
    return (
        f'<p class="qco-why"><b class="qco-{offered.band.value}">'
        f"{code_card.BANDS[offered.band]}</b> {escaped(sentence(offered))}</p>"
        f'<details class="qco-every"><summary>All reasons</summary><ul>{every}{made}</ul></details>'
    )
