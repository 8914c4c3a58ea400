"""What a person does not permit leaves by no path: every exporter is listed and tried."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import Refused, UnknownParticipant
from qualcode.model import CoderRole, Consent, Permission
from qualcode.model.erased import phrases_of
from qualcode.project import Project, Upload
from qualcode.project.permits import verbs_of
from qualcode.project.withheld_words import WithheldWords
from qualcode.store.erasing_found import find_theirs

LOOKS_LIKE_ONE = re.compile(
    r"^(export_|publish$|report$|bundle$|backup$|themes_list$|appendix$|published_)"
    r"|(_file|_files|_csv|_qdc|_yaml|_sheet)$|^tidy_"
)
# Why these let no words of people out, or all of them on purpose.
NOT_TRIED = {
    "import_files": "it brings files in",
    "backup": "the study itself, for the same person on the same machine",
    "bundle": "the study itself, sealed; who gets it is told what is in it",
    "recovery_sheet": "a key and no words",
    "export_report_template": "a template and no words",
    "plan_yaml": "the researcher's own plan",
    "schedule_yaml": "the researcher's own questions",
    "published_appendix": "counts on the screen",
    "appendix": "counts on the screen",
    "answers_csv": "answers to a questionnaire, kept apart and by number",
    "held_about_file": "a person's own data, for that person; its own test reads it",
    "export_held_about": "a person's own data, for that person; its own test reads it",
    "cases_csv": "case records, kept apart and by number",
    "answers_file": "counts of answers",
    "export_answers": "counts of answers",
    "cross_cases_file": "counts of cases",
    "export_cross_cases": "counts of cases",
}
Run = Callable[[Project, Path], object]


def to_file(verb: str, name: str, *given: object, **named: object) -> Run:
    def run(project: Project, folder: Path) -> object:
        getattr(project, verb)(folder / name, *given, **named)
        return None

    return run


def as_bytes(verb: str, *given: object, **named: object) -> Run:
    return lambda project, _: getattr(project, verb)(*given, **named)


HOW = {"confirmed": True, "same_words": True}
RUNS: dict[str, Run] = {
    "quotes_file": lambda p, _: p.quotes_file(
        p.quotes(), "docx", attribution="role-authority", **HOW
    ),
    "export_quotes": lambda p, f: p.export_quotes(
        f / "q.csv", p.quotes(), attribution="role-authority", **HOW
    ),
    "matrix_file": as_bytes("matrix_file", "docx"),
    "export_matrix": to_file("export_matrix", "m.xlsx"),
    "themes_list": as_bytes("themes_list", "docx"),
    "export_themes": to_file("export_themes", "t.docx"),
    "report": lambda p, _: [
        p.report(shape, quotes=2, confirm_release=True, **HOW).data
        for shape in ("indicators", "themes")
    ],
    "export_report": to_file(
        "export_report", "r.docx", "authorities", quotes=2, confirm_release=True, **HOW
    ),
    "project_files": as_bytes("project_files"),
    "export_project": to_file("export_project", "s.qdpx"),
    "codebook_file": as_bytes("codebook_file", "yaml"),
    "export_codebook_file": to_file("export_codebook_file", "b.docx"),
    "codebook_qdc": as_bytes("codebook_qdc"),
    "export_codebook": to_file("export_codebook", "b.qdc"),
    "tidy_codings": as_bytes("tidy_codings", "csv", confirmed=True),
    "tidy_dictionary": as_bytes("tidy_dictionary", confirmed=True),
    "export_tidy": to_file("export_tidy", "c.csv", confirmed=True),
    "feedback_file": as_bytes("feedback_file", "docx"),
    "export_feedback": to_file("export_feedback", "f.docx"),
    "continuum_file": as_bytes("continuum_file", "svg"),
    "export_continuum": to_file("export_continuum", "c.svg"),
    "sample_file": as_bytes("sample_file", "csv"),
    "export_sample": to_file("export_sample", "s.xlsx"),
    "agreement_file": as_bytes("agreement_file", "csv"),
    "export_agreement": to_file("export_agreement", "a.csv"),
    "cooccurrence_file": as_bytes("cooccurrence_file", "csv"),
    "saturation_file": as_bytes("saturation_file", "csv"),
    "uncoded_file": as_bytes("uncoded_file", "csv", "role"),
    "keyness_file": as_bytes("keyness_file", "csv", code="1.a"),
    "vocabulary_file": as_bytes("vocabulary_file", "csv"),
    "questions_file": as_bytes("questions_file", "csv"),
    "portrait_file": lambda p, _: p.portrait_file("svg", a_dozen(p)),
    "publish": as_bytes("publish", confirmed=True),
    "export_review": lambda p, f: p.export_review(
        in_review(p), f / "r.html", passphrase="four plain words here", **HOW
    ),
    "review_file": lambda p, _: p.review_file(
        in_review(p), passphrase="four plain words here", **HOW
    ),
}


def a_dozen(project: Project) -> list[str]:
    """Interviews for a picture, in which the person quoted most is one of those who speak."""
    quotes = [(q.participant, q.transcript) for q in project.quotes() if q.participant]
    [(_, first), *_] = sorted(quotes)
    return list(dict.fromkeys([first, *(t["id"] for t in project.transcripts())]))[:12]


def in_review(project: Project) -> str:
    project.add_coder("Margaret Osei", CoderRole.MENTOR)
    made = project.start_round("For you", reviewers=["Margaret Osei"])
    return made.id


def test_every_exporter_is_tried_or_has_a_reason_not_to_be():
    found = {verb for verb in verbs_of(Project) if LOOKS_LIKE_ONE.search(verb)}

    assert found - set(RUNS) - set(NOT_TRIED) == set()
    assert (set(RUNS) | set(NOT_TRIED)) - set(verbs_of(Project)) == set()
    assert len(RUNS) >= 35


def test_every_act_of_exporting_is_recorded_by_a_verb_that_is_tried():
    acts = set()
    for file in Path("qualcode").rglob("*.py"):
        acts |= set(re.findall(r'"export ([a-z ]+)"', file.read_text(encoding="utf-8")))

    assert acts - {"backup", "bundle", "mentor bundle", "answers"} <= {
        *("table", "quotes", "continuum", "sample", "themes", "matrix", "pattern", "words"),
        *("feedback", "agreement", "report", "codings", "review", "codebook file", "codebook"),
        *("project", "held"),
    }


def words_in(made: object) -> str:
    """The words of anything an exporter gives, whatever kind of file."""
    if made is None:
        return ""
    if isinstance(made, dict):
        return "\n".join(map(words_in, made.values()))
    if isinstance(made, tuple | list):
        return "\n".join(map(words_in, made))
    if isinstance(made, bytes) and made[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            return "\n".join(words_in(packed.read(name)) for name in packed.namelist())
    text = made.decode("utf-8", "ignore") if isinstance(made, bytes) else str(made)
    return re.sub(r"<[^>]+>", " ", text)


PLACE = "Zzyborough"


def told_apart(project: Project) -> tuple[str, frozenset[tuple[str, ...]]]:
    """The person quoted most, and phrases only they said."""
    quotes = [q.participant for q in project.quotes() if q.participant]
    who = max(sorted(set(quotes)), key=quotes.count)
    with project._read() as connection:
        return who, frozenset(find_theirs(connection, who).said.phrases)


# Those words of people leave by; the others, and the same verbs to a file, stand in the long run.
SHORT = [
    *("quotes_file", "export_quotes", "matrix_file", "themes_list", "project_files"),
    *("codebook_file", "codebook_qdc", "tidy_codings", "feedback_file", "review_file"),
]


def everything_of(project: Project, folder: Path, verbs: list[str]) -> dict[str, str]:
    """Verb -> the words of all that it gives or writes."""
    found = {}
    project.names_seen = True
    for verb in verbs:
        own = folder / verb
        own.mkdir(parents=True)
        made = RUNS[verb](project, own)
        if "review" in verb:
            made = unsealed(made.page)
        files = [file.read_bytes() for file in own.iterdir() if "review" not in verb]
        found[verb] = words_in(made) + words_in(files)
    return found


def unsealed(page: bytes) -> str:
    from qualcode.formats.sealed import unseal

    [inside] = re.findall(rb'<script type="application/json" id="sealed">(.*?)</script>', page)
    return unseal("review", inside, "four plain words here").decode()


def held(text: str, phrases: frozenset[tuple[str, ...]]) -> int:
    return sum(phrase in phrases for phrase, _, _ in phrases_of(text))


def at(project: Project, who: str, place: str) -> None:
    import dataclasses

    [person] = [p for p in project.participants() if p.id == who]
    project.set_participants([dataclasses.replace(person, authority=place)])


@pytest.fixture
def quick(monkeypatch):
    from qualcode.formats import sealed

    monkeypatch.setattr(sealed, "ITERATIONS", 1)


# Exporters that hold words of people, where these allow it; all others count, or list ids.
HOLDING = {
    *("quotes_file", "export_quotes", "matrix_file", "export_matrix", "report", "export_report"),
    *("themes_list", "export_themes", "feedback_file", "export_feedback"),
    *("codebook_file", "export_codebook_file", "codebook_qdc", "export_codebook"),
    *("review_file", "export_review", "project_files", "export_project"),
}
# A whole interview goes into a project for another program unless sharing it is refused.
WHOLE = {"project_files", "export_project"}


def written_before(project: Project) -> set[tuple[str, ...]]:
    """What stands in the sample's own pieces of writing, and may be said by anybody."""
    from qualcode.store.erasing_people import load_written

    with project._read() as connection:
        return {phrase for text in load_written(connection) for phrase, _, _ in phrases_of(text)}


def quote_everywhere(project: Project, who: str) -> None:
    """Let this person be quoted wherever a researcher writes."""
    own = max((q for q in project.quotes() if q.participant == who), key=lambda q: len(q.words))
    words = " ".join(own.words.split()[:14])
    theme = project.add_theme(f"They told us: “{words}” And more.", codes=[own.code],
                              evidence=[own.coding], note=words)  # fmt: skip
    project.add_theme(" ".join(words.split()[:5]), codes=[own.code])
    session = project.add_feedback_session("With the team")
    project.add_feedback(session.id, "adds", f"As was said: {words}", theme=theme.id)
    project.add_example("1.a", words)
    project.write_report_text("summary", f"One said {words}. So it is.")
    project.write_summary("authority", PLACE, "1", f"Here they say {words}.")
    project.add_memo(words, f"coding {own.coding}")


@pytest.mark.parametrize(
    "verbs", [SHORT, pytest.param(sorted(RUNS), marks=pytest.mark.long)], ids=["short", "all"]
)
def test_what_a_person_does_not_permit_leaves_by_no_exporter(sample, tmp_path, quick, verbs):
    who, said = told_apart(sample)
    at(sample, who, PLACE)
    phrases = said - written_before(sample)
    quote_everywhere(sample, who)
    codings = len(sample.frames().codings)
    sample.permit(who, quote="no")

    # The one answer is enough: nobody needs to say no three times.
    found = everything_of(sample, tmp_path, [v for v in verbs if v not in WHOLE])

    assert {verb: n for verb, text in found.items() if (n := held(text, phrases))} == {}
    captions = ("quotes_file", "export_quotes", "themes_list", "export_themes",
                "review_file", "export_review")  # fmt: skip
    assert {verb for verb in captions if PLACE in found.get(verb, "")} == set()
    # A report lists where people were interviewed; no caption in it says so of this person.
    assert not re.search(
        rf", {PLACE}\s*\)", found.get("report", "") + found.get("export_report", "")
    )
    assert sum(map(bool, found.values())) == len(found)
    assert len(sample.frames().codings) == codings


def test_an_interview_that_may_not_be_shared_is_in_no_project_file(sample, tmp_path):
    who, said = told_apart(sample)
    phrases = said - written_before(sample)
    sample.permit(who, quote="no", archive="no")

    found = everything_of(sample, tmp_path, sorted(WHOLE))

    assert {verb: n for verb, text in found.items() if (n := held(text, phrases))} == {}


@pytest.mark.parametrize(
    "verbs", [SHORT, pytest.param(sorted(RUNS), marks=pytest.mark.long)], ids=["short", "all"]
)
def test_the_same_words_do_leave_once_they_are_permitted(sample, tmp_path, quick, verbs):
    """The control: an exporter that holds no words of theirs now could not fail the test above."""
    who, said = told_apart(sample)
    at(sample, who, PLACE)
    phrases = said - written_before(sample)
    quote_everywhere(sample, who)
    sample.permit(who, quote="yes", archive="yes", name_authority="yes")

    found = everything_of(sample, tmp_path, verbs)

    assert {verb for verb, text in found.items() if held(text, phrases)} == HOLDING & set(verbs)
    assert PLACE in found["quotes_file"]


def test_without_the_cut_what_researchers_quote_would_leave(sample, tmp_path, monkeypatch):
    """The control of the cutting in what people wrote."""
    who, said = told_apart(sample)
    phrases = said - written_before(sample)
    at(sample, who, PLACE)
    quote_everywhere(sample, who)
    sample.permit(who, quote="no")
    monkeypatch.setattr(WithheldWords, "cut", lambda self, text: text)

    found = everything_of(sample, tmp_path, ["themes_list", "feedback_file", "matrix_file"])

    assert all(held(text, phrases) for text in found.values())


def test_a_withdrawn_persons_words_leave_by_no_exporter_either(sample, tmp_path, quick):
    who, phrases = told_apart(sample)
    sample.permit(who, quote="withdrawn")
    with sample._read() as connection:
        from qualcode.store.erasing_people import load_written

        for text in load_written(connection):
            phrases -= {phrase for phrase, _, _ in phrases_of(text)}

    found = everything_of(sample, tmp_path, ["export_quotes", "project_files", "codebook_file"])

    assert {verb: n for verb, text in found.items() if (n := held(text, phrases))} == {}


def test_a_caption_never_names_the_place_of_who_does_not_allow_it(sample):
    who, _ = told_apart(sample)
    style = {"attribution": "role-authority", "confirmed": True, "same_words": True}
    before = {q.coding: q for q in sample.captioned(sample.quotes(), **style)}
    own = {id for id, q in before.items() if q.participant == who}
    assert any(q.authority and q.authority in q.attribution for id, q in before.items()
               if id in own)  # fmt: skip

    sample.permit(who, name_authority="no")

    after = {q.coding: q for q in sample.captioned(sample.quotes(), **style)}
    assert all(q.authority is None for id, q in after.items() if id in own)
    assert all("," not in (after[id].attribution or "") for id in own)
    assert sum(f"{q.authority}" in q.attribution for q in after.values() if q.authority) > 20


def test_who_is_not_to_be_archived_stays_out_of_the_project_and_is_counted(sample):
    sample.names_seen = True
    _, told = sample.project_files()
    assert any("not known whether" in line for line in told.left_out)
    texts = dict(told.counts)["interviews and texts"]
    who, _ = told_apart(sample)

    sample.permit(who, archive="no")

    _, told = sample.project_files()
    assert dict(told.counts)["interviews and texts"] < texts
    assert any("does not allow that" in line for line in told.left_out)


def test_permissions_are_kept_recorded_and_refused_where_they_make_no_sense(project, interview):
    now = project.permit("P01", archive="no", name_authority="yes")

    assert (now.archive, now.name_authority) == (Permission.NO, Permission.YES)
    assert project.participants() == [now]
    assert now.consent is Consent.UNKNOWN
    assert '"archive": "no"' in project.history()[-1].detail
    assert project.permitted_uses()["archive"] == {"no": 1}
    with pytest.raises(UnknownParticipant):
        project.permit("P99", archive="no")
    for given in ({}, {"archive": "perhaps"}, {"quote": "maybe"}, {"name_authority": "2"}):
        with pytest.raises(Refused):
            project.permit("P01", **given)


def test_permissions_come_with_a_table_and_with_front_matter(project, interview):
    table = "participant,archive,name authority\nP01,no,yes\nP02,,no\n"
    project.import_files([Upload("people.csv", table.encode())])
    head = "---\nparticipant: P03\narchive: yes\nname_authority: no\n---\n\n"
    talk = head + "Interviewer: How?\n\nP03: Like this, mostly.\n"
    project.import_files([Upload("P03.md", talk.encode())])

    said = {p.id: (p.archive.value, p.name_authority.value) for p in project.participants()}

    assert said == {"P01": ("no", "yes"), "P02": ("unknown", "no"), "P03": ("yes", "no")}
    # A file that says nothing, or more, takes no refusal back.
    project.import_files([Upload("x.md", (head.replace("name_authority: no", "") + "Bo: Hm.\n"
                                          ).replace("P03", "P01").encode())])  # fmt: skip
    assert next(p for p in project.participants() if p.id == "P01").archive is Permission.NO


def test_an_answer_that_is_none_is_told_with_its_row(project):
    table = "participant,archive\nP01,perhaps\n"

    report = project.import_files([Upload("people.csv", table.encode())])

    assert report.refused and "archive" in report.refused[0][1]


def test_a_table_from_before_a_withdrawal_says_what_it_takes_back(sample: Project) -> None:
    who = sample.participants()[0].id
    sample.permit(who, quote="withdrawn", archive="no")
    table = f"participant,consent,archive\n{who},quote,yes\n".encode()

    [taken] = sample.import_files([Upload("older.csv", table)]).imported

    told = [one.message for one in taken.oddities]
    assert [one for one in told if "consent was withdrawn, and this file says quote" in one]
    assert [one for one in told if "archive was no, and this file says yes" in one]
    [again] = sample.import_files([Upload("older.csv", table)]).imported
    assert not any("set it back" in one.message for one in again.oddities)


@pytest.mark.parametrize("answer", ["", " "])
def test_a_blank_is_no_answer(sample: Project, answer: str) -> None:
    who = sample.participants()[0].id
    sample.permit(who, quote="no")

    with pytest.raises(Refused, match="Say what is allowed"):
        sample.permit(who, quote=answer)
    assert sample.participants()[0].consent is Consent.NO_QUOTE
