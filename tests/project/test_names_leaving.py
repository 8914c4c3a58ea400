"""Names planted everywhere in a study, replaced, and looked for in everything that leaves it."""

from __future__ import annotations

import io
import json
import logging
import re
import tempfile
import zipfile

import pytest

from qualcode.model import CoderRole, Span
from qualcode.project.masking import FreeNames, Layer

BEGIN = ("Tre", "Quil", "Bran", "Ozo", "Ifu", "Mwa", "Zhu", "Nar")
END = ("vanno", "labby", "thwick", "kemba", "denka")
MARKERS = [begin + end for begin in BEGIN for end in END]
THEIRS = ["Keith", "Lorraine", "Denise", "Marianne", "Maureen", "Paula", "Donna"]
WITH_ALL = {"attribution": "none", "confirmed": True, "same_words": True}


def talk(markers=MARKERS) -> str:
    """An invented interview that names every marker in four ways, one parted by a line's end."""
    lines = ["---", "participant: P90", "role: Social worker", "authority: Midtown", "---", ""]
    for n, name in enumerate(markers):
        lines.append(
            f"P90: At meeting {n} I asked {name}, then {name.lower()}’s colleague came over, and"
            f" {name.upper()} too. {name[:3]}-\n{name[3:]} wrote point {n} down for us all.\n"
        )
    return "\n".join(lines)


@pytest.fixture
def planted(sample, tmp_path):
    """The sample study with one more interview, everything in it coded and every name replaced."""
    file = tmp_path / f"{MARKERS[0]}.md"
    file.write_text(talk(), encoding="utf-8")
    [one] = sample.import_files([file]).imported
    sample.describe_transcript(one.id, title=f"Talk of {MARKERS[1]}")
    for segment in sample.segments(one.id):
        sample.code(one.id, segment.span, "1.a")
    text = sample.transcript(one.id).text
    for n, name in enumerate(MARKERS):
        at = text.index(name)
        done = sample.replace_name(one.id, Span(at, at + len(name)), f"colleague {n + 100}")
        assert done.places == 4
    written = f"As {MARKERS[2]} and {MARKERS[3].lower()}’s team, and Keith, said."
    sample.add_memo(written)
    sample.add_theme(f"{written} A theme.", codes=["1.a"], note=written)
    sample.write_summary("authority", "Midtown", "1", written)
    sample.add_example("1.a", f"{MARKERS[4]} asked us all again")
    sample.edit_code("1.b", "a name in a rule", definition=f"What {MARKERS[5]} meant by it.")
    session = sample.add_feedback_session("With the team")
    sample.add_feedback(session.id, "agrees", f"{MARKERS[6]} would say so too.")
    sample.write_report_text("summary", f"{MARKERS[7]} is right, {written}")
    if sample.release_refusal():
        sample.confirm_release()
    return sample


def whole(data: bytes) -> str:
    """Everything written in a file, archives unpacked, without regard to case."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(
                [*archive.namelist(), *(whole(archive.read(n)) for n in archive.namelist())]
            )
    return data.decode("utf-8", "replace").casefold()


PARTED = re.compile(r"<[^>]*>|[-\u00ad\u2010]\s*\n\s*")


def named(text: str, markers=MARKERS) -> list[str]:
    """The planted names in a text, also where a line's end or a tag parts them.

    >>> named("bran-\\nthwick and oz<b>okem</b>ba and keith")
    ['Branthwick', 'Ozokemba', 'Keith']
    """
    plain = text.casefold()
    joined = PARTED.sub("", plain)
    # The markers are no words of any language: they are looked for in the letters alone as well.
    letters = re.sub(r"[\W\d_]+", "", joined)
    found = [name for name in markers if name.casefold() in letters or name.casefold() in plain]
    return found + [name for name in THEIRS if name.casefold() in plain + joined]


def leaving(study):
    """(what it is, its content) of every file a study can write with words in it."""
    quotes = study.quotes()
    for ending in (".docx", ".html", ".md", ".csv", ".xlsx"):
        yield f"quotes {ending}", study.quotes_file(quotes, ending, **WITH_ALL)
    for shape in ("indicators", "authorities", "themes"):
        yield f"report {shape}", study.report(shape, **WITH_ALL).data
    for ending in (".docx", ".xlsx"):
        yield f"matrix {ending}", study.matrix_file(ending)
    for ending in (".docx", ".md"):
        yield f"themes {ending}", study.themes_list(ending)
        yield f"feedback {ending}", study.feedback_file(ending, named=True)
    for ending in (".docx", ".csv", ".yaml"):
        yield f"codebook {ending}", study.codebook_file(ending)
    yield "codebook .qdc", study.codebook_qdc()[0]
    for name, data in study.project_files()[0].items():
        yield f"project {name}", data
    yield "codings", study.tidy_codings(".csv", confirmed=True)
    yield "dictionary", study.tidy_dictionary(confirmed=True).encode()
    yield "keyness", study.keyness_file(".csv", code="1.a")
    yield "uncoded", study.uncoded_file(".csv", "role")
    yield "saturation", study.saturation_file(".csv")
    yield "pairs", study.cooccurrence_file(".csv")
    yield "sample", study.sample_file(".csv")
    yield "vocabulary", study.vocabulary_file(".csv")
    yield "questions", study.questions_file(".csv")
    yield "agreement", study.agreement_file(".csv")
    # Pictures that write their words as words.
    mine = study.quotes()[-1].transcript
    shown = list(dict.fromkeys([mine, *(row["id"] for row in study.transcripts())]))[:12]
    yield "portrait", study.portrait_file(".svg", shown)
    yield "keyness picture", study.keyness_file(".svg", code="1.a")
    yield "continuum", study.continuum_file(".svg")


def test_names_that_were_replaced_leave_in_no_file(planted, tmp_path, monkeypatch, caplog):
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    caplog.set_level(logging.INFO)
    planted.names_seen = True
    found = {what: hits for what, data in leaving(planted) if (hits := named(whole(data)))}
    assert found == {}
    # Nor is any left in what is logged and laid aside meanwhile.
    assert named(caplog.text) == []
    kept = {f.name: named(whole(f.read_bytes())) for f in aside.rglob("*") if f.is_file()}
    assert {name: hits for name, hits in kept.items() if hits} == {}


@pytest.mark.parametrize(
    "parted",
    ["Trevanno", "tre-\nvanno", "Tre</w:t><w:br/><w:t>vanno", "TRE\u00ad\nVANNO", "x Tre, vanno"],
)
def test_the_look_finds_a_name_however_it_is_parted(parted):
    assert named(f"As {parted} said.") == ["Trevanno"]


def test_the_same_look_finds_names_that_were_not_replaced(planted, monkeypatch):
    planted.names_seen = True
    monkeypatch.setattr("qualcode.project.quote_edits.load_replacements", lambda *given: [])
    assert "Quillabby" in named(whole(planted.quotes_file(planted.quotes(), ".md", **WITH_ALL)))
    monkeypatch.setattr("qualcode.project.masking.FreeNames.out_of", lambda self, text: text)
    assert named(whole(planted.themes_list(".md")))
    raw, _ = planted.project_files(raw_names=True)
    assert len(named(whole(raw["study.qdpx"]))) > 40


def test_a_mentor_reads_no_name_that_was_replaced(planted):
    planted.add_coder("Margaret", CoderRole.MENTOR)
    themes = [theme.id for theme in planted.written_themes()]
    round = planted.start_round("Names", reviewers=["Margaret"], count=40, themes=themes[-1:])
    mentor = planted.acting_as("Margaret")
    shown = [
        repr(mentor.quotes_for_reading()),
        repr(mentor.themes_for_reading()),
        repr(mentor.codes()),
        repr([mentor.in_context(c.id) for c in planted.codings(code="1.a")[-60:]]),
        repr(mentor.feedback()),
        repr(mentor.feedback_themes()),
        repr([one.words for one in mentor.audit()]),
        repr(mentor.news()),
        repr(mentor.rounds()),
    ]
    rows = mentor.review_items(round.id)
    shown += [repr(row) + repr(mentor.review_item(row.item.id)) for row in rows]
    assert {n: hits[:3] for n, one in enumerate(shown) if (hits := named(one))} == {}


def test_the_sealed_page_holds_no_name_that_was_replaced(planted, monkeypatch):
    sealed = []
    monkeypatch.setattr(
        "qualcode.formats.sealed.seal", lambda kind, plain, words: sealed.append(plain) or "{}"
    )
    monkeypatch.setattr("qualcode.report.review_html.review_page", lambda data: b"")
    planted.names_seen = True
    planted.add_coder("Margaret", CoderRole.MENTOR)
    round = planted.start_round("Names", reviewers=["Margaret"], count=40)
    planted.review_file(
        round.id, passphrase="otter lantern seventeen", confirmed=True, same_words=True
    )
    assert named(json.dumps(json.loads(sealed[0]), ensure_ascii=False)) == []


@pytest.mark.long
def test_of_five_hundred_names_none_leaves(sample, tmp_path):
    middles = ("lo", "mi", "ra", "se", "tu", "vo", "wa", "xi", "yo", "za", "bu", "co", "dy")
    many = [b + m + e for b in BEGIN for m in middles for e in END][:500]
    file = tmp_path / "many.md"
    file.write_text(talk(many), encoding="utf-8")
    [one] = sample.import_files([file]).imported
    for segment in sample.segments(one.id):
        sample.code(one.id, segment.span, "1.a")
    text = sample.transcript(one.id).text
    for n, name in enumerate(many):
        at = text.index(name)
        sample.replace_name(one.id, Span(at, at + len(name)), f"colleague {n + 100}")
    sample.names_seen = True
    if sample.release_refusal():
        sample.confirm_release()
    for what, data in leaving(sample):
        assert named(whole(data), many) == [], what


def test_free_words_keep_ordinary_words_that_are_names_too():
    free = FreeNames((("Grace", "g", "person", "nurse"), ("Keith Barnes", "k", "person", "chair")))
    assert free.out_of("By grace, keith. Grace be with us; then Grace came.") == (
        "By grace, [chair]. Grace be with us; then [nurse] came."
    )
    assert free.out_of("Nothing here.") == "Nothing here."
    assert Layer().words("t", "Keith came.") == "Keith came."


def test_lists_of_words_that_leave_hold_no_replaced_name(sample):
    frames, shelf, _ = sample._said()
    assert {"denise", "keith"} <= sample._naming_words(frames, shelf)
    assert "threshold" not in sample._naming_words(frames, shelf)
