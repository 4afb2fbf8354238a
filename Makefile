# SPDX-License-Identifier: Apache-2.0

# Encrier's commands. Each installs what it lacks by itself; `make` alone lists them.

server := .build/release/encrier
address := --host 127.0.0.1 --port 8080 --data data

.PHONY: help run build test lint format clean bench bench-build bench-server bench-history bench-browser bench-kb fuzz sanitize proofs

help:
	@grep -E '^## ' Makefile | sed 's/^## /  /'

## make run      build, then serve on http://127.0.0.1:8080, with the data in ./data
run: build
	@exec $(server) serve $(address) $(ARGS)

## make build    the server in .build/release/encrier, the page in web/dist
build:
	@scripts/setup build
	@PATH="$(CURDIR)/.venv/bin:$$PATH" web/build
	@swift build --configuration release --product encrier

## make test     everything a change must pass; STEPS="swift browser" runs only those
test:
	@scripts/test $(STEPS)

## make bench    the engine beside Yjs and yrs, in one run
bench: bench-build
	@Benchmarks/compare-engines

## make bench-build   only Benchmarks/.build/release/encrier-bench
bench-build:
	@scripts/setup build
	@cd Benchmarks && swift build --configuration release --product encrier-bench

## make bench-server   the server beside Debian's y-websocket; ARGS="--runs 3 --only 15/85,join"
bench-server: build bench-build
	@command -v node > /dev/null || scripts/setup test
	@scripts/bench-server $(ARGS)

## make bench-history   bytes a key and time to open any moment of a typed recording; TRACE=FILE
bench-history:
	@scripts/setup build
	@cd Benchmarks && swift build --configuration release --product history-bench
	@Benchmarks/.build/release/history-bench $(TRACE) $(ARGS)

## make bench-browser   typing latency, bytes of a visit, memory, in Chromium; ARGS="--words 60000"
bench-browser: build
	@scripts/setup test
	@.venv/bin/python Benchmarks/Browser/editor.py $(ARGS)

## make bench-kb   a knowledge base of made-up editions: time, memory, size, search; ARGS="--editions 2000"
bench-kb: build
	@scripts/setup test
	@.venv/bin/python Benchmarks/KnowledgeBase/build.py $(ARGS)

## make fuzz     hostile bytes for every reader of them, TIME=600 seconds each
fuzz:
	@scripts/fuzz $(or $(TIME),600)

## make sanitize   the Swift tests under ThreadSanitizer and AddressSanitizer
sanitize:
	@scripts/setup test
	@scripts/sanitize

## make proofs   1,000 kills, 2,000 power cuts, 1,000 cold joins, ten minutes of drops: about an hour
proofs: build
	@Tests/Faults/kill_cycles.py 1000
	@Tests/Faults/power_loss.py 2000
	@Tests/Faults/power_loss.py 200 --synchronous 1
	@Tests/Faults/cold_joins.py 1000
	@Tests/Faults/let_go.py 1000
	@Tests/Faults/soak.py 600

## make lint     formatting and imports, in seconds
lint:
	@scripts/lint
	@scripts/check-imports

## make format   format the Swift sources
format:
	@scripts/lint --fix

## make clean    remove what was built, not what was written
clean:
	rm -rf .build web/dist
