# make run    start Wayside and print where it can be tried
# make test   all tests
# make check  style, types, who may import whom, unused dependencies
# make test-hostile  10,000 random and forged requests to the hook, 100,000 random and broken stories
# make test-segments  the count of segments against Twilio's own calculator; needs Node.js
# make bench  turns per second of the webhook against a bare handler, of the step, and of checking
# make bench-inkjs  the step against inkjs; needs Node.js
# make setup  only install; make lock: choose versions anew; make help: this list

PYTHON ?= python3
BIN := .venv/bin
LOCK = $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate pyproject.toml --group build

.PHONY: help run test check setup lock format bench bench-inkjs test-hostile test-segments

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

run: .venv/run.stamp
	@$(BIN)/wayside serve --watch

test: .venv/dev.stamp
	@$(BIN)/python -m pytest -n auto $(TESTS)

check: .venv/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .

setup: .venv/dev.stamp

test-hostile: .venv/dev.stamp
	@HOSTILE_REQUESTS=3500 HOSTILE_STORIES=20000 $(BIN)/python -m pytest -n auto \
		tests/webhooks/twilio/test_hostile.py tests/engine/story/test_hostile.py

test-segments: .venv/dev.stamp
	@$(BIN)/python -m bench.segments

bench: .venv/dev.stamp
	@$(BIN)/python -m bench.webhook
	@$(BIN)/python -m bench.steps
	@$(BIN)/python -m bench.check

bench-inkjs: .venv/dev.stamp
	@$(BIN)/python -m bench.inkjs

format: .venv/dev.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Versions with hashes for every platform, and no address of a registry.
lock: .venv/dev.stamp
	$(BIN)/pip install -q uv
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -o requirements-dev.lock

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Wayside needs into .venv (once, about a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Installing what the tests need into .venv (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
