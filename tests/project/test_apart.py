"""While people code apart, nothing a coder can ask for tells what another has coded there."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qualcode.errors import QualcodeError, UnknownItem
from qualcode.model import CoderRole, Span
from qualcode.project import Project
from qualcode.project.permits import CODERS, FREE, PERMITS, RESEARCHER

APART, OPEN = "talk", "other"
MEMO, COMMENT = "I gave this one nine point zed.", "Surely this is seven point zed."

# These write, or bring something in, or take out a file that another verb here reads the same for.
ACTS = """
replace_name let_stand undo_replacement permit backup
add_code add_cue add_example add_feedback add_feedback_session add_memo add_theme begin_round
change_code change_direction change_span choose_passage clear_quote_edit code comment
confirm_summary correct_label decide decide_blind describe_transcript done drop_feedback
drop_feedback_session drop_summary drop_theme edit_code edit_feedback edit_feedback_session
edit_quote edit_theme import_answers import_coded import_files import_verdicts judge keep_place
keep_role mark_read merge_segment note_look place_authority preview redo remove_placement resolve
restore_theme retrain set_anchors set_asked set_instrument set_not_asked set_participants set_plan
set_reference set_schedule set_speakers set_term_lists settle split star submit_round suggest undo
withdraw work place_again place_all_again let_go write_report_text write_summary propose_cues
check_report find_source
export_agreement export_answers export_codebook_file export_continuum export_cross_cases
export_feedback export_matrix export_quotes export_report export_report_template export_review
export_sample export_themes export_tidy report report_template review_file publish
published_appendix themes_list matrix_file quotes_file arranged_quotes
"""
# These tell that something was done, and when; only what was coded is kept from the reader. Of
# backups it is the number of all codings in them.
TELLING = "about audit audit_people check_history history news counted_codebook backups safety"
# What a change of a code would touch is told whole: it touches all of it, whoever asks.
WHOLE = "consequences"


def here(project: Project) -> Span:
    return Span(*project.transcript(APART).turns[1].span)


ARGUMENTS: Mapping[str, Callable[[Project], tuple[Any, ...]]] = {
    "acknowledged": lambda p: ([],),
    "masked_text": lambda p: (APART,),
    "names_in": lambda p: (["We saw Maureen."],),
    "names_of": lambda p: (APART,),
    "propose_names": lambda p: (APART,),
    "find_name": lambda p: (APART, "argue"),
    "agreement_file": lambda p: (".csv",),
    "answers": lambda p: ("Q1",),
    "answers_file": lambda p: ("Q1", ".csv"),
    "answers_leaving": lambda p: ("Q1",),
    "asked": lambda p: (APART,),
    "behind": lambda p: ("8.a", {}),
    "captioned": lambda p: (p.quotes(),),
    "cell_quotes": lambda p: ("interview", APART, "8"),
    "chosen_passages": lambda p: (p.written_themes()[0].id,),
    "codebook_at": lambda p: (1,),
    "codebook_changes": lambda p: (1, 1),
    "codebook_file": lambda p: (".csv",),
    "codes_asked": lambda p: (APART,),
    "coding": lambda p: (p.hidden,),
    "concordance": lambda p: ("argue",),
    "continuum_file": lambda p: (".csv",),
    "cooccurrence_file": lambda p: (".csv",),
    "cross_cases": lambda p: ("agency",),
    "cross_cases_file": lambda p: (".csv", "agency"),
    "desk": lambda p: (APART,),
    "duplicate_quotes": lambda p: (p.quotes(),),
    "edited_quotes": lambda p: (p.quotes(),),
    "feedback_file": lambda p: (".csv",),
    "feedback_versions": lambda p: ("none",),
    "hidden_suggestions": lambda p: (p.segments(APART)[1],),
    "in_context": lambda p: (p.hidden,),
    "is_waiting": lambda p: ("none",),
    "keyness_file": lambda p: (".csv",),
    "narrow_quotes": lambda p: (p.quotes(),),
    "oddities": lambda p: (APART,),
    "old_text": lambda p: (APART, 1),
    "pair_quotes": lambda p: ("1.a", "8.a"),
    "passage_memos": lambda p: (p.segments(APART)[1],),
    "passages": lambda p: (APART,),
    "place": lambda p: (APART,),
    "placement_versions": lambda p: ("Midtown",),
    "portrait": lambda p: ([APART],),
    "portrait_file": lambda p: (".csv", [APART]),
    "portrait_refusal": lambda p: ([APART],),
    "publishable_matrix": lambda p: (p.matrix(),),
    "question_before": lambda p: (APART, Span(30, 40)),
    "questions_file": lambda p: (".csv",),
    "quote_edits": lambda p: (p.hidden,),
    "quote_words": lambda p: (p.hidden,),
    "review_item": lambda p: (p.item,),
    "review_items": lambda p: ("2",),
    "round": lambda p: ("1",),
    "round_steps": lambda p: ("1",),
    "sample_file": lambda p: (".csv",),
    "saturation_file": lambda p: (".csv",),
    "segments": lambda p: (APART,),
    "settlings": lambda p: (f"pair {p.hidden} -",),
    "small_roles": lambda p: (p.quotes(),),
    "split_places": lambda p: (p.segments(APART)[1].id,),
    "suggestion": lambda p: ("none",),
    "summary_changes": lambda p: ("interview", APART, "8"),
    "summary_versions": lambda p: ("interview", APART, "8"),
    "theme": lambda p: (p.written_themes()[0].id,),
    "theme_evidence": lambda p: (p.written_themes()[0].id,),
    "theme_versions": lambda p: (p.written_themes()[0].id,),
    "tidy_codings": lambda p: (".csv",),
    "text_versions": lambda p: (APART,),
    "transcript": lambda p: (APART,),
    "typical_quotes": lambda p: ("8.a",),
    "uncoded_file": lambda p: (".csv", "role"),
    "vocabulary_file": lambda p: (".csv",),
}
LEFT_OUT = {*ACTS.split(), *WHOLE.split(), *FREE}
ASKED = sorted(v for v in PERMITS if v not in LEFT_OUT and PERMITS[v].who != RESEARCHER)


@pytest.fixture
def apart(project: Project, interview: str, tmp_path):
    """Ruth and Tom code one interview apart; another is open to all, and so is a round over
    codings of before, one of them Ruth's in that interview."""
    assert interview == APART
    project.add_coder("tk", CoderRole.SECOND_CODER)
    project.add_coder("nb")
    tom = project.acting_as("tk")
    file = tmp_path / f"{OPEN}.md"
    file.write_text("Interviewer: And?\n\nP02: We share an office.\n", encoding="utf-8")
    project.import_files([file])
    text = project.transcript(APART).text
    start = text.index("We argue")
    before = project.code(APART, Span(start, start + 8), "1.a")
    tom.code(OPEN, project.segments(OPEN)[1].span, "6.a")
    project.add_theme("They share.", evidence=[before.id])
    project.start_round(over="interviews", coders=["mk", "tk"], where={"authority": "Midtown"})
    project.acting_as("nb").start_round("Beside")
    items = project.acting_as("nb").review_items("2")
    [item] = [row.item.id for row in items if row.item.about == before.id]
    tom.hidden, tom.item = before.id, item
    return project, tom


def plain(found: object) -> str:
    """Everything in a result, as text that two alike results share."""
    if hasattr(found, "to_csv"):
        return found.to_csv()
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        fields = dataclasses.fields(found)
        return f"{type(found).__name__}({[plain(getattr(found, f.name)) for f in fields]})"
    if isinstance(found, Mapping):
        return str({plain(k): plain(v) for k, v in found.items()})
    if isinstance(found, set | frozenset):
        return str(sorted(map(plain, found)))
    if isinstance(found, list | tuple) or hasattr(found, "__next__"):
        return str([plain(one) for one in found])
    return re.sub(r" at 0x[0-9a-f]+", "", str(found))


def told(project: Project, verb: str) -> str:
    """What a verb gives, or the sentence with which it refuses."""
    try:
        given = ARGUMENTS.get(verb, lambda p: ())(project)
        return plain(getattr(project, verb)(*given))
    except QualcodeError as error:
        return f"{type(error).__name__}: {error}"


def test_every_verb_open_to_coders_was_thought_of():
    assert LEFT_OUT - FREE | set(TELLING.split()) | set(ARGUMENTS) <= set(PERMITS)
    assert len(ASKED) > 90
    assert all(PERMITS[verb].who >= CODERS for verb in ASKED)


def test_nothing_a_coder_can_ask_for_tells_what_another_codes_apart(apart):
    ruth, tom = apart
    before = {verb: told(tom, verb) for verb in ASKED}

    # As much of 8.a as would move any table, a memo on it and one on the passage, and a comment.
    text = ruth.transcript(APART).text
    new = ruth.code(APART, Span(text.index("Nobody"), text.index("Nobody") + 13), "8.a")
    ruth.change_code(tom.hidden, "8.a")
    ruth.add_memo(MEMO, f"coding {new.id}")
    ruth.add_memo(MEMO, f"segment {ruth.segments(APART)[1].id}")
    ruth.comment(tom.item, COMMENT)
    after = {verb: told(tom, verb) for verb in ASKED}

    assert [v for v in ASKED if v not in TELLING.split() and after[v] != before[v]] == []
    for words in (MEMO, COMMENT):
        assert [verb for verb in ASKED if words in after[verb]] == []
    for verb in TELLING.split():
        assert after[verb].count("8.a") == before[verb].count("8.a")
    assert new.id not in "".join(after[verb] for verb in ASKED if verb not in TELLING.split())
    # The walk would see it: to whom nothing is hidden, these tell another story.
    other = ruth.acting_as("nb")
    other.hidden, other.item = tom.hidden, tom.item
    for verb in ("code_counts", "memos", "transcripts", "desk", "review_item", "glance", "quotes"):
        assert told(other, verb) != after[verb]
    assert MEMO in told(other, "memos") and COMMENT in told(other, "memos")


def test_nobody_speaks_on_an_item_that_is_kept_from_them(apart):
    ruth, tom = apart

    for act in (
        lambda: tom.comment(tom.item, "Here too."),
        lambda: tom.judge(tom.item, "agree"),
        lambda: tom.resolve(tom.item, "keep", "It holds."),
    ):
        with pytest.raises(UnknownItem, match="apart from the others now; hand in first"):
            act()
    assert ruth.review_item(tom.item).thread == ()
    assert ruth.review_item(tom.item).resolutions == ()
    ruth.resolve(tom.item, "keep", "It holds.")
    assert len(ruth.review_item(tom.item).resolutions) == 1
