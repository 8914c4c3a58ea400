"""The certificate of an erasure: what was done and shown, with nobody's name, id or words."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from qualcode.model.erasure import Erased, Proof
from qualcode.model.wording import many


def certificate(done: Erased, title: str) -> Erased:
    """The erasure with its certificate, as plain text."""
    return dataclasses.replace(done, certificate="\n".join(_lines(done, title)) + "\n")


def _lines(done: Erased, title: str) -> list[str]:
    at = datetime.fromisoformat(done.at)
    copies = copies_in_words(len(done.copies))
    return [
        "Certificate of erasure",
        "",
        f"Study: {title}",
        f"Done: {at.day} {at:%B %Y, %H:%M} UTC",
        "One participant was taken out of this study at their wish or by the study's rules.",
        "",
        "Taken out:",
        *(f"- {line}" for line in done.lines),
        "",
        "Backups, and other copies in the study's folder and the folders in it, that were erased"
        f" too: {copies}.",
        *_left_out(done),
        *done.keyed,
        f"Files that had left the study before: {len(done.exports)}. They are listed apart, to be"
        " destroyed by those who hold them.",
        "",
        "Proof:",
        *(f"- {line}" for line in proof_lines(done.proof)),
        f"- {_called(done)}",
        "",
        "What stays: the study's history keeps that this was done, when, and how much went. Its"
        " earlier entries name ids and numbers, which code was put where, and when an interview"
        " was; never words. Bytes that a disk keeps of deleted"
        " files are outside what a program can reach; disk encryption protects them.",
        "This certificate holds no personal data.",
    ]


def _left_out(done: Erased) -> list[str]:
    """What near the study may still hold the person, in numbers; or that nothing does."""
    said = []
    if done.unopened:
        said.append(f"Copies that could not be opened: {copies_in_words(len(done.unopened))}.")
    if n := done.left.holding:
        said.append(f"Copies in which words of the person still stand: {copies_in_words(n)}.")
    if n := done.left.sealed:
        said.append(
            "Encrypted studies and bundles there that could not be opened, and may be copies of it:"
            f" {many(n, 'file')}."
        )
    if n := done.left.beside:
        said.append(f"Other files there that hold words of the person: {many(n, 'file')}.")
    return said or ["No copy that was found there was left out."]


def _called(done: Erased) -> str:
    """Whether what the person was called was found."""
    if not done.named:
        return (
            "Their id and what they were called in their texts were looked for in every table but"
            " the history: neither was found."
        )
    places = ", ".join(f"{place} ({n})" for place, n in done.named.items())
    return (
        "Their id, or what they were called in their texts, still stands in what others said and"
        f" wrote: {places}. A person must read these."
    )


def copies_in_words(n: int) -> str:
    """How many copies.

    >>> copies_in_words(1), copies_in_words(2)
    ('1 copy', '2 copies')
    """
    return "1 copy" if n == 1 else f"{n} copies"


def proof_lines(proof: Proof) -> list[str]:
    """What was looked for, where, and what was found."""
    if proof.holds:
        said = [
            f"{many(proof.words, 'word')} or phrases that only this person had said were looked"
            f" for, in every table and in the bytes of {many(proof.files, 'file')}: none was found."
        ]
    elif proof.words:
        said = [
            f"{many(proof.words, 'word')} or phrases were looked for, and some still stand in:"
            f" {', '.join(f'{name} ({n})' for name, n in sorted(proof.found.items()))}."
            " The erasure is not complete."
        ]
    else:
        said = ["No search was possible."]
    return [*said, *proof.limits]
