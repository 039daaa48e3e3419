# Every target installs what it needs first; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

.PHONY: help setup run server test lint screens bench clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## install Debian and Python packages (nothing when nothing changed)
	@PYTHON=$(PYTHON) tools/install.sh

run: setup ## the whole kiosk with its server; with no display it walks the journey by itself (var/tour/)
	@$(BIN)/mpp-kiosk run --demo

server: setup ## the central server alone, on SQLite, seeded with demo citizens
	@$(BIN)/mpp-server seed && $(BIN)/mpp-server run

lint: setup ## style, types and the rules of the house
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --config setup.cfg

test: lint ## everything that a change can break
	@$(BIN)/python -m pytest -n 2 -q

screens: setup ## photograph every screen in every language and mode (var/screens/)
	@$(BIN)/python -m ui.gallery --all var/screens

bench: setup ## measure receipts and screens, as JSON
	@$(BIN)/mpp-kiosk bench print --json && $(BIN)/mpp-kiosk bench ui --json

clean: ## remove the environment and everything that was made
	rm -rf .venv var build *.egg-info
