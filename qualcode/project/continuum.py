"""Authorities placed by hand on a line between anchors of the study's own."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coder, Kept
from qualcode.model.continuum import Continuum, Placement, checked_anchors
from qualcode.project.sharing import SharingVerbs
from qualcode.store import Connection, people
from qualcode.store.kept import load_kept, load_one, load_versions, save_kept

if TYPE_CHECKING:
    from qualcode.report.charts.continuum import Drawn

ANCHORS, PLACEMENT, LINE = "anchors", "placement", "continuum"
ENDINGS = ("png", "svg", "csv")


class ContinuumVerbs(SharingVerbs):
    """Placing authorities, with a reason, and never by counting."""

    def continuum(self) -> Continuum:
        """The anchors, the authorities placed between them and those without a place, by name."""
        with self._read() as connection:
            anchors, own = self._anchors(connection), load_one(connection, ANCHORS, LINE)
            kept = load_kept(connection, PLACEMENT)
        placed = tuple(sorted((_placement(k) for k in kept), key=lambda p: p.authority.casefold()))
        here = self._authorities()
        return Continuum(
            anchors,
            placed,
            unplaced=tuple(a for a in here if a not in {p.authority for p in placed}),
            gone=tuple(p.authority for p in placed if p.authority not in here),
            version=own.id if own else "",
        )

    def place_authority(
        self, authority: str, position: float, rationale: str, *, based_on: str | None = None
    ) -> Placement:
        """Put an authority on the line, with the reason why it stands there.

        Parameters
        ----------
        authority : as the study writes it, or one of its spellings
        position : 0 at the first anchor, 1 at the second and so on; halves lie in between
        based_on : the version of its placement a person started from, empty where it had none;
            without it whatever stands there is replaced

        Raises
        ------
        Refused
            The study has no interview from there, the position is not on the line, the reason is
            missing, the line has no anchors yet, or somebody has placed it meanwhile.
        """
        name = self._authority(authority)
        with self._write() as tx:
            anchors = self._anchors(tx.connection)
            if not anchors:
                raise Refused("The continuum has no anchors yet; name them first.")
            before = load_one(tx.connection, PLACEMENT, _key(name))
            _refuse_overtaken(before, based_on, "placed this authority")
            wanted = Placement(name, float(position), rationale.strip(), anchors)
            people.save_coder(tx, Coder(tx.who))
            return _placement(save_kept(tx, PLACEMENT, _key(name), _body(wanted)))

    def remove_placement(self, authority: str, *, based_on: str | None = None) -> None:
        """Take an authority off the line; the versions of its placement stay.

        ``based_on`` is the version of its placement a person had in view.

        Raises
        ------
        UnknownItem, Refused
            It has no place, or somebody has placed it anew meanwhile.
        """
        with self._write() as tx:
            listed = people.load_respondents(tx.connection)
            name = listed.authority_of(authority) or authority
            before = load_one(tx.connection, PLACEMENT, _key(name))
            if before is None:
                raise UnknownItem("This authority has no place on the continuum.")
            if based_on is not None and based_on != before.id:
                raise Refused(
                    f"{before.who} has placed this authority anew meanwhile, so it stays: read"
                    " their reason, then take it off if it still should go."
                )
            save_kept(tx, PLACEMENT, _key(name), None)

    def placement_versions(self, authority: str) -> list[Placement]:
        """Where an authority stood, newest first, with the reasons given then."""
        name = self.respondents.authority_of(authority) or authority
        with self._read() as connection:
            versions = load_versions(connection, PLACEMENT, _key(name))
        return [_placement(kept) for kept in versions if kept.body is not None]

    def set_anchors(
        self, anchors: Sequence[str], *, based_on: str | None = None
    ) -> tuple[str, ...]:
        """Name the anchors of the line, from one end to the other; placements stay where they are.

        ``based_on`` is the version of the anchors a person started from (`Continuum.version`);
        without it whatever stands there is replaced.

        Raises
        ------
        Refused
            There are fewer than 2 or more than 7, two are alike, an authority stands beyond the
            last of them, or somebody has named others meanwhile.
        """
        named = checked_anchors(tuple(anchors))
        with self._write() as tx:
            standing = load_one(tx.connection, ANCHORS, LINE)
            _refuse_overtaken(standing, based_on, "changed the anchors")
            beyond = [
                kept
                for kept in load_kept(tx.connection, PLACEMENT)
                if _placement(kept).position > len(named) - 1
            ]
            if beyond:
                stand = "authority stands" if len(beyond) == 1 else "authorities stand"
                raise Refused(
                    f"{len(beyond)} {stand} beyond the last of these anchors; place them anew"
                    " first, or keep as many anchors as before."
                )
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, ANCHORS, LINE, {"anchors": list(named)})
        return named

    def continuum_file(self, ending: str) -> bytes:
        """The figure as .png or .svg, or the placements as .csv, with the caveat; recorded.

        Raises
        ------
        Refused
            The ending is another one, or nothing is placed yet.
        """
        kind, data, count = self._drawn(ending)
        with self._write() as tx:
            tx.record("export continuum", f"continuum.{kind}", placements=count)
        return data

    def export_continuum(self, target: Path) -> int:
        """Write the figure or the placements to a file, replacing it whole; return how many.

        Raises
        ------
        Refused
            As for `continuum_file`, or the file cannot be written.
        """
        from qualcode.report.files import replace_file

        _, data, count = self._drawn(target.suffix)
        with self._write() as tx:
            tx.record("export continuum", f"continuum{target.suffix.lower()}", placements=count)
            replace_file(target, data)
        return count

    def _drawn(self, ending: str) -> tuple[str, bytes, int]:
        from qualcode.report.charts import continuum as chart

        kind = ending.lower().removeprefix(".")
        if kind not in ENDINGS:
            raise Refused("The continuum goes to .png, .svg or .csv; choose one of these endings.")
        line = self.continuum()
        if not line.shown:
            raise Refused("No authority is placed yet; place one, with a reason, first.")
        reasons = [one.rationale for one in line.shown] if kind == "csv" else []
        self._refuse_names(written=[*line.anchors, *reasons])
        drawn: Drawn = chart.Drawn(line, chart.caption(line, self.codebook_version), self.claims())
        return kind, chart.as_file(drawn, kind), len(line.shown)

    def _anchors(self, connection: Connection) -> tuple[str, ...]:
        """The study's own anchors, else those its list of respondents names."""
        own = load_one(connection, ANCHORS, LINE)
        given: object = (
            own.body["anchors"]
            if own is not None and own.body is not None
            else people.load_respondents(connection).continuum.get("anchors")
        )
        if not isinstance(given, list | tuple):
            return ()
        return tuple(str(anchor) for anchor in given)

    def _authorities(self) -> tuple[str, ...]:
        """Authorities somebody was interviewed from, by name."""
        known = {a for a in self.frames().people["authority"] if a is not None}
        return tuple(sorted(known, key=str.casefold))

    def _authority(self, name: str) -> str:
        here = self._authorities()
        meant = name if name in here else self.respondents.authority_of(name) or name
        if meant in here:
            return meant
        near = difflib.get_close_matches(meant, here, 1)
        asked = f" Did you mean {near[0]!r}?" if near else ""
        raise Refused(f"The study has no interview from the authority {name!r}.{asked}")


def _refuse_overtaken(before: Kept | None, based_on: str | None, has: str) -> None:
    if based_on is not None and based_on != (before.id if before else ""):
        who = before.who if before else "Somebody"
        raise Refused(
            f"{who} has {has} meanwhile. Yours is not kept yet: read theirs, then keep yours or"
            " let it go."
        )


def _key(authority: str) -> str:
    # The name itself is an attribute of people, and a key stands in the history.
    return hashlib.sha256(authority.encode("utf-8")).hexdigest()[:16]


def _body(placement: Placement) -> dict[str, object]:
    return {
        "authority": placement.authority,
        "position": placement.position,
        "rationale": placement.rationale,
        "anchors": list(placement.anchors),
    }


def _placement(kept: Kept) -> Placement:
    body = kept.body or {}
    return Placement(
        body["authority"],
        float(body["position"]),
        body["rationale"],
        tuple(body["anchors"]),
        kept.who,
        kept.made_at,
        kept.id,
    )
