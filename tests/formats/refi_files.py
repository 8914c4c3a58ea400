"""Exchanged projects made by hand, for the tests of their reader. All texts are invented."""

import io
import warnings
import zipfile

NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(number):
    return f"{number:08x}-0000-4000-8000-000000000000"


USER, MANAGERS, TRUST, FILE = guid(1), guid(2), guid(3), guid(4)
CODES = (
    f'<CodeBook><Codes><Code guid="{TRUST}" name="Trust" isCodable="true"/>'
    f'<Code guid="{MANAGERS}" name="Managers" isCodable="true"/></Codes></CodeBook>'
)
USERS = f'<Users><User guid="{USER}" name="Mara"/></Users>'


def packed(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def coding(number, code=TRUST, **more):
    written = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<Coding guid="{guid(number)}"{written}><CodeRef targetGUID="{code}"/></Coding>'


def selection(number, start, end, name="", inside=None):
    inside = coding(10_000 + number) if inside is None else inside
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}">{inside}</PlainTextSelection>'
    )


def text_source(*inside, path=f"internal://{FILE}.txt", number=100, name="Interview"):
    return (
        f'<TextSource guid="{guid(number)}" name="{name}" plainTextPath="{path}">'
        f"{''.join(inside)}</TextSource>"
    )


def project_file(*inside, origin="Test", namespace=NAMESPACE, users=USERS, codes=CODES, head=""):
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}\n'
        f'<Project xmlns="{namespace}" name="p" origin="{origin}">\n{users}{codes}\n'
        f"{chr(10).join(inside)}\n</Project>"
    )


def bundle(text, *selections, origin="Test", folder="sources", extra=()):
    """A .qdpx of one source; ``text`` is its file's bytes."""
    sources = f"<Sources>{text_source(*selections)}</Sources>"
    return packed(
        ("project.qde", project_file(sources, origin=origin)),
        (f"{folder}/{FILE}.txt", text),
        *extra,
    )
