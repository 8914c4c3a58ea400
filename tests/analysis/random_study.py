"""Small invented studies by chance, and what an attacker knows of their people."""

from __future__ import annotations

import numpy as np

from qualcode.analysis.frames import Frames, make_frames
from qualcode.model import Code, Codebook, Coding, Direction, Participant, Span, Speaker

ATTRIBUTES = ("authority", "role", "wave")
BOOK = Codebook(
    codes=(
        Code("1", "Aims"),
        Code("1.a", "Shared aims", "1"),
        Code("1.b", "Policy", "1"),
        Code("2", "Barriers"),
        Code("2.a", "Linkages", "2"),
    )
)


class Study:
    """People with attributes, each with some talk; more can join."""

    def __init__(self, seed: int, people: int | None = None) -> None:
        self._rng = rng = np.random.default_rng(seed)
        self._values = {
            "authority": [f"A{n}" for n in range(rng.integers(2, 5))],
            "role": [f"R{n}" for n in range(rng.integers(2, 4))],
            "wave": ["first", "second"],
        }
        self._shares = {
            name: rng.dirichlet(np.full(len(values), 4.0)) for name, values in self._values.items()
        }
        self._often = {code.id: rng.choice([0.02, 0.2, 0.5, 0.95]) for code in BOOK}
        self._own = rng.random() < 0.5
        self._twice = rng.choice([0.0, 0.15])
        self._about: dict[str, dict[str, object]] = {}
        self._speakers: list[tuple[str, Speaker]] = []
        self._segments: list[tuple[str, int, int, str]] = []
        self._codings: list[Coding] = []
        self.people: list[dict[str, set[object]]] = []
        for _ in range(int(rng.integers(20, 110)) if people is None else people):
            self.join()

    @classmethod
    def agreeing(cls, groups: dict[tuple[str, str], int]) -> Study:
        """A study in which everybody says 2.a; (authority, role) -> how many people."""
        made = cls(0, 0)
        made._often = {code.id: 2.0 if code.id == "2.a" else 0.0 for code in BOOK}
        made._twice = 0.0
        for (authority, role), people in groups.items():
            for _ in range(people):
                made.join(authority=authority, role=role, wave="first")
        return made

    def join(self, **fixed: str) -> None:
        """One more person is interviewed, now and then in both waves."""
        rng = self._rng
        drawn = {name: rng.choice(v, p=self._shares[name]) for name, v in self._values.items()}
        told = {name: str(value) for name, value in drawn.items()} | fixed
        waves = ["first", "second"] if rng.random() < self._twice else [told["wave"]]
        person = f"P{len(self.people)}"
        self.people.append({"groups": set()})
        for wave in waves:
            self._interview(person, {**told, "wave": wave})

    def _interview(self, person: str, told: dict[str, str]) -> None:
        rng, id = self._rng, f"T{len(self._about)}"
        self._about[id] = {
            "id": id,
            "title": id,
            "wave": told["wave"],
            "level": None,
            "kind": "interview",
        }
        speaker = Speaker("S", participant=person, role=told["role"], authority=told["authority"])
        self._speakers.append((id, speaker))
        self.people[-1]["groups"].add(tuple((name, told[name]) for name in ATTRIBUTES))
        for n in range(int(rng.integers(1, 4))):
            self._segments.append((id, 20 * n, 20 * n + 19, "S"))
            for code in BOOK:
                often = self._often[code.id] * (0.2 if code.parent is None and not self._own else 1)
                if (code.parent or self._own) and rng.random() < often / 2:
                    self._code(id, n, code.id)

    def _code(self, transcript: str, segment: int, code: str) -> None:
        direction = self._rng.choice(list(Direction), p=[0.6, 0.25, 0.1, 0.05])
        span = Span(20 * segment + 1, 20 * segment + 9)
        self._codings.append(
            Coding(
                f"c{len(self._codings)}",
                transcript,
                span,
                "x" * 8,
                code,
                "ruth",
                Direction(direction),
                f"{len(self._codings):09}",
            )
        )

    def frames(self) -> Frames:
        """The study as it is now."""
        known = {f"P{n}": Participant(f"P{n}") for n in range(len(self.people))}
        return make_frames(self._about, self._speakers, known, self._segments, self._codings, [])

    def known_people(self) -> list[frozenset[object]]:
        """For each person the smallest groups they are in."""
        return [frozenset(one["groups"]) for one in self.people]
