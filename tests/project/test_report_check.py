"""A finished report is checked against what was said: words, captions, consent."""

import pytest

from qualcode.errors import UnreadableFile
from qualcode.model import Span
from qualcode.project import Upload
from qualcode.report.quote_check import State

# All of it invented. Seven social workers of one authority are enough to be named.
SAID = {
    1: "We argue about thresholds — nobody agrees what counts. It was Anna who rang the desk, "
    "as ever, and she came at once.",
    2: "The panel met on Tuesdays, and 30 families were talked about in a single morning.",
    3: "Nobody at the panel could agree what the words in the guidance meant to us.",
    4: "We know who to ring, and that is worth more than any protocol on a shelf.",
    5: "It was the same every week: forms first, families second, and nobody minded.",
    6: "I would not say it worked, but I would not go back to how it was before either.",
    7: "They said ‘bring it to the meeting’ and the meeting was always full by then.",
}


def talk(n, role="Social worker", authority="Midtown", consent="quote", said=None):
    head = f"---\nparticipant: P{n:02}\nrole: {role}\nauthority: {authority}\n"
    return Upload(
        f"talk-{n}.md",
        f"{head}consent: {consent}\n---\n\nInterviewer: What did you make of it, all in all?\n\n"
        f"P{n:02}: {said or SAID[n]}\n".encode(),
    )


@pytest.fixture
def told(project):
    """A study of seven social workers, a health visitor and one who allows no quotes."""
    project.import_files(
        [
            *(talk(n) for n in SAID),
            talk(8, "Health visitor", said="I weigh the babies and I listen, which is the work."),
            talk(12, authority="Overton", said="Overton has a panel too, as far as I know it."),
            talk(9, consent="no quote", said="This must never be printed anywhere at all."),
            talk(10, consent="withdrawn", said="I have taken back everything I told you then."),
        ]
    )
    return project


def check(project, text, name="report.md", **options):
    """The report checked; few people are quoted in every one of these."""
    return project.check_report(Upload(name, text.encode()), **{"confirmed": True} | options)


def one(project, text, **options):
    [found] = check(project, text, **options).quotations
    return found


@pytest.mark.parametrize(
    "written",
    [
        "“We argue about thresholds – nobody agrees what counts.” (Social worker, Midtown)",
        '"we argue about thresholds - nobody agrees what counts" (Social worker, Midtown).',
        "As one put it, ‘argue about thresholds—nobody agrees’ (Social worker).",
        "> We argue about thresholds — nobody agrees what counts.\n>\n> — Social worker, Midtown",
        "> We argue about thresholds — nobody agrees what counts. (Social worker, Midtown) ●",
        "They said “[w]e argue about   thresholds — nobody agrees what counts” again.",
        "“We argue about thresholds [sic] — nobody agrees.” (a social worker in Midtown)",
        "*“We argue about thresholds — nobody agrees what counts.”*",
        "“They said 'bring it to the meeting' and the meeting was always full by then.”",
    ],
)
def test_what_was_said_is_verbatim_whatever_its_marks_blanks_and_dashes(told, written):
    found = one(told, written)

    assert (found.state, found.findings) == (State.VERBATIM, ())
    assert found.interview in ("talk-1", "talk-7")


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("“The panel met on Tuesdays, and 40 families were talked about.”", State.DIFFERS),
        ("“The panel met on Tuesdays and 30 families were talked about.”", State.SIGNS),
        ("“The Panel met on Tuesdays, and 30 families were talked about.”", State.SIGNS),
        ("“The panel met on Mondays, and 30 families were talked about.”", State.DIFFERS),
        ("“The panel met on Tuesdays, and families were talked about.”", State.DIFFERS),
        ("“There were far too many children on the books that year.”", State.NOT_FOUND),
    ],
)
def test_a_slip_in_the_words_is_told_with_what_was_said(told, written, state):
    found = one(told, written)

    assert found.state is state and found.findings
    assert bool(found.source) == (state is not State.NOT_FOUND)
    if found.source:
        assert "30 families" in found.source and found.interview == "talk-2"


def test_a_cut_that_is_not_logged_is_told_and_one_that_is_passes(told):
    text = told.transcript("talk-1").text
    start, end = text.index("It was Anna"), text.index(" at once") + len(" at once.")
    coding = told.code("talk-1", Span(start, end), "3.b")
    written = "“It was [the nurse] who rang the desk, […], and she came at once.” (Social worker)"

    assert one(told, written).state is State.UNLOGGED
    assert "is not logged" in one(told, written).findings[0]
    words = text[start:end]
    told.edit_quote(
        coding.id,
        cuts=[Span(words.index("as ever"), words.index("as ever") + 7)],
        replacements={Span(words.index("Anna"), words.index("Anna") + 4): "the nurse"},
    )
    assert (one(told, written).state, one(told, written).findings) == (State.EDITED, ())
    [bare] = one(told, "“It was Anna who rang the desk, as ever”").findings
    assert "takes out or replaces" in bare


def test_a_name_an_edit_took_out_is_told_beyond_the_coded_quote_as_well(told):
    text = told.transcript("talk-1").text
    start = text.index("It was Anna")
    coding = told.code("talk-1", Span(start, text.index(", as ever")), "3.b")
    longer = "“nobody agrees what counts. It was {} who rang the desk, as ever”"
    assert one(told, longer.format("Anna")).findings == ()
    told.edit_quote(coding.id, replacements={Span(7, 11): "the nurse"})

    for written in (longer.format("Anna"), longer.format("Anna").replace("who rang", "that rang")):
        assert "takes out or replaces" in " ".join(one(told, written).findings)
    for written in (longer.format("[the nurse]"), "“who rang the desk, as ever”"):
        assert "takes out or replaces" not in " ".join(one(told, written).findings)


def test_a_cut_that_another_quote_leaves_with_is_not_told(told):
    text = told.transcript("talk-2").text
    whole = Span(text.index("The panel"), text.index(" were talked"))
    short = told.code("talk-2", Span(whole.start, text.index(" families")), "3.b")
    told.edit_quote(short.id, cuts=[Span(4, 9)])
    written = "“The panel met on Tuesdays, and 30 families”"

    assert "takes out" in " ".join(one(told, written).findings)
    told.code("talk-2", whole, "8.a")
    assert one(told, written).findings == ()


@pytest.mark.parametrize(
    "written",
    [
        "“I have taken back […] I told you then.”",
        "“I have really taken back everything I told you then.”",
        "“I have taken back everything I told you then.” (Smith 2019)",
        "“I have taken back quite [a lot of] everything I told you then.” (Smith 2019)",
        "“Nothing at all, […] back everything I told you”",
    ],
)
def test_words_of_somebody_who_withdrew_are_told_cut_changed_or_cited(told, written):
    found = one(told, written)

    assert found.state is State.ASIDE and "withdrew" in found.findings[0]


def test_what_was_weighed_does_not_let_a_participants_id_stand(told):
    written = "“We know who to ring, and that is worth more” (P04)."

    assert "names one person" in one(told, written, confirmed=True).findings[0]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("that is worth more than any protocol on a shelf.", True),
        ("that is worth more than any protocol on a shelf", True),
        ("that is worth more than any protocol on a shelf,", True),
        ("that is worth more than any protocol on a shelf?", False),
        ("that is worth more than any protocol on a shelf!", False),
        ("that is worth more than any protocol on a shelf %", False),
        ("£that is worth more than any protocol on a shelf", False),
        ("-30 families were talked about", False),
        ("30 families were talked about", True),
    ],
)
def test_a_sign_put_to_either_end_is_no_verbatim_quotation(told, words, same):
    assert (one(told, f"“{words}”").state is State.VERBATIM) == same


def test_dots_without_brackets_are_a_cut_as_well_and_a_cut_runs_forwards_only(told):
    there = one(told, "“We know who to ring … worth more than any protocol on a shelf”")
    back = one(told, "“worth more than any protocol […] We know who to ring”")

    assert there.state is State.UNLOGGED
    assert back.state not in (State.VERBATIM, State.EDITED, State.UNLOGGED)


def test_two_peoples_words_are_never_one_quotation(told):
    found = one(told, "“talked about in a single morning […] Nobody at the panel could agree”")

    assert found.state not in (State.VERBATIM, State.EDITED, State.UNLOGGED) and found.findings


@pytest.mark.parametrize(
    ("named", "finding"),
    [
        ("Social worker, Midtown", ""),
        ("Participant", ""),
        ("Practitioner", ""),
        ("Health visitor", "Somebody else said this"),
        ("Social worker, Atlantis", "adds what the study"),
        ("Social worker, Overton", "Somebody else said this"),
        ("P04", "it names one person"),
        ("Social worker, who keeps bees", "adds what the study"),
        ("see chapter 3", ""),
    ],
)
def test_what_stands_after_a_quotation_is_true_and_says_no_more_than_the_ladder(
    told, named, finding
):
    written = f"“We know who to ring, and that is worth more” ({named})."
    found = one(told, written, confirmed=False)

    assert (finding in " ".join(found.findings)) if finding else found.findings == ()


def test_a_role_few_people_hold_is_told_until_it_was_weighed(told):
    written = "“I weigh the babies and I listen” (Health visitor, Midtown)."

    assert "few people" in one(told, written, confirmed=False).findings[0]
    assert one(told, written).findings == ()
    assert told.history(last=1)[0].act == "confirm small groups"


def test_words_of_those_who_allow_no_quotes_or_withdrew_are_told(told):
    [held] = one(told, "“This must never be printed anywhere”").findings
    gone = one(told, "“I have taken back everything I told you”")

    assert "does not allow quotes" in held
    assert gone.state is State.ASIDE and "withdrew" in gone.findings[0]


def test_an_interviewers_words_are_noted_and_never_a_respondents(told):
    asked = one(told, "We asked: “What did you make of it, all in all?”")
    given = one(told, "“What did you make of it, all in all?” (Social worker)")

    assert asked.findings == () and "interviewer" in asked.notes[0]
    assert "given to a respondent" in given.findings[0]


def test_a_publication_cited_is_no_finding_and_words_in_two_marks_are_counted(told):
    found = check(told, "“Agencies must work together at every level” (Smith, 2001). A “term”.")

    assert [q.state for q in found.quotations] == [State.ELSEWHERE]
    assert found.clean and found.short == 1
    assert found.notes == ("1 stretch of fewer than four words in quotation marks: not checked.",)


def test_the_same_words_under_two_speakers_are_to_be_settled(told):
    words = "Nobody at the panel could agree what the words in the guidance meant"
    twice = f"“{words} to us” (Social worker).\n\nLater: “{words}” (Manager)."
    found = check(told, twice)

    assert any("under two speakers, in line 1 and line 3" in line for line in found.whole)
    assert check(told, twice.replace("Manager", "social  worker")).whole == ()
    assert not any("two speakers" in w for w in check(told, twice, same_words=True).whole)
    assert told.history(last=2)[0].act == "confirm same words"


def test_the_same_words_on_record_of_two_roles_are_to_be_settled(told):
    told.import_files([talk(11, "Health visitor", said=SAID[5])])
    written = f"“{SAID[5]}”"

    assert "People of two roles" in one(told, written).findings[0]
    assert one(told, written, same_words=True).findings == ()


def test_nearly_the_same_words_of_somebody_else_are_noted(told):
    told.import_files([talk(11, said=SAID[6].replace("either", "too"))])

    [note] = one(told, f"“{SAID[6]}”").notes
    assert note == "Nearly the same words stand in talk-11."


def test_few_people_quoted_are_to_be_weighed(told):
    written = "“We know who to ring, and that is worth more”."

    assert (
        "All these quotations are of one person" in check(told, written, confirmed=False).whole[0]
    )
    assert check(told, written).clean


@pytest.mark.parametrize("ending", ["md", "docx"])
@pytest.mark.parametrize("block", [False, True])
def test_what_the_study_writes_itself_is_clean(sample, ending, block):
    made = sample.quotes_file(sample.quotes(), ending, block=block)
    found = sample.check_report(Upload(f"quotes.{ending}", made))

    assert len(found.quotations) > 300
    assert found.clean, found.lines()[:3]
    assert all(q.named.says for q in found.quotations)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.pdf", b"%PDF-1.7"),
        ("report.docx", b"PK\x03\x04 cut"),
        ("report.docx", b"\xd0\xcf\x11\xe0 locked"),
        ("report.md", b"   \n"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(told, name, data):
    with pytest.raises(UnreadableFile) as refused:
        told.check_report(Upload(name, data))
    assert str(refused.value).count("\n") == 0


def test_checking_leaves_the_study_as_it_was(told):
    before = told.version
    check(told, "“We know who to ring, and that is worth more”.", confirmed=False)

    assert told.version == before
