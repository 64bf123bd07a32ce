# Each target does its own set-up; nothing is fetched again while the lock file stays the same.
.DELETE_ON_ERROR:
.PHONY: run test lint check test-sqlite test-postgresql test-browser bench lock audit clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --upgrade
# Reading and comparing know no database: they need no second one.
WITHOUT_DATABASE := --ignore tests/extraction --ignore tests/matching
TEST_DATABASE_URL ?= postgres://root@127.0.0.1:5432/test

# The stamp of an installed set carries the checksum of its lock file.
stamp = $(VENV)/installed-$(1)-$(firstword $(shell cksum < requirements/$(1).txt))
RUN := $(call stamp,run)
DEV := $(call stamp,dev)

run: $(RUN)
	@$(MANAGE) prepare
	@exec $(BIN)/gunicorn tracker.wsgi

test: lint check test-sqlite test-postgresql test-browser

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(DEV)
	$(MANAGE) makemigrations --check --dry-run
	HTTPS=1 $(MANAGE) check --deploy --fail-level WARNING

test-sqlite: $(DEV)
	env -u DATABASE_URL $(PYTEST) -n 2

test-postgresql: $(DEV)
	@if $(BIN)/python -m tests.services postgresql $(TEST_DATABASE_URL); then \
		DATABASE_URL=$(TEST_DATABASE_URL) $(PYTEST) -n 2 $(WITHOUT_DATABASE); else test $$? -eq 3; fi

test-browser: $(DEV)
	@if $(BIN)/python -m tests.services chromium; then \
		env -u DATABASE_URL $(PYTEST) tests/e2e; else test $$? -eq 3; fi

bench: $(DEV)
	$(PYTEST) tests/benchmarks -s

lock: $(DEV)
	$(LOCK) -o requirements/run.txt
	$(LOCK) --group dev -c requirements/run.txt -o requirements/dev.txt

audit: $(DEV)
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements/run.txt

clean:
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(RUN): | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	@touch $@

$(DEV): | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@ $(RUN)
