"""The right of access: all that is held on a person, and nothing that is anybody else's."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError, Refused, UnknownParticipant
from qualcode.model import Span
from qualcode.model.held import OTHERS, OthersWords
from qualcode.project import Project, Upload
from qualcode.project.holding import words_of
from qualcode.project.pseudonyms_seen import NamesLeft
from tests.dump import dump
from tests.project.test_erasing import (
    BOTH,
    JOINT,
    MARKERS,
    OTHER,
    SAID,
    built_planted,
    planted,
)

__all__ = ["built_planted", "planted"]
# What another participant said, who also speaks in the shared text.
STRANGER = "That is so, every single week"


def told(project: Project, who: str = "P07") -> str:
    project.names_seen = True
    return project.held_about_file(who, "md").decode().replace("\\", "")


def test_every_marker_of_a_person_that_erasing_would_look_for_is_in_their_file(planted):
    preview = planted.erasing_preview("P07")
    text = told(planted).lower()

    assert preview.words >= 40
    assert [marker for marker in MARKERS[:44] if marker not in text] == []
    for wanted in ("May be quoted: quote", "Called in both: P07", "Memo, ", "Theme, "):
        assert wanted.lower() in text
    assert len(re.findall("coded 20", text)) == preview.counts["codings"] + len(
        [c for c in planted.codings(transcript="both") if OTHER in c.quote and JOINT in c.quote]
    )


def test_nobody_elses_words_are_in_it_though_they_stand_beside_theirs(planted):
    both = next(c for c in planted.codings(transcript="both") if c.code == "3")
    assert OTHER in both.quote and JOINT in both.quote
    planted.add_memo(f"Against it stands: {OTHER} Yes.", f"coding {both.id}")
    planted.add_memo(f"As was said, {OTHER} Not so: {SAID[4]}", "transcript P07")

    text = told(planted)

    assert OTHER not in text and STRANGER not in text and "the duty desk helps" not in text
    assert "We share news and we ring" not in text
    assert "As was said, [somebody else’s words]" in text and f"Not so: {SAID[4]}" in text
    # The control: the other person's own file holds them, and none of this one's.
    other = told(planted, "P08")
    assert OTHER in other and STRANGER in other
    assert [marker for marker in MARKERS if marker in other.lower()] == []


def test_without_the_cut_others_words_would_go_along(planted, monkeypatch):
    planted.add_memo(f"As was said, {OTHER} And {MARKERS[3]}.", "transcript P07")
    monkeypatch.setattr(OthersWords, "cut", lambda self, text: text)

    assert OTHER in told(planted)


def test_looking_changes_nothing_and_the_file_is_recorded_by_the_id_alone(planted, tmp_path):
    before = dump(planted.store)
    held = planted.held_about("P07")
    assert dump(planted.store) == before and held.things > 60

    planted.names_seen = True
    planted.export_held_about(tmp_path / "p07.docx", "P07")

    [act] = [event for event in planted.history() if event.act == "export held"]
    assert act.subject == "held-about.docx" and act.detail == '{"participant": "P07"}'
    assert "all that is held on one participant" in planted.erasing_preview("P07").exports[0].what
    import docx

    words = "\n".join(p.text for p in docx.Document(str(tmp_path / "p07.docx")).paragraphs)
    assert all(marker in words.lower() for marker in MARKERS[:42])


def test_a_person_nobody_knows_and_another_ending_are_refused(planted, tmp_path):
    with pytest.raises(UnknownParticipant):
        planted.held_about("P99")
    with pytest.raises(Refused, match=r"\.docx or \.md"):
        planted.export_held_about(tmp_path / "p07.html", "P07")
    assert list(tmp_path.glob("p07*")) == []


def test_names_that_were_replaced_stay_replaced_and_others_make_it_wait(project, tmp_path):
    talk = "Interviewer: How?\n\nP01: Keith Okonjo rings and then Shireen Walcott rings back.\n"
    file = tmp_path / "one.md"
    file.write_text(f"---\nparticipant: P01\n---\n\n{talk}", "utf-8")
    project.import_files([Upload("one.md", file.read_bytes())])
    project.add_memo("Keith Okonjo matters here.", "transcript one")
    start = project.transcript("one").text.index("Keith")
    project.replace_name("one", [Span(start, start + 12)], "team manager", kind="person")

    with pytest.raises(NamesLeft) as refused:
        project.held_about_file("P01", "md")

    assert {found.words for found in refused.value.found} == {"Shireen Walcott"}
    text = told(project, "P01")
    assert "Keith" not in text and text.count("[team manager]") == 2


def test_words_of_an_earlier_version_are_still_held_and_others_words_of_it_are_not(planted):
    new = BOTH.replace("too, says everybody", "as well, says everybody")
    new = new.replace("every single week", "each and every day of it")
    planted.correct_transcript("both", Upload("both.txt", new.encode()), reason="Heard again.")

    text = told(planted)

    assert "(version 1, corrected since)" in text
    assert f"{MARKERS[42]} too, says everybody" in text and f"{MARKERS[42]} as well" in text
    assert "every single week" not in text and "each and every day" not in text


def test_only_a_researcher_may_ask(planted):
    from qualcode.model import CoderRole

    planted.add_coder("Margaret Osei", CoderRole.MENTOR)
    with pytest.raises(QualcodeError):
        planted.acting_as("Margaret Osei").held_about("P07")


def test_the_sample_person_gets_their_answers_and_no_other_persons(sample):
    held = sample.held_about("P01")
    written = next(p.lines for p in held.parts if p.title == "Answers, summaries and themes")

    assert any("need step: 3/4" in line.words for line in written)
    assert sum("Set of answers" in line.label for line in written) == 1
    own = {t["id"] for t in sample.transcripts() if "programme-manager" in t["id"]}
    sources = {line.source for part in held.parts for line in part.lines if line.source}
    assert sources <= own and len(sources) == 2
    assert OTHERS not in " ".join(words_of(held.parts))


def test_the_command_and_its_file(planted, tmp_path):
    from click.testing import CliRunner

    from qualcode.cli import main

    place = Path(planted.store.place)
    planted.store.engine.dispose()
    run = ["--study", str(place), "--coder", "mk", "--names-seen", "held-about", "P07"]
    told_ = CliRunner().invoke(main, run)
    made = CliRunner().invoke(main, [*run, "-o", str(tmp_path / "p07.md")])

    assert told_.exit_code == 0 and "What they said" in told_.output
    assert MARKERS[0] not in told_.output
    assert made.exit_code == 0 and "Read it through" in made.output
    assert MARKERS[0] in (tmp_path / "p07.md").read_text("utf-8")
    assert io.StringIO(made.output).readline().startswith("Written to p07.md")
