.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv/bin
# Package registries: a file that names one ties whoever installs from it to that host.
REGISTRIES := (pypi|pythonhosted|npmjs|yarnpkg|nodesource)[.](org|com|io)|(deb|security|ftp)[.]debian[.]org

.PHONY: help
help: ## List what make can do here
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: ## Install what is missing, fill an empty database, serve http://127.0.0.1:8000
	@bin/setup run
	@exec bin/serve

.PHONY: test
test: lint ## Install what is missing, check the code, run every test
	$(VENV)/pytest -n 2 --dist loadgroup
	@echo 'All checks and tests have passed.'

.PHONY: lint
lint: ready ## Check style, types, layers, and that no file names a package registry
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports --no-logo
	@git -c safe.directory='*' grep --untracked -nIE '$(REGISTRIES)'; test $$? -eq 1 || \
		{ echo 'The files above name a package registry.' >&2; exit 1; }

.PHONY: format
format: ready ## Put the code into the house style
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

.PHONY: bench
bench: ready ## Measure pages and documents against their goals
	$(VENV)/python -m bench

.PHONY: audit
audit: ready ## Look the installed packages up in the list of known weaknesses
	$(VENV)/pip-audit --strict --disable-pip --require-hashes -r requirements/runtime.txt

.PHONY: translations
translations: ready ## Collect the texts of the pages into the catalogues
	@mkdir -p var
	$(VENV)/pybabel -q extract -F pyproject.toml -k _l -k lazy_gettext -k lazy_ngettext:1,2 \
		--no-location --sort-output -o var/messages.pot .
	$(VENV)/pybabel -q update -i var/messages.pot -d portal/translations \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

# Versions that are locked stay unless asked otherwise: make lock LOCKFLAGS=--upgrade
COMPILE = UV_CUSTOM_COMPILE_COMMAND='make lock' $(VENV)/uv pip compile pyproject.toml --quiet \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url $(LOCKFLAGS)

.PHONY: lock
lock: ready ## Write the lock files anew from pyproject.toml and package.json
	$(COMPILE) --extra build -o requirements/runtime.txt >/dev/null
	$(COMPILE) --extra build --extra dev -c requirements/runtime.txt -o requirements/dev.txt >/dev/null
	npm install --package-lock-only

.PHONY: ready
ready:
	@bin/setup test

.PHONY: clean
clean: ## Remove what was installed, built or cached, but not the data in var
	rm -rf .venv node_modules portal/static/vendor build dist *.egg-info .*_cache .hypothesis
	find portal -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
