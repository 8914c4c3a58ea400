"""What is to be said, poured into a Word template; a broken template is told by its tag."""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from qualcode.errors import Refused
from qualcode.report.documents import (
    contents,
    interim,
    template_faults,
    template_parts,
    template_tags,
)
from qualcode.report.documents.wordml import Block, W, many
from qualcode.report.export import writable

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")


def rendered(template: bytes, said: Mapping[str, Any], *, title: str, mark: str = "") -> bytes:
    """A report as the bytes of a .docx file.

    Parameters
    ----------
    template : a Word document with tags such as ``{{ title }}`` and ``{%p for … %}``
    said : what the tags stand for; a `Block` needs a paragraph of its own, ``{{p name}}``
    mark : stands at the head of every page, where it is given

    Raises
    ------
    Refused
        The template is no Word document, or a tag of it is broken or unknown; it is named.
    """
    document = _checked(template)
    blocks: dict[str, Block] = {}
    mark_of_ours = f"qualcode-{secrets.token_hex(8)}-"
    _render(document, said, _environment(blocks, mark_of_ours))
    body = document.docx.element.body
    _refuse_elsewhere(document.docx, mark_of_ours)
    styles = {style.name: style.style_id for style in document.docx.styles}
    # What Word calls Caption and Quote in its files is in small letters in some of them.
    styles |= {name.capitalize(): id for name, id in styles.items() if name.islower()}
    _fill(body, blocks, styles, document.docx.part)
    _refuse_stray_words(body)
    contents.fill(body, styles)
    if mark:
        interim.mark_pages(document.docx, mark)
    about = document.docx.core_properties
    about.title = writable(title)[:255]
    about.author = about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    _number_pictures(body)
    out = io.BytesIO()
    document.docx.save(out)
    return out.getvalue()


def _environment(blocks: dict[str, Block], named: str) -> Any:
    from jinja2 import Undefined
    from markupsafe import Markup

    asked = template_tags.Asked()

    def place(value: Any) -> Any:
        if isinstance(value, Block):
            name = f"{named}{len(blocks)}"
            blocks[name] = value
            asked.write(len(name) + 40)
            return Markup(f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>")  # noqa: S704 - ours
        if callable(value) and not isinstance(value, Undefined):
            raise TypeError("no words")
        words = writable(value) if isinstance(value, str) else value
        asked.write(len(str(words)))
        return words

    return template_tags.environment(asked, place)


def _checked(template: bytes) -> Any:
    try:
        template_parts.check_archive(template)
        document = _template_class()(io.BytesIO(template))
        document.init_docx()
        template_parts.clean(document.docx)
    except Refused:
        raise
    except Exception as error:  # whatever a library makes of a file that is none
        raise Refused(_NO_TEMPLATE) from error
    return document


@cache
def _template_class() -> Any:
    from docx.oxml import parse_xml
    from docxtpl import DocxTemplate
    from lxml import etree

    class Template(DocxTemplate):  # type: ignore[misc]
        """Remembers what it is rendering, and takes no XML that is not whole."""

        source = ""

        def render_xml_part(self, src_xml: str, *given: Any) -> Any:
            self.source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
            return super().render_xml_part(src_xml, *given)

        def fix_tables(self, xml: str) -> Any:
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
            return super().fix_tables(xml)

        def map_headers_footers_xml(self, relKey: str, xml: bytes) -> None:
            # Its own way puts another part in place, which python-docx does not see.
            self.docx.part.rels[relKey].target_part._element = parse_xml(xml)

    return Template


_NO_TEMPLATE = (
    "This is no Word document that can be a template; take ours and change that: the button “Our"
    " template”, or the command report-template."
)


def _render(document: Any, said: Mapping[str, Any], environment: Any) -> None:
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError, TemplateSyntaxError
    from lxml.etree import XMLSyntaxError

    try:
        document.render(dict(said), environment)
    except TemplateSyntaxError as error:
        told = template_faults.unpaired(document.source)
        near = _at(_tag_near(document.source, error.lineno), "cannot be read")
        raise Refused(told or near) from error
    except SecurityError as error:
        raise Refused(
            _at(_tag_asking(document.source, error), "asks for what no template may")
        ) from error
    except TemplateError as error:
        if told := template_faults.other_shape(str(error), document.source, said.get("findings")):
            raise Refused(told) from error
        raise Refused(_at(_tag_where(document.source, error), "stands for nothing here")) from error
    except XMLSyntaxError as error:
        raise Refused(
            "A tag of the template stands where no words can; give every {%p … %} and {{p … }} a"
            " paragraph of its own."
        ) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, MemoryError) as error:
        raise Refused(_at(_tag_where(document.source, error), "cannot be worked out")) from error
    except (RecursionError, SyntaxError) as error:  # tags too deep in each other
        raise Refused(_at("", "cannot be read")) from error


def _tag_asking(source: str, error: BaseException) -> str:
    """The tag that was refused before anything was worked out, or else the one that ran."""
    line = getattr(error, "lineno", None)
    return _tag_near(source, line) if line else _tag_where(source, error)


def _at(tag: str, what: str) -> str:
    named = f"The tag {tag} of the template" if tag else "A tag of the template"
    return f"{named} {what}; mend it, or start from our template again."


def _tag_where(source: str, error: BaseException) -> str:
    """The tag at the line of the template that the error came from."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return _tag_near(source, line, _name_in(str(error)))


def _name_in(told: str) -> str:
    """What the error calls unknown: the last name in its quotes."""
    names = re.findall(r"'([^']+)'", told)
    return names[-1] if names else ""


def _tag_near(source: str, line: int | None, name: str = "") -> str:
    lines = source.splitlines()
    here = lines[line - 1] if line and line <= len(lines) else source
    found = [" ".join(_MARKUP.sub("", tag).split()) for tag in _TAG.findall(here)]
    if not found and "{" in here:
        # It is not closed, so it is no whole tag.
        opening = _MARKUP.sub("", here[here.index("{") :])
        found = [" ".join(opening.split())]
    named = [tag for tag in found if name and name in tag]
    return (named or found or [""])[0][:80]


def _refuse_elsewhere(document: Any, named: str) -> None:
    """Blocks are poured into the body; a mark in a header, footer or note would stay there."""
    for part in document.part.package.iter_parts():
        if part is not document.part and template_parts.holds(part, named):
            raise Refused(
                "Quotes, tables, pictures and the contents cannot stand in a header, footer or"
                " note of the template; move their tags into the text."
            )


def _fill(body: Any, blocks: Mapping[str, Block], styles: Mapping[str, str], part: Any) -> None:
    """Put the pieces of every block where its mark stands."""
    for text in list(body.iter(f"{{{W}}}t")):
        own = blocks.get(text.text or "")
        if own is None:
            if any(name in (text.text or "") for name in blocks):
                raise Refused(_ALONE)
            continue
        paragraph = text.getparent().getparent()
        if paragraph.getparent().tag == f"{{{W}}}t":
            raise Refused(_ALONE)
        for element in many(own.pieces, styles, part):
            paragraph.addprevious(element)
        paragraph.getparent().remove(paragraph)


_ALONE = (
    "Quotes, tables, pictures and the contents need a paragraph of their own in the template, with"
    " a p in the tag, such as {{p quotes}}."
)


def _refuse_stray_words(body: Any) -> None:
    """A tag with a p took its paragraph away, and plain words are left with none."""
    for holder in (body, *body.iter(f"{{{W}}}tc")):
        loose = [holder.text, *(child.tail for child in holder)]
        if any(words and words.strip() for words in loose):
            raise Refused(
                "A tag of the template has a p that it must not have: write {{ title }}, and"
                " {{p quotes}} only for quotes, tables, pictures and the contents."
            )


def _number_pictures(body: Any) -> None:
    """Each picture its own number, which Word asks for."""
    named = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    for n, one in enumerate(body.iter(named), 1):
        one.set("id", str(n))
