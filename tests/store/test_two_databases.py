"""The same acts at the same moments make the same study, whichever database keeps it.

Times and ids are drawn in a fixed order here, so that nothing may differ: not one row, and not one
byte of what a study writes for others.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode.model import Code, CoderRole, Span
from qualcode.project import Project, Upload
from qualcode.store import Store
from tests.conftest import ROOT
from tests.dump import dump
from tests.store import cluster
from tests.store.conftest import server  # noqa: F401

BOOK = ROOT / "codebooks" / "good_practice_indicators.yaml"
TALK = (
    "Interviewer: How is it?\n\nP{n}: We share 👩‍👩‍👧 news — cafe\u0301, 𝒜da, “trust”.\r\n\r\n"
    "Interviewer: And then?\n\nP{n}: The duty desk helps us, mostly on Mondays, {n} times.\n"
)
PEOPLE = "participant,transcript,label,role,agency,authority,wave\n"


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch):
    """Begin again: the same times and the same ids in the same order."""

    def begin() -> None:
        chance, ticks = random.Random(19), itertools.count()
        monkeypatch.setattr(
            uuid, "uuid4", lambda: uuid.UUID(int=chance.getrandbits(128), version=4)
        )
        monkeypatch.setattr(secrets, "token_hex", lambda n=32: chance.randbytes(n).hex())
        monkeypatch.setattr(secrets, "token_bytes", lambda n=32: chance.randbytes(n))
        monkeypatch.setattr(secrets, "randbelow", lambda most: chance.randrange(most))

        def clock() -> str:
            at = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(seconds=next(ticks))
            return at.isoformat(timespec="microseconds")

        create = Store.create

        def created(*given, **named):
            made = create(*given, **named)
            made.clock = clock
            return made

        monkeypatch.setattr(Store, "create", created)

    return begin


def worked(place: str | Path) -> tuple[Project, dict[str, str]]:
    """A study in which two people and a mentor did a bit of everything; and what it writes."""
    from qualcode.project import new

    ruth = new(place, "Ruth", codebook=BOOK, title="Two places")
    ruth.set_options(decide_first=0.0)
    files = [Upload(f"talk{n}.txt", TALK.format(n=f"0{n}").encode()) for n in range(1, 8)]
    ruth.import_files(files)
    rows = [f"P0{n},talk{n},P0{n},Social worker,SSD,Midtown,first\n" for n in range(1, 8)]
    ruth.import_files([Upload("people.csv", (PEOPLE + "".join(rows)).encode())])
    ruth.add_code(Code("9", "Mondays"), "it came up")
    tom = ruth.acting_as("Tom")
    for n in range(1, 8):
        id = f"talk{n}"
        spans = [s.span for s in ruth.segments(id) if not s.interviewer]
        ruth.code(id, spans[0], "1.a")
        tom.code(id, Span(spans[1].start + 4, spans[1].end - 3), "9")
        tom.code(id, spans[0], "3.b", direction="mixed")
        ruth.done(id)
        tom.done(id)
    mine = ruth.codings(coder="Ruth")
    ruth.withdraw(mine[0].id)
    ruth.undo()
    ruth.change_direction(mine[1].id, "planned_or_hoped")
    ruth.add_memo("News and trust, 𝒜.", f"coding {mine[2].id}")
    text = ruth.transcript("talk3").text
    ruth.correct_transcript("talk3", Upload("t.txt", text.replace("How", "Now").encode()), "heard")
    at = text.index("𝒜da")
    ruth.replace_name("talk4", Span(at, at + 3), "colleague 1")
    ruth.merge_codes("9", "3.b", "one idea")
    ruth.add_theme("News is shared.", codes=["1.a"], evidence=[mine[2].id])
    ruth.add_coder("Margaret", CoderRole.MENTOR)
    ruth.start_round("First", reviewers=["Margaret"], count=4, seed=7)
    ruth.permit("P02", quote="no", archive="no")
    ruth.names_seen = True
    made = {"project": dict(ruth.project_files(companion=False)[0])["study.qdpx"]}
    made["codings"] = ruth.tidy_codings("csv", confirmed=True)
    made["quotes"] = ruth.quotes_file(ruth.quotes(), "csv", confirmed=True, same_words=True)
    made["codebook"] = ruth.codebook_file("yaml")
    made["held"] = ruth.held_about_file("P03", "md")
    made["agreement"] = repr(ruth.agreement()).encode()
    return ruth, {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}


def differing(one: dict, other: dict) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.postgresql
def test_the_same_acts_make_the_same_study_and_files_on_both_databases(server, tmp_path, fixed):  # noqa: F811
    fixed()
    file, wrote = worked(tmp_path / "study.qualcode")
    held = dump(file.store)
    file.close()
    cluster.run(server, "CREATE DATABASE both_alike")
    try:
        fixed()
        database, wrote_there = worked(cluster.url(server, "both_alike"))
        held_there = dump(database.store)
        # The control: one more act, and the same look sees it.
        database.add_memo("And more.")
        after = dump(database.store)
        database.close()
    finally:
        cluster.run(server, "DROP DATABASE both_alike WITH (FORCE)")

    assert sum(map(len, held.values())) > 150
    assert differing(held, held_there) == []
    assert differing(wrote, wrote_there) == []
    assert {"memo", "event"} <= set(differing(held, after))
