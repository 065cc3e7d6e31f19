# make build    the archive of seeds/ as a site in public/; needs python3 (with venv and pip) and nothing else
# make help     what else there is

VENV   := .venv
BIN    := $(VENV)/bin

# python3, but where that was built without optimisation, as version managers build theirs, rather the system's own, which
# makes a site more quickly. make PYTHON=python3 takes python3 all the same.
OWN   := /usr/bin/python3
KNOWN := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
FITS  := import ensurepip, venv; $(KNOWN)
SWIFT := import sys, sysconfig; sys.exit("--enable-optimizations" not in str(sysconfig.get_config_var("CONFIG_ARGS")))
ifndef PYTHON
PYTHON := python3
ifeq ($(wildcard $(BIN)/python)$(shell uname),Linux)
PYTHON := $(shell python3 -c '$(SWIFT)' 2>/dev/null || ! $(OWN) -c '$(FITS)' 2>/dev/null && echo python3 || echo $(OWN))
endif
endif
UV     := $(shell command -v uv 2>/dev/null)

ifdef UV
NEW_VENV = $(UV) venv --quiet --python $(PYTHON) $(VENV)
INSTALL  = $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python
else
NEW_VENV = $(PYTHON) -m venv $(VENV)
INSTALL  = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif
# Where Python may not write bytecode, as in many containers, it would compile the program at every start.
COMPILE = $(BIN)/python -m compileall -q sitegen

.DEFAULT_GOAL := help
.PHONY: help build setup setup-dev system test accuracy bench fuzz faults versions load lock setup-locked licences serve check lint clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

build: setup  ## the site in public/, from the clippings in seeds/
	$(BIN)/sitegen build

serve: setup  ## the site in the browser, made anew at every change
	$(BIN)/sitegen serve --open

setup: $(VENV)/.installed  ## the virtual environment alone: .venv/bin/sitegen
	@$(COMPILE)

setup-dev: $(VENV)/.installed-dev  ## the same with what tests and linters need
	@$(COMPILE)

test: setup-dev system  ## all tests, with what they need set up first
	$(BIN)/python -m pytest

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test  ## format, lint, types and tests

accuracy: setup-dev  ## how well labelled pages are split and tagged: by kind of page, signal by signal; takes minutes
	$(BIN)/python -m tests.accuracy --all

bench: setup-dev  ## what building costs, beside other generators where they are installed; takes long: see docs/performance.md
	$(BIN)/python -m tests.bench.sites $(STORIES) --large $(or $(LARGE),0) --docs docs/performance.md

fuzz: setup-dev  ## looks for input that breaks a promise, SECONDS (600) for each reader; findings in build/fuzz
	$(BIN)/python -m tests.trust.fuzz --seconds $(or $(SECONDS),600) --keep build/fuzz

versions: setup-dev  ## whether each Python that is here makes the same bytes of the site and of every export
	$(BIN)/python -m tests.trust.versions

load: setup-dev  ## what the site of seeds/ bears under nginx and in the preview; needs nginx and wrk
	$(BIN)/python -m tests.bench.load

# No address of a registry goes into the file. make lock UPGRADE=--upgrade takes what is newest.
lock: setup-dev  ## tests/locked.txt: every package of the development set-up, by its hash; needs uv
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --quiet \
	    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file tests/locked.txt $(UPGRADE)

setup-locked: $(BIN)/python  ## what tests and linters need, just as it is locked
	$(INSTALL) --require-hashes -r tests/locked.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.installed $(VENV)/.installed-dev

licences: setup-dev  ## docs/licences.md, from what the packages say of themselves
	$(BIN)/python -m tests.trust.licences

faults: setup-dev  ## kills imports, builds, exports and publishing at random instants, 300 times
	$(BIN)/python -m tests.trust.faults

system: setup-dev
	@sh tests/system.sh $(BIN)

clean:  ## everything that is made: public/, .venv/, caches; never seeds/ or content/
	rm -rf public public.new public.old .sitegen build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make second runs quick: nothing is installed again while pyproject.toml is the same.
# Where there is no wheel of numpy it is done without: nothing is compiled, and what comes out is the same.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@$(INSTALL) --only-binary numpy --editable '.[fast]' 2>/dev/null || \
	    { echo "numpy could not be installed: the search index of a large archive takes longer" >&2; $(INSTALL) --editable .; }
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	@$(PYTHON) -c '$(KNOWN)' || \
	    { echo "sitegen needs Python 3.11 to 3.14: name one, for example: make PYTHON=python3.12 build" >&2; exit 1; }
	@$(NEW_VENV) || { echo "no virtual environment: on Debian and Ubuntu, apt-get install python3-venv" >&2; \
	    rm -rf $(VENV); exit 1; }
