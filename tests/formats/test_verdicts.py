"""Verdict files: what the page makes is read, and nothing else is believed."""

import json

import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats.verdicts import parse_verdicts
from qualcode.model.coding import Direction
from qualcode.model.review import Judgement, Proposal
from qualcode.model.span import Span

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"
VERDICT = {
    "item": "item-1",
    "id": ONE,
    "at": "2026-05-04T09:10:11.123Z",
    "judgement": "question",
    "after": [],
    "proposal": None,
    "comment": "Is it hers?\r\nOr theirs?",
    "comment_id": TWO,
}


def whole(*verdicts, **parts):
    plain = {"study": "s", "round": "r", "reviewer": "Margaret Osei", "verdicts": list(verdicts)}
    return json.dumps({**plain, **parts}).encode()


def read(**parts):
    """The only verdict of a file, changed in these parts, and what was odd."""
    found = parse_verdicts(whole({**VERDICT, **parts}))
    return (found.verdicts[0] if found.verdicts else None), [why for _, why in found.odd]


def test_a_verdict_is_read_as_it_was_given():
    found = parse_verdicts(whole(VERDICT))

    [verdict] = found.verdicts
    assert (found.study, found.round, found.reviewer, found.odd) == ("s", "r", "Margaret Osei", ())
    assert (verdict.item, verdict.id, verdict.judgement) == ("item-1", ONE, Judgement.QUESTION)
    assert (verdict.comment, verdict.comment_id) == ("Is it hers?\nOr theirs?", TWO)
    assert verdict.proposal is None


def test_a_proposal_is_read():
    verdict, odd = read(proposal={"code": "3.b", "direction": "mixed", "span": "10:20"})

    assert verdict.proposal == Proposal("3.b", Span(10, 20), Direction.MIXED)
    assert odd == []


def test_a_comment_alone_is_read():
    verdict, odd = read(judgement=None)

    assert (verdict.judgement, verdict.id, verdict.comment_id) == (None, "", TWO)
    assert odd == []


def test_a_comment_that_cannot_be_taken_leaves_its_verdict_alone():
    verdict, odd = read(comment="x" * 50_000)

    assert (verdict.judgement, verdict.comment) == (Judgement.QUESTION, "")
    assert odd == [
        "A comment has up to 5,000 characters and this one has 50,000; shorten it or write two."
    ]


@pytest.mark.parametrize(
    "comment", [5, ["x"], {"a": 1}, "nul\x00", "half \ud800", "bell\x07", True]
)
def test_an_odd_comment_is_listed_and_its_verdict_taken(comment):
    verdict, odd = read(comment=comment)

    assert (verdict.judgement, verdict.comment, len(odd)) == (Judgement.QUESTION, "", 1)


@pytest.mark.parametrize(
    "parts",
    [
        {"item": None},
        {"item": ""},
        {"item": "x" * 201},
        {"item": "nul\x00"},
        {"id": "1"},
        {"id": ONE.upper().replace("1", "A")},
        {"id": None},
        {"at": "yesterday"},
        {"at": "2026-05-04"},
        {"at": "2026-02-31T09:10:11Z"},
        {"at": "2026-05-04T29:10:11.5Z"},
        {"at": 5},
        {"judgement": "approve"},
        {"judgement": 1},
        {"judgement": ["agree"]},
        {"judgement": None, "comment": ""},
        {"judgement": None, "comment": "x" * 5001},
        {"judgement": None, "comment_id": "x"},
        {"after": "x"},
        {"after": [ONE] * 1001},
    ],
)
def test_an_entry_that_breaks_the_rules_is_listed_and_the_others_are_read(parts):
    other = {**VERDICT, "item": "item-2"}
    found = parse_verdicts(whole({**VERDICT, **parts}, other))

    assert [v.item for v in found.verdicts] == ["item-2"]
    assert found.odd
    assert all("\x00" not in why and len(why) < 200 for _, why in found.odd)


@pytest.mark.parametrize(
    "proposal",
    [
        "3.b",
        {},
        {"code": 3},
        {"code": ""},
        {"direction": "up"},
        {"span": "20:10"},
        {"span": "1:" + "9" * 5000},
        {"span": "-1:4"},
        {"span": [1, 2]},
        {"span": "٣:٤"},
    ],
)
def test_an_odd_proposal_is_listed_and_its_verdict_taken(proposal):
    verdict, odd = read(proposal=proposal)

    assert (verdict.judgement, verdict.proposal) == (Judgement.QUESTION, None)
    assert [why.endswith("The verdict was taken without it.") for why in odd] == [True]


@pytest.mark.parametrize("at", ["2026-05-04T09:10:11Z", "2026-05-04T09:10:11.1Z"])
def test_a_time_is_read_with_and_without_its_fractions(at):
    assert read(at=at)[0].at == at


@pytest.mark.parametrize("entry", [None, 5, "x", [], [VERDICT]])
def test_an_entry_that_is_no_object_is_listed(entry):
    found = parse_verdicts(whole(entry, VERDICT))

    assert (len(found.verdicts), len(found.odd)) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        whole(study=5),
        whole(study=""),
        whole(reviewer=None),
        whole(reviewer="nul\x00"),
        whole(round="x" * 201),
        whole(verdicts={}),
        whole(verdicts=None),
        whole(more=float("nan")),
        b'{"study": "s", "study": "t", "round": "r", "reviewer": "m", "verdicts": []}',
        b'{"study": "s", "round": "r", "reviewer": "m", "verdicts": [' + b"9" * 5000 + b"]}",
    ],
)
def test_what_no_page_makes_is_refused_whole(data):
    with pytest.raises(UnreadableFile):
        parse_verdicts(data)


def test_more_verdicts_than_any_round_has_are_refused():
    with pytest.raises(UnreadableFile, match="more than 10,000 verdicts"):
        parse_verdicts(whole(*[5] * 10_001))
