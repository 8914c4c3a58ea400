"""Authorities are placed by hand, with a reason, and never by counting."""

from __future__ import annotations

import dataclasses

import pytest

from qualcode.errors import Refused, UnknownItem


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


SHIPPED = ("parallel development", "aspirational development", "maximum collaboration")


def test_the_anchors_are_those_of_the_list_until_the_study_names_its_own(project, interview):
    assert project.continuum().anchors == SHIPPED
    assert project.set_anchors([" apart ", "together"]) == ("apart", "together")
    assert project.continuum().anchors == ("apart", "together")


def test_every_authority_begins_without_a_place(sample):
    line = sample.continuum()

    assert line.placements == ()
    assert line.unplaced == ("City Borough", "East Borough", "Midtown", "Southshire")


def test_ties_and_places_in_between_are_kept_with_their_reasons(sample):
    sample.place_authority("Midtown", 1.5, " Both boards plan together. ")
    sample.place_authority("east borough", 1.5, "So do theirs.")
    line = sample.continuum()

    assert [(p.authority, p.position, p.rationale) for p in line.placements] == [
        ("East Borough", 1.5, "So do theirs."),
        ("Midtown", 1.5, "Both boards plan together."),
    ]
    assert line.unplaced == ("City Borough", "Southshire")
    event = sample.history(last=1)[0]
    assert event.act == "keep placement"
    assert "east" not in f"{event.subject} {event.detail}".casefold()


def test_a_place_needs_a_reason_and_an_authority_of_the_study(sample):
    for place, position, why, said in [
        ("Midtown", 1, "  ", "Write why"),
        ("Midtown", 2.5, "x", "between 0 and 2"),
        ("Nowhere", 1, "x", "no interview from the authority"),
    ]:
        with pytest.raises(Refused, match=said):
            sample.place_authority(place, position, why)
    assert sample.continuum().placements == ()


def test_the_versions_stay_when_a_place_changes_or_goes(sample):
    sample.place_authority("Midtown", 1, "First reason.")
    sample.place_authority("Midtown", 2, "Second reason.")
    sample.remove_placement("Midtown")

    assert sample.continuum().of("Midtown") is None
    assert [p.position for p in sample.placement_versions("Midtown")] == [2, 1]
    with pytest.raises(UnknownItem, match="no place"):
        sample.remove_placement("Midtown")


def test_the_second_of_two_people_is_told(sample):
    first = sample.place_authority("Midtown", 1, "First reason.", based_on="")
    sample.acting_as("Tom Kessler").place_authority("Midtown", 2, "Tom's.", based_on=first.version)

    with pytest.raises(Refused, match="Tom Kessler has placed this authority meanwhile"):
        sample.place_authority("Midtown", 0, "Mine.", based_on=first.version)
    assert sample.continuum().of("Midtown").position == 2


def test_anchors_and_a_place_are_not_taken_from_under_somebody(sample):
    theirs = sample.acting_as("Tom Kessler")
    assert sample.continuum().version == ""
    sample.set_anchors(["a", "b"], based_on="")
    seen = sample.continuum().version
    theirs.set_anchors(["c", "d"], based_on=seen)
    with pytest.raises(Refused, match="Tom Kessler has changed the anchors meanwhile"):
        sample.set_anchors(["e", "f"], based_on=seen)
    assert sample.continuum().anchors == ("c", "d")

    first = sample.place_authority("Midtown", 1, "First reason.")
    theirs.place_authority("Midtown", 0, "Tom's.")
    with pytest.raises(Refused, match="Tom Kessler has placed this authority anew"):
        sample.remove_placement("Midtown", based_on=first.version)
    sample.remove_placement("Midtown", based_on=sample.continuum().of("Midtown").version)
    assert sample.continuum().placements == ()


def test_fewer_anchors_leave_nobody_off_the_line(sample):
    sample.place_authority("Midtown", 2, "Reason.")
    with pytest.raises(Refused, match="1 authority stands beyond"):
        sample.set_anchors(["apart", "together"])
    sample.set_anchors(["apart", "side by side", "together"])

    line = sample.continuum()
    assert line.outdated == ("Midtown",)
    assert [p.authority for p in line.shown] == ["Midtown"]


def test_a_place_of_an_authority_that_is_gone_is_kept_and_told(project, interview):
    project.place_authority("Midtown", 1, "Reason.")
    project.remove_transcript(interview)
    line = project.continuum()

    assert (line.gone, line.unplaced) == (("Midtown",), ())
    assert line.of("Midtown").rationale == "Reason."


def test_a_study_without_anchors_says_so(project, interview):
    from qualcode.store import people

    with project._write() as tx:
        bare = dataclasses.replace(people.load_respondents(tx.connection), continuum={})
        people.save_respondents(tx, bare, "test")
    assert project.continuum().anchors == ()
    with pytest.raises(Refused, match="no anchors yet"):
        project.place_authority("Midtown", 1, "Reason.")


def test_what_leaves_is_recorded_and_needs_something_to_show(sample):
    with pytest.raises(Refused, match="No authority is placed"):
        sample.continuum_file("png")
    sample.place_authority("Midtown", 1, "Reason.")
    with pytest.raises(Refused, match="svg or"):
        sample.continuum_file("pdf")
    assert sample.continuum_file("png").startswith(b"\x89PNG")
    assert sample.history(last=1)[0].act == "export continuum"
