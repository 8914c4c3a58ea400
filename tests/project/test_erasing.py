"""Taking a person out of a study: everywhere, with proof, and nobody else's work touched."""

from __future__ import annotations

import json
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import Refused, StudyError, UnknownParticipant
from qualcode.model import Coder, Span
from qualcode.project import Project, Upload, new
from qualcode.project import erasing_ledger as ledger
from qualcode.project.erasing_copies import searched_for
from qualcode.store import Store, people
from qualcode.store.engine import connect_file
from qualcode.store.erasing_names import name_form, names_among
from qualcode.store.erasing_proof import compact, held_in, held_in_rows
from qualcode.store.hashing import hashed
from qualcode.store.kept import load_kept, save_kept
from tests.conftest import ROOT
from tests.dump import dump


def marker(n: int) -> str:
    """A word no language has: sixteen letters."""
    return f"zq{string.ascii_lowercase[n % 26]}x{string.ascii_lowercase[n // 26]}vwkjqzxqwvk"


MARKERS = [marker(n) for n in range(50)]
SAID = [
    f"We argue about {MARKERS[n]} and then {MARKERS[n + 1].upper()} comes up again."
    for n in range(0, 40, 2)
]
JOINT = f"At our place {MARKERS[40]} meets {MARKERS[41]} on Mondays."
OTHER = "In our team the duty desk helps, and we know whom to ring."
TALK = "\n\n".join(f"Interviewer: And now?\n\nP07: {one}" for one in SAID)
ALONE = f"---\nparticipant: P07\nconsent: quote\n---\n\n{TALK}\n"
BOTH = (
    f"Interviewer: Both of you?\n\nP07: {JOINT}\n\nP08: {OTHER}\n\n"
    f"P07: {MARKERS[42]} too, says everybody in here.\n\nP08: That is so, every single week.\n"
)
REST = (
    "---\nparticipant: P09\n---\n\nInterviewer: How?\n\nP09: We share news and we ring the desk.\n"
)


@pytest.fixture(scope="module")
def built_planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which one person's marker words stand wherever words can stand; made once."""
    place = tmp_path_factory.mktemp("planted") / "study.qualcode"
    book = ROOT / "codebooks" / "good_practice_indicators.yaml"
    with closing(new(place, "mk", codebook=book)) as project:
        plant(project)
    return place


def plant(project: Project) -> None:
    batch = {"P07.md": ALONE, "both.txt": BOTH, "P09.md": REST}
    report = project.import_files([Upload(name, text.encode()) for name, text in batch.items()])
    assert not report.refused
    matched = "participant,transcript,label\nP07,both,P07\nP08,both,P08\n"
    project.import_files([Upload("people.csv", matched.encode())])
    second = project.acting_as("Tom Kessler")
    text, shared, rest = (project.transcript(id).text for id in ("P07", "both", "P09"))
    for n, words in enumerate(SAID[:6]):
        start = text.index(words)
        (project if n % 2 else second).code("P07", Span(start, start + len(words)), "1")
    for words in (JOINT, OTHER):
        start = shared.index(words)
        second.code("both", Span(start, start + len(words)), "2")
    end = shared.index(OTHER) + len(OTHER)
    project.code("both", Span(shared.index(JOINT), end), "3")
    start = rest.index("We share")
    project.code("P09", Span(start, start + 13), "3")
    mine = project.codings(transcript="P07", coder="mk")[0]
    project.withdraw(mine.id)
    project.undo()
    mine = project.codings(transcript="P07", coder="mk")[0]
    project.suggest("P07")
    project.add_memo(f"They said it well: {SAID[3]} So it was.", "study")
    project.add_memo("On this very interview.", "transcript P07")
    project.add_memo(f"Here: {MARKERS[43]}", f"coding {mine.id}")
    project.add_example("1", SAID[5])
    project.add_theme(f"People argue. As one says: {SAID[6]}", codes=["1"], evidence=[mine.id])
    with project._write() as tx:
        people.save_coder(tx, Coder("mk"))
        save_kept(tx, "report text", "chapter", {"text": f"Chapter one. {SAID[7]} And on."})
        told = sorted(hashed(one, "ab") for one in ("P07", "P09"))
        save_kept(tx, "left", "old", {"salt": "ab", "people": told})


@pytest.fixture
def planted(built_planted: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of it, in mk's hands."""
    place = tmp_path / "study.qualcode"
    shutil.copy(built_planted, place)
    with closing(Project.open(place, "mk")) as project:
        yield project


def bytes_held(project: Project) -> dict[str, set[str]]:
    """File -> the markers that stand in it."""
    project.store.engine.dispose()
    found = held_in(searched_for(project.store.place), MARKERS)
    return {path.name: words for path, words in found.items()}


def with_backups(project: Project) -> Project:
    """Two backups, and the copy made before tables were changed."""
    place = Path(project.store.place)
    project.store.engine.dispose()
    folder = place.with_name("study.backups")
    folder.mkdir()
    shutil.copy(place, folder / "study.20260101T101010-000001.backup")
    shutil.copy(place, folder / "study.20260102T101010-000001+named.backup")
    shutil.copy(place, place.with_name("study.qualcode.before-0005.backup"))
    return project


def test_an_erased_person_is_in_no_table_and_no_byte_of_any_file(planted):
    with_backups(planted)
    held = bytes_held(planted)
    assert len(held) == 4, "the markers must be there, or nothing is shown"
    assert len(held["study.qualcode"]) > 40

    done = planted.erase_participant("P07", typed="P07")

    assert bytes_held(planted) == {}
    assert held_in_rows(planted.store, MARKERS) == {}
    assert done.proof.holds and done.proof.words >= 40 and done.proof.files >= 5
    assert len(done.copies) == 3 and not done.unopened
    assert planted.check_history() is None
    assert [p.id for p in planted.participants()] == ["P08", "P09"]
    assert [t["id"] for t in planted.transcripts()] == ["both", "P09"]


def test_a_backup_left_out_is_found_and_the_proof_does_not_hold(planted, monkeypatch):
    with_backups(planted)
    monkeypatch.setattr("qualcode.project.erasing.erase_copies", lambda *_: ledger_copies())

    done = planted.erase_participant("P07", typed="P07")

    assert not done.proof.holds
    assert len(done.proof.found) == 3
    assert "not complete" in done.certificate


def ledger_copies():
    from qualcode.project.erasing_copies import Copies

    return Copies()


def test_what_is_deleted_without_care_stays_in_the_file_until_it_is_written_anew(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    with closing(connect_file(place, "rw")) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("UPDATE transcript SET text = ''")

    assert len(held_in([place], MARKERS)[place]) > 40
    with closing(connect_file(place, "rw")) as connection:
        for table in ("coding", "suggestion", "memo", "kept", "codebook_version", "transcript"):
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA secure_delete=OFF")
            connection.execute(f"DELETE FROM {table}")
    assert held_in([place], MARKERS)
    compact(planted.store)
    assert held_in([place], MARKERS) == {}


def test_words_are_found_in_every_spelling_they_can_have_in_a_file(tmp_path):
    for n, data in enumerate(
        [
            "Überforderung".encode(),
            "ÜBERFORDERUNG".encode("utf-16-le"),
            "überforderung".encode("utf-16-be"),
            json.dumps("überforderung").encode(),
            b"x" * (8 * 1024 * 1024 - 3) + "überforderung".encode(),
        ]
    ):
        (tmp_path / f"{n}.bin").write_bytes(data)
    (tmp_path / "clean.bin").write_bytes(b"Unterforderung")

    found = held_in(sorted(tmp_path.iterdir()), {"überforderung"})

    assert {path.name for path in found} == {f"{n}.bin" for n in range(5)}


def test_what_others_said_and_coded_stays_as_it_was(planted):
    def others(project):
        tables = dump(project.store)
        kept = {"P09"}
        return {
            "coding": [row for row in tables["coding"] if row[1] in kept],
            "turn": [row for row in tables["turn"] if row[0] in kept],
            "coder": tables["coder"],
        }

    before, text = others(planted), planted.transcript("both").text
    place = text.index(OTHER)

    planted.erase_participant("P07", typed="P07")

    assert others(planted) == before
    after = planted.transcript("both")
    assert len(after.text) == len(text)
    assert after.text[place : place + len(OTHER)] == OTHER
    assert {s.label for s in after.speakers} == {"Interviewer", "Withdrawn 1", "P08"}
    assert all(c.quote == after.text[c.span.start : c.span.end] for c in planted.codings(
        transcript="both"))  # fmt: skip
    assert sorted(c.code for c in planted.codings(transcript="both")) == ["2", "3"]
    assert "P07" not in after.text and "[withdrawn]" in after.text


def test_what_others_wrote_stays_without_the_persons_words(planted):
    planted.erase_participant("P07", typed="P07")

    [memo] = planted.memos("study")
    assert memo.text == "They said it well: [withdrawn]. So it was."
    assert planted.memos("transcript P07") == []
    [theme] = planted.written_themes()
    assert theme.statement.startswith("People argue. As one says: [withdrawn]")
    assert theme.evidence == ()
    assert SAID[5] not in planted.codebook["1"].examples
    with planted._read() as connection:
        [left] = load_kept(connection, "left")
        [text] = load_kept(connection, "report text")
    assert text.body["text"] == "Chapter one. [withdrawn]. And on."
    assert hashed("P07", "ab") not in left.body["people"]
    assert hashed("P09", "ab") in left.body["people"] and len(left.body["people"]) == 2


def test_nothing_is_changed_by_looking_first(planted):
    before = dump(planted.store)

    preview = planted.erasing_preview("P07")

    assert dump(planted.store) == before
    assert preview.interviews == ("P07",) and preview.shared == ("both",)
    assert preview.counts["codings"] == 8 and preview.counts["memos"] == 2
    assert preview.words >= 40
    assert any("history keeps the ids" in one for one in preview.warnings)
    done = planted.erase_participant("P07", typed="P07")
    assert done.counts == preview.counts


@pytest.mark.parametrize("typed", ["", "p07", "P08", "yes"])
def test_another_word_than_the_id_erases_nothing(planted, typed):
    before = dump(planted.store)

    with pytest.raises(Refused, match="Type the participant's id"):
        planted.erase_participant("P07", typed=typed)

    assert dump(planted.store) == before


def test_a_person_the_study_does_not_know_is_refused_and_no_ledger_is_left(planted):
    with pytest.raises(UnknownParticipant):
        planted.erase_participant("P99", typed="P99")

    assert not ledger.ledger_of(planted.store.place).exists()


def test_the_certificate_and_the_ledger_name_nobody(planted):
    done = planted.erase_participant("P07", typed="P07")

    kept = ledger.ledger_of(planted.store.place).read_text()
    for text in (done.certificate, kept):
        assert "P07" not in text and "both" not in text and "mk" not in text
        assert not any(word in text for word in MARKERS)
    assert "none was found" in done.certificate
    assert "no personal data" in done.certificate


def test_files_that_left_after_the_persons_words_came_in_are_listed(planted):
    planted.export_codebook_file(Path(planted.store.place).with_name("book.yaml"))

    done = planted.erase_participant("P07", typed="P07")

    assert [(one.name, one.who) for one in done.exports] == [("codebook.yaml", "mk")]
    assert any("Destroy the 1 file" in line for line in done.to_do)
    # What left before somebody came in holds nothing of theirs.
    with closing(Project.open(planted.store.place, "mk")) as again:
        again.import_files([Upload("P11.md", REST.replace("P09", "P11").encode())])
        assert again.erasing_preview("P11").exports == ()


def away(place):
    """A folder where no erasure looks: what lies in the study's own is erased along."""
    folder = place.parents[1] / f"away-from-{place.parent.name}"
    folder.mkdir()
    return folder


def test_an_older_backup_put_back_forgets_the_person_before_it_is_opened(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    older = away(place) / "elsewhere.copy"
    shutil.copy(place, older)
    planted.erase_participant("P07", typed="P07")
    planted.close()
    shutil.copy(older, place)

    with closing(Project.open(place, "mk")) as again:
        assert [p.id for p in again.participants()] == ["P08", "P09"]
        assert held_in_rows(again.store, MARKERS) == {}
        assert again.check_history() is None
    assert held_in([place], MARKERS) == {}
    assert ledger.replay(place) == 0


def test_without_the_ledger_the_older_backup_would_bring_the_person_back(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    older = away(place) / "elsewhere.copy"
    shutil.copy(place, older)
    planted.erase_participant("P07", typed="P07")
    planted.close()
    shutil.copy(older, place)
    ledger.ledger_of(place).unlink()

    with closing(Project.open(place, "mk")) as again:
        assert "P07" in {p.id for p in again.participants()}


def test_a_person_who_comes_back_of_their_own_will_stays(planted):
    planted.erase_participant("P07", typed="P07")
    planted.import_files([Upload("P07.md", REST.replace("P09", "P07").encode())])
    place = planted.store.place
    planted.close()

    with closing(Project.open(place, "mk")) as again:
        assert "P07" in {p.id for p in again.participants()}


def test_a_damaged_ledger_keeps_the_study_shut(planted):
    planted.erase_participant("P07", typed="P07")
    place = planted.store.place
    planted.close()
    ledger.ledger_of(place).write_text("{")

    with pytest.raises(Exception, match="who was taken out"):
        Project.open(place, "mk")


def test_merging_a_copy_that_still_holds_the_person_brings_nobody_back(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    other = away(place) / "copy.qualcode"
    shutil.copy(place, other)
    with closing(Project.open(other, "Tom Kessler")) as theirs:
        text = theirs.transcript("P09").text
        start = text.index("ring the desk")
        theirs.code("P09", Span(start, start + 13), "2")
        theirs.add_memo(f"New here: {SAID[8]}", "study")
    whole = other.read_bytes()
    planted.erase_participant("P07", typed="P07")

    merged = planted.merge(other)

    assert any("still held 1 person" in one.words for one in merged.conflicts)
    assert [p.id for p in planted.participants()] == ["P08", "P09"]
    assert held_in_rows(planted.store, MARKERS) == {}
    assert len(planted.codings(transcript="P09")) == 2
    assert other.read_bytes() == whole
    assert planted.check_history() is None


def test_a_merge_says_who_was_erased_only_in_the_other_copy(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    other = away(place) / "copy.qualcode"
    shutil.copy(place, other)
    with closing(Project.open(other, "mk")) as theirs:
        theirs.erase_participant("P07", typed="P07")

    merged = planted.merge(other)

    assert any("may still be in this study" in one.words for one in merged.conflicts)
    assert "P07" in {p.id for p in planted.participants()}


def test_a_copy_that_does_not_open_is_named_and_not_touched(planted):
    place = Path(planted.store.place)
    spoilt = place.with_name("study.qualcode.damaged-2026.kept")
    spoilt.write_bytes(b"SQLite format 3\x00 and then nothing of a study")

    done = planted.erase_participant("P07", typed="P07")

    assert done.unopened == (spoilt.name,)
    assert spoilt.exists()
    assert any("delete them by hand" in line for line in done.to_do)


NAMED = (
    "Interview with Zebedee Quillfeather and Tom, in spring.\n\n"
    "Interviewer: Hello Zebedee Quillfeather. How is it?\n\n"
    f"Zebedee Quillfeather: {JOINT}\n\nTom: {OTHER} The worker Ada knows.\n"
)


def joint(project: Project) -> str:
    """A text of two people in which a label, the file's name and a memo are a person's name."""
    project.import_files([Upload("Quillfeather_and_Tom.txt", NAMED.encode())])
    [id] = [t["id"] for t in project.transcripts() if "Quillfeather" in str(t["id"])]
    matched = f"participant,transcript,label\nP07,{id},Zebedee Quillfeather\nP08,{id},Tom\n"
    project.import_files([Upload("more.csv", matched.encode())])
    project.add_memo("Zebedee Quillfeather was nervous; P07 told me of his divorce.", "study")
    return id


def test_a_name_that_still_stands_is_told_and_goes_from_title_file_and_head(planted):
    id = joint(planted)
    before = planted.transcript(id).text

    preview = planted.erasing_preview("P07")
    done = planted.erase_participant("P07", typed="P07")

    after = planted.transcript(id)
    assert len(after.text) == len(before)
    assert "Quillfeather" not in after.text.partition("Interviewer:")[0]
    assert "Quillfeather" not in after.title and "Tom" in after.title
    assert done.named["memos"] == 1 and done.named["texts"] == 1
    assert done.named["ids of texts"] == 1
    assert "titles of texts" not in done.named and "file names of texts" not in done.named
    for told in ("\n".join(preview.warnings), "\n".join(done.to_do)):
        assert "memos (1)" in told and "id of a text cannot be changed" in told
    assert "still stands in" in done.certificate and "Quillfeather" not in done.certificate


def test_a_name_that_stands_nowhere_is_said_to_be_gone(planted):
    done = planted.erase_participant("P07", typed="P07")

    assert done.named == {}
    assert "neither was found" in done.certificate


def test_a_word_that_is_no_name_is_not_looked_for():
    own, others = ["Social Worker 1", "Ada Brook"], ["Tom Brook"]

    found = names_among("P01", own, others, ["The worker asked a social question of Ada."])

    assert found == {"P01", "Social Worker 1", "Ada Brook", "Ada"}
    assert name_form(found).search("with_Ada.txt") and not name_form(found).search("Adana")


CUT_SHORT = """
import os, sys
from qualcode.project import Project, erasing
erasing.compact = lambda store: os._exit(9)
Project.open(sys.argv[1], "mk").erase_participant("P07", typed="P07")
"""


def test_an_erasure_that_was_killed_is_told_until_it_is_finished(planted):
    with_backups(planted)
    place = planted.store.place
    assert planted.erasing_notice() == ""
    planted.close()
    killed = subprocess.run([sys.executable, "-c", CUT_SHORT, str(place)], check=False)
    assert killed.returncode == 9

    with closing(Project.open(place, "mk")) as again:
        held = bytes_held(again)
        assert len(held) >= 3, "the backups hold the person still, or nothing is shown"
        assert "cut off" in again.erasing_notice()
        assert "erasures finished" in {one.check for one in again.doctor().findings}
        again.finish_erasing()
        assert again.erasing_notice() == ""
        assert "erasures finished" not in {one.check for one in again.doctor().findings}
        assert bytes_held(again) == {}


def test_an_erasure_whose_study_is_not_written_anew_is_told_too(planted, monkeypatch):
    def refused(store):
        raise StudyError("The study could not be written anew.")

    with monkeypatch.context() as planned:
        planned.setattr("qualcode.project.erasing.compact", refused)
        planted.erase_participant("P07", typed="P07")
    assert "cut off" in planted.erasing_notice()

    planted.finish_erasing()

    assert planted.erasing_notice() == ""


def test_a_refused_erasure_leaves_the_ledger_entries_of_others(planted, monkeypatch):
    place = planted.store.place
    other = ledger.Entry("another", "2026-01-01T00:00:00+00:00", "hash")

    def meanwhile(*_):
        ledger.note(place, other)
        raise StudyError("Another program is writing.")

    monkeypatch.setattr("qualcode.project.erasing.refuse_waiting", meanwhile)
    with pytest.raises(StudyError, match="Another program"):
        planted.erase_participant("P07", typed="P07")
    assert [one.id for one in ledger.read_ledger(place)] == ["another"]

    def late(*_):
        raise StudyError("The disk is full.")

    monkeypatch.setattr("qualcode.project.erasing.refuse_waiting", lambda *_: None)
    noted = ledger.note
    monkeypatch.setattr("qualcode.project.erasing_ledger.note", lambda *a: (noted(*a), late()))
    with pytest.raises(StudyError, match="full"):
        planted.erase_participant("P07", typed="P07")
    assert [one.id for one in ledger.read_ledger(place)] == ["another"]


def test_codings_of_others_that_wait_to_be_placed_are_not_lost_by_erasing(planted):
    text = planted.transcript("both").text
    corrected = text.replace(OTHER, OTHER.replace("helps", "often helps"))
    planted.correct_transcript("both", Upload("both.txt", corrected.encode()), "misheard")
    assert OTHER in [one.move.coding.quote for one in planted.to_place("both")]

    with pytest.raises(Refused, match="to be placed"):
        planted.erase_participant("P07", typed="P07")
    assert ledger.read_ledger(planted.store.place) == []
    assert planted.to_place("both")

    planted.place_all_again("both")
    planted.erase_participant("P07", typed="P07")
    assert "2" in [c.code for c in planted.codings(transcript="both")]


def test_a_copy_that_calls_the_person_otherwise_is_named_to_be_deleted(planted, monkeypatch):
    with_backups(planted)
    copy = Path(planted.store.place).with_name("study.qualcode.before-0005.backup")
    with closing(connect_file(copy, "rw")) as connection:
        for table in ("turn", "segment"):
            connection.execute(f"UPDATE {table} SET speaker = 'PO7' WHERE speaker = 'P07'")
        connection.execute("UPDATE speaker SET participant = NULL WHERE participant = 'P07'")
        connection.execute("UPDATE speaker SET label = 'PO7' WHERE label = 'P07'")
        connection.commit()
    # As in an encrypted study, whose bytes say nothing.
    monkeypatch.setattr("qualcode.project.erasing.held_in", lambda *_: {})

    done = planted.erase_participant("P07", typed="P07")

    assert not done.proof.holds and copy.name in done.proof.found
    assert copy.name not in done.copies and len(done.copies) == 2
    assert any(copy.name in line and "by hand" in line for line in done.to_do)


def test_who_was_taken_out_before_is_nobody_any_more(planted):
    text = planted.transcript("both").text
    over = Span(text.index(JOINT), text.index(OTHER) + len(OTHER))
    planted.code("both", over, "4")
    planted.erase_participant("P07", typed="P07")
    [left] = [c for c in planted.codings(transcript="both") if c.code == "4"]
    assert OTHER in left.quote

    planted.erase_participant("P08", typed="P08")

    assert "both" not in {t["id"] for t in planted.transcripts()}
    assert {c.transcript for c in planted.codings()} == {"P09"}


def test_what_could_not_be_done_is_done_later_and_proved_anew(planted, monkeypatch):
    with_backups(planted)
    with monkeypatch.context() as planned:
        planned.setattr("qualcode.project.erasing.erase_copies", lambda *_: ledger_copies())
        first = planted.erase_participant("P07", typed="P07")
    assert not first.proof.holds and first.words and MARKERS[0] not in repr(first)

    second = planted.prove_again(first)

    assert second.proof.holds and "none was found" in second.certificate
    assert second.at == first.at and len(second.copies) == 3


def test_another_person_under_the_same_name_of_a_text_stays(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    other = away(place) / "elsewhere.copy"
    shutil.copy(place, other)
    with closing(connect_file(other, "rw")) as connection:
        # In that copy the interview called P07 is P09's.
        connection.execute("UPDATE speaker SET participant = 'P09' WHERE transcript = 'P07' AND"
                           " participant = 'P07'")  # fmt: skip
        connection.commit()
    planted.erase_participant("P07", typed="P07")
    [entry] = ledger.read_ledger(place)

    with closing(Store.open(other)) as copy, copy.read() as connection:
        found = ledger.find_again(connection, entry)

    assert "P07" not in found.whole and "both" in found.shared


def test_single_words_in_what_others_wrote_are_told(planted):
    planted.add_memo(f'She said "{MARKERS[3]}" twice.', "study")

    preview = planted.erasing_preview("P07")
    done = planted.erase_participant("P07", typed="P07")

    for told in (preview.warnings, done.to_do):
        assert any("Single long words" in line and "memos (1)" in line for line in told)
    assert not any("Single long words" in line for line in planted.erasing_preview("P09").warnings)


def test_a_name_the_study_does_not_know_erases_and_destroys_nothing(planted):
    stranger = planted.acting_as("Nobody New")

    with pytest.raises(Refused, match="does not know your name"):
        stranger.erase_participant("P07", typed="P07")
    with pytest.raises(Refused, match="does not know your name"):
        stranger.purge(typed="study")
    assert len(planted.participants()) == 3


def test_the_history_keeps_no_role_of_a_participant(planted):
    table = "participant,role,consent\nP09,Team Manager,quote\n"
    planted.import_files([Upload("roles.csv", table.encode())])

    told = [one.detail for one in planted.history() if one.act == "set participant"]

    assert told and not any("role" in str(one) or "anager" in str(one) for one in told)
