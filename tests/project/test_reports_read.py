"""How a report reads: nothing in it that is not for readers, nothing a page would tear apart."""

import dataclasses
import io
import re
import shutil
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from qualcode.errors import Refused
from qualcode.model import Consent
from qualcode.project import Project, Upload
from qualcode.project.reports import SHAPES
from qualcode.project.reports_parts import most_marks
from qualcode.report.attribution import FewPeople

CM = 360_000  # EMU in a centimetre


@pytest.fixture(scope="module")
def made(built_sample, tmp_path_factory):
    """A report of each shape of the sample study, and what is told its author."""
    place = tmp_path_factory.mktemp("read") / "s.qualcode"
    shutil.copy(built_sample, place)
    study = Project.open(place, "Ruth Adeyemi")
    study.names_seen = True
    found = {shape: study.report(shape) for shape in SHAPES}
    study.close()
    return found


def body_of(data):
    return docx.Document(io.BytesIO(data)).element.body


def words_of(data):
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body_of(data).iter(qn("w:p"))
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_an_unchanged_report_of_ours_passes_our_own_checker(sample, made, shape):
    found = sample.check_report(Upload("r.docx", made[shape].data))

    assert found.quotations
    assert found.lines() == [] and found.clean


def test_a_changed_report_of_ours_does_not(sample, made):
    document = docx.Document(io.BytesIO(made["themes"].data))
    quote = next(p for p in document.paragraphs if p.style.name == "Quote")
    quote.runs[0].text = quote.runs[0].text.replace("“", "“Surely ", 1)
    out = io.BytesIO()
    document.save(out)

    assert not sample.check_report(Upload("r.docx", out.getvalue())).clean


@pytest.mark.parametrize("ending", ["docx", "md", "html"])
def test_an_unchanged_file_of_quotes_passes_too(sample, ending):
    sample.names_seen = True
    data = sample.quotes_file(sample.quotes(code="8"), ending)
    if ending == "html":  # as it stands when somebody pastes it into a text
        lines = re.findall(r"<(?:p|h\d)[^>]*>(.*?)</(?:p|h\d)>", data.decode(), re.DOTALL)
        import html

        data = "\n\n".join(html.unescape(re.sub("<[^>]*>", "", x)) for x in lines).encode()
        ending = "md"
    found = sample.check_report(Upload(f"q.{ending}", data))

    assert len(found.quotations) > 20
    assert [line for line in found.lines() if "Nobody in the study" in line] == []


def test_few_people_are_asked_about_before_a_report_by_authority_too(sample):
    sample.names_seen = True
    for value, code in [(c.value, c.code) for c in sample.matrix().cells.values() if c.summary][1:]:
        cell = sample.matrix().cells[value, code]
        sample.write_summary("authority", value, code, cell.summary.text, ())

    with pytest.raises(FewPeople):
        sample.report("authorities")
    data = sample.report("authorities", confirmed=True).data
    found = sample.check_report(Upload("r.docx", data))
    assert "fewer than" in " ".join(found.whole)
    assert sample.check_report(Upload("r.docx", data), confirmed=True).clean


def test_what_is_for_the_author_is_told_and_stands_in_no_report(made):
    told = " ".join(made["authorities"].notes)
    assert "Southshire, 2 Transcending" in told and "written before the coding changed" in told
    assert "City Borough: nothing is summarised under 1, 2, 3, 5 and 7." in told
    for one in made.values():
        said = words_of(one.data)
        assert "before the coding changed" not in said
        assert "ot summarised" not in said and "nothing is summarised" not in said
        assert "these numbers are kept back" not in said


def test_two_marks_behind_one_quote_are_explained_where_they_stand(sample, made):
    marked = re.compile("[●✕○◐]\N{NO-BREAK SPACE}[●✕○◐]")
    for one in made.values():
        said = words_of(one.data)
        explained = "Two marks behind one quote: two people coded it differently." in said
        assert explained == bool(marked.search(said))
    assert marked.search(words_of(made["indicators"].data))
    assert "Marks: ●" not in words_of(made["authorities"].data)  # where there are none
    assert most_marks([]) == 0 and most_marks(sample.quotes()) == 2


def test_no_mark_stands_alone_on_a_line(made):
    said = words_of(made["indicators"].data)
    assert not re.search(r"[).] [●✕○◐]", said)
    assert re.search("[).]\N{NO-BREAK SPACE}[●✕○◐]", said)


def test_pictures_stand_with_their_captions_and_letters_of_eight_points(made):
    from PIL import Image

    seen = 0
    # Letters have 12 pixels on the screen, on the line 13; a picture has two for each.
    for shape, pixels in (("indicators", 24), ("authorities", 26)):
        document = docx.Document(io.BytesIO(made[shape].data))
        for inline in document.element.body.iter(qn("wp:inline")):
            seen += 1
            row = next(inline.iterancestors(qn("w:tr")))
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            [_, caption] = row.iter(qn("w:p"))
            assert "".join(t.text for t in caption.iter(qn("w:t"))).strip()
            blip = next(inline.iter(qn("a:blip"))).get(qn("r:embed"))
            picture = Image.open(io.BytesIO(document.part.related_parts[blip].blob))
            wide = int(inline.extent.cx) / CM
            assert pixels / picture.width * wide / 2.54 * 72 >= 7.95
    assert seen >= 9


def test_high_rows_may_run_over_a_page_and_low_ones_stay_whole(made):
    tables = {
        t.rows[0].cells[0].text: t
        for t in docx.Document(io.BytesIO(made["themes"].data)).tables
        if t.rows[0].cells[0].text in ("Code", "Item") and len(t.rows) > 3
    }

    def whole(table):
        return [r._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in table.rows]

    assert whole(tables["Code"])[0] and not any(whole(tables["Code"])[1:])
    assert all(whole(tables["Item"]))


def test_the_annex_says_rules_without_arrows_and_names_of_the_program(made):
    said = words_of(made["indicators"].data)
    assert "->" not in said and "absent_or_barrier" not in said
    assert "(see 2.b)" in said and "the literature" in said


def test_the_contents_have_a_page_for_each_heading_and_ask_nothing_on_opening(made):
    data = made["indicators"].data
    asked = [i.text.split() for i in body_of(data).iter(qn("w:instrText"))]
    marks = {b.get(qn("w:name")) for b in body_of(data).iter(qn("w:bookmarkStart"))}
    assert [kind for kind, *_ in asked] == ["PAGEREF"] * len(asked)
    assert len(asked) > 10 and {name for _, name, *_ in asked} == marks
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"updateFields" not in packed.read("word/settings.xml")
        assert b"dirty" not in packed.read("word/document.xml")
        assert b'w:lang w:val="en-GB"' in packed.read("word/styles.xml")


@pytest.mark.parametrize(
    ("shape", "change", "told"),
    [
        ("themes", "endfor", r"\{% for one in findings %\} has no \{% endfor %\}"),
        ("themes", "endif", r"has no \{% endif %\}"),
        ("indicators", "themes", "template for the report by theme, and the report is by ind"),
        ("authorities", "themes", "template for the report by theme, and the report is by auth"),
        ("themes", "indicators", "template for the report by indicator, and the report is by th"),
    ],
)
def test_a_template_fault_is_told_where_it_is_mended(sample, shape, change, told):
    sample.names_seen = True
    if change in SHAPES:
        data = sample.report_template(change)
    else:
        document = docx.Document(io.BytesIO(sample.report_template(shape)))
        ends = [p for p in document.paragraphs if change in p.text]
        ends[-1 if change == "endif" else 2]._element.getparent().remove(
            ends[-1 if change == "endif" else 2]._element
        )
        out = io.BytesIO()
        document.save(out)
        data = out.getvalue()
    with pytest.raises(Refused, match=told):
        sample.report(shape, template=Upload("mine.docx", data))


@pytest.mark.parametrize("leave", ["matrix", "themes", "picture", "codings", "table", "codebook"])
def test_consent_withdrawn_while_any_file_is_made_stops_it(sample, tmp_path, monkeypatch, leave):
    sample.names_seen = True
    other = Project.open(next(tmp_path.glob("*.qualcode")), "Ruth Adeyemi")
    person = next(p for p in other.participants() if p.consent is Consent.QUOTE)
    claims = type(sample).claims

    def withdrawn(self):
        if not withdrawn.done:
            withdrawn.done = True
            other.set_participants([dataclasses.replace(person, consent=Consent.NO_QUOTE)])
        return claims(self)

    withdrawn.done = False
    ways = {
        "matrix": lambda: sample.matrix_file(".docx"),
        "themes": lambda: sample.themes_list("md"),
        "picture": lambda: sample.cooccurrence_file("png"),
        "codings": lambda: sample.tidy_codings("csv"),
        "table": lambda: sample.publish(),
        "codebook": lambda: sample.codebook_file("yaml"),
    }
    moments = {"codings": "_ladder", "table": "_prepared", "codebook": "_without_withheld"}
    if name := moments.get(leave):
        own = getattr(type(sample), name)

        def late(self, *given, **named):
            made = own(self, *given, **named)
            withdrawn(self)
            return made

        monkeypatch.setattr(type(sample), name, late)
    else:
        monkeypatch.setattr(type(sample), "claims", withdrawn)
    before = len(sample.history())
    with pytest.raises(Refused, match="has changed while this was made"):
        ways[leave]()
    other.close()
    assert withdrawn.done
    assert not [e for e in sample.history()[before:] if e.act.startswith("export")]


def test_feedback_that_may_leave_no_more_is_in_no_file_made_before(sample, monkeypatch):
    [session, *_] = sample.feedback_sessions()
    from qualcode.report import feedback_files

    own = feedback_files.as_file

    def late(*given, **named):
        made = own(*given, **named)
        sample.add_feedback(session.id, "adds", "And one more thing.")
        return made

    monkeypatch.setattr(feedback_files, "as_file", late)
    with pytest.raises(Refused, match="feedback has changed while this was made"):
        sample.feedback_file("md")
    monkeypatch.undo()
    assert b"And one more thing" in sample.feedback_file("md")
