# elvbridge: one command for each thing that people do here. `make` alone prints this list.

SWIFT ?= swift
BUILD := $(SWIFT) build --explicit-target-dependency-import-check error
ELVBRIDGE := .build/debug/elvbridge
PREFIX ?= /usr/local

.DEFAULT_GOAL := help
.PHONY: help setup build test lint format demo bench oracles crash fuzz shares run install clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the system packages that are missing (apt), or say which they are
	@scripts/setup

build: setup ## build the program (debug)
	$(BUILD)

demo: setup ## do the main job: sample drops through a simulator, from file to file
	@$(BUILD) --product elvbridge
	@$(ELVBRIDGE) demo --folder demo

test: setup ## all quick tests: unit, samples, ledger, simulator, end to end
	$(SWIFT) test --explicit-target-dependency-import-check error --skip EndToEndTests
	$(SWIFT) test --explicit-target-dependency-import-check error --filter EndToEndTests --no-parallel

lint: ## formatting, walls between rooms, house rules
	@scripts/lint

format: ## format all Swift files
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

oracles: setup ## compare with somebody else's programs (frictionless, xmllint, openapi-core …); installs them into .build
	@scripts/oracles

crash: build ## kill -9 at every step, failing disks, power cuts, 200 random nights; the simulator's journal judges (hours)
	@scripts/crash

fuzz: ## feed every parser with what libFuzzer makes up, ten minutes each; FUZZ_SECONDS=60
	@scripts/fuzz

shares: ## drop files over a real Samba share on this machine; installs the server
	@scripts/shares

bench: setup ## speed and memory beside other people's programs, as ratios with their bars; QUICK=1, ONLY=check, SEED=7
	@scripts/bench

run: build ## run the program: make run ARGS="check file.csv"
	@$(ELVBRIDGE) $(ARGS)

install: setup ## build for release and install program and schemas under PREFIX
	$(SWIFT) build -c release --static-swift-stdlib --product elvbridge
	install -Dm755 .build/release/elvbridge $(DESTDIR)$(PREFIX)/bin/elvbridge
	mkdir -p $(DESTDIR)$(PREFIX)/share/elvbridge
	cp -r schemas samples packaging $(DESTDIR)$(PREFIX)/share/elvbridge/

clean: ## remove everything built and the demonstration's folder
	rm -rf .build demo
