"""What an erasure leaves around it: the names key, older labels, codings that wait in copies."""

from __future__ import annotations

import dataclasses
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.model import Span
from qualcode.project import Project, Upload, new
from qualcode.project import erasing_ledger as ledger

PASSPHRASE = "otter lantern seventeen marsh"
# Invented; every word the person alone says is long, so that the proof has something to look for.
ALONE = """---
participant: P07
---

Interviewer: Thank you, Keith. How is it?

Keith Barnes: Extraordinarily quarrelsome altogether, and Sheila Okafor at Harbourside says so.
"""
BOTH = """Interviewer: Both of you?

Keith Barnes: Unmistakably bureaucratic paperwork, says Nkechi too.

Bo: In our team the duty desk helps, and Nkechi knows whom to ring.
"""


@pytest.fixture
def study(project: Project) -> Project:
    """A study with one person alone and beside another."""
    files = {"P07.md": ALONE, "both.txt": BOTH}
    project.import_files([Upload(name, text.encode()) for name, text in files.items()])
    matched = "participant,transcript,label\nP07,both,Keith Barnes\nP07,P07,Keith Barnes\n"
    project.import_files([Upload("people.csv", (matched + "P08,both,Bo\n").encode())])
    return project


def place(project: Project, id: str, words: str) -> Span:
    at = project.transcript(id).text.index(words)
    return Span(at, at + len(words))


def test_what_is_to_be_taken_out_of_the_names_key_is_told_without_a_name(study, tmp_path):
    study.replace_name("P07", place(study, "P07", "Keith"), "team manager 2")
    study.replace_name("P07", place(study, "P07", "Sheila Okafor"), "colleague 4")
    study.replace_name("both", place(study, "both", "Nkechi"), "colleague 5")
    key = tmp_path / "elsewhere.names"
    study.keep_names_key(key, PASSPHRASE)

    preview = "\n".join(study.erasing_preview("P07").warnings)
    done = study.erase_participant("P07", typed="P07")

    for text in (preview, done.certificate, "\n".join(done.to_do)):
        assert "may mean this person: [team manager 2]." in text
        assert "only in their interviews: [colleague 4]." in text
        assert "whether one of these means this person" in text and "[colleague 5]" in text
        assert not any(name in text for name in ("Keith", "Sheila", "Nkechi"))
    assert any("--forget" in line for line in done.to_do)
    assert study.forget_name(key, PASSPHRASE, "[team manager 2]", "colleague 4") == 2
    assert study.named_people(key, PASSPHRASE) == ("Nkechi",)


def test_of_nobody_whose_names_were_replaced_nothing_is_told_of_the_key(study):
    done = study.erase_participant("P07", typed="P07")

    assert "names key" not in done.certificate
    assert any("names key or a list of names elsewhere" in line for line in done.to_do)


@pytest.fixture
def older(study: Project, tmp_path: Path) -> Path:
    """A copy in which the person has another label in the shared text, and is matched to nobody."""
    copy = tmp_path / "older.copy"
    study.store.engine.dispose()
    shutil.copy(study.store.place, copy)
    with closing(Project.open(copy, "mk")) as then:
        speakers = then.speakers()["both"]
        then.set_speakers("both", [dataclasses.replace(s, participant=None) for s in speakers])
    return copy


def put_back(study: Project, older: Path) -> Project:
    place = study.store.place
    study.close()
    shutil.copy(older, place)
    return Project.open(place, "mk")


def test_an_older_label_is_known_again_in_an_older_backup(study, older):
    study.correct_label("both", "Keith Barnes", "Manager B")
    study.erase_participant("P07", typed="P07")
    kept = ledger.ledger_of(study.store.place)
    assert kept is not None
    words = kept.read_text("utf-8")
    assert not any(one in words for one in ("Keith", "Manager B", "P07", "both"))

    with closing(put_back(study, older)) as again:
        assert "bureaucratic" not in again.transcript("both").text
        assert "Keith Barnes" not in {s.label for s in again.transcript("both").speakers}


def test_without_the_older_label_the_backup_would_keep_the_persons_talk(study, older, monkeypatch):
    monkeypatch.setattr("qualcode.store.erasing_found._labels_before", lambda *_: {})
    study.correct_label("both", "Keith Barnes", "Manager B")
    study.erase_participant("P07", typed="P07")

    with closing(put_back(study, older)) as again:
        assert "bureaucratic" in again.transcript("both").text


@pytest.fixture
def waiting(study: Project, tmp_path: Path) -> Path:
    """A copy in which a coding of the other person's words waits to be placed."""
    study.code("both", place(study, "both", "the duty desk helps"), "2")
    copy = tmp_path / "copy.qualcode"
    study.store.engine.dispose()
    shutil.copy(study.store.place, copy)
    with closing(Project.open(copy, "Tom Kessler")) as theirs:
        theirs.code("both", place(theirs, "both", "knows whom to ring"), "3")
        better = BOTH.replace("desk helps", "desk often helps").replace("knows whom", "knows who")
        theirs.correct_transcript("both", Upload("both.txt", better.encode()), "misheard")
        assert len(theirs.to_place("both")) == 2
    return copy


def test_codings_that_waited_in_a_copy_are_told_in_a_memo_when_it_forgets_a_person(study, waiting):
    study.erase_participant("P07", typed="P07")

    with closing(put_back(study, waiting)) as again:
        [memo] = again.memos("transcript both")
        assert again.to_place("both") == [] and again.check_history() is None
    assert "2 codings in this text waited to be placed" in memo.text
    assert "2 by mk (1); 3 by Tom Kessler (1)" in memo.text


def test_a_merge_of_such_a_copy_brings_the_memo_along(study, waiting):
    study.erase_participant("P07", typed="P07")

    study.merge(waiting)

    assert any("waited to be placed" in memo.text for memo in study.memos("transcript both"))
    assert study.check_history() is None


def test_codings_that_wait_in_a_copy_wait_here_too_once_it_is_merged(study, waiting):
    better = BOTH.replace("desk helps", "desk often helps").replace("knows whom", "knows who")
    study.correct_transcript("both", Upload("both.txt", better.encode()), "misheard")
    assert len(study.to_place("both")) == 1

    study.merge(waiting)

    assert sorted(one.move.coding.code for one in study.to_place("both")) == ["2", "3"]


def test_a_copy_under_another_name_and_files_near_the_study_are_not_overlooked(study, tmp_path):
    place = Path(study.store.place)
    study.store.engine.dispose()
    copy, other = place.with_name("copy-of-mine.qualcode"), place.with_name("other.qualcode")
    (tmp_path / "exports").mkdir()
    below = tmp_path / "exports" / "to-tom.qualcode"
    shutil.copy(place, copy)
    shutil.copy(place, below)
    new(other, "mk").close()
    untouched = other.read_bytes()
    (tmp_path / "exports" / "q.md").write_text("“Extraordinarily quarrelsome altogether”", "utf-8")
    (tmp_path / "plain.md").write_text("Nobody said this.", "utf-8")
    assert b"quarrelsome" in copy.read_bytes()

    both = (copy.name, str(below.relative_to(tmp_path)))
    assert study.erasing_preview("P07").copies == both
    done = study.erase_participant("P07", typed="P07")

    assert done.copies == both and done.unopened == ()
    assert b"quarrelsome" not in copy.read_bytes() + below.read_bytes()
    assert "Other files there that hold words of the person: 1 file." in done.certificate
    assert "left out" not in done.certificate
    assert other.read_bytes() == untouched
    [near] = [line for line in done.to_do if "near the study" in line]
    assert "q.md" in near and "plain.md" not in near


def test_an_encrypted_copy_that_does_not_open_is_told_and_not_certified_away(study, tmp_path):
    sealed, bundle = tmp_path / "old.qualcode", tmp_path / "to-margaret.qualbundle"
    with closing(new(sealed, "mk", passphrase=PASSPHRASE)) as other:
        assert other.store.key is not None
    bundle.write_bytes(b"age-encryption.org/v1")

    [warned] = [line for line in study.erasing_preview("P07").warnings if "encrypted" in line]
    done = study.erase_participant("P07", typed="P07")

    assert f"may be copies: {sealed.name}, {bundle.name}." in warned and warned in done.to_do
    assert "could not be opened, and may be copies of it: 2 files." in done.certificate
    assert "left out" not in done.certificate


def test_with_nothing_near_the_study_the_certificate_says_that_no_copy_was_left_out(study):
    assert "No copy that was found there was left out." in (
        study.erase_participant("P07", typed="P07").certificate
    )


def test_where_in_the_codebook_the_name_stands_is_told_by_its_codes(study):
    study.edit_code("2", "clearer", definition="What Keith calls the desk.")

    [told] = [line for line in study.erasing_preview("P07").warnings if "still stands in" in line]

    assert "stands in 2; earlier versions of it cannot be changed" in told
    assert "versions of the codebook (1)" in told and "an ordinary word" in told
