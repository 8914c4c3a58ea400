"""What a correction does, in sentences."""

from __future__ import annotations

from qualcode.model.corrected import Correction, Followed, MoveState


def told(correction: Correction, *, done: bool) -> list[str]:
    """What happened, or with ``done`` False would happen, one sentence each; no one's words.

    >>> told(Correction("ana", 2, (), 120, 3), done=True)
    ['Version 2 has 120 words, 3 of them new. No coding stands in it.']
    """
    will = "" if done else "would "
    moved, review, unplaced = (
        len(correction.of(state))
        for state in (MoveState.MOVED, MoveState.REVIEW, MoveState.UNPLACED)
    )
    count = moved + review + unplaced
    codings = f"{moved:,} of {_many(count, 'coding')} {will or ''}{_go(moved, done)} along as they"
    codings += " were" if done else " are"
    first = f"Version {correction.version} {'has' if done else 'would have'}"
    first += f" {_many(correction.words, 'word')}, {correction.added:,} of them new."
    found = [f"{first} {codings}." if count else f"{first} No coding stands in it."]
    if review:
        found.append(
            f"{_many(review, 'coding')} {will}{'wait' if not done or review > 1 else 'waits'} for"
            " you to look at: words in it were changed, or somebody else says them now."
        )
    if unplaced:
        found.append(
            f"{_many(unplaced, 'coding')} {will}"
            f"{'have' if not done or unplaced > 1 else 'has'} no place any more: the words are"
            " gone. Place it by hand or let it go."
        )
    found += _people(correction)
    found += [_followed(one) for one in correction.followed]
    if correction.steps:
        found.append("What was done on this text before cannot be undone step by step any more.")
    if correction.done_by and correction.added:
        found.append(
            f"Coded through before: {', '.join(correction.done_by)}; the new words were not read"
            " then."
        )
    return found


def _go(moved: int, done: bool) -> str:
    return "went" if done else "go"


def _people(correction: Correction) -> list[str]:
    found = []
    if new := correction.new_speakers:
        found.append(f"New speakers, to be confirmed on the Transcripts page: {len(new)}.")
    if gone := correction.gone_speakers:
        found.append(f"Speakers who speak no more: {len(gone)}.")
    return found


def _followed(one: Followed) -> str:
    parts = [
        f"{n:,} {words}"
        for n, words in (
            (one.same, "went along"),
            (one.changed, "stand on changed words"),
            (one.gone, "fell out"),
        )
        if n
    ]
    said = f"{one.what[:1].upper()}{one.what[1:]}: {', '.join(parts)}."
    if one.wider:
        said += (
            f" {one.wider:,} of them now {'cover' if one.wider > 1 else 'covers'} more words than"
            " before, so that nothing hidden comes back; look at them."
        )
    if one.beside:
        said += (
            f" Beside {one.beside:,} of them a new word begins with a capital, perhaps a surname:"
            " look at the page Names before anything leaves."
        )
    return said


def _many(n: int, one: str) -> str:
    return f"{n:,} {one if n == 1 else one + 's'}"
