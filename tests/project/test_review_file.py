"""A round goes to its reviewer as one sealed file, and her verdicts come back once."""

import base64
import json
import re
import uuid

import pytest

from qualcode.errors import Refused, UnknownItem, UnreadableFile
from qualcode.formats import sealed
from qualcode.formats.sealed import ALTERED, seal, unseal
from qualcode.model import CoderRole, Span
from qualcode.model.review import Judgement, Proposal
from qualcode.project import Upload
from qualcode.project.rounds_waiting import StillWaiting
from qualcode.report.attribution import FewPeople
from qualcode.report.review_html import review_page

MARGARET = "Margaret Osei"
PASSPHRASE = "four plain words here"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Keys are stretched in the tests of the seal."""
    monkeypatch.setattr(sealed, "ITERATIONS", 1)


@pytest.fixture
def round(sample):
    """A round of eight codings in review, for Margaret."""
    sample.add_coder(MARGARET, CoderRole.MENTOR)
    return sample.start_round("Trust", reviewers=[MARGARET], count=8, seed=4)


def opened(page):
    """What a page holds, as the passphrase opens it."""
    [inside] = re.findall(rb'<script type="application/json" id="sealed">(.*?)</script>', page)
    return json.loads(unseal("review", inside, PASSPHRASE))


def sent(project, round, /, *verdicts, **parts):
    """A verdict file as the page would make it."""
    with project._read() as connection:
        from qualcode.store import people

        study = people.load_study(connection)["uuid"]
    plain = {"study": study, "round": round.id, "reviewer": MARGARET, "verdicts": list(verdicts)}
    return Upload(
        "round-1-margaret.verdicts",
        seal("verdicts", json.dumps({**plain, **parts}).encode(), PASSPHRASE).encode(),
    )


def verdict(item, judgement="agree", at="2099-01-01T00:00:00.000Z", **parts):
    return {
        "item": item,
        "id": str(uuid.uuid4()),
        "at": at,
        "judgement": judgement,
        "after": [],
        **({"comment_id": str(uuid.uuid4())} if "comment" in parts else {}),
        **parts,
    }


def items(project, round):
    return [row.item.id for row in project.review_items(round.id)]


def given(project, item):
    """Margaret's verdict that counts."""
    return next((v for v in project.review_item(item).verdicts if v.who == MARGARET), None)


def allow_no_quotes(project, participant, folder):
    file = folder / "participants.csv"
    file.write_text(f"participant,consent\n{participant},no quote\n", encoding="utf-8")
    assert not project.import_files([file]).refused


# Out


def test_a_page_holds_the_round_as_its_reviewer_may_read_it(sample, round):
    made = sample.review_file(round.id, passphrase=PASSPHRASE)
    data = opened(made.page)

    assert (made.reviewer, made.items, made.left_out) == (MARGARET, 8, 0)
    assert (data["reviewer"], data["title"], data["save_as"]) == (
        MARGARET,
        "Trust",
        f"round-{round.number}-margaret.verdicts",
    )
    assert [item["id"] for item in data["items"]] == items(sample, round)
    view = sample.review_item(data["items"][0]["id"])
    assert data["items"][0]["quote"] == view.coding.quote
    assert data["items"][0]["caption"] == view.caption
    assert len(data["codes"]) == len(sample.codebook)
    assert data["items"][0]["start"] == view.coding.span.start - len(view.lead)


def test_no_raw_name_stands_anywhere_in_the_page(sample, round):
    data = json.dumps(opened(sample.review_file(round.id, passphrase=PASSPHRASE).page))

    names = {t["id"] for t in sample.transcripts()} | {t["title"] for t in sample.transcripts()}
    names |= {p.id for p in sample.participants()}
    assert len(names) > 20
    assert [name for name in names if f'"{name}"' in data or f"{name}:" in data] == []


def test_outside_the_seal_only_the_tool_is_named(sample, round):
    page = sample.review_file(round.id, passphrase=PASSPHRASE).page.decode()

    assert "<title>qualcode review</title>" in page
    assert "Trust" not in page.replace("trusted-types", "").replace("require-trusted-types-for", "")
    assert MARGARET not in page
    assert sample.about()["title"] not in page
    quote = sample.review_item(items(sample, round)[0]).coding.quote
    assert quote[:30] not in page
    assert base64.b64encode(quote.encode()).decode()[:30] not in page


def test_withheld_words_never_leave_and_their_items_are_counted(sample, round, tmp_path):
    first = sample.review_item(items(sample, round)[0])
    coding = sample.coding(first.coding.id)
    [speaker, *_] = [s for s in sample.speakers()[coding.transcript] if not s.interviewer]
    allow_no_quotes(sample, speaker.participant, tmp_path)
    made = sample.review_file(round.id, passphrase=PASSPHRASE, confirmed=True)

    told = json.dumps(opened(made.page), ensure_ascii=False)
    assert made.left_out >= 1
    assert made.items + made.left_out == 8
    assert coding.quote[:60] not in told
    assert opened(made.page)["left_out"] == made.left_out


def test_what_was_said_before_goes_along(sample, round):
    [item, other, *_] = items(sample, round)
    sample.acting_as(MARGARET).judge(item, "question", comment="Whose trust is it?")
    sample.resolve(item, "keep", "It is the team's.")
    [one, two, *_] = opened(sample.review_file(round.id, passphrase=PASSPHRASE).page)["items"]

    assert (one["said"], two["said"]) == ("question", None)
    assert one["thread"] == [[MARGARET, "Whose trust is it?"]]
    assert one["settled"] == [["Ruth Adeyemi", "kept as it is", "It is the team's."]]
    assert other == two["id"]


def test_a_theme_goes_with_its_captioned_quotes(sample):
    sample.add_coder(MARGARET, CoderRole.MENTOR)
    theme = next(t for t in sample.written_themes() if t.evidence and t.counter)
    round = sample.start_round(reviewers=[MARGARET], count=8, seed=4, themes=[theme.id])
    [first, *_] = opened(sample.review_file(round.id, passphrase=PASSPHRASE).page)["items"]

    assert (first["kind"], first["statement"]) == ("theme", theme.statement)
    assert len(first["for"]) >= len(theme.evidence)
    assert all(words and caption for words, caption in [*first["for"], *first["against"]])


def test_sending_is_recorded_without_the_passphrase(sample, round, tmp_path):
    sample.export_review(round.id, tmp_path / "review.html", passphrase=PASSPHRASE)

    [*_, event] = sample.history()
    assert (event.act, event.subject) == ("export review", round.id)
    assert json.loads(event.detail) == {"items": 8, "reviewer": MARGARET}
    assert PASSPHRASE.encode() not in sample.store.place.read_bytes()


def test_a_hundred_items_are_less_than_a_megabyte(sample):
    sample.add_coder(MARGARET, CoderRole.MENTOR)
    round = sample.start_round(reviewers=[MARGARET], count=100, seed=1)
    made = sample.review_file(round.id, passphrase=PASSPHRASE)

    assert made.items + made.left_out == 100
    assert made.items > 90
    assert len(made.page) < 1_000_000


def test_a_weak_passphrase_another_reviewer_and_another_ending_are_refused(sample, round, tmp_path):
    for more in (
        {"passphrase": "too short"},
        {"passphrase": PASSPHRASE, "reviewer": "Tom Kessler"},
    ):
        with pytest.raises(Refused):
            sample.export_review(round.id, tmp_path / "review.html", **more)
    with pytest.raises(Refused, match=r"ending \.html"):
        sample.export_review(round.id, tmp_path / "review.doc", passphrase=PASSPHRASE)
    with pytest.raises(UnknownItem):
        sample.export_review("77", tmp_path / "review.html", passphrase=PASSPHRASE)
    assert list(tmp_path.glob("*.html")) == []
    assert [e.act for e in sample.history()].count("export review") == 0


def test_a_round_that_is_not_in_review_is_not_sent(sample, round):
    sample.return_round(round.id)
    with pytest.raises(Refused, match="returned"):
        sample.review_file(round.id, passphrase=PASSPHRASE)


def test_of_several_reviewers_one_must_be_named(sample):
    for name in (MARGARET, "Edith Roy"):
        sample.add_coder(name, CoderRole.MENTOR)
    round = sample.start_round(count=8, seed=4)
    with pytest.raises(Refused, match="whom the file is for"):
        sample.review_file(round.id, passphrase=PASSPHRASE)
    assert sample.review_file(round.id, passphrase=PASSPHRASE, reviewer="Edith Roy").items == 8


def test_words_of_few_people_leave_only_when_that_was_weighed(project, interview, at):
    project.code(interview, at("We know who to ring"), "3.b")
    project.add_coder(MARGARET, CoderRole.MENTOR)
    round = project.start_round(reviewers=[MARGARET])
    with pytest.raises(FewPeople):
        project.review_file(round.id, passphrase=PASSPHRASE)

    made = project.review_file(round.id, passphrase=PASSPHRASE, confirmed=True)
    assert made.items == 1
    assert [e.act for e in project.history()][-2:] == ["confirm small groups", "export review"]


def test_nothing_is_sent_when_nobody_allows_quotes(project, interview, at, tmp_path):
    project.code(interview, at("We know who to ring"), "3.b")
    project.add_coder(MARGARET, CoderRole.MENTOR)
    round = project.start_round(reviewers=[MARGARET])
    allow_no_quotes(project, "P01", tmp_path)
    with pytest.raises(Refused, match="allow quotes"):
        project.review_file(round.id, passphrase=PASSPHRASE, confirmed=True)


def test_a_file_that_cannot_be_written_is_not_recorded(sample, round, tmp_path):
    with pytest.raises(Refused, match="could not be written"):
        sample.export_review(round.id, tmp_path / "no" / "review.html", passphrase=PASSPHRASE)
    assert [e.act for e in sample.history()].count("export review") == 0


def test_only_its_own_script_runs_in_the_page():
    page = review_page(seal("review", b"{}", PASSPHRASE)).decode()
    [policy] = re.findall(r'Content-Security-Policy" content="(.*?)">', page)
    [style] = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    [script] = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    import hashlib

    def hashed(text):
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert f"script-src '{hashed(script)}'" in policy
    assert f"style-src '{hashed(style)}'" in policy
    assert "innerHTML" not in script
    assert not re.search(r"fetch\(|XMLHttp|https?://|import\(", script)


# Back


def test_verdicts_come_in_as_their_reviewers(sample, round):
    [a, b, c, *_] = items(sample, round)
    code = sample.review_item(c).coding.code
    other = next(k.id for k in sample.codebook if k.id != code and k.parent)
    taken = sample.import_verdicts(
        sent(
            sample,
            round,
            verdict(a),
            verdict(b, "question", comment="Whose?"),
            verdict(c, "disagree", proposal={"code": other, "direction": None}),
        ),
        PASSPHRASE,
    )

    assert (taken.new, taken.known, taken.refused, taken.reviewer) == (3, 0, (), MARGARET)
    assert [given(sample, i).judgement for i in (a, b, c)] == ["agree", "question", "disagree"]
    assert given(sample, c).proposal == Proposal(code=other)
    assert [(m.author, m.text) for m in sample.review_item(b).thread] == [(MARGARET, "Whose?")]
    assert sample.check_history() is None


def test_other_words_are_proposed_by_their_place(sample, round):
    item = next(i for i in items(sample, round) if len(sample.review_item(i).coding.span) > 30)
    span = sample.review_item(item).coding.span
    shorter = Span(span.start, span.end - 10)
    taken = sample.import_verdicts(
        sent(sample, round, verdict(item, "disagree", proposal={"span": str(shorter)})), PASSPHRASE
    )

    assert (taken.new, taken.refused) == (1, ())
    assert given(sample, item).proposal == Proposal(span=shorter)


def test_other_words_are_left_out_when_the_interview_was_corrected_since(sample, round):
    item = next(i for i in items(sample, round) if len(sample.review_item(i).coding.span) > 30)
    coding = sample.review_item(item).coding
    shorter = Span(coding.span.start, coding.span.end - 10)
    proposal = {"span": str(shorter), "code": "7.d" if coding.code != "7.d" else "3.b"}
    file = sent(sample, round, verdict(item, "disagree", proposal=proposal))
    text = sample.transcript(coding.transcript).text
    mended = Upload("mended.txt", f"Recorded on tape.\n\n{text}".encode())
    sample.correct_transcript(coding.transcript, mended, "heard again")

    taken = sample.import_verdicts(file, PASSPHRASE)

    assert given(sample, item).proposal == Proposal(code=proposal["code"])
    assert any("corrected since" in why for why in taken.refused)


def test_the_same_file_again_makes_nothing_twice(sample, round):
    [a, b, *_] = items(sample, round)
    file = sent(sample, round, verdict(a), verdict(b, "question", comment="Whose?"))
    sample.import_verdicts(file, PASSPHRASE)
    before = sample.version
    taken = sample.import_verdicts(file, PASSPHRASE)

    assert (taken.new, taken.known, taken.refused) == (0, 2, ())
    assert sample.version == before
    assert len(sample.review_item(b).thread) == 1


def test_a_later_file_of_the_same_page_replaces_its_verdict(sample, round):
    [a, *_] = items(sample, round)
    first = verdict(a, "question", at="2020-01-01T00:00:00.000Z")
    second = verdict(a, "agree", at="2020-01-02T00:00:00.000Z", after=[first["id"]])
    sample.import_verdicts(sent(sample, round, first), PASSPHRASE)
    sample.import_verdicts(sent(sample, round, second), PASSPHRASE)

    assert given(sample, a).judgement is Judgement.AGREE


def test_an_earlier_file_that_comes_late_changes_nothing_and_says_so(sample, round):
    [a, *_] = items(sample, round)
    first = verdict(a, "question", at="2020-01-01T00:00:00.000Z")
    second = verdict(a, "agree", at="2020-01-02T00:00:00.000Z", after=[first["id"]])
    sample.import_verdicts(sent(sample, round, second), PASSPHRASE)
    taken = sample.import_verdicts(sent(sample, round, first), PASSPHRASE)

    assert (taken.new, taken.refused) == (
        0,
        ("Item 1: Margaret Osei has said agree since, which stays.",),
    )
    assert given(sample, a).judgement is Judgement.AGREE


def test_no_clock_decides_between_two_files_of_one_page(sample, round):
    item = items(sample, round)[0]
    older = verdict(item, "agree", at="2099-06-01T00:00:00.000Z")
    newer = verdict(item, "disagree", at="2099-06-01T00:00:01.000Z", after=[older["id"]])
    later = sent(sample, round, newer)
    sample.import_verdicts(later, PASSPHRASE)

    late = sample.import_verdicts(sent(sample, round, older), PASSPHRASE)

    assert late.refused == (f"Item 1: {MARGARET} has said disagree since, which stays.",)
    assert given(sample, item).judgement is Judgement.DISAGREE


def test_a_verdict_comes_without_a_proposal_that_cannot_be_given_any_more(sample, round):
    rows = sample.review_items(round.id)
    item, held = rows[0].item.id, rows[0].code
    other = next(c.id for c in sample.codes() if c.parent and c.id != held)
    file = sent(sample, round, verdict(item, "disagree", proposal={"code": other}))
    sample.retire_code(other, "Not needed.")

    taken = sample.import_verdicts(file, PASSPHRASE)

    assert (taken.new, taken.refused) == (
        1,
        (
            f"Item 1: The verdict was taken without what it proposes ({other}), which cannot be"
            " given here any more; ask the reviewer what she would put instead.",
        ),
    )
    assert (given(sample, item).judgement, given(sample, item).proposal) == (
        Judgement.DISAGREE,
        None,
    )
    assert sample.import_verdicts(file, PASSPHRASE).new == 0


def test_who_codes_apart_sends_no_round_that_would_lack_items(sample, round, tmp_path):
    sample.add_coder("Tom Kessler", CoderRole.SECOND_CODER)
    sample.start_round(over="interviews", coders=["Ruth Adeyemi", "Tom Kessler"], count=4, seed=1)
    target = tmp_path / "review.html"

    for send in (sample.review_file, lambda r, **k: sample.export_review(r, target, **k)):
        with pytest.raises(Refused, match="would lack what the others coded"):
            send(round.id, passphrase=PASSPHRASE)

    assert not target.exists()
    assert "export review" not in [event.act for event in sample.history()]


def test_a_verdict_given_in_the_app_after_the_page_was_left_stays(sample, round):
    [a, b, *_] = items(sample, round)
    sample.acting_as(MARGARET).judge(a, "disagree")
    old = verdict(a, "agree", at="2020-01-01T00:00:00.000Z")
    taken = sample.import_verdicts(sent(sample, round, old, verdict(b)), PASSPHRASE)

    assert (taken.new, len(taken.refused)) == (1, 1)
    assert given(sample, a).judgement is Judgement.DISAGREE


def test_what_cannot_be_taken_is_listed_and_the_rest_comes(sample, round):
    [a, b, c, *_] = items(sample, round)
    taken = sample.import_verdicts(
        sent(
            sample,
            round,
            verdict(a, "question", comment="x" * 50_000),
            verdict(str(uuid.uuid4())),
            verdict(b, "disagree", proposal={"code": "99.z"}),
            verdict(c, "approve"),
        ),
        PASSPHRASE,
    )

    assert taken.new == 2
    assert len(taken.refused) == 4
    assert given(sample, b).proposal is None
    assert given(sample, a).judgement is Judgement.QUESTION
    assert sample.review_item(a).thread == ()
    assert given(sample, c) is None


def test_comments_alone_come_and_the_same_words_come_once(sample, round):
    [a, *_] = items(sample, round)
    for _ in range(2):  # as from two devices: the ids differ
        sample.import_verdicts(
            sent(sample, round, verdict(a, None, comment="I am not sure.")), PASSPHRASE
        )

    assert given(sample, a) is None
    assert [m.text for m in sample.review_item(a).thread] == ["I am not sure."]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"study": "another"}, "another study"),
        ({"round": "another"}, "a round that this study does not have"),
        ({"reviewer": "Tom Kessler"}, "nobody who reviews"),
        ({"reviewer": "<b>Eve</b>"}, "nobody who reviews"),
    ],
)
def test_a_file_from_elsewhere_is_refused_whole(sample, round, parts, why):
    [a, *_] = items(sample, round)
    before = sample.version
    with pytest.raises(Refused, match=why):
        sample.import_verdicts(sent(sample, round, verdict(a), **parts), PASSPHRASE)
    assert sample.version == before


def test_an_altered_file_and_a_wrong_passphrase_are_told_alike(sample, round):
    file = sent(sample, round, verdict(items(sample, round)[0]))
    flipped = bytearray(file.data)
    flipped[-20] ^= 1
    for data, passphrase in ((bytes(flipped), PASSPHRASE), (file.data, "four plain words there")):
        with pytest.raises(UnreadableFile) as refused:
            sample.import_verdicts(Upload("x.verdicts", data), passphrase)
        assert str(refused.value) == ALTERED
    assert given(sample, items(sample, round)[0]) is None


def test_a_file_comes_in_while_the_round_is_with_its_coders(sample, round):
    first = items(sample, round)[0]
    sample.return_round(round.id)

    taken = sample.import_verdicts(sent(sample, round, verdict(first, "question")), PASSPHRASE)

    assert (taken.new, taken.refused) == (1, ())
    assert given(sample, first).judgement is Judgement.QUESTION


def test_a_file_that_comes_after_the_end_is_taken_once_the_round_is_opened_again(sample, round):
    first = items(sample, round)[0]
    file = sent(sample, round, verdict(first, "question", comment="Late."))
    sample.finish_round(round.id, confirmed=True)

    with pytest.raises(Refused, match="is final now: open its review again"):
        sample.import_verdicts(file, PASSPHRASE)
    assert given(sample, first) is None
    sample.review_round(round.id, "Her file came late.")

    assert sample.import_verdicts(file, PASSPHRASE).new == 1
    assert given(sample, first).judgement is Judgement.QUESTION


def test_a_round_is_not_finished_unasked_while_its_file_is_out(sample, round):
    sample.review_file(round.id, passphrase=PASSPHRASE, confirmed=True)
    own = sample.acting_as(MARGARET)
    for id in items(sample, round):
        own.judge(id, "agree")

    with pytest.raises(StillWaiting, match=rf"file went to {MARGARET} on .* not come back"):
        sample.finish_round(round.id)
    file = sent(sample, round, verdict(items(sample, round)[0], "agree", comment="New."))
    sample.import_verdicts(file, PASSPHRASE)

    assert sample.finish_round(round.id).state == "final"


def test_an_id_that_is_taken_by_somebody_elses_comment_makes_nothing(sample, round):
    [a, b, *_] = items(sample, round)
    memo = sample.comment(a, "Mine.")
    taken = sample.import_verdicts(
        sent(sample, round, {**verdict(b, None, comment="Hers."), "comment_id": memo.id}),
        PASSPHRASE,
    )

    assert (taken.new, len(taken.refused)) == (0, 1)
    assert sample.review_item(b).thread == ()


def test_an_id_of_a_verdict_on_another_item_is_known_and_changes_nothing(sample, round):
    [a, b, *_] = items(sample, round)
    made = sample.judge(a, "agree")
    taken = sample.import_verdicts(
        sent(sample, round, {**verdict(b, "disagree"), "id": made.id}), PASSPHRASE
    )

    assert taken.new == 0
    assert given(sample, b) is None


def test_the_history_holds_no_comment(sample, round):
    [a, *_] = items(sample, round)
    sample.import_verdicts(
        sent(sample, round, verdict(a, "question", comment="Not for the history")), PASSPHRASE
    )

    assert [e.act for e in sample.history()][-1] == "import verdicts"
    assert all("Not for the history" not in e.detail + e.subject for e in sample.history())


def test_a_mentor_neither_sends_rounds_nor_takes_verdicts_in(sample, round):
    as_margaret = sample.acting_as(MARGARET)
    file = sent(sample, round, verdict(items(sample, round)[0]))
    for act in (
        lambda: as_margaret.review_file(round.id, passphrase=PASSPHRASE),
        lambda: as_margaret.import_verdicts(file, PASSPHRASE),
    ):
        with pytest.raises(Refused, match="mentor"):
            act()


def test_examples_of_people_who_allow_no_quotes_stay_out_of_the_file(sample, tmp_path):
    sample.add_coder(MARGARET, CoderRole.MENTOR)
    quote = next(q for q in sample.quotes() if q.participant and not q.withheld)
    coding = sample.coding(quote.coding)
    sample.add_example(coding.code, coding.quote)
    round = sample.start_round("Trust", reviewers=[MARGARET], count=8, seed=4)
    examples = lambda: str([code["examples"] for code in opened(page())["codes"]])  # noqa: E731
    page = lambda: sample.review_file(round.id, passphrase=PASSPHRASE).page  # noqa: E731
    assert coding.quote in examples()

    allow_no_quotes(sample, quote.participant, tmp_path)
    assert coding.quote not in examples()
    assert len(examples()) > 100
