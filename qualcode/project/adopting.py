"""Codes and coded segments that another analysis program printed or exported."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Codebook, Memo, Problem, Span
from qualcode.model.wording import many
from qualcode.project.base import Base
from qualcode.project.given import Upload, content, refuse, refused
from qualcode.project.importing import Imported
from qualcode.store import Writing, coded, codes, notes, texts

if TYPE_CHECKING:
    from qualcode.formats.code_system import CodeSystem
    from qualcode.formats.coded_segments import CodedSegment, WordPlaces


class AdoptingVerbs(Base):
    """Taking over what was coded elsewhere."""

    def import_coded(
        self, segments: Path | Upload, *, code_system: Path | Upload | None = None
    ) -> list[Imported]:
        """Import a list of coded segments as codings, all or nothing.

        They are those of the coder each row names, else of the acting coder. Comments come as
        memos on the codings.

        The interviews are in the study already, under the names the list gives its documents.
        ``code_system`` becomes the study's codebook first; without it the codes are looked for in
        the codebook by their way in the tree, or by a name that only one code has. Segments
        whose words cannot be placed, or stand in several places, are listed by row and left out.

        Raises
        ------
        UnreadableFile, InvalidFile
            A file cannot be read, or names a document or code the study does not have.
        Refused
            The code system lacks codes that codings carry.
        """
        from qualcode.formats.code_system import read_code_system
        from qualcode.formats.coded_segments import read_coded_segments

        report: list[Imported] = []
        system = None
        if code_system is not None:
            system, problems = read_code_system(content(code_system), code_system.name)
            refuse(code_system.name, problems)
        listed, problems = read_coded_segments(content(segments), segments.name)
        refuse(segments.name, problems)
        with self._write() as tx:
            if system is not None and code_system is not None:
                _save_codes(tx, system.codebook, code_system.name)
                report.append(
                    Imported(code_system.name, "codebook", code_system.name, len(system.codebook))
                )
            codebook, _ = codes.load_codebook(tx.connection)
            found, oddities = _placed(tx, listed, codebook, segments.name)
            taken = _save(tx, found, codebook, self.coder, segments.name)
            remarked = _remark(tx, found, self.coder)
        if twice := len(found) - taken:
            oddities.append(Problem(f"{twice} stand in the study already and came no second time"))
        if remarked:
            oddities.append(Problem(f"{many(remarked, 'comment')} kept as memos on codings"))
        oddities += _passed_over(listed)
        oddities += _miscounted(system, found)
        report.append(Imported(segments.name, "codings", segments.name, taken, tuple(oddities)))
        return report


def _save_codes(tx: Writing, codebook: Codebook, name: str) -> None:
    used = {coding.code for coding in coded.load_codings(tx.connection)}
    lost = sorted(used - {code.id for code in codebook})
    if lost:
        raise Refused(
            f"{name} lacks {', '.join(lost)}, which codings carry; import into a new study, or"
            " withdraw these codings first."
        )
    codes.save_codebook(tx, codebook, f"code system from {name}")


def _placed(
    tx: Writing, listed: Sequence[CodedSegment], codebook: Codebook, name: str
) -> tuple[list[tuple[CodedSegment, str, str, Span]], list[Problem]]:
    """Each segment with its transcript, code and span; and those whose words were not found."""
    from qualcode.formats.coded_segments import WordPlaces

    ids = {id.casefold(): id for id in texts.load_ids(tx.connection)}
    ways = _ways(codebook)
    wrong: list[Problem] = []
    found, oddities = [], []
    places: dict[str, WordPlaces] = {}
    for one in listed:
        if not one.code:
            continue
        id, code = ids.get(one.transcript.casefold()), _code(one.code, ways)
        if id is None:
            wrong.append(Problem(f"the study has no transcript {one.transcript!r}", one.row))
        if code is None:
            way = " > ".join(one.code)
            wrong.append(Problem(f"the codebook has no code {way!r}, or several", one.row))
        if id is None or code is None:
            continue
        if id not in places:
            places[id] = WordPlaces(texts.load_text(tx.connection, id))
        spans = places[id].find(one.words)
        if len(spans) > 1 and one.begin is not None:
            spans = places[id].beginning(spans, one.begin)
        if len(spans) == 1:
            found.append((one, id, code, spans[0]))
        else:
            where = f"stand {len(spans)} times" if spans else "do not stand"
            oddities.append(Problem(f"its words {where} in {id}, so it was left out", one.row))
    if wrong:
        raise refused(name, wrong)
    return found, oddities


def _ways(codebook: Codebook) -> dict[tuple[str, ...], set[str]]:
    """Codes by what they may be called: the whole way to them, else its end, else their id."""
    from qualcode.formats.code_paths import folded

    whole: dict[tuple[str, ...], set[str]] = {}
    other: dict[tuple[str, ...], set[str]] = {}
    for code in codebook:
        way, at = [code.name], code.parent
        while at is not None:
            way.insert(0, codebook[at].name)
            at = codebook[at].parent
        whole.setdefault(folded(tuple(way)), set()).add(code.id)
        for n in range(1, len(way)):
            other.setdefault(folded(tuple(way[n:])), set()).add(code.id)
        other.setdefault(folded((code.id,)), set()).add(code.id)
    return other | whole


def _code(path: tuple[str, ...], ways: dict[tuple[str, ...], set[str]]) -> str | None:
    from qualcode.formats.code_paths import folded

    ids = ways.get(folded(path), set())
    return next(iter(ids)) if len(ids) == 1 else None


def _save(
    tx: Writing,
    found: Sequence[tuple[CodedSegment, str, str, Span]],
    codebook: Codebook,
    coder: str,
    name: str,
) -> int:
    from qualcode.formats.codings import CodingRow
    from qualcode.project.matching import save_coding_rows

    rows = [
        CodingRow(id, code, one.coder or coder, span=span, row=one.row, made_at=one.made_at)
        for one, id, code, span in found
    ]
    return save_coding_rows(tx, rows, codebook, name)


def _remark(tx: Writing, found: Sequence[tuple[CodedSegment, str, str, Span]], coder: str) -> int:
    """Keep each comment as a memo on its coding, once; returns how many are new."""
    if not any(one.comment for one, *_ in found):
        return 0
    standing = {
        (c.transcript, c.span, c.code, c.coder): c for c in coded.load_codings(tx.connection)
    }
    known = {(memo.about, memo.text) for memo in notes.load_memos(tx.connection)}
    new = 0
    for one, id, code, span in found:
        coding = standing.get((id, span, code, one.coder or coder))
        if not one.comment or coding is None:
            continue
        about = f"coding {coding.id}"
        if (about, one.comment) not in known:
            known.add((about, one.comment))
            at = one.made_at or tx.at
            notes.save_memo(tx, Memo(str(uuid.uuid4()), one.comment, coding.coder, at, about))
            new += 1
    return new


def _passed_over(listed: Sequence[CodedSegment]) -> list[Problem]:
    """What rows held and was not taken."""
    bare = sum(not one.code for one in listed)
    undated = sum(bool(one.created) and not one.made_at for one in listed)
    told = []
    if bare:
        told.append(Problem(f"{many(bare, 'marked passage')} without a code left out"))
    if undated:
        told.append(Problem(f"{many(undated, 'date')} that may be read in two ways not taken"))
    return told


def _miscounted(
    system: CodeSystem | None, found: Sequence[tuple[CodedSegment, str, str, Span]]
) -> list[Problem]:
    """Codes for which the code system counts other numbers than were placed."""
    if system is None:
        return []
    placed = Counter(code for _, _, code, _ in found)
    return [
        Problem(
            f"the code system counts {n} for {system.codebook[code].title!r};"
            f" {placed[code]} could be placed"
        )
        for code, n in system.used.items()
        if n != placed[code]
    ]
