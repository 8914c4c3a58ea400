"""A person's rows are gone from either database, and the rest stands."""

import dataclasses

from qualcode.model import Coding, Participant, Segment, Span, Speaker, Turn
from qualcode.project import Project
from qualcode.project import erasing_ledger as ledger
from qualcode.store import Store, coded, events, people, talk, texts
from qualcode.store.erasing_found import find_theirs
from qualcode.store.erasing_proof import compact, held_in_rows
from tests.store.conftest import ana

BO = "I: And you?\n\nAna: Extraordinarily quiet weeks.\n\nBo: We share the news here."


def two(store):
    """Ana alone in one interview, and with Bo in another."""
    turns = [Turn("I", Span(3, 11)), Turn("Ana", Span(18, 46)), Turn("Bo", Span(52, len(BO)))]
    speakers = (Speaker("I", interviewer=True), Speaker("Ana", participant="A"), Speaker("Bo"))
    both = dataclasses.replace(ana("both", BO), turns=tuple(turns), speakers=speakers)
    with store.write("mk") as tx:
        people.save_participants(tx, [Participant("A"), Participant("B")])
        talk.save_speakers(tx, "ana", (speakers[0], Speaker("Ana", participant="A")))
        texts.save_transcript(tx, both, [Segment("both", t.span, t.speaker) for t in turns[1:]])
        for n, (id, span) in enumerate(
            [
                ("ana", Span(14, 30)),
                ("both", Span(18, 46)),
                ("both", Span(52, 60)),
                ("both", Span(36, 60)),
            ]
        ):
            text = texts.load_text(tx.connection, id)
            quote = text[span.start : span.end]
            made = Coding(f"c{n}", id, span, quote, "1", "mk", made_at=tx.at)
            coded.save_codings(tx, [made])
    return BO


def erased(store):
    with store.write("mk") as tx:
        theirs = find_theirs(tx.connection, "A")
        study = str(people.load_study(tx.connection)["uuid"])
        entry = ledger.entry_of(theirs, study, tx.at)
        gone = ledger.erase_in(tx, theirs, entry)
    compact(store)
    return theirs, entry, gone


def test_only_this_persons_rows_go_and_every_quote_is_its_text(store):
    two(store)

    theirs, _, gone = erased(store)

    assert theirs.whole == {"ana"} and set(theirs.shared) == {"both"}
    assert (gone["interviews"], gone["codings"], gone["codings shortened"]) == (1, 2, 1)
    with store.read() as connection:
        text = texts.load_text(connection, "both")
        left = coded.load_codings(connection)
        assert events.find_break(connection) is None
    assert len(text) == len(BO) and text[52:] == BO[52:] and text.startswith("I: And you?")
    assert {c.id for c in left} == {"c2", "c3"}
    assert all(text[c.span.start : c.span.end] == c.quote for c in left)
    assert held_in_rows(store, ["extraordinarily"]) == {}


def test_an_erasure_is_due_in_a_copy_once(store):
    two(store)
    _, entry, _ = erased(store)

    with store.read() as connection:
        assert ledger.due(connection, [entry]) == []
        other = dataclasses.replace(entry, id="another")
        assert ledger.due(connection, [entry, other]) == [other]
        assert ledger.known_erasures(connection) == [entry]


def test_a_person_nobody_knows_takes_nothing_along(store):
    two(store)

    with store.write("mk") as tx:
        found = find_theirs(tx.connection, "nobody")

    assert not found.whole and not found.shared and not found.codings


def test_an_erasure_is_told_until_everything_was_written_anew(store):
    two(store)
    assert ledger.unfinished(store) == 0
    _, entry, _ = erased(store)
    ledger.note(store.place, entry)

    assert ledger.unfinished(store) == 1
    again = Store.open(store.place)
    assert Project(again, "mk").erasing_notice().startswith("An erasure was cut off")
    again.close()

    ledger.finish(store, "mk", "another")
    assert ledger.unfinished(store) == 1
    ledger.finish(store, "mk", entry.id)
    assert ledger.unfinished(store) == 0 and Project(store, "mk").erasing_notice() == ""
    with store.read() as connection:
        assert events.find_break(connection) is None
