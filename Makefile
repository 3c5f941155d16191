# Every command a developer or operator needs. `make help` lists them.
.DEFAULT_GOAL := help
PY := .venv/bin/python

.PHONY: help run test coverage lint format ci bench demo lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

run: ## the whole portal with demo data: http://localhost:8000 (PORT=…, PENDOPO_DATA=…)
	@sh scripts/setup.sh run
	@exec $(PY) scripts/supervise.py

test: ## all tests on SQLite, browser tests too (ARGS="-k surat" for some)
	@sh scripts/setup.sh test
	@$(PY) -m pytest -q -n 2 --dist loadfile $(ARGS)

coverage: ## tests with branch coverage: all of workflow, access, queries, actions; 90 % elsewhere
	@sh scripts/setup.sh test
	@$(PY) -m pytest -q -n 2 --dist loadfile --cov --cov-report=json --cov-report= $(ARGS)
	@$(PY) scripts/coverage_floor.py coverage.json

lint: ## format, rules, import contracts, types, migrations, production check, templates
	@sh scripts/setup.sh test
	@sh scripts/lint.sh

format: ## rewrite files the way `make lint` wants them
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet .
	@git ls-files -z 'templates/*.html' | xargs -0r .venv/bin/djade --target-version 5.2

ci: ## what every submission must pass: lint, tests on SQLite, tests on PostgreSQL and Redis
	@sh scripts/ci.sh

bench: ## measure (bench/), print a table, write JSON
	@sh scripts/setup.sh test
	@$(PY) -m bench $(ARGS)

demo: ## throw the demo data away and load it afresh (stop `make run` first)
	@sh scripts/setup.sh run
	@$(PY) scripts/prepare.py --fresh

lock: ## renew requirements*.txt from requirements*.in, with hashes and without addresses (needs uv)
	@for name in requirements requirements-dev; do \
	    uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url \
	        --no-emit-find-links $$name.in -o $$name.txt || exit 1; \
	done

clean: ## remove what can be made again; the data in var/ stays
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* coverage.json htmlcov
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
