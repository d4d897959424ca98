# `make demo` and `make test` are all one needs; both install what is missing on the first call.
# Needed beforehand: python3 (3.11 or newer), make, git.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
OUT ?= out/demo

.PHONY: help demo test lint lock schema wheel clean

help:  ## show this list
	@sed -nE 's/^([a-z]+):.*## /\1\t/p' Makefile

demo: $(INSTALLED)  ## run on the sample plans and say where the tables are
	$(BIN)/ntm-extract run fixtures/samples --out $(OUT) --format csv,parquet,xlsx
	@echo
	@echo "Your own plans:  $(BIN)/ntm-extract run YOUR-FOLDER --out RESULTS"

test: $(INSTALLED)  ## run the whole test suite
	@PYTHON=$(PYTHON) .ci/system-packages tests
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4

lint: $(INSTALLED)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

wheel: $(INSTALLED)  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

schema: $(INSTALLED)  ## write the JSON Schema of a plan anew from the models
	$(BIN)/python -m ntm_extract.schema

lock:  ## choose the newest fitting versions of the dependencies anew (needs uv)
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --group dev pyproject.toml --output-file requirements.lock

clean:  ## remove what was built, but not the environment
	rm -rf build dist out fixtures/made .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The environment: the locked versions with their hashes, and this package as it stands here.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	@PYTHON=$(PYTHON) .ci/system-packages
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked Python packages into .venv (a few minutes the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
