# Everything a newcomer needs: setup · run · check · fix · test · nightly · demo · bench · bench-match
PYTHON ?= python3
BIN := .venv/bin
INSTALL := pip install --quiet --disable-pip-version-check --no-compile --require-hashes
# What Python compiled once is kept, whatever the machine's own setting: else every command, and every
# process a test starts, compiles all it imports again (three seconds each).
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup setup-dev run check fix test nightly demo bench bench-match

setup: .venv/.runtime  ## virtual environment with what the program runs on

setup-dev: .venv/.dev  ## the same, with what builders check and test with

.venv/.runtime: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/$(INSTALL) -r requirements.lock
	@printf '%s\n' "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/caunoi.pth"
	@printf '#!%s\nfrom config.cli import main\n\nmain()\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/caunoi && chmod +x $(BIN)/caunoi
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	$(BIN)/$(INSTALL) -r requirements-dev.lock
	@touch $@

.venv/bench/.ready: requirements-bench.lock
	$(PYTHON) -m venv .venv/bench
	.venv/bench/bin/$(INSTALL) -r requirements-bench.lock
	@touch $@

run: setup  ## serve what the database holds
	$(BIN)/caunoi migrate --verbosity 0
	$(BIN)/caunoi serve

demo: export CAUNOI_DEMO = 1
demo: export DATABASE_URL =
demo: export CAUNOI_HOME = $(CURDIR)/var/demo
demo: setup  ## the made-up province on SQLite, matched, on http://localhost:8000
	@# The match is compiled once, on the other core, while the province is made.
	@$(BIN)/python -c "from caunoi_engine.matching import *; make_plan(build_index(example_market(['7531', '8153'])), rounds=1)" & \
	$(BIN)/caunoi demo --reset && wait
	$(BIN)/caunoi match
	@$(BIN)/caunoi work & worker=$$!; trap "kill $$worker" EXIT INT TERM; $(BIN)/caunoi serve

check: setup-dev  ## style, types, import contracts, migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --lint --quiet caunoi caunoi_kit
	$(BIN)/python -m tests.rules_of_text

fix: setup-dev  ## let the tools mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: setup-dev  ## all tests this machine can run; says loudly what it had to leave out
	$(BIN)/python -m tests.run

nightly: export CAUNOI_NIGHTLY = 1
nightly: export CAUNOI_API_EXAMPLES = 200
nightly: export CAUNOI_KILLS = 50
nightly: export CAUNOI_KILLED_ROWS = 20000
nightly: export CAUNOI_INTERLEAVINGS = 10000
nightly: export CAUNOI_TIMED_PAIRS = 2000
nightly: test  ## the same with every role, more hostile texts, kills and histories: hours

bench: setup-dev  ## the figures of docs/benchmarks.md
	$(BIN)/python -m benchmarks

bench-match: .venv/bench/.ready  ## the match beside its peers: the figures and charts of docs/peers.md
	.venv/bench/bin/python -m benchmarks.bench_match; .venv/bench/bin/python -m benchmarks.bench_match --place
