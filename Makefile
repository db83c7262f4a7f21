# What can be done here, and how. `make` alone lists it.
# Two commands matter to a newcomer: `make demo` and `make test`; both set up everything they need.

PYTHON  ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV    := .venv
BIN     := $(VENV)/bin
RUN     := $(VENV)/.runs
TESTED  := $(VENV)/.tests
TYPES   := $(VENV)/.types
MONTH   ?= 2026-05
SEED    ?= 1
RUNS    ?= 2000
LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -q
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
# uv installs three times faster than pip, trusting whom the machine trusts; pip fetches it, and does its work where uv
# cannot (another index, no wheel).
INSTALL  = $(BIN)/uv pip install -q --system-certs --python $(BIN)/python --no-deps --require-hashes -r $(1) 2>/dev/null \
    || $(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(1)
# What is imported is compiled once, and not by each of the many processes that a rehearsal and the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check style types tests laws live practice up bench preview plan lock schemas clean

help:                      ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(RUN)               ## one whole month of an invented network, against local stand-ins (MONTH=2026-05 SEED=1)
	@$(BIN)/nhipcau rehearse $(MONTH) --seed $(SEED)

# mypy keeps one processor busy for most of a minute, so it looks at the types while the tests run, and says at the end
# what it found.
test: $(TESTED) style      ## everything that is checked before a change lands
	@$(MAKE) --no-print-directory types > $(TYPES) 2>&1 & types=$$!; \
	    $(MAKE) --no-print-directory tests; tested=$$?; \
	    wait $$types; typed=$$?; cat $(TYPES); exit $$((tested | typed))

check: style types         ## style, import rule, types

style: $(TESTED)           ## style and import rule, in seconds
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(TESTED)           ## the types alone
	$(BIN)/mypy

tests: $(TESTED)           ## the tests alone
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

live: $(TESTED)            ## the practice page, and days without Prefect, with real processes (five minutes)
	NHIPCAU_LIVE=1 $(BIN)/pytest -q tests/practice/page/test_live.py tests/endtoend/test_prefect.py

practice: $(RUN)           ## a live network to try everything on, with a page: nothing leaves this machine
	@$(BIN)/nhipcau practice

up: $(RUN)                 ## run for real: Prefect server, flows, bot (see README, Going live)
	@$(BIN)/nhipcau up

plan: $(RUN)               ## what is due in the coming weeks, without sending anything
	@$(BIN)/nhipcau plan

preview: $(RUN)            ## every message and document with its sample, as pages under out/preview
	@$(BIN)/nhipcau preview

laws: $(TESTED)            ## the laws of sending and of the shared sheets, on many generated cases (RUNS=2000)
	NHIPCAU_LAW_RUNS=$(RUNS) $(BIN)/pytest -q tests/jobs/test_laws.py tests/jobs/test_laws_of_sending.py tests/rules/test_sheet_laws.py tests/sheets/test_sessions.py

bench: $(TESTED)           ## the measurements of docs/performance.md
	$(BIN)/python -m benchmarks

schemas: $(RUN)            ## write config/schemas from the models
	@$(BIN)/nhipcau write-schemas

lock: $(TESTED)            ## resolve the ranges of pyproject.toml into the two hashed locks (the larger one first)
	# docopt comes as source and is needed by num2words' command line alone.
	$(BIN)/uv pip compile pyproject.toml --extra test $(LOCKING) --no-emit-package docopt -o requirements-test.lock
	$(BIN)/uv pip compile pyproject.toml -c requirements-test.lock $(LOCKING) -o requirements.lock

clean:                     ## remove what was built and rendered (not var/, where data lives)
	rm -rf $(VENV) out *.egg-info

$(VENV)/bin/pip:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Nhịp Cầu needs Python 3.11 or newer: install it, or name it with 'make PYTHON=/path/to/python3.11'."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "This Python cannot make virtual environments: install its venv module (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/bin/uv: | $(VENV)/bin/pip
	@sed -n '/^uv==/,/[^\]$$/p' requirements-test.lock > $(VENV)/uv.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.lock || true

$(RUN): requirements.lock pyproject.toml | $(VENV)/bin/pip $(VENV)/bin/uv
	@echo "Installing what Nhịp Cầu needs into $(VENV) (once)..."
	@$(call INSTALL,requirements.lock)
	@$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(TESTED): requirements-test.lock $(RUN)
	@echo "Installing what the tests need into $(VENV) (once)..."
	@$(call INSTALL,requirements-test.lock)
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null \
	    || $(BIN)/playwright install chromium >/dev/null 2>&1 \
	    || echo "There is no Chromium and none can be fetched: the tests of the practice page will be skipped."
	@touch $@
