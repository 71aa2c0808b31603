# `make help` lists what there is. Each target sets up what it needs; nothing has to be prepared by hand.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check fmt audit services services-stop styles bench lock

HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
PYTHON ?=
export HOST PORT PYTHON

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Set up and serve the demo on http://127.0.0.1:8000 (HOST=, PORT=); again: keeps its data
	@scripts/demo

demo-reset: ## Remove the demo's data and begin anew (the server of `make demo` must be stopped)
	@scripts/demo reset

test: ## Run the tests (ARGS="tests/tenders -x"; REQUIRE_SERVICES=1: what the machine lacks is a failure)
	@scripts/test $(ARGS)

check: ## Format, lint, types, layers, templates, migrations, deployment settings, stylesheet
	@scripts/check

fmt: ## Put the code in order: ruff's formatter and its safe corrections
	@scripts/environment dev
	.venv/bin/ruff check --fix-only --quiet . ; .venv/bin/ruff format .

audit: ## Ask the advisory database about known holes in the locked packages (needs the network)
	@scripts/environment dev
	.venv/bin/pip-audit --require-hashes --disable-pip -r requirements.txt

services: ## Start PostgreSQL, Redis and a search engine on loopback (SEARCH=elasticsearch: the other engine)
	@scripts/services start

services-stop: ## Stop them
	@scripts/services stop

styles: ## Rebuild the stylesheet with npm (the built one is committed)
	@scripts/styles

bench: ## Measure the pages beside the limit of the machine (ARGS="--seconds 5 --only tenders")
	@scripts/bench $(ARGS)

lock: ## Compile requirements*.txt from pyproject.toml, with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
