"""The codebook's verbs: each makes one version, with its reason, and codings follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import Refused
from qualcode.model import Code, Codebook, Coder, Span, editing, reshaping
from qualcode.project.checking import refuse_withheld
from qualcode.project.codebook_follow import follow
from qualcode.project.codebook_look import CodebookLookVerbs
from qualcode.store import Writing, coded, codes, people

LONGEST_REASON = 1000
Said = tuple[str, Span]


class CodebookVerbs(CodebookLookVerbs):
    """What a person does to the codebook; each returns the number of the version it makes."""

    def edit_code(self, id: str, reason: str, **fields: object) -> int:
        """Change what a code says: name, definition, include_when, exclude_when, confused_with,
        examples, cues (lists, or text with one on each line) or colour (None: qualcode's own).

        Raises
        ------
        UnknownCode, Refused
            There is no such code, a field cannot be changed so, nothing would change, or the
            reason is empty; so with every verb here.
        """
        with self._write() as tx:
            return edit_code_in(tx, id, reason, **fields)

    def add_code(self, code: Code, reason: str) -> int:
        """Add a code after the last of its parent's family, or at the end of the codebook."""
        with self._write() as tx:
            return add_code_in(tx, code, reason)

    def add_cue(self, code: str, words: str, *, said: Said | None = None) -> int:
        """Add a cue: a phrase by which people say what the code is about.

        ``said`` is where it comes from, as (transcript, span): then the words of a person who does
        not allow quoting are refused.
        """
        with self._write() as tx:
            return add_cue_in(tx, code, words, said)

    def add_example(self, code: str, words: str, *, said: Said | None = None) -> int:
        """Add an example of what the code stands for; ``said`` as in `add_cue`."""
        with self._write() as tx:
            return add_example_in(tx, code, words, said)

    def move_code(
        self, id: str, parent: str | None, reason: str, *, new_id: str | None = None
    ) -> int:
        """Set a code and all under it under another one, or at the top; with a new id its codings
        follow."""
        with self._write() as tx:
            before = _book(tx)
            after = reshaping.moved(before, id, parent)
            if before[id].parent == parent and new_id in (None, id):
                raise Refused(f"{id} stands there already; choose another place.")
            return _save_as(tx, after, reason, "move code", id, new_id, parent=parent)

    def rename_code(self, id: str, name: str, reason: str, *, new_id: str | None = None) -> int:
        """Give a code another name; with a new id its codings follow."""
        with self._write() as tx:
            before = _book(tx)
            if before[id].name == editing.checked_name(name) and new_id not in (None, id):
                after = before
            else:
                after = editing.edited(before, id, name=name)
            return _save_as(tx, after, reason, "rename code", id, new_id)

    def merge_codes(self, id: str, into: str, reason: str) -> int:
        """Let one code go into another, which takes its codings, cues, examples and letters.

        Where a coder has both with the same direction on the same words, one coding is left.
        """
        with self._write() as tx:
            after = reshaping.merged(_book(tx), id, into)
            return _save(tx, after, reason, "merge code", id, {"into": into}, becomes=into)

    def split_code(
        self, id: str, parts: Sequence[Code], assigned: Mapping[str, str], reason: str
    ) -> int:
        """Add codes that take some of a code's codings; ``assigned`` is coding id -> code id.

        Codings that are not assigned stay with the code, and so does what is written of it.
        """
        with self._write() as tx:
            after = _book(tx)
            after[id]
            if not parts:
                raise Refused("Name at least one new code to split off.")
            for part in parts:
                after = reshaping.added(after, part)
            wanted = {coding: to for coding, to in assigned.items() if to != id}
            if strange := sorted(set(wanted.values()) - {part.id for part in parts}):
                raise Refused(f"{', '.join(strange)} is none of the new codes; assign it anew.")
            n = _save(tx, after, reason, "split code", id, {"parts": [p.id for p in parts]})
            standing = {c.id: c for c in coded.load_codings(tx.connection, codes=[id])}
            if any(coding not in standing for coding in wanted):
                raise Refused(
                    f"A coding of {id} that was assigned is not there any more; look at the list"
                    " again."
                )
            follow(tx, [(c, wanted[c.id]) for c in standing.values() if c.id in wanted])
            return n

    def retire_code(self, id: str, reason: str) -> int:
        """Offer a code, and every code under it, for no new coding; codings keep it."""
        with self._write() as tx:
            return _save(tx, reshaping.retired(_book(tx), id), reason, "retire code", id)

    def restore_code(self, id: str, reason: str) -> int:
        """Take a retired code into use again, and the codes above it."""
        with self._write() as tx:
            return _save(tx, reshaping.restored(_book(tx), id), reason, "restore code", id)


def edit_code_in(tx: Writing, id: str, reason: str, **fields: object) -> int:
    """Change what a code says inside a transaction, as `CodebookVerbs.edit_code`."""
    after = editing.edited(_book(tx), id, **fields)
    return _save(tx, after, reason, "edit code", id, {"fields": sorted(fields)})


def add_code_in(tx: Writing, code: Code, reason: str) -> int:
    """Add a code inside a transaction; returns the number of the version made."""
    return _save(tx, reshaping.added(_book(tx), code), reason, "add code", code.id)


def add_cue_in(tx: Writing, code: str, words: str, said: Said | None = None) -> int:
    """Add a cue inside a transaction; returns the number of the version made.

    Raises
    ------
    UnknownCode, Refused
        There is no such code; the words are empty, over 300 characters, or there already; or
        they are said by a person who does not allow quoting, or by the interviewer.
    """
    if said:
        refuse_withheld(tx, *said, words)
    after = editing.with_phrase(_book(tx), code, "cues", words)
    return _save(tx, after, "A cue from the interviews", "add cue", code)


def add_example_in(tx: Writing, code: str, words: str, said: Said | None = None) -> int:
    """Add an example inside a transaction; as `add_cue_in`."""
    if said:
        refuse_withheld(tx, *said, words)
    after = editing.with_phrase(_book(tx), code, "examples", words)
    return _save(tx, after, "An example from the interviews", "add example", code)


def checked_reason(reason: str) -> str:
    """Why the codebook changes, without outer blanks.

    Raises
    ------
    Refused
        It is empty or very long.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Write why the codebook changes; it is kept with the new version.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"A reason has at most {LONGEST_REASON} characters; say it more shortly.")
    return reason


def _book(tx: Writing) -> Codebook:
    return codes.load_codebook(tx.connection)[0]


def _save_as(
    tx: Writing,
    book: Codebook,
    reason: str,
    act: str,
    id: str,
    new_id: str | None,
    **detail: object,
) -> int:
    """Save a change that may give the code another id."""
    if new_id is None or new_id == id:
        return _save(tx, book, reason, act, id, detail)
    after = reshaping.renamed(book, id, new_id)
    return _save(tx, after, reason, act, id, {**detail, "new_id": new_id}, becomes=new_id)


def _save(
    tx: Writing,
    book: Codebook,
    reason: str,
    act: str,
    id: str,
    detail: Mapping[str, object] | None = None,
    *,
    becomes: str | None = None,
) -> int:
    """Save one version; when the code becomes another, its codings follow."""
    # Who reshapes a codebook need not have coded, and withdrawals name their maker.
    people.save_coder(tx, Coder(tx.who))
    detail = dict(detail or {})
    moving = coded.load_codings(tx.connection, codes=[id]) if becomes else []
    if becomes:
        detail["codings"] = len(moving)
    n = codes.save_codebook(tx, book, checked_reason(reason), act=act, subject=id, **detail)
    if becomes:
        codes.move_mentions(tx, id, becomes)
        follow(tx, [(coding, becomes) for coding in moving])
    return n
