# make demo   makes the environment, builds the sample study, opens the app
# make test   makes the environment, runs every test
# make test-long  the same with full counts: kills, power cuts, failing writes, random studies, and ten
#            minutes of changed files (QUALCODE_FUZZ_MINUTES=120 for two hours); takes hours
# make test-offline  every test where no network is but this machine's own (Linux)
# make check  style, types, import contract, docstrings

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt

# make sbom, licences, audit, lock  what is shipped with qualcode; see docs/release.md

.PHONY: demo test test-long test-offline fuzz check bench format clean sbom licences audit lock locked

demo: .venv/runtime
	$(BIN)/qualcode demo

# The many servers and commands that tests start would each translate every module anew.
test test-long test-offline: export PYTHONDONTWRITEBYTECODE =

# Two workers: the machines this is meant for have two cores. A file stays with one worker, so
# that its server or database is started once.
test: .venv/development
	@.ci/system-packages || true
	$(BIN)/python -m pytest -n 2 --dist loadfile

# The same tests with their full counts; some hours.
test-long: .venv/development
	@.ci/system-packages || true
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "long or not long"

# Changed files to every reader, each time others; what brings one down is kept in tests/fuzz/corpus.
MINUTES ?= 10
fuzz: .venv/development
	$(BIN)/python -m tests.fuzz.run $$(( $(MINUTES) * 60 ))

test-offline: .venv/development
	@.ci/system-packages || true
	$(BIN)/python tests/offline.py $(CURDIR)/$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 0 --doctest-modules qualcode

bench: .venv/development
	$(BIN)/python benchmarks/corpus.py

format: .venv/development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "qualcode needs Python 3.11 or newer." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) -e .
	@touch $@

.venv/development: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) -e '.[dev]'
	@touch $@ .venv/runtime

# Tools of a release alone: what they bring along would slow the tests.
.tools/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip --disable-pip-version-check install --quiet -c constraints.txt cyclonedx-bom pip-audit
	@touch $@

sbom: .venv/development .tools/ready
	$(BIN)/python -m release.sbom out/sbom.json

licences: .venv/development
	$(BIN)/python -m release.licences

# Needs a network. Ends with an error unless every distribution was looked up.
audit: .venv/development .tools/ready
	$(BIN)/python -m release.audit

# Needs a network: the digests of every file for every system and Python.
lock: .venv/development
	$(BIN)/python -m release.lock requirements.lock

# An environment of exactly the files of requirements.lock, and qualcode from this folder.
locked: .venv/bin/python requirements.lock
	$(BIN)/python -m pip --disable-pip-version-check install --require-hashes -r requirements.lock
	$(BIN)/python -m pip --disable-pip-version-check install --no-deps --no-build-isolation .

clean:
	rm -rf .venv .tools build dist
