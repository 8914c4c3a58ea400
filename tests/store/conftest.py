"""One set of tests, two databases."""

import itertools
import shutil

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


@pytest.fixture(autouse=True)
def kept_safe(forced_to_the_disk):
    """Here every study has the settings it has in earnest."""


@pytest.fixture(scope="session")
def server():
    """The port of a PostgreSQL server, or a visible skip."""
    with cluster.running() as port:
        yield port


@pytest.fixture(params=BACKENDS)
def fresh(request, tmp_path):
    """Makes the place of a study: a file, or a database, empty or like another one."""
    made = []

    def make(like=None):
        if request.param == "sqlite":
            place = tmp_path / "study.qualcode"
            return shutil.copy(like, place) if like else place
        port = request.getfixturevalue("server")
        name = f"study_{next(_numbers)}"
        cluster.run(port, f"CREATE DATABASE {name} TEMPLATE {like or 'template1'}")
        made.append((port, name))
        return cluster.url(port, name)

    make.kind = request.param
    yield make
    for port, name in made:
        cluster.run(port, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place(fresh):
    """Where a new study can be made: a file that is not there, or an empty database."""
    return fresh()


@pytest.fixture
def store(fresh, request):
    """A new study with two codes and Ana's short interview."""
    made = Store.open(fresh(like=request.getfixturevalue(f"filled_{fresh.kind}")))
    yield made
    made.close()


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory):
    """The study as a file, made once."""
    place = tmp_path_factory.mktemp("filled") / "study.qualcode"
    filled(place).close()
    return place


@pytest.fixture(scope="session")
def filled_postgresql(server):
    """The study as a database of this name, made once."""
    cluster.run(server, "CREATE DATABASE filled")
    filled(cluster.url(server, "filled")).close()
    return "filled"


@pytest.fixture
def file(filled_sqlite, tmp_path):
    """The same study, in a file whatever the other tests use."""
    return shutil.copy(filled_sqlite, tmp_path / "study.qualcode")


def filled(place, key=None):
    made = Store.create(place, key)
    fill(made)
    return made


def fill(made):
    with made.write("mk") as tx:
        people.save_study(tx, "Study", "codebook", Respondents())
        people.save_coder(tx, Coder("mk"))
        codes.save_codebook(tx, BOOK, "made with the study")
        texts.save_transcript(tx, ana(), [Segment("ana", Span(14, len(ANA)), "Ana")])


def ana(id="ana", text=ANA):
    turns = (Turn("I", Span(3, 7)), Turn("Ana", Span(14, len(text))))
    speakers = (Speaker("I", interviewer=True), Speaker("Ana"))
    return Transcript(id, text, title=id, turns=turns, speakers=speakers)
