# Everything from a bare Python 3.11+: `make demo` shows what sayso does, `make test` checks it.
# The first Python that really runs and is new enough (a version manager may list names that don't).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types unit system clean help
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

test: system lint types unit ## style, types and all tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

# The browser that tests/web drives and the database of tests/ledger. Where they can't be had, those tests skip.
system: ## what the tests need beside Python: Chromium and PostgreSQL, by apt where we may
	@missing=; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	test -z "$$missing" && exit 0; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "installing$$missing"; export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -qq -y --no-install-recommends $$missing >/dev/null; } && exit 0; \
	fi; \
	echo "Note: there is no$$missing here, so the tests that need it skip. On Debian: sudo apt-get install$$missing"

clean: ## forget the virtual environment and everything made
	rm -rf $(VENV) out build dist
