"""A copy whose interview was corrected, merged into a study that still has the older text."""

import shutil
from contextlib import closing

import pytest
from sqlalchemy import update

from qualcode.cli.main import main
from qualcode.errors import UnknownItem
from qualcode.model import CoderRole, Span
from qualcode.project import Project, Upload
from qualcode.store import merging_hanging, schema
from tests.conftest import TWO_PEOPLE
from tests.dump import dump

BETTER = TWO_PEOPLE.replace("Nobody agrees", "Nobody ever agrees").replace(
    " We know who to ring.", " We meet there."
)
STAYS, CHANGED, GONE = "We argue about thresholds.", "Nobody agrees what counts.", "who to ring"


def correct(project, interview):
    return project.correct_transcript(interview, Upload("b.md", BETTER.encode()), "misheard")


def place(project, interview, words):
    start = project.transcript(interview).text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def here(project, interview):
    """The older state: three codings on the text as it was."""
    for words, code in ((STAYS, "3.b"), (CHANGED, "3.a"), (GONE, "7.d")):
        project.code(interview, place(project, interview, words), code)
    project.add_coder("Tom")
    project.add_coder("Margaret", CoderRole.MENTOR)
    return project


@pytest.fixture
def there(here, interview, tmp_path):
    """A copy in which the text was corrected, a coding was kept, and a round was made."""
    here.store.engine.dispose()
    copy = shutil.copy(here.store.place, tmp_path / "tom.qualcode")
    with closing(Project.open(copy, "Tom")) as made:
        correct(made, interview)
        waiting = {one.move.coding.code: one.move.coding.id for one in made.to_place()}
        made.acting_as("mk").place_again(waiting["3.a"])
        new = made.code(interview, place(made, interview, "We meet there."), "5.a")
        made.add_memo("They meet.", f"coding {new.id}")
        made.add_theme("They meet.", codes=["5.a"], evidence=[new.id])
        made.start_round(reviewers=["Margaret"])
        mentor = made.acting_as("Margaret")
        for row in made.review_items("1"):
            mentor.judge(row.item.id, "question", comment="Why?")
        item = next(row.item.id for row in made.review_items("1") if row.item.about == new.id)
        made.resolve(item, "change", "clearer", direction="mixed")
        yield made


def wrong(project):
    return {found.check: found.places for found in project.doctor().findings if found.wrong}


def standing(project):
    return sorted((c.code, c.coder, c.quote) for c in project.codings())


def test_nothing_that_came_hangs_on_codings_that_did_not(here, there, tmp_path):
    before = standing(here)

    dry = here.merge(there.store.place, dry_run=True)
    done = here.merge(there.store.place)

    assert (dry.added, dry.left_out, dry.conflicts) == (done.added, done.left_out, done.conflicts)
    assert wrong(here) == {} and here.check_history() is None
    assert standing(here) == before and here.to_place() == []
    assert [row.code for row in here.review_items("1")] == ["3.b"]
    page = tmp_path / "sealed.html"
    sent = here.export_review("1", page, passphrase="otter lantern seventeen marsh", confirmed=True)
    assert sent.items == 1
    [theme] = here.written_themes()
    [[gone], []] = here.chosen_passages(theme)
    assert gone.quotes == ()
    after = dump(here.store)
    assert here.merge(there.store.place).nothing_new
    assert dump(here.store) == after


def test_without_the_guard_the_doctor_would_speak(here, there, monkeypatch):
    monkeypatch.setattr(merging_hanging.Here, "holds", lambda *_: True)

    here.merge(there.store.place)

    assert {"items of reviews", "memos"} <= wrong(here).keys()


def test_what_waited_in_the_other_copy_comes_once_the_text_is_the_same(here, there, interview):
    said = " ".join(one.words for one in here.merge(there.store.place).conflicts)
    assert "correct it in the other with the same file and merge again: then they come" in said
    assert "2 items of rounds, 1 settling and 3 memos and comments there are about" in said
    assert "2 codings stand here on words that read otherwise" in said
    correct(here, interview)

    here.merge(there.store.place)

    assert standing(here) == standing(there) and wrong(here) == {}
    assert {one.move.coding.code for one in here.to_place()} == {"7.d"}
    items = here.review_items("1")
    assert {row.item.id for row in items} == {row.item.id for row in there.review_items("1")}
    for row in items:
        view, other = (one.review_item(row.item.id) for one in (here, there))
        assert [m.text for m in view.thread] == [m.text for m in other.thread] == ["Why?"]
        assert view.resolutions == other.resolutions
    assert sorted(m.text for m in here.memos()) == sorted(m.text for m in there.memos())
    [[found], []] = here.chosen_passages(here.written_themes()[0])
    assert found.quotes
    assert here.merge(there.store.place).nothing_new


@pytest.fixture
def lost(there):
    """A study in which an earlier merge left an item whose coding is not there."""
    gone = there.review_items("1")[-1].item
    with there.store.write("Tom") as tx:
        items = schema.round_item
        tx.connection.execute(
            update(items).where(items.c.id == gone.id).values(subject="coding gone")
        )
    return gone.id


def test_an_item_whose_coding_is_not_there_keeps_no_round_from_opening(
    there, lost, tmp_path, capsys
):
    assert len(there.review_items("1")) == 2
    assert there.lost_items().startswith("1 item of round 1 is not shown: the coding is not in")
    main(["--study", str(there.store.place), "--coder", "Tom", "rounds"], standalone_mode=False)
    assert there.lost_items() in capsys.readouterr().err
    page = tmp_path / "sealed.html"
    sent = there.export_review(
        "1", page, passphrase="otter lantern seventeen marsh", confirmed=True
    )
    assert sent.items == 2
    for verb in (there.review_item, lambda item: there.resolve(item, "keep", "so it is")):
        with pytest.raises(UnknownItem, match="is on a coding that is not in this study"):
            verb(lost)
    [found] = [one for one in there.doctor().findings if one.check == "items of reviews"]
    assert "merge again; then it comes and is shown" in found.todo


def test_a_study_whose_items_are_all_there_has_nothing_to_tell(there):
    assert there.lost_items() == ""


def test_what_a_copy_coded_of_an_erased_person_is_not_told_as_done_here(
    here, interview, tmp_path_factory
):
    here.store.engine.dispose()
    # Beside the study it would be erased along.
    copy = shutil.copy(here.store.place, tmp_path_factory.mktemp("away") / "copy.qualcode")
    with closing(Project.open(copy, "Tom")) as other:
        other.code(interview, place(other, interview, STAYS), "5.a")
    here.erase_participant("P01", typed="P01")

    merged = here.merge(copy)

    assert any("still held 1 person" in one.words for one in merged.conflicts)
    assert wrong(here) == {} and here.codings() == []
    assert "Tom" not in {event.who for event in here.history() if event.act == "code"}
