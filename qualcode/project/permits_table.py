"""The table of verbs: who may use each, and what using it is called in a refusal."""

from __future__ import annotations

# (who, what using them is called, the verbs). A new verb belongs in one of these, by decision.
GROUPS: tuple[tuple[str, str, str], ...] = (
    # What a mentor reads: nothing with raw names, with words that are withheld, or with counts
    # of people that may not leave.
    (
        "everybody",
        "looking at the study",
        "about coders claims codes glance news note_look",
    ),
    (
        "everybody",
        "reading the codebook",
        "code_counts codebook_versions codebook_changes codebook_at codebook_history"
        " counted_codebook",
    ),
    (
        "everybody",
        "reading tables and quotes",
        "publishable compared_by quotes_for_reading themes_for_reading in_context",
    ),
    (
        "everybody",
        "reading answers",
        "instrument answers answer_values answers_leaving cases_leaving",
    ),
    (
        "everybody",
        "reviewing",
        "rounds round round_steps lost_items review_items review_item judge comment",
    ),
    (
        "everybody",
        "reading agreement",
        "agreement disagreements confusion pairs_of_coders settlings",
    ),
    (
        "everybody",
        "reading and adding feedback",
        "feedback feedback_sessions feedback_themes feedback_versions add_feedback edit_feedback"
        " drop_feedback",
    ),
    ("everybody", "reading until when the study is kept", "retention_notice erasing_notice"),
    ("everybody", "reading of how many people consent is not known", "consent_notice"),
    ("everybody", "reading the history", "audit audit_people check_history"),
    # What decides for everybody, or cannot be taken back.
    ("researchers", "saying who is who", "add_coder set_role"),
    ("researchers", "setting how the study works", "set_options set_small_group set_profile"),
    (
        "researchers",
        "letting files leave in spite of a warning",
        "confirm_release confirm_names",
    ),
    (
        "researchers",
        "opening the names key",
        "keep_names_key named_people who_is_meant forget_name",
    ),
    (
        "researchers",
        "starting, returning or finishing a round",
        "start_round review_round return_round finish_round",
    ),
    ("researchers", "merging studies", "merge"),
    (
        "researchers",
        "deciding who can open the study's file",
        "encrypt decrypt change_passphrase recovery_sheet refuse_to_encrypt"
        " refuse_to_change_passphrase other_copies",
    ),
    ("researchers", "sending the whole study away", "bundle"),
    (
        "researchers",
        "taking whole studies to other programs and back",
        "export_project project_files export_codebook codebook_qdc import_project",
    ),
    ("researchers", "taking interviews out", "remove_transcript"),
    (
        "researchers",
        "putting back or moving the study",
        "restore restore_look move_study set_backup_folder repair",
    ),
    ("researchers", "correcting a text after coding", "correct_transcript correct_back"),
    (
        "researchers",
        "reshaping the codebook",
        "set_codebook move_code rename_code merge_codes split_code retire_code restore_code",
    ),
    (
        "researchers",
        "erasing what people gave",
        "withdraw_answers withdraw_case take_back_feedback erasing_preview erase_participant"
        " erasures finish_erasing prove_again",
    ),
    (
        "researchers",
        "giving a person what is held on them",
        "held_about held_about_file export_held_about",
    ),
    (
        "researchers",
        "saying how long the study is kept, and destroying it",
        "keep_until purge",
    ),
    # Everything a coder does and sees.
    ("coders", "looking through the acts one by one", "history standing"),
    (
        "coders",
        "coding",
        "code withdraw change_direction change_code change_span star done undo redo work"
        " acknowledged desk keep_place place mark_read recent_codes to_code split split_places"
        " merge_segment blind_passages decide_blind first_decisions",
    ),
    (
        "coders",
        "reading interviews as they are",
        "transcripts transcript oddities speakers segments passages passage_memos participants"
        " question_before readings codings coding",
    ),
    (
        "coders",
        "reading older versions and placing codings again",
        "text_versions old_text to_place place_again place_all_again let_go",
    ),
    (
        "coders",
        "looking for names and replacing them",
        "propose_names find_name names_of pseudonyms masked_text replace_name let_stand"
        " undo_replacement residual_names names_in",
    ),
    (
        "coders",
        "searching the interviews",
        "search narrow_quotes duplicate_quotes concordance",
    ),
    (
        "coders",
        "deciding on suggestions",
        "suggest pending suggestion decisions decide pending_count waiting is_waiting queue"
        " decided_counts next_pending hidden_suggestions retrain record interview_groups"
        " propose_cues weak_cues evaluate",
    ),
    (
        "coders",
        "bringing in files",
        "preview import_files import_coded set_instrument import_answers import_verdicts"
        " set_participants set_reference set_plan set_schedule set_term_lists",
    ),
    (
        "coders",
        "describing interviews and people",
        "describe_transcript set_speakers correct_label keep_role unsettled_roles set_asked"
        " permit permitted_uses",
    ),
    (
        "coders",
        "changing the codebook",
        "edit_code add_code add_cue add_example consequences codebook_checks",
    ),
    ("coders", "writing and reading memos", "add_memo memos"),
    (
        "coders",
        "reading who said what",
        "frames themes behind quotes captioned small_roles matrix cell_quotes cooccurrence"
        " pair_quotes portrait portrait_refusal uncoded to_reread saturation keyness vocabulary"
        " typical_quotes term_lists continuum placement_versions sample reference sample_reference"
        " plan plan_yaml appendix schedule schedule_yaml questions asked asked_questions"
        " codes_asked all_codes_asked unconfirmed_questions match_questions people_answered"
        " answer_items case_records case_fields cross_cases",
    ),
    (
        "coders",
        "writing themes and summaries",
        "add_theme edit_theme choose_passage drop_theme restore_theme written_themes dropped_themes"
        " theme theme_versions theme_evidence chosen_passages write_summary confirm_summary"
        " report_texts write_report_text"
        " drop_summary summary_versions summary_changes set_not_asked place_authority"
        " remove_placement set_anchors",
    ),
    (
        "coders",
        "taking files out",
        "publish publishable_matrix published_appendix"
        " release_refusal quotes_file export_quotes arranged_quotes counter_quotes find_source"
        " edit_quote clear_quote_edit quote_edits quote_words edited_quotes"
        " matrix_file export_matrix themes_list export_themes"
        " continuum_file export_continuum sample_file export_sample questions_file"
        " answers_file export_answers cross_cases_file export_cross_cases cases_csv answers_csv"
        " cooccurrence_file portrait_file uncoded_file saturation_file keyness_file"
        " vocabulary_file agreement_file export_agreement feedback_file export_feedback"
        " report export_report report_template export_report_template"
        " export_review review_file",
    ),
    ("coders", "checking reports", "check_report"),
    ("coders", "making backups", "backup backups safety"),
    ("coders", "looking over the study", "doctor"),
    (
        "coders",
        "taking the codebook and codings along",
        "codebook_file export_codebook_file tidy_codings tidy_dictionary export_tidy",
    ),
    (
        "coders",
        "keeping feedback sessions",
        "add_feedback_session edit_feedback_session drop_feedback_session",
    ),
    (
        "coders",
        "coding in a round and settling",
        "begin_round submit_round resolve settle",
    ),
)
