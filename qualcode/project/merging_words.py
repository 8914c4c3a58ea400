"""What differs between two copies of a study, each in one sentence with the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qualcode.model.differences import differences, short
from qualcode.model.merged import Conflict
from qualcode.model.merged_codebook import Joined
from qualcode.model.told import Reread
from qualcode.project.contexts import interview_names
from qualcode.project.history_codebook import steps_of
from qualcode.project.history_kinds import kind_words
from qualcode.store import Connection, merging_codings
from qualcode.store.audit import ITEM
from qualcode.store.book_history import load_acts
from qualcode.store.merging import Merging
from qualcode.store.merging_codebook import Books, load_now
from qualcode.store.merging_rounds import load_item_names, load_settled_by_book

MOST = 5


def told_conflicts(merging: Merging, book: Joined, books: Books) -> tuple[Conflict, ...]:
    """Every difference of a merge, the weightiest first."""
    names = interview_names(merging.ours)

    def texts(kind: str) -> list[str]:
        return [names.get(id, "a text that was removed") for id in merging.found.get(kind, ())]

    found = [
        *_texts(merging, texts("text")),
        *_codes(merging, book, books),
        *_facts(merging, texts),
        *_people(merging),
        *_work(merging),
        *_verdicts(merging),
        *_settled_otherwise(merging, books),
    ]
    return tuple(found)


def told_codebook(
    connection: Connection, books: Books
) -> tuple[tuple[str, ...], tuple[Reread, ...]]:
    """What the codebook now says otherwise than ours did, and what to read again after it."""
    changes = tuple(differences(books.ours, load_now(connection)))
    if not changes:
        return (), ()
    names = interview_names(connection)
    steps = [step for step in steps_of(connection, names, lambda book: book) if step.n > books.n]
    if books.moved != "theirs":
        # Theirs stand before ours; only what joined both is new here.
        steps = steps[:1]
    most: dict[str, Reread] = {}
    for one in (one for step in steps for one in step.reread):
        if one.transcript not in most or most[one.transcript].codings < one.codings:
            most[one.transcript] = one
    return changes, tuple(most[id] for id in names if id in most)


def _texts(merging: Merging, names: Iterable[str]) -> Iterable[Conflict]:
    ids = merging.found.get("text", [])
    on = merging_codings.load_texts_of(merging.theirs, merging.left_out)
    for id, name in zip(ids, names, strict=True):
        left = _many(on[id], "coding")
        yield Conflict(
            "text",
            f"{name} has another text in the other copy, so it stays as it is here and {left}"
            " there, with what else hangs on that text, were not taken. If it was corrected in one"
            " copy, correct it in the other with the same file and merge again: then they come. If"
            " not, agree on one text and code it anew.",
        )
    if stay := merging.found.get("stays"):
        yield Conflict(
            "text",
            "1 coding stands here on words that read otherwise in the other copy, where it waits"
            " or was changed; it stays as it is here."
            if len(stay) == 1
            else f"{len(stay):,} codings stand here on words that read otherwise in the other copy,"
            " where they wait or were changed; they stay as they are here.",
        )
    yield from _hanging(merging)


def _hanging(merging: Merging) -> Iterable[Conflict]:
    """What hangs on codings that were not taken."""
    kinds = {
        "item left out": ("item of a round", "items of rounds"),
        "settling left out": ("settling", "settlings"),
        "memo left out": ("memo or comment", "memos and comments"),
    }
    counted = {kind: len(merging.found.get(kind, ())) for kind in kinds}
    parts = [_many(n, *kinds[kind]) for kind, n in counted.items() if n]
    if parts:
        one = sum(counted.values()) == 1
        yield Conflict(
            "round" if counted["item left out"] else "coding",
            f"{_list(parts)} there {'is' if one else 'are'} about codings that were not taken, so"
            f" {'it was' if one else 'they were'} not taken either, with what was said there. The"
            " other copy keeps them, and a later merge brings them together with those codings.",
        )


def _codes(merging: Merging, book: Joined, books: Books) -> Iterable[Conflict]:
    for id, here, there in book.clashing:
        yield Conflict(
            "code",
            f"The number {id} stands for “{here}” here and for “{there}” in the other copy, so"
            f" codings there with {id} were not taken; give one of the two codes another number,"
            " then merge again.",
        )
    if books.moved == "both":
        one = "code" if len(book.added) == 1 else "codes"
        added = f" The {one} {_list(book.added)} came from there." if book.added else ""
        yield Conflict(
            "codebook",
            "The codebook was changed in both copies: this one's stays the newest, and the other"
            f" versions stand before it.{added}",
        )
    for id in book.reworded:
        yield Conflict(
            "codebook",
            f"What is written of {id} was changed in the other copy and stays as it is here"
            f"{_defined(books, id)}; compare the versions of the codebook and amend {id} if"
            " theirs is better.",
        )


def _defined(books: Books, id: str) -> str:
    """Both definitions, where it is these that differ."""
    here, there = books.ours[id].definition, books.theirs[id].definition
    if here == there:
        return ""
    said = (f"“{short(words)}”" if words else "nothing" for words in (here, there))
    return " (definition here: {}, there: {})".format(*said)


def _facts(merging: Merging, texts: Callable[[str], list[str]]) -> Iterable[Conflict]:
    found, named = merging.found, interview_names(merging.ours)
    if people := found.get("participant"):
        yield Conflict(
            "participant",
            f"Facts about {_many(len(people), 'participant')} differ and stay as they are here;"
            " compare the Participants pages of both copies.",
        )
    if narrowed := found.get("consent"):
        count = "once" if len(narrowed) == 1 else f"{len(narrowed)} times"
        yield Conflict(
            "consent",
            f"A narrower consent was noted {count} in the other copy; it holds here too.",
        )
    if names := texts("speaker"):
        yield Conflict(
            "speaker",
            f"What is known of the speakers differs in {_list(names)} and stays as it is here;"
            " compare the Transcripts pages of both copies.",
        )
    if names := texts("described"):
        yield Conflict(
            "text",
            f"Title, kind, date or the like differ for {_list(names)} and stay as they are here.",
        )
    if cut := texts("segments"):
        yield Conflict(
            "segments",
            f"{_list(cut)} {'is' if len(cut) == 1 else 'are'} cut into other passages in the"
            " other copy; the passages stay as they are here.",
        )
    for id, removed_here in found.get("removed", ()):
        name = named.get(id, "A text")
        said = (
            "A text was removed here and not in the other copy; it stays out of view, and codings"
            " of it came along unseen."
            if removed_here
            else f"{name} was removed in the other copy and stays here."
        )
        yield Conflict("removed", said)
    for here, there in found.get("twin text", ()):
        yield Conflict(
            "text",
            f"{named.get(here, 'A text')} and {named.get(there, 'another')}, which came from the"
            " other copy, have the same words; keep the one whose codings you want and remove the"
            " other.",
        )


def _people(merging: Merging) -> Iterable[Conflict]:
    if "options" in merging.found:
        yield Conflict(
            "study", "The options of the study differ; they stay as they are here, so compare them."
        )
    for name, here, there in merging.found.get("person", ()):
        yield Conflict(
            "person",
            f"{name} is a {here} here and a {there} in the other copy; that stays as it is here.",
        )


def _work(merging: Merging) -> Iterable[Conflict]:
    found: Mapping[str, list] = merging.found  # type: ignore[type-arg]
    if twice := found.get("changed twice"):
        yield Conflict(
            "coding",
            f"{_many(len(twice), 'coding was', 'codings were')} changed in both copies; what each"
            " became stands, so look at the passages.",
        )
    for kind, count in found.get("written", ()):
        yield Conflict(
            "written",
            f"{kind_words(kind, count)} {'was' if count == 1 else 'were'} changed in both copies:"
            " what is written here counts, and theirs stands among the earlier versions.",
        )
    if erased := found.get("erased"):
        yield Conflict(
            "written",
            f"Somebody took back what was written in the other copy ({len(erased)} in all), so it"
            " was taken out here too.",
        )
    if rounds := found.get("round"):
        yield Conflict(
            "round",
            f"{_many(len(rounds), 'round was', 'rounds were')} taken further in both copies; the"
            " later step counts.",
        )
    if settled := found.get("settled"):
        yield Conflict(
            "round",
            f"{_many(len(settled), 'item was', 'items were')} settled in both copies; the later"
            " settling counts and the other is kept beside it.",
        )


def _verdicts(merging: Merging) -> Iterable[Conflict]:
    said = merging.found.get("judged", [])
    names = load_item_names(merging.ours) if said else {}
    for item, who, here, there in said:
        yield Conflict(
            "round",
            f"{who} said “{here}” of {names[item]} here and “{there}” in the other copy: the later"
            " counts and the other stands in the history, so ask which is meant.",
        )


def _settled_otherwise(merging: Merging, books: Books) -> Iterable[Conflict]:
    """Settled by changing a code, but the codebook that stands says something else of it."""
    settled = load_settled_by_book(merging.ours, books.n)
    if not settled:
        return
    names, acts, now = (
        load_item_names(merging.ours),
        load_acts(merging.ours),
        load_now(merging.ours),
    )
    here, there = ({code.id: code for code in book} for book in (now, books.theirs))
    for subject, version in settled:
        code = acts[version][1] if version in acts else ""
        if code in here and code in there and here[code] != there[code]:
            item = names.get(subject.removeprefix(ITEM), "a difference between two coders")
            yield Conflict(
                "codebook",
                f"{item[0].upper()}{item[1:]} is settled by what the other copy wrote of {code}"
                f" (version {version}), but the codebook says of {code} what stands here; amend"
                f" {code} so that both hold, or settle it anew.",
            )


def _many(n: int, one: str, several: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def _list(names: Iterable[str]) -> str:
    names = list(dict.fromkeys(names))
    shown, more = names[:MOST], len(names) - MOST
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
