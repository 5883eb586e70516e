# Everything from a bare Python 3.11+: `make demo` shows what sayso does, `make test` checks it.
# The first Python that really runs and is new enough (a version manager may list names that don't).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types unit benchmarks chromium clean help
help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "sayso needs Python 3.11 or newer, and found none: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(READY) ## read the example articles, print who claims what and what it comes to, write the report
	@mkdir -p out
	@rm -f out/demo.sqlite out/demo.sqlite-wal out/demo.sqlite-shm
	$(BIN)/sayso read examples/bakhmut --meta examples/bakhmut/meta.csv --ledger out/demo.sqlite
	$(BIN)/sayso show --ledger out/demo.sqlite
	$(BIN)/sayso compare --ledger out/demo.sqlite --report out/demo.html
	$(BIN)/sayso questions --limit 15 --ledger out/demo.sqlite
	@echo "The report is out/demo.html; 'make test' checks the lot."

test: lint types unit ## style, types and all tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

chromium: ## the browser that tests/web drives (Debian; the tests skip without it)
	@command -v chromium >/dev/null || apt-get install -y --no-install-recommends chromium

clean: ## forget the virtual environment and everything made
	rm -rf $(VENV) out build dist
