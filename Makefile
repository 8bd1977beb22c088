# The commands that people, scripts and CI use; README.md explains them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHONDONTWRITEBYTECODE :=
VENV := .venv
PY := $(VENV)/bin/python
DATA ?=

.PHONY: help run test check bench trials vendor messages texts format lock

help:  ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(PY):
	@bash tools/make_venv.sh $(VENV)

$(VENV)/.run: requirements.txt | $(PY)
	@echo "Installing what Maju needs (once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing the tools for tests and checks (once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

messages: | $(VENV)/.run
	@$(PY) tools/compile_messages.py

run: $(VENV)/.run messages  ## Start everything; PORT=9000 and DATA=/path are heeded
	@exec $(PY) manage.py serve

test: $(VENV)/.dev messages  ## The whole test suite on real PostgreSQL, Redis and Chromium
	@bash tools/system_packages.sh test
	@$(PY) -m tools.run_tests

check: $(VENV)/.dev messages  ## What must be clean before a commit
	@bash tools/system_packages.sh check
	@$(PY) tools/check.py

bench: $(VENV)/.dev messages  ## Measure and print; BENCH=relay for one subject
	@bash tools/system_packages.sh bench
	@$(PY) tools/run_bench.py

trials: $(VENV)/.dev messages  ## Faults and bad networks; TRIAL=T1.1 for one
	@bash tools/system_packages.sh test
	@$(PY) tools/run_trials.py

vendor: $(VENV)/.run  ## Refresh static/vendor from its list, with checksums
	@$(PY) tools/vendor.py

texts: $(VENV)/.dev  ## Bring new texts into locale/ for translation
	@bash tools/system_packages.sh check
	@$(PY) tools/extract_texts.py

format: $(VENV)/.dev  ## Bring code into the house form
	@$(VENV)/bin/ruff check --quiet --fix . ; $(VENV)/bin/ruff format --quiet .

lock: $(VENV)/.dev  ## Renew the hashed requirement files
	@bash tools/lock.sh
