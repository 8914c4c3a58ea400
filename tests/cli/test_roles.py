"""The commands `coders`, `add-coder`, `set-role` and `news`."""

from __future__ import annotations

MENTOR = {"QUALCODE_CODER": "Margaret Osei"}


def test_people_are_added_with_a_role_and_listed(study):
    study("add-coder", "Margaret  Osei", "--role", "mentor")
    study("add-coder", "Tom Kessler", "--role", "second coder")

    assert study.rows("coders") == [
        {"name": "mk", "role": "researcher"},
        {"name": "Margaret Osei", "role": "mentor"},
        {"name": "Tom Kessler", "role": "second coder"},
    ]
    told = study("add-coder", "Margaret Osei", status=1).stderr
    assert "The study knows this person already" in told
    assert study("add-coder", "Ana", "--role", "boss", status=2).stdout == ""


def test_a_role_is_changed(study):
    study("add-coder", "Margaret Osei", "--role", "mentor")
    assert (
        "Margaret Osei is a researcher now."
        in study("set-role", "Margaret Osei", "researcher").stderr
    )

    assert "does not know Ana" in study("set-role", "Ana", "mentor", status=1).stderr
    study("set-role", "mk", "mentor")
    assert (
        "Nobody would be left"
        in study("set-role", "Margaret Osei", "mentor", status=1, **MENTOR).stderr
    )


def test_a_mentor_is_refused_at_the_terminal_too(study):
    study("add-coder", "Margaret Osei", "--role", "mentor")
    [talk] = study.rows("transcripts")

    told = study("code", talk["id"], "0:5", "3.b", status=1, **MENTOR).stderr
    assert "reads and comments as a mentor; coding is for researchers" in told
    assert "--coder" in told
    assert study.rows("codings") == []
    assert study("transcripts", status=1, **MENTOR).stdout == ""
    assert "is for researchers" in study("set-role", "mk", "mentor", status=1, **MENTOR).stderr


def test_news_are_told_until_they_are_seen(study):
    study("add-coder", "Margaret Osei", "--role", "mentor")
    first = study.rows("news", **MENTOR)
    assert {"words": "mk brought in 1 transcript.", "page": "transcripts"} in first

    told = study("news", "--seen", **MENTOR)
    assert "This is your first look" in told.stderr and "Noted" in told.stderr
    assert study.rows("news", **MENTOR) == []
    assert "Nothing has changed since you last looked" in study("news", **MENTOR).stderr
