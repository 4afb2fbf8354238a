# SPDX-License-Identifier: Apache-2.0

# Encrier's commands. Each installs what it lacks by itself; `make` alone lists them.

server := .build/release/encrier
address := --host 127.0.0.1 --port 8080 --data data

.PHONY: help run build test lint format clean

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
