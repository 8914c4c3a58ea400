"""Rounds of review: what is drawn, the states they go through, and who sees what meanwhile."""

from collections import Counter
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole, Span
from qualcode.model.review import RoundState
from qualcode.project import Project
from qualcode.project.rounds_drawn import draw, shares
from qualcode.project.rounds_waiting import StillWaiting
from qualcode.project.rounds_wording import drawn_told, reviewers_told
from tests.project.rounds_parts import without_rounds

MENTOR, RUTH, TOM = "Margaret Osei", "Ruth Adeyemi", "Tom Kessler"


@pytest.fixture
def mentored(sample):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    return without_rounds(sample)


@pytest.fixture
def pair(project, interview):
    """Two coders and one interview, in a round in which each codes it apart."""
    project.add_coder("tk", CoderRole.SECOND_CODER)
    project.add_coder("nb")
    made = project.start_round(over="interviews", coders=["mk", "tk"])
    return project, project.acting_as("tk"), made


def at(project, interview, words):
    start = project.transcript(interview).text.index(words)
    return Span(start, start + len(words))


def test_a_round_draws_the_same_codings_with_the_same_seed_in_the_order_of_the_texts(mentored):
    one = mentored.start_round(count=40, seed=7)
    two = mentored.start_round(count=40, seed=7)
    other = mentored.start_round(count=40, seed=8)

    drawn = [[r.item.subject for r in mentored.review_items(m.id)] for m in (one, two, other)]

    assert drawn[0] == drawn[1] != drawn[2]
    assert len(drawn[0]) == 40
    order = {f"coding {c.id}": n for n, c in enumerate(mentored.codings())}
    assert [order[s] for s in drawn[0]] == sorted(order[s] for s in drawn[0])
    assert {r.item.id for r in mentored.review_items(one.id)}.isdisjoint(
        r.item.id for r in mentored.review_items(two.id)
    )


def test_a_round_knows_what_it_froze(mentored):
    before = mentored.version

    made = mentored.start_round(
        count=5, due="2099-03-31", seed=3, where={"authority": "Southshire"}
    )

    assert (made.number, made.title, made.state) == (1, "Round 1", RoundState.IN_REVIEW)
    assert (made.seen, made.codebook_version) == (before, mentored.codebook_version)
    assert (made.due, made.seed, made.reviewers) == ("2099-03-31", 3, (MENTOR,))
    assert made.drawn["count"] == 5 and made.drawn["of"] > 5
    assert mentored.round("1") == mentored.round(made.id) == mentored.rounds()[0] == made
    drawn = {r.item.about for r in mentored.review_items("1")}
    authorities = {q.authority for q in mentored.quotes() if q.coding in drawn}
    assert authorities == {"Southshire"}


def test_every_stratum_gives_its_share(mentored):
    made = mentored.start_round(count=100, by=["coder"], seed=1)

    whole = Counter(c.coder for c in mentored.codings())
    drawn = Counter(r.coder for r in mentored.review_items(made.id))

    assert drawn.total() == 100
    for coder in whole:
        assert abs(drawn[coder] - 100 * whole[coder] / whole.total()) < 1


def test_all_codings_of_the_interviews_drawn_are_looked_at(mentored):
    made = mentored.start_round(over="interviews", count=3, seed=2)

    wanted = {c.id for c in mentored.codings() if c.transcript in made.interviews}
    assert len(made.interviews) == 3
    assert {r.item.about for r in mentored.review_items(made.id)} == wanted
    assert made.drawn["by"] == ["authority"]


def test_agreement_stays_what_it_was_when_a_coder_answers_by_hand(mentored):
    def counted():
        return [(f.code, f.counts, f.both) for f in mentored.agreement().codes]

    before = counted()
    mentored.start_round(over="interviews")
    through = {(r.transcript, r.coder) for r in mentored.readings() if r.done_at}
    shared = {id for id, _ in through if {(id, RUTH), (id, TOM)} <= through}
    mine = [c for c in mentored.codings(coder=RUTH) if c.transcript in shared]
    for one in mine[:6]:
        mentored.change_code(one.id, "8.a" if one.code != "8.a" else "1.a")
    mentored.withdraw(mine[6].id)
    mentored.code(mine[6].transcript, mine[6].span, "8.b")

    assert counted() == before
    reconciled = mentored.agreement(reconciled=True).codes
    assert [(f.code, f.counts, f.both) for f in reconciled] != before


def test_themes_come_first_as_they_were_then(mentored):
    theme = mentored.written_themes()[0]

    made = mentored.start_round(count=4, themes=[theme.id])
    mentored.edit_theme(theme.id, statement="Something else altogether.")

    rows = mentored.review_items(made.id)
    assert [r.item.kind for r in rows] == ["theme", *["coding"] * 4]
    assert [r.item.n for r in rows] == [1, 2, 3, 4, 5]
    assert rows[0].title == theme.statement
    view = mentored.review_item(rows[0].item.id)
    assert (view.theme, view.stands) == (theme, False)


def test_what_cannot_be_drawn_is_refused_and_no_round_is_made(mentored):
    for asked, told in (
        ({"over": "themes"}, "over 'codings'"),
        ({"coders": [TOM]}, "over whole interviews"),
        ({"count": 0}, "at least one"),
        ({"by": ["colour"]}, "stratified by 'colour'"),
        ({"reviewers": ["Nobody"]}, "knows nobody called Nobody; add them"),
        ({"over": "interviews", "coders": ["Nobody"]}, "knows nobody called Nobody"),
        ({"over": "interviews", "coders": [MENTOR]}, "mentor and does not code"),
        ({"due": "31.3.2027"}, "year-month-day"),
        ({"title": "x" * 200}, "120 characters"),
        ({"where": {"colour": "red"}}, "Nothing is known by 'colour'"),
        ({"where": {"authority": "Nowhere"}}, "Nowhere"),
    ):
        with pytest.raises(Refused, match=told):
            mentored.start_round(**asked)

    assert mentored.rounds() == []


def test_there_must_be_something_to_draw(project, interview):
    with pytest.raises(Refused, match="nothing to draw from"):
        project.start_round()
    with pytest.raises(Refused, match="Nothing in these interviews is coded"):
        project.start_round(over="interviews")
    with pytest.raises(UnknownItem, match="no such theme"):
        project.code(interview, at(project, interview, "We argue"), "1.a")
        project.start_round(themes=["nothing"])
    with pytest.raises(UnknownItem, match="no round 7"):
        project.round("7")
    with pytest.raises(UnknownItem, match="no such round"):
        project.round("nothing")
    assert project.rounds() == []


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=12).filter(any),
    st.integers(1, 400),
)
def test_shares_add_up_and_are_in_proportion(sizes, count):
    given_ = shares(sizes, count)

    total, filled = sum(sizes), sum(map(bool, sizes))
    assert sum(given_) == min(count, total)
    assert all(0 <= one <= size for one, size in zip(given_, sizes, strict=True))
    if count >= filled:
        assert all(one for one, size in zip(given_, sizes, strict=True) if size)
    if count <= total and all(count * size >= total for size in sizes if size):
        quotas = [count * size / total for size in sizes]
        assert all(abs(one - q) < 1 for one, q in zip(given_, quotas, strict=True))


@given(st.lists(st.sampled_from("abcde"), max_size=50), st.integers(1, 60), st.integers(0, 9))
def test_a_seed_draws_the_same_each_time_each_thing_once(strata, count, seed):
    drawn = draw(strata, count, seed)

    assert drawn == draw(strata, count, seed) == sorted(set(drawn))
    assert len(drawn) == min(count, len(strata))
    if count >= len(set(strata)):
        assert {strata[n] for n in drawn} == set(strata)


def test_a_round_goes_from_state_to_state(pair, interview):
    ruth, tom, made = pair
    assert (made.state, made.blind, made.interviews) == (RoundState.ASSIGNED, True, (interview,))
    assert ruth.review_items("1") == []

    assert ruth.begin_round("1").state is RoundState.CODING
    assert tom.begin_round("1").state is RoundState.CODING
    mine = ruth.code(interview, at(ruth, interview, "We argue"), "1.a")
    theirs = tom.code(interview, at(tom, interview, "We argue"), "8.a")
    ruth.done(interview)
    assert ruth.submit_round("1").submitted == ("mk",)
    assert ruth.round("1").state is RoundState.CODING
    tom.done(interview)
    assert tom.submit_round("1").state is RoundState.SUBMITTED

    tom.withdraw(theirs.id)
    assert ruth.review_round("1").state is RoundState.IN_REVIEW
    assert [r.item.about for r in ruth.review_items("1")] == [mine.id, theirs.id]
    assert not ruth.review_item(ruth.review_items("1")[1].item.id).stands
    assert ruth.return_round("1", " Look again. ").state is RoundState.RETURNED
    assert ruth.review_round("1").state is RoundState.IN_REVIEW
    assert len(ruth.review_items("1")) == 2
    assert ruth.finish_round("1", confirmed=True).state is RoundState.FINAL

    steps = ruth.round_steps("1")
    assert [(s.state.value, s.person, s.note) for s in steps] == [
        ("assigned", None, ""),
        ("coding", None, ""),
        ("coding", "mk", ""),
        ("coding", "tk", ""),
        ("submitted", None, ""),
        ("in review", None, ""),
        ("returned", None, "Look again."),
        ("in review", None, ""),
        ("final", None, ""),
    ]
    assert not any("Look again" in e.detail for e in ruth.history())


def test_a_step_out_of_turn_is_refused_with_what_can_be_done(pair, interview):
    ruth, tom, _ = pair
    other = ruth.acting_as("nb")

    for act in (other.begin_round, other.submit_round):
        with pytest.raises(Refused, match="nb does not code in Round 1; its coders are: mk, tk"):
            act("1")
    with pytest.raises(Refused, match="has not begun"):
        tom.submit_round("1")
    for act in (ruth.review_round, ruth.return_round):
        with pytest.raises(Refused, match="assigned now: its coders begin"):
            act("1")
    ruth.begin_round("1")
    with pytest.raises(Refused, match="1 of the 1 interviews is not marked as coded through by mk"):
        ruth.submit_round("1")
    ruth.done(interview)
    ruth.submit_round("1")
    with pytest.raises(Refused, match="mk has handed in"):
        ruth.submit_round("1")
    with pytest.raises(Refused, match="coding now: its coders code and hand in"):
        ruth.review_round("1")
    with pytest.raises(Refused, match="has not been reviewed; write why"):
        ruth.finish_round("1")
    with pytest.raises(Refused, match="5,000 characters"):
        ruth.finish_round("1", "x" * 50_000)
    assert ruth.finish_round("1", "Tom has left.").state is RoundState.FINAL
    for act in (ruth.finish_round, ruth.begin_round, tom.submit_round):
        with pytest.raises(Refused, match=r"final now: .*start a new round"):
            act("1")
    with pytest.raises(Refused, match="was never handed in"):
        ruth.review_round("1", "After all.")


def test_a_round_is_finished_over_what_waits_only_when_that_is_confirmed(mentored):
    made = mentored.start_round(count=3, reviewers=[MENTOR], seed=1)
    first = mentored.review_items(made.id)[0].item.id
    mentored.acting_as(MENTOR).judge(first, "agree")
    steps = mentored.round_steps(made.id)

    with pytest.raises(StillWaiting, match="2 of 3 items have no verdict; confirm"):
        mentored.finish_round(made.id)
    assert mentored.round_steps(made.id) == steps

    assert mentored.finish_round(made.id, confirmed=True).state is RoundState.FINAL


def test_a_final_round_is_opened_again_with_a_note(mentored):
    made = mentored.start_round(count=1, reviewers=[MENTOR], seed=1)
    mentored.finish_round(made.id, confirmed=True)

    with pytest.raises(Refused, match="write a note why it is opened again"):
        mentored.review_round(made.id)
    assert mentored.review_round(made.id, "Her file came late.").state is RoundState.IN_REVIEW

    assert mentored.round_steps(made.id)[-1].note == "Her file came late."
    assert len(mentored.review_items(made.id)) == 1
    item = mentored.review_items(made.id)[0].item.id
    assert mentored.acting_as(MENTOR).judge(item, "agree").who == MENTOR
    assert mentored.finish_round(made.id).state is RoundState.FINAL


def test_a_round_ended_before_its_review_opens_with_what_was_handed_in(pair, interview):
    ruth, tom, _ = pair
    ruth.begin_round("1")
    ruth.code(interview, at(ruth, interview, "We argue"), "1.a")
    for who in (ruth, tom):
        who.done(interview)
        who.submit_round("1")
    ruth.finish_round("1", "By mistake.")

    ruth.review_round("1", "It is wanted after all.")

    assert [row.code for row in ruth.review_items("1")] == ["1.a"]


def test_interviews_its_coders_have_not_coded_through_are_drawn_first(sample):
    study = without_rounds(sample)
    done = {r.transcript for r in study.readings() if r.done_at and r.coder in (RUTH, TOM)}
    fresh = [row["id"] for row in study.transcripts() if row["id"] not in done]
    if not fresh:  # whatever the sample study holds, two are open to both
        fresh = [row["id"] for row in study.transcripts()][-2:]
        for name in (RUTH, TOM):
            for id in fresh:
                study.acting_as(name).done(id, False)

    few = study.start_round(over="interviews", coders=[RUTH, TOM], count=len(fresh), seed=5)
    more = study.start_round(over="interviews", coders=[RUTH, TOM], count=len(fresh) + 1, seed=5)

    assert set(few.interviews) == set(fresh) < set(more.interviews)
    assert (few.drawn["through"], more.drawn["through"]) == (0, 1)
    assert drawn_told(few) == [] and "1 of" in drawn_told(more)[0]


def test_what_is_left_out_since_it_is_coded_apart_is_told(pair, interview):
    ruth, _, _ = pair
    ruth.code(interview, at(ruth, interview, "We argue"), "1.a")
    made = ruth.start_round()

    assert made.drawn["apart"] == 1
    assert "1 interview is coded apart in another round" in drawn_told(made)[0]
    assert "apart" not in ruth.acting_as("nb").start_round().drawn


def test_a_due_date_that_is_over_is_refused(mentored):
    with pytest.raises(Refused, match="due date is over already"):
        mentored.start_round(count=1, due="2020-01-01")


def test_it_is_told_who_would_review_their_own_codings(mentored):
    made = mentored.start_round(count=2, reviewers=[MENTOR, RUTH], seed=1)

    assert reviewers_told(made, [RUTH, TOM]) == [
        f"{RUTH} would review 1 of 2 items coded by {RUTH}; somebody else sees more."
    ]
    assert reviewers_told(made, [TOM]) == []


def test_who_codes_apart_sees_no_coding_of_the_others_there(pair, interview, tmp_path):
    ruth, tom, _ = pair
    ruth.begin_round("1")
    mine = ruth.code(interview, at(ruth, interview, "We argue"), "1.a")
    theirs = tom.code(interview, at(tom, interview, "Nobody agrees"), "8.a")
    elsewhere = tmp_path / "other.md"
    elsewhere.write_text("Interviewer: And?\n\nP02: We share an office.\n", encoding="utf-8")
    [other] = [i.id for i in ruth.import_files([elsewhere]).imported]
    open_to_all = tom.code(other, at(tom, other, "We share"), "6.a")

    def seen_by(project):
        for verb in (project.quotes, lambda: project.search("e", scope="quotes")):
            yield {getattr(q, "coding", None) or q.quote.coding for q in verb()}
        yield {c.id for c in project.codings()}
        yield {c.id for p in (interview, other) for c in project.desk(p).codings}
        yield {c.id for t in (interview, other) for p in project.passages(t) for c in p.codings}
        yield set(project.frames().codings["coding"])

    assert all(found == {mine.id, open_to_all.id} for found in seen_by(ruth))
    assert all(found == {theirs.id, open_to_all.id} for found in seen_by(tom))
    nb = ruth.acting_as("nb")
    assert all(found == {mine.id, theirs.id, open_to_all.id} for found in seen_by(nb))
    for verb in (ruth.coding, ruth.in_context):
        with pytest.raises(UnknownItem, match="hand in first"):
            verb(theirs.id)
    # The same object in another hand must not show what it kept for the first.
    ruth.coder = "tk"
    assert all(found == {theirs.id, open_to_all.id} for found in seen_by(ruth))
    ruth.coder = "mk"
    told = [e.detail for e in ruth.history() if e.act == "code" and e.who == "tk"]
    assert ["8.a" in one for one in told] == [False, False]
    assert sum("6.a" in one for one in told) == 1
    rows = ruth.themes().rows
    counts = dict(zip(rows["code"], rows["participants"], strict=True))
    assert counts["8.a"] == 0

    for who in (ruth, tom):
        who.done(interview)
        who.submit_round("1")
    assert all(found == {mine.id, theirs.id, open_to_all.id} for found in seen_by(ruth))


def test_what_others_decided_is_kept_from_who_codes_apart(pair, interview):
    ruth, tom, _ = pair
    ruth.suggest(interview)
    ruth.begin_round("1")
    offered = next(iter(tom.pending(interview)))
    tom.decide(offered.id, "accept")
    ruth.set_options(decide_first=1.0)
    blind = tom.blind_passages(interview)
    if blind:
        tom.decide_blind(blind[0].id, [("8.a", "present")])

    assert [d.coder for d in tom.decisions()] == ["tk"]
    assert ruth.decisions() == []
    assert len(tom.first_decisions()) == len(blind[:1])
    assert ruth.first_decisions() == []
    assert not any("8.a" in e.detail for e in ruth.history() if e.who == "tk")


def test_no_file_leaves_that_lacks_what_others_coded(pair, interview, tmp_path):
    ruth, _, _ = pair
    ruth.code(interview, at(ruth, interview, "We argue"), "1.a")
    before = ruth.version

    for act in (
        lambda: ruth.publish(),
        lambda: ruth.export_quotes(tmp_path / "q.md", ruth.quotes(), confirmed=True),
        lambda: ruth.quotes_file(ruth.quotes(), ".csv", confirmed=True),
    ):
        with pytest.raises(Refused, match="mk codes 1 interview apart"):
            act()
    assert ruth.version == before
    assert ruth.acting_as("nb").quotes_file(ruth.quotes(), ".csv", confirmed=True)


def test_tables_that_may_leave_are_kept_for_one_pair_of_eyes(mentored):
    mentored.start_round(over="interviews", coders=[RUTH, TOM])

    def segments(name):
        mentored.coder = name
        return mentored.publishable(level="indicators").rows["segments"].tolist()

    ruths, toms = segments(RUTH), segments(TOM)

    assert ruths != toms
    assert segments(RUTH) == ruths


def test_items_of_another_round_do_not_show_what_is_coded_apart(pair, interview):
    ruth, tom, _ = pair
    theirs = tom.code(interview, at(tom, interview, "We argue"), "8.a")
    ruth.acting_as("nb").start_round("Beside")

    [row] = tom.review_items("2")
    assert row.item.about == theirs.id
    assert ruth.review_items("2") == []
    with pytest.raises(UnknownItem, match="apart from the others"):
        ruth.review_item(row.item.id)


def test_a_mentor_reads_no_name_of_a_transcript_in_a_round(mentored):
    made = mentored.start_round(over="interviews", count=2, seed=4)

    told = mentored.acting_as(MENTOR).round(made.id)

    assert all(name.startswith("Interview ") for name in told.interviews)
    assert len(told.interviews) == 2
    assert set(made.interviews) <= {t["id"] for t in mentored.transcripts()}


def test_a_round_stands_when_the_study_is_opened_again(mentored):
    made = mentored.start_round(count=3)
    place = mentored.store.place
    mentored.close()

    with closing(Project.open(place, RUTH)) as again:
        assert again.rounds() == [made]
        assert len(again.review_items(made.id)) == 3
