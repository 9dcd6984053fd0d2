# Everything here sets itself up from Python 3.11 to 3.13 and pip; `make setup` does nothing when nothing changed.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check eval bench train clean

BIN := .venv/bin
export PYTHON
# What is compiled is kept for the next run: to compile the tests takes each of their workers some 7 s.
unexport PYTHONDONTWRITEBYTECODE
# Unit tests of one file stay with one worker: most of them share what it opens, reads and plays once.

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv with all that the rest needs
	@sh scripts/setup.sh

demo: setup ## play the bundled archive through the whole service, on a Kafka node of its own
	@$(BIN)/tocsin demo

test: setup ## run the unit tests; real HTTP, and more drawn input; real Kafka
	$(BIN)/pytest -m "not kafka and not edges" -n auto --dist loadfile
	$(BIN)/pytest -m "not kafka and (edges or hypothesis)" --hypothesis-profile=full -n auto --dist worksteal
	$(BIN)/pytest -m kafka

check: setup ## lint, types, imports, rules, locks, compose file
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tocsin check rules
	$(BIN)/tocsin test rules
	$(BIN)/pytest -q tests/test_project.py
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

eval: setup ## score the readers and the rules on the labelled news
	@$(BIN)/python tests/eval/run.py

bench: setup ## measure speed
	@$(BIN)/python -m bench

train: setup ## train the learned reader on the labelled news
	@$(BIN)/pip install -q -r requirements/train.lock
	@$(BIN)/python -m bench.training

clean: ## remove what set-up, tests and checks have made
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
