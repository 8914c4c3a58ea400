"""Taking a person out of a study: everywhere, with proof, and nobody else's work touched."""

from __future__ import annotations

import json
import shutil
import string
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import Refused, UnknownParticipant
from qualcode.model import Coder, Span
from qualcode.project import Project, Upload, new
from qualcode.project import erasing_ledger as ledger
from qualcode.project.erasing_copies import searched_for
from qualcode.store import people
from qualcode.store.engine import connect_file
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


def test_an_older_backup_put_back_forgets_the_person_before_it_is_opened(planted):
    place = Path(planted.store.place)
    planted.store.engine.dispose()
    older = place.with_name("elsewhere.copy")
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
    older = place.with_name("elsewhere.copy")
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
    other = place.with_name("copy.qualcode")
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
    other = place.with_name("copy.qualcode")
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
