"""Whole reports: what stands in them, what stands in none, and templates of people's own."""

import dataclasses
import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from qualcode.errors import Refused
from qualcode.model import Consent, Participant
from qualcode.project import Project, Upload
from qualcode.project.reports import INTERIM, SHAPES
from qualcode.project.reports_common import _drafts
from qualcode.project.reports_quotes import by_code
from qualcode.project.reports_themes import _for_theme
from qualcode.report.documents import told
from qualcode.report.documents.template import template
from qualcode.report.documents.values import Shape

HEADINGS = ("Heading 1", "Heading 2", "Heading 3")


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def words_of(data: bytes) -> str:
    """Every word of the document: paragraphs, tables, headers, what pictures say."""
    document = opened(data)
    parts = [t.text or "" for t in document.element.body.iter(qn("w:t"))]
    parts += [p.text for s in document.sections for p in s.header.paragraphs]
    parts += [p.get("descr", "") for p in document.element.body.iter(qn("wp:docPr"))]
    return "\n".join(parts)


def headings(data: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in opened(data).paragraphs if p.style.name in HEADINGS]


def empty_headings(data: bytes) -> list[str]:
    """Headings with nothing said before the next one of the same or a higher level."""
    found, open_ones = [], []
    document = opened(data)
    for child in document.element.body.iterchildren():
        style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = {"Heading1": 1, "Heading2": 2, "Heading3": 3}.get(
            style.get(qn("w:val")) if style is not None else ""
        )
        said = "".join(t.text or "" for t in child.iter(qn("w:t"))).strip()
        if level:
            found += [text for n, text in open_ones if n >= level]
            open_ones = [(n, text) for n, text in open_ones if n < level] + [(level, said)]
        elif said or list(child.iter(qn("w:drawing"))):
            open_ones = []
    return found + [text for _, text in open_ones]


def edited(data: bytes, change) -> Upload:
    document = opened(data)
    change(document)
    out = io.BytesIO()
    document.save(out)
    return Upload("mine.docx", out.getvalue())


@pytest.fixture(scope="module")
def made(built_sample, tmp_path_factory) -> dict[str, bytes]:
    """One report of each shape of the sample study."""
    import shutil

    place = tmp_path_factory.mktemp("reports") / "s.qualcode"
    shutil.copy(built_sample, place)
    study = Project.open(place, "Ruth Adeyemi")
    found = {shape: study.report(shape).data for shape in SHAPES}
    study.close()
    return found


def test_every_shape_has_its_parts_and_no_heading_without_words(made):
    for data in made.values():
        titles = [text for _, text in headings(data)]
        for part in ("In short", "Method", "Sample", "Limits"):
            assert part in titles
        assert any(t.startswith("Annex A") for t in titles)
        assert any(t.startswith("Annex B") for t in titles)
        assert empty_headings(data) == []
        assert all(text.strip() for text in titles)


def test_the_reports_of_the_sample_study_leave_nothing_to_be_written(made, sample):
    assert {shape: sample.report(shape).to_write for shape in SHAPES} == dict.fromkeys(SHAPES, 0)
    assert not [shape for shape, data in made.items() if "To be written" in words_of(data)]

    sample.write_report_text("item 19", "")
    assert sample.report("themes").to_write == 1


def test_a_heading_without_words_would_be_found():
    document = docx.Document()
    document.add_heading("Said", 1)
    document.add_paragraph("Something.")
    document.add_heading("Silent", 1)
    out = io.BytesIO()
    document.save(out)

    assert empty_headings(out.getvalue()) == ["Silent"]


def test_no_id_speaker_or_file_of_a_participant_stands_in_a_report(made, sample):
    ids = {p.id for p in sample.participants()}
    files = {t["id"] for t in sample.transcripts()}
    for data in made.values():
        said = words_of(data)
        assert not ids & set(re.findall(r"[A-Za-z]*\d+\w*", said))
        assert not [name for name in files if name in said]


def test_the_numbers_are_those_that_are_published(made, sample):
    table = sample.publishable()
    said = words_of(made["indicators"])
    for row in table.records():
        told = f"{row['participants']} of {row['of_participants']} people speak of it"
        if row["suppressed"]:
            assert "How many people speak of it is kept back" in said
        else:
            assert told in said


def test_of_a_code_kept_back_one_quote_alone_is_shown(made, sample):
    kept = [r["code"] for r in sample.publishable().records() if r["suppressed"]]
    assert kept
    titles = {sample.codebook[code].title for code in kept}
    under: dict[str, int] = {}
    now = ""
    for p in opened(made["indicators"]).paragraphs:
        now = p.text if p.style.name in HEADINGS else now
        if p.style.name == "Quote":
            under[now] = under.get(now, 0) + 1
    assert {title: under.get(title, 0) for title in titles} == dict.fromkeys(titles, 1)
    assert max(under.values()) > 1


def test_of_a_code_kept_back_one_quote_alone_is_shown_under_a_theme(sample):
    table = told.figures(sample.publishable())
    kept = next(c for c in table if table[c]["suppressed"] and sample.codebook[c].parent)
    open_ = next(c for c in table if not table[c]["suppressed"] and sample.codebook[c].parent)
    said = [q for q in sample.quotes(code=kept) if not q.withheld]
    others = [q for q in sample.quotes(code=open_) if not q.withheld][:2]
    assert len({q.participant for q in said}) > 1
    for n, codes in enumerate(((kept,), ())):
        evidence = [q.coding for q in (*said, *others)]
        theme = sample.add_theme(f"Of few, {n}", codes=codes, evidence=evidence)
        for most in (0, 3):
            shown = _for_theme(sample, theme, by_code(sample.quotes()), most, table).every
            assert sum(q.code == kept for q in shown) == 1
            assert len(shown) == 1 + n * 2


def test_by_authority_no_quote_stands_for_a_small_group(made, sample):
    frames = sample.frames()
    small = int(sample.about()["options"]["small_group"])
    of = frames.people.groupby("authority")["participant"].nunique().to_dict()
    now, shown = "", 0
    for p in opened(made["authorities"]).paragraphs:
        if p.style.name in HEADINGS:
            now = next((a for a in of if p.text == a), now)
        if p.style.name == "Quote":
            shown += 1
            assert of[now] >= small
    assert shown


@pytest.mark.parametrize("leave", ["report", "quotes"])
def test_consent_withdrawn_while_a_file_is_made_stops_it(sample, tmp_path, monkeypatch, leave):
    other = Project.open(next(tmp_path.glob("*.qualcode")), "Ruth Adeyemi")
    gone = next(q for q in sample.quotes() if not q.withheld and q.participant)
    person = next(p for p in other.participants() if p.id == gone.participant)

    def withdrawn(*given, **named):
        if not withdrawn.done:
            withdrawn.done = True
            other.set_participants([dataclasses.replace(person, consent=Consent.NO_QUOTE)])
        return b""

    withdrawn.done = False
    with pytest.raises(Refused, match="has changed while this was made"):
        if leave == "report":
            sample.report("themes", progress=lambda done: done > 0.8 and withdrawn())
        else:
            monkeypatch.setattr("qualcode.report.export.as_file", withdrawn)
            sample.quotes_file(sample.quotes(), ".md")
    other.close()
    assert withdrawn.done
    assert not {"export report", "export quotes", "export table"} & {
        e.act for e in sample.history()
    }


def test_the_checklist_counts_as_coders_those_who_coded(sample):
    name = sample.coders()[0].name.split()[0]
    sample.add_coder(name)
    assert f"{name}." not in _drafts(sample, sample.publishable(), "ladder")[24].text.split(", ")


def test_quotes_of_people_who_allow_none_stay_in_the_study(made, sample):
    before = words_of(made["indicators"])
    gone = next(q for q in sample.quotes() if f"“{' '.join(q.words.split())}”" in before)
    said = " ".join(gone.words.split())
    person = next(p for p in sample.participants() if p.id == gone.participant)
    sample.set_participants(
        [Participant(person.id, person.role_label, person.role, person.agency_label, person.agency,
                     person.authority, person.programme, Consent.NO_QUOTE, person.attributes)]
    )  # fmt: skip

    assert said not in words_of(sample.report("indicators", quotes=0).data)


def test_an_interim_report_says_so_at_the_head_of_every_page(sample):
    def own_headers(document):
        section = document.sections[0]
        section.different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        section.header.paragraphs[0].text = "Our office"

    mine = edited(sample.report_template("themes"), own_headers)
    document = opened(sample.report("themes", interim=True, template=mine).data)
    [section] = document.sections
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert header.paragraphs[0].text == INTERIM
    assert section.header.paragraphs[1].text == "Our office"
    final = opened(sample.report("themes", template=mine).data)
    assert INTERIM not in words_of(sample.report("themes").data)
    assert final.sections[0].header.paragraphs[0].text == "Our office"


def test_words_of_ones_own_template_stand_in_the_report(sample):
    def change(document):
        document.paragraphs[0].text = "Our own cover: {{ title }}"

    said = words_of(
        sample.report("authorities", template=edited(template(Shape.AUTHORITIES), change)).data
    )
    assert "Our own cover: Sample study (invented interviews)" in said


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("{{ titel }}", r"The tag \{\{ titel \}\} of the template stands for nothing here"),
        ("{{ title", r"The tag .*title.* cannot be read"),
        ("{%p for x in findings %}", r"for x in findings %} has no {% endfor %}"),
        ("{{ title.__class__ }}", "asks for what no template may"),
        ("{{ findings[0].nothing }}", r"findings\[0\].nothing"),
        ("{{ contents }}", "paragraph of their own"),
        ("{{p title }}", "a p that it must not have"),
        ("{{ 1 / 0 }}", "asks for what no template may"),
        ("{{ title.upper }}", "cannot be worked out"),
    ],
)
def test_a_broken_tag_is_named_and_nothing_leaves(sample, tag, told):
    def change(document):
        document.paragraphs[0].text = tag

    before = len(sample.history())
    with pytest.raises(Refused, match=told):
        sample.report("themes", template=edited(sample.report_template("themes"), change))
    assert len(sample.history()) == before


@pytest.mark.parametrize("data", [b"", b"not a document", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_document_is_no_template(sample, data):
    with pytest.raises(Refused, match="no Word document that can be a template"):
        sample.report("themes", template=Upload("x.docx", data))


def test_our_templates_are_the_same_every_time_and_hold_nothing_of_the_study(sample):
    for shape in SHAPES:
        assert sample.report_template(shape) == template(Shape(shape))
        assert "Midtown" not in words_of(sample.report_template(shape))


def test_an_empty_study_and_one_without_themes_make_a_report(project, bare):
    for shape in SHAPES:
        data = project.report(shape).data
        assert empty_headings(data) == []
    assert "No interview has been brought" in words_of(project.report().data)
    assert "No theme is written yet." in words_of(bare.report("themes").data)
    assert "To be written" in words_of(bare.report("authorities").data)


def test_what_is_written_by_hand_stands_in_its_place(sample):
    [theme, *_] = sample.written_themes()
    sample.write_report_text("structure Midtown", "Two area teams share one duty desk.")
    sample.write_report_text(f"theme {theme.id}", "Pay for the talk, not the form.")
    sample.write_report_text("item 3", "Both were social workers.")
    sample.write_report_text("summary", "")
    before = sample.report("themes").to_write
    sample.write_report_text("summary", "Talk settles more than paper.")

    made = sample.report("themes")
    assert made.to_write == before - 1
    assert "Pay for the talk, not the form." in words_of(made.data)
    assert "Both were social workers." in words_of(made.data)
    assert "Talk settles more than paper." in words_of(made.data)
    assert "Two area teams share one duty desk." in words_of(sample.report("authorities").data)


def test_a_text_of_a_report_is_kept_taken_away_and_not_overwritten_unseen(sample):
    first = sample.write_report_text("item 3", "Social workers.")
    with pytest.raises(Refused, match="has written here meanwhile"):
        sample.write_report_text("item 3", "Nurses.", based_on="")
    sample.write_report_text("item 3", "", based_on=first.version)
    assert not next(t for t in sample.report_texts() if t.place == "item 3").text
    for place in ("item 33", "structure Nowhere", "theme x"):
        with pytest.raises(Refused, match="no such place"):
            sample.write_report_text(place, "Words.")
    assert "Midtown" not in " ".join(str(e) for e in sample.history()[-9:])


def test_an_export_is_recorded_and_a_failed_one_leaves_the_old_file(sample, tmp_path, monkeypatch):
    target = tmp_path / "r.docx"
    target.write_bytes(b"old")

    def full(*given):
        raise OSError("no space")

    monkeypatch.setattr("os.fsync", full)
    before = sample.version
    with pytest.raises(Refused, match="could not be written"):
        sample.export_report(target, "themes")
    assert target.read_bytes() == b"old"
    # In no register either, against which later tables would be weighed.
    assert sample.version == before
    monkeypatch.undo()

    sample.export_report(target, "themes")
    assert opened(target.read_bytes()).core_properties.author == ""
    acts = [e.act for e in sample.history()[before:]]
    assert acts.count("export report") == 1 and "export table" in acts


def test_what_no_report_can_be_is_refused(sample, tmp_path):
    with pytest.raises(Refused, match="no report by 'colours'"):
        sample.report("colours")
    with pytest.raises(Refused, match=r"goes to \.docx"):
        sample.export_report(tmp_path / "r.pdf")
    with pytest.raises(Refused, match="0 quotes or more"):
        sample.report(quotes=-1)
