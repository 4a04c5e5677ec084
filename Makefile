# Each target brings up what it needs, can be run twice, and says what it does. STACK names the environment.

STACK ?= local
CALLS ?= 1
CPS ?= 1
DURATION ?= 3
MEDIA ?= on
SCENARIO ?= carrier
SUITE ?= calls
RATE ?=
HOLD ?= 5
PLATEAU ?= 20
DOWNLOADS ?= on
export DOWNLOADS

command = . dev/toolchain/env.sh && node dev/commands/dist/main.js

.PHONY: help up call bench status down check test

help:
	@echo 'make up       the platform from nothing, then a call through it     STACK=local|kubernetes|vms DOWNLOADS=off'
	@echo 'make call     calls through it, each with path, code and media      CALLS=n CPS=m DURATION=s MEDIA=off SCENARIO=name'
	@echo 'make bench    how many calls a second, and what each costs          SUITE=calls RATE=n HOLD=s PLATEAU=s'
	@echo 'make status   what runs where, and how it is'
	@echo 'make down     takes it down, leaves nothing'
	@echo 'make check    types, lint, shell, unit and rendering tests; no Docker'
	@echo 'make test     everything, against the real programs'

up:
	@dev/toolchain/ensure run $(STACK)
	@$(command) up --stack $(STACK)

call:
	@dev/toolchain/ensure run $(STACK)
	@$(command) call --stack $(STACK) --calls $(CALLS) --cps $(CPS) --duration $(DURATION) --media $(MEDIA) --scenario $(SCENARIO)

bench:
	@dev/toolchain/ensure run $(STACK)
	@$(command) bench --stack $(STACK) --suite $(SUITE) --rate '$(RATE)' --hold $(HOLD) --plateau $(PLATEAU)

status:
	@dev/toolchain/ensure run $(STACK)
	@$(command) status --stack $(STACK)

down:
	@dev/toolchain/ensure run $(STACK)
	@$(command) down --stack $(STACK)
	@dev/toolchain/place stop $(STACK)

check:
	@dev/toolchain/ensure check
	@$(command) check

test:
	@dev/toolchain/ensure begin
	@$(command) test
