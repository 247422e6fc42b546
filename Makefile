# Everything a developer types. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LOCKS := requirements.lock requirements-build.lock requirements-dev.lock
# Some containers forbid it: each of the hundreds of processes that the tests start would compile the worker anew.
unexport PYTHONDONTWRITEBYTECODE
# What is checked; pass e.g. PATHS=worker/core to look at a part only.
PATHS ?= worker tests deploy
# More for pytest, e.g. ARGS="-k lanes -x".
ARGS ?=

.PHONY: help install check test container demo broker bench copies quality chaos crashes fuzz soak lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## make .venv with everything in it; the command is .venv/bin/dateline

# Keyed on the content of what decides: a checkout that only touches times installs nothing.
$(STAMP): $(LOCKS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Dateline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
	         "Say which one to use: make install PYTHON=/path/to/python3.12" >&2; exit 2; }
	@want=$$(cat $^ | sha256sum); \
	if [ "$$(cat $@ 2>/dev/null)" = "$$want" ] && test -x $(BIN)/dateline; then touch $@; exit 0; fi; \
	rm -f $@; \
	$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV); \
	echo "Installing the packages of requirements-dev.lock into $(VENV) ..." >&2; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .; \
	$(BIN)/python -m pip check --disable-pip-version-check >&2; \
	echo "$$want" > $@

check: $(STAMP) ## lint, format, strict types, import contracts: what CI runs before the tests
	$(BIN)/ruff check $(PATHS)
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/mypy $(PATHS)
	$(BIN)/lint-imports --no-logo

# Three processes for two cores: two run half each of what needs Kafka, test after test (tests/support/shares.py), which waits
# half of its time; the third uses the cores meanwhile, and all three share the rest.
test: check ## check, then all tests but the slow ones (under CI=true none skips for want of a broker)
	$(BIN)/pytest -m "not slow" -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

container: $(STAMP) ## build the image without an engine, run the command and the worker in it (needs root and apt)
	$(BIN)/pytest tests/integration/test_container.py -m "slow or not slow" $(ARGS)

demo: $(STAMP) ## a broker, the worker, the sample pages, the tagged events as they arrive; ends by itself
	$(BIN)/python -m tests.support.demo

broker: $(STAMP) ## a real Kafka in the foreground, on a free port that it prints; Ctrl-C ends it
	$(BIN)/python -m tests.support.broker

bench: $(STAMP) ## pages a second through Kafka, beside `process` and bare extraction; copies, tags, children
	$(BIN)/python -m tests.benchmarks $(ARGS)

copies: $(STAMP) ## near copies beside two libraries and two other methods, and what splitting a language over cores costs
	$(BIN)/python -m tests.benchmarks.libraries
	$(BIN)/python -m tests.benchmarks.splitting

quality: $(STAMP) ## text, copies and tags scored against the corpora beside the checkout
	$(BIN)/python -m tests.quality

chaos: $(STAMP) ## kill -9, broker outages, a death at every send: nothing lost, nothing twice (with ARGS: no crashes)
	$(BIN)/pytest tests/chaos --ignore=tests/chaos/test_crash_points.py -m "slow or not slow" $(ARGS)
	$(if $(ARGS),,@$(MAKE) crashes)

# Several chains of deaths at once: each waits most of the time, until a dead worker's session is over.
crashes: $(STAMP) ## a worker dies at every send of identify and dedupe in turn, on a broker that four chains share
	$(BIN)/python -m tests.support.broker $(BIN)/pytest tests/chaos/test_crash_points.py \
		-m "slow or not slow" -n 4 --dist worksteal -rP $(ARGS)

fuzz: $(STAMP) ## thousands of spoilt pages, pages of 10 MB, time against size
	$(BIN)/pytest tests/property -m "slow or not slow" $(ARGS)

soak: $(STAMP) ## memory of every process over 20,000 pages (ARGS=--small: in a tenth of the time)
	$(BIN)/python -m tests.benchmarks.soak $(ARGS)

# One lock for every platform and every Python from 3.11 on; names, versions and hashes, no addresses. Wheels only: an
# install must need no compiler.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-header --no-annotate
lock: ## renew the locks from pyproject.toml (make lock UP=--upgrade for newer versions)
	@test -x $(BIN)/uv || $(MAKE) install
	$(COMPILE) $(UP) pyproject.toml -o requirements.lock
	$(COMPILE) $(UP) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) $(UP) --group build -c requirements-dev.lock -o requirements-build.lock
	@! grep -nE '://|--(index|extra-index|find-links)' $(LOCKS) || { echo "a lock names an address" >&2; exit 1; }

clean: ## remove what was made, the fetched broker and .venv included
	rm -rf $(VENV) .broker .container .bench .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist build worker/rules/prepared
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
