"""What happens to a study and the people at it, W1 to W18: for each row the tests that keep it.

The input rows are counted in `test_bad_input`, the output rows in `test_bad_output`. These are kept
all over the tests, so here they are listed: a row whose test is renamed or gone fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.project import Project
from qualcode.project.permits import verbs_of
from tests.test_promises import there

PROJECT, STORE, FAULTS = "tests/project/test_", "tests/store/test_", "tests/faults/test_"
KEPT = {
    "W1 killed while it writes": [
        f"{FAULTS}killed.py::test_twenty_kills_lose_nothing_that_was_told_as_stored",
        f"{FAULTS}killed_server.py::test_kills_of_the_server_lose_nothing_that_was_told_as_stored",
    ],
    "W2 a full or failing disk": [
        "tests/app/test_not_saved.py::test_a_memo_in_the_journal_stays_in_its_field",
        "tests/app/test_not_saved.py::test_an_act_in_the_workbench_waits_unacknowledged_until_there_is_room",
        f"{FAULTS}full_disk.py::test_the_same_act_goes_through_once_the_cause_is_gone",
    ],
    "W3 a folder or file that may only be read": [
        f"{STORE}places.py::test_what_may_not_be_written_is_read",
        "tests/app/test_keeping.py::test_every_page_says_that_a_study_may_only_be_read",
    ],
    "W4 a second program on one file": [
        f"{STORE}two_processes.py::test_the_second_writer_is_told_while_reading_goes_on",
        f"{STORE}two_processes.py::test_a_program_that_dies_in_a_change_holds_nobody_up",
    ],
    "W5 a clock set back, summer time, far years": [
        f"{FAULTS}clock.py::test_acts_keep_their_order_and_the_chain_holds",
        f"{FAULTS}clock.py::test_a_clock_that_was_set_back_is_told_and_nothing_is_wrong",
    ],
    "W6 a study of a newer qualcode": [
        f"{STORE}migrations.py::test_a_study_of_a_newer_qualcode_is_read_and_left_alone",
    ],
    "W7 killed while tables are changed": [
        f"{FAULTS}migration_killed.py::test_a_migration_killed_at_any_statement_leaves_before_or_after",
        f"{FAULTS}migration_killed.py::test_a_killed_migration_is_finished_at_the_next_opening",
    ],
    "W8 two at one passage": [
        f"{FAULTS}many_writers.py::test_ten_coders_at_once_lose_nothing_and_store_nothing_twice",
        "tests/e2e/test_workbench_outbox.py::test_two_tabs_on_one_interview_see_each_other_and_lose_nothing",
    ],
    "W9 a code in use merged, moved or retired": [
        f"{PROJECT}codebook.py::test_codings_follow_a_merge_and_keep_whose_and_how_they_are",
        f"{PROJECT}codebook.py::test_a_retired_code_keeps_its_codings_and_comes_back",
        f"{PROJECT}codebook.py::test_consequences_name_coders_and_interviews_and_change_nothing",
    ],
    "W10 a transcript corrected after coding": [
        f"{PROJECT}correcting.py::test_whatever_is_corrected_no_coding_stands_on_other_words",
        f"{PROJECT}correcting.py::test_the_old_version_is_readable_with_what_stood_on_it",
    ],
    "W11 two copies made one, twice": [
        f"{PROJECT}merging.py::test_merging_again_adds_nothing_in_either_direction",
        f"{PROJECT}merging.py::test_another_text_of_the_same_name_is_listed_and_its_codings_are_left_out",
    ],
    "W12 a backup's place gone, full or spoilt": [
        f"{STORE}backups.py::test_a_folder_that_is_not_there_is_one_sentence_and_earlier_backups_stay",
        f"{STORE}backups.py::test_a_damaged_study_makes_no_backup_and_the_good_ones_stay",
        f"{STORE}backups.py::test_the_last_good_backup_outlives_every_age",
    ],
    "W13 damaged when it is opened": [
        "tests/app/test_keeping.py::test_a_damaged_study_offers_the_newest_good_backup_and_opens_it",
        f"{STORE}damaged.py::test_a_damaged_study_names_the_newest_good_backup",
    ],
    "W14 undo after somebody else's change": [
        f"{PROJECT}undoing.py::test_undo_and_redo_are_each_coders_own",
        f"{PROJECT}undoing.py::test_undo_passes_over_what_somebody_has_put_there_meanwhile",
    ],
    "W15 the app ends in mid-memo": [
        "tests/e2e/test_workbench_hand.py::test_a_memo_that_was_begun_is_there_again",
        "tests/e2e/test_workbench_outbox.py::test_a_server_that_dies_in_mid_coding_loses_nothing_and_does_nothing_twice",
    ],
    "W16 a passphrase forgotten": [
        f"{PROJECT}encrypting.py::test_the_passphrase_and_the_sheet_open_it_and_nothing_else_does",
    ],
    "W17 an old backup after an erasure": [
        f"{PROJECT}erasing.py::test_an_older_backup_put_back_forgets_the_person_before_it_is_opened",
    ],
    "W18 a coder renamed or removed": [
        f"{FAULTS}people_and_state.py::test_nobody_who_coded_can_be_renamed_or_taken_away",
    ],
}
# Kept on the page where it matters most, and not on every page: said in docs/release.md.
IN_PART = {"W15 the app ends in mid-memo"}


def test_every_row_names_tests_that_are_there(capsys):
    missing = {row: [t for t in tests if not there(t)] for row, tests in KEPT.items()}
    kept = [row for row, gone in missing.items() if not gone]

    with capsys.disabled():
        print(f"\n{len(kept)} of 18 rows of people and state, {len(IN_PART)} of them in part")

    assert {row: gone for row, gone in missing.items() if gone} == {}
    assert [row.split()[0] for row in KEPT] == [f"W{n}" for n in range(1, 19)]
    assert set(KEPT) >= IN_PART


def test_a_row_whose_test_is_gone_is_found():
    """The control."""
    assert not there(f"{FAULTS}killed.py::test_that_nobody_wrote")
    assert not there(f"{FAULTS}that_is_not_there.py::test_anything")


def test_nobody_who_coded_can_be_renamed_or_taken_away(project, interview, monkeypatch):
    """So codings stay whose they are; a name that is not known yet sees everybody's."""
    verbs = {verb for verb in verbs_of(Project) if "coder" in verb}
    assert verbs == {"add_coder", "coders", "pairs_of_coders"}
    [one, *_] = [s.span for s in project.segments(interview) if not s.interviewer]
    project.code(interview, one, "1")
    project.acting_as("Tom").code(interview, one, "2")

    for name in ("mk", "Tom", "somebody new"):
        seen = project.acting_as(name).codings()
        assert {(c.coder, c.code) for c in seen} == {("mk", "1"), ("Tom", "2")}


@pytest.mark.parametrize("row", sorted(IN_PART))
def test_what_is_kept_in_part_is_said_where_releases_are_made(row):
    text = (Path(__file__).parents[2] / "docs" / "release.md").read_text("utf-8")

    assert row.split()[0] in text.partition("## Not measured yet")[2]
