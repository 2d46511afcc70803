# make run    start Wayside and print where it can be tried
# make test   all tests
# make check  style, types, who may import whom, unused dependencies
# make test-hostile  10,000 random and forged requests to the hook, 100,000 random and broken stories
# make test-conformance  20,000 plays by chance on the step of phones and on ours, in Node.js and in Chromium,
#             and a planted difference in each rule
# make test-faults  for half an hour: 500 times kill -9, thousands of power cuts, full disks, Twilio away,
#             and several machines on one PostgreSQL that fails over
# make bench-burst  10,000 texts in a minute, and texts while Twilio stalls
# make bench-players  a turn and a letter with a thousand, a hundred thousand and a million known players
# make bench-several  on PostgreSQL: turns per second with one process, two and four, and three times the burst
# make test-segments  the count of segments against Twilio's own calculator; needs Node.js
# make bench  turns per second of the webhook against a bare handler, of the step, and of checking
# make bench-inkjs  the step against inkjs; needs Node.js
# make bench-web  how fast and light the pages are on a phone, by Lighthouse, how soon a walk is heard, and a tap is answered by the phone itself; needs Chromium and Node.js
# make setup  only install; make lock: choose versions anew; make help: this list

PYTHON ?= python3
BIN := .venv/bin
LOCK = $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate pyproject.toml --group build

.PHONY: help run test check setup lock format bench bench-inkjs bench-burst bench-players bench-several bench-web \
	test-hostile test-conformance test-faults test-segments strace chromium firefox pgbouncer caddy systemd node

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

run: .venv/run.stamp
	@$(BIN)/wayside serve --watch

test: .venv/dev.stamp strace chromium firefox pgbouncer caddy systemd node
	@$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

strace:
	@command -v strace >/dev/null || echo "Power cuts are not tried: strace is missing (apt-get install strace)."

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		echo "Pages are not tried in a browser: Chromium is missing (apt-get install chromium fonts-noto-core)."

firefox:
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || \
		echo "Walks are not tried in Firefox: it is missing (apt-get install firefox-esr)."

pgbouncer:
	@command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || \
		echo "Nothing is tried behind PgBouncer: it is missing (apt-get install pgbouncer)."

caddy:
	@command -v caddy >/dev/null || \
		echo "What is in deploy/ is not tried with Caddy: it is missing (apt-get install caddy)."

systemd:
	@command -v systemd-analyze >/dev/null || \
		echo "The units in deploy/ are not tried: systemd is missing (apt-get install systemd)."

node:
	@command -v node >/dev/null || \
		echo "The step of phones is not compared with ours in Node.js: it is missing (apt-get install nodejs)."

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

test-conformance: .venv/dev.stamp node chromium
	@CONFORMANCE=long $(BIN)/python -m pytest -n auto tests/engine/pocket tests/browser/test_second_step.py

test-faults: .venv/dev.stamp strace
	@FAULTS=long $(BIN)/python -m pytest -n auto -rP tests/faults

bench-burst: .venv/dev.stamp
	@$(BIN)/python -m bench.burst
	@$(BIN)/python -m bench.stalled

bench-players: .venv/dev.stamp
	@$(BIN)/python -m bench.players
	@$(BIN)/python -m bench.players 10000 1000000 postgresql

bench-several: .venv/dev.stamp
	@$(BIN)/python -m bench.webhook postgresql
	@$(BIN)/python -m bench.burst 30000 60 2 postgresql

test-segments: .venv/dev.stamp
	@$(BIN)/python -m bench.segments

bench: .venv/dev.stamp
	@$(BIN)/python -m bench.webhook
	@$(BIN)/python -m bench.steps
	@$(BIN)/python -m bench.check

bench-inkjs: .venv/dev.stamp
	@$(BIN)/python -m bench.inkjs

bench-web: .venv/dev.stamp
	@$(BIN)/python -m bench.web
	@$(BIN)/python -m bench.sound
	@$(BIN)/python -m bench.taps

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
