"""The pages Check a report and Codebook and data: what is told, confirmed and taken along."""

from tests.app.conftest import pressed, words


def as_uploaded(monkeypatch, text, id="one"):
    class File:
        name, file_id = "report.md", id

        def getvalue(self):
            return text.encode()

    monkeypatch.setattr("streamlit.file_uploader", lambda *given, **named: File())


def test_without_a_report_the_page_says_what_is_checked(project, interview, shown):
    assert "of four words or more" in words(shown("report_check"))


def test_a_study_without_interviews_has_nothing_to_check_against(project, shown):
    app = shown("report_check")
    assert app.button(key="empty-go").label == "Bring in interviews"
    assert not app.get("file_uploader")


def test_a_slip_is_shown_beside_what_was_said(project, interview, shown, monkeypatch):
    as_uploaded(monkeypatch, "# <b>Found</b>\n\nOne said “We know <i>whom</i> to ring” there.")
    app = shown("report_check")

    told = words(app)
    assert "to be settled" in told and "differs" in told
    assert "We know &lt;i&gt;whom&lt;/i&gt; to ring" in told and "&lt;b&gt;Found" in told
    assert "As it was said. Interview: talk" in told and "We know who to ring" in told


def test_what_was_weighed_is_confirmed_once_and_recorded(project, interview, shown, monkeypatch):
    as_uploaded(monkeypatch, "One said “We know who to ring” (Social worker).")
    app = shown("report_check")
    assert "Named too closely" in words(app) and "All these quotations" in words(app)

    app = pressed(app, "report-close")
    assert "Nothing has to be settled." in words(app)
    app.run()
    acts = [e.act for e in project.history()]
    assert acts.count("confirm small groups") == 1


def test_a_file_that_is_no_report_is_a_sentence_and_no_bar_stays(
    project, interview, shown, monkeypatch
):
    as_uploaded(monkeypatch, "  ")
    app = shown("report_check")
    assert "has no text in it" in words(app)
    assert "Checking" not in str(app.main)


def test_the_codebook_and_the_codings_can_be_taken(sample, shown):
    app = shown("taking", of=sample)
    labels = [b.proto.label for b in app.get("download_button")]

    assert labels == [
        *("Word", "Table (CSV)", "YAML", "REFI-QDA"),
        *("Table (CSV)", "Parquet", "What stands in it (Markdown)"),
    ]


def test_few_people_need_a_tick_first(project, interview, shown):
    app = shown("taking")
    assert "fewer than 6 people" in words(app) and len(app.get("download_button")) == 4

    app.checkbox(key="taking-closely").check().run()
    assert not app.exception and len(app.get("download_button")) == 7


def test_an_empty_study_says_so(project, shown):
    assert "No interview is in the study yet" in words(shown("taking"))
