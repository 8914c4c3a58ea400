"""One set of tests, two databases."""

import itertools

import pytest

from qualcode.model import (
    Code,
    Codebook,
    Coder,
    Respondents,
    Segment,
    Span,
    Speaker,
    Transcript,
    Turn,
)
from qualcode.store import Store, codes, people, texts
from tests.store import cluster

ANA = "I: How?\n\nAna: We share 👩‍👩‍👧 news — cafe\u0301, 𝒜, “trust”. It helps."
BOOK = Codebook(codes=(Code("1", "Sharing"), Code("2", "Trust")))
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """The port of a PostgreSQL server, or a visible skip."""
    with cluster.running() as port:
        yield port


@pytest.fixture(params=BACKENDS)
def place(request, tmp_path):
    """Where a new study can be made: a file, or an empty database."""
    if request.param == "sqlite":
        yield tmp_path / "study.qualcode"
        return
    port = request.getfixturevalue("server")
    name = f"study_{next(_numbers)}"
    cluster.run(port, f"CREATE DATABASE {name}")
    yield cluster.url(port, name)
    cluster.run(port, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(place):
    """A new study with two codes and Ana's short interview."""
    made = filled(place)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path):
    """The same study, in a file whatever the other tests use."""
    filled(tmp_path / "study.qualcode").close()
    return tmp_path / "study.qualcode"


def filled(place):
    made = Store.create(place)
    with made.write("mk") as tx:
        people.save_study(tx, "Study", "codebook", Respondents())
        people.save_coder(tx, Coder("mk"))
        codes.save_codebook(tx, BOOK, "made with the study")
        texts.save_transcript(tx, ana(), [Segment("ana", Span(14, len(ANA)), "Ana")])
    return made


def ana(id="ana", text=ANA):
    turns = (Turn("I", Span(3, 7)), Turn("Ana", Span(14, len(text))))
    speakers = (Speaker("I", interviewer=True), Speaker("Ana"))
    return Transcript(id, text, title=id, turns=turns, speakers=speakers)
