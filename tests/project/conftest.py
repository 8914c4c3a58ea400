"""Small files, good and bad, as a batch brings them."""

import io
import zipfile

import pytest

from qualcode.model import Span
from qualcode.project import Upload


@pytest.fixture
def at(project, interview):
    """Finds words of the interview: their span."""

    def find(words):
        start = project.transcript(interview).text.index(words)
        return Span(start, start + len(words))

    return find


def upload(name, text):
    return Upload(name, text if isinstance(text, bytes) else text.encode("utf-8"))


def talk(name="good.txt", words="We share news every week."):
    """A short interview in which one respondent says these words."""
    return upload(name, f"Interviewer: How is it?\n\nP07: {words}\n\nInterviewer: And so?\n")


def docx():
    """A Word file of two turns, as small as can be."""
    lines = ("Interviewer: How is it?", "P08: We share news every month.")
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", document)
    return out.getvalue()


def scan():
    """A PDF of one page without any text."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
