"""A template somebody else made: it can neither hang the program nor bring anything along."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qualcode.errors import Refused
from qualcode.report.documents import template_tags
from qualcode.report.documents.rendering import rendered
from qualcode.report.documents.wordml import Block, Paragraph

SAID = {
    "title": "Ours",
    "quotes": Block((Paragraph("A quote."),)),
    "about": ("first", "second"),
    "findings": ({"letters": ("a", "b")},),
    "contents": Block(()),
}
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of(*lines, header=""):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return document


def made(*lines):
    return rendered(saved(of(*lines)), SAID, title="Ours")


def everything(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 9**(9**9) }}",
        "{{ 'a'*10**9*4 }}",
        "{{ 'a'|center(4000000000) }}",
        "{{ lipsum(2000,min=20000,max=30000) }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ 'abc'.encode('zzz') }}",
        "{% include '/etc/passwd' %}",
        "{{ self }}",
        "{% set x = title %}",
        "{% for a in title %}{{ a }}{% endfor %}",
        "{{ about[9] }}",
        "{{ title.upper }}",
        "{{ range }}",
        "{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}",
        "{% for a in about %}" * 21 + "{% endfor %}" * 21,
        "{% if title %}" * 120 + "{% endif %}" * 120,
    ],
)
def test_a_tag_that_works_something_out_is_refused_at_once(tag):
    with pytest.raises(Refused, match="of the template"):
        made(tag)


def test_names_lists_and_conditions_are_what_a_tag_may_ask():
    data = made(
        "{%p for one in findings %}",
        "{%p for letter in one.letters if letter %}",
        "{{ letter }}{% if not loop.last and title %},{% else %}.{% endif %}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{{ about[0] }}",
        "{{p quotes }}",
    )
    said = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    assert said == ["a,", "b.", "first", "A quote."]


@pytest.mark.parametrize(("limit", "most"), [("MOST_STEPS", 7), ("MOST_WRITTEN", 400)])
def test_loops_in_loops_end(monkeypatch, limit, most):
    loops = ("{% for a in about %}{% for b in about %}{% for c in about %}"
             + "x" * 60 + "{% endfor %}{% endfor %}{% endfor %}")  # fmt: skip
    assert "x" * 480 in everything(made(loops))["word/document.xml"].decode()
    monkeypatch.setattr(template_tags, limit, most)
    with pytest.raises(Refused, match="far more than a report"):
        made(loops)


def test_what_a_template_brings_along_stays_behind():
    document = of("{{ title }}")
    document.add_comment(document.paragraphs[0].runs, "a SECRET remark", author="SECRET mentor")
    about = document.core_properties
    about.keywords = about.subject = about.category = about.comments = "SECRET {{ 9**9 }}"
    settings = document.settings._element
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    attached = OxmlElement("w:attachedTemplate")
    attached.set(
        qn("r:id"), part.relate_to("http://SECRET.example/t", f"{RELATED}/attachedTemplate", True)
    )
    settings.insert(0, attached)
    document.part.relate_to("http://SECRET.example/p.png", f"{RELATED}/image", True)
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    macro = Part(PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"SECRET")
    document.part.relate_to(macro, f"{RELATED}/vbaProject")
    link = document.part.relate_to("https://council.example", f"{RELATED}/hyperlink", True)

    template = saved(document)
    assert any(b"SECRET" in data for data in everything(template).values())
    left = everything(rendered(template, SAID, title="Ours"))
    assert not [n for n, data in left.items() if b"SECRET" in data or b"SECRET" in n.encode()]
    assert b"comment" not in left["word/document.xml"]
    assert b"council.example" in left["word/_rels/document.xml.rels"] and link


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ('<w:r><w:object><o:OLEObject r:id="rId99"/></w:object></w:r>', "built in"),
        ('<w:altChunk r:id="rId99"/>', "built in"),
        ('<w:fldSimple w:instr=" INCLUDETEXT x"/>', "elsewhere"),
        ('<w:r><w:instrText>INCLUDE</w:instrText><w:instrText>PICTURE "http://x"</w:instrText>'
         "</w:r>", "elsewhere"),
        ('<w:del w:id="1" w:author="P01"><w:r><w:delText>x</w:delText></w:r></w:del>', "tracked"),
    ],
)  # fmt: skip
def test_what_cannot_go_without_a_hole_is_refused(xml, told):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = of("{{ title }}")
    named = f'{nsdecls("w", "r")} xmlns:o="urn:schemas-microsoft-com:office:office"'
    for one in parse_xml(f"<w:p {named}>{xml}</w:p>"):
        document.paragraphs[0]._p.append(one)
    with pytest.raises(Refused, match=told):
        rendered(saved(document), SAID, title="Ours")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_a_document_type_is_found_wherever_it_hides(encoding):
    parts = everything(saved(of("{{ title }}")))
    told = f'<?xml version="1.0" encoding="{encoding}"?>' + f"<!--{'x' * 3000}-->"
    parts["word/theme/theme1.xml"] = (told + '<!DOCTYPE a [<!ENTITY b "c">]><a/>').encode(encoding)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    with pytest.raises(Refused, match="no Word document"):
        rendered(out.getvalue(), SAID, title="Ours")


def test_quotes_in_a_header_are_refused_and_words_are_not():
    with pytest.raises(Refused, match="header, footer or note"):
        rendered(saved(of("{{ title }}", header="{{p quotes }}")), SAID, title="Ours")
    data = rendered(saved(of("x", header="{{ title }}")), SAID, title="Ours")
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "Ours"
