# Two commands matter: `make demo` and `make test`. Both set up all they need; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"
MESSAGES := $(shell find src -name django.po 2>/dev/null)
FRONTEND := $(shell find frontend package.json package-lock.json -type f 2>/dev/null)

.PHONY: help setup demo test lint bench lock docs messages clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.machine .venv/.python .venv/.frontend .venv/.messages ## bring everything the house needs into .venv and node_modules
	@:

demo: setup ## serve the demonstration on http://127.0.0.1:8000
	$(BIN)/varsel demo

test: setup ## run the whole suite: lint, types, both databases, browser, security
	$(BIN)/python tools/suite.py

lint: .venv/.python ## style, types, layers
	$(BIN)/python tools/suite.py --only lint

bench: setup ## print the figures of the library, and how the pages keep their speed as cases grow
	$(BIN)/python tests/bench/run.py

docs: setup ## write the page of commands, and take the pictures of the guide and the README
	$(BIN)/python tools/reference.py
	$(BIN)/python -m pytest tests/browser/test_chain.py --pictures -q

messages: .venv/.python ## gather every translatable string into the rooms' django.po
	$(BIN)/python tools/messages.py gather

lock: .venv/.uv ## renew the hashed locks from the floors in pyproject.toml
	$(LOCK) --group bootstrap -o requirements/bootstrap.txt
	$(LOCK) pyproject.toml --extra server -o requirements/server.txt
	$(LOCK) pyproject.toml --extra server --group dev -o requirements/dev.txt

clean: ## take away all that was set up (not the instances in var)
	rm -rf .venv node_modules src/varsel/base/design/static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find src -name '*.mo' -delete

# What follows are stamps: each is made again only when what it stands on has changed.

.venv/.uv: requirements/bootstrap.txt
	$(PYTHON) tools/bootstrap.py
	@touch $@

.venv/.python: .venv/.uv requirements/dev.txt
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.machine: tools/machine.py .venv/.uv
	$(BIN)/python tools/machine.py
	@touch $@

.venv/.frontend: .venv/.python tools/frontend.py $(FRONTEND)
	$(BIN)/python tools/frontend.py
	@touch $@

.venv/.messages: .venv/.python tools/messages.py $(MESSAGES)
	$(BIN)/python tools/messages.py compile
	@touch $@
