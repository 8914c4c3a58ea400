# make demo   makes the environment, builds the sample study, opens the app
# make test   makes the environment, runs every test
# make test-long  the same with full counts: kills, power cuts, fuzzing; takes hours
# make check  style, types, import contract, docstrings

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt

.PHONY: demo test test-long check bench format clean

demo: .venv/runtime
	$(BIN)/qualcode demo

# Two workers: the machines this is meant for have two cores. A file stays with one worker, so
# that its server or database is started once.
test: .venv/development
	@.ci/system-packages || true
	$(BIN)/python -m pytest -n 2 --dist loadfile

# The same tests with their full counts; some hours.
test-long: .venv/development
	@.ci/system-packages || true
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "long or not long"

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

clean:
	rm -rf .venv build dist
