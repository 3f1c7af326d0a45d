# `make map` draws every route in routes/; `make test` runs every check. Both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A second reader of dates for the tests, which do without it where there is no npm or no answer.
NPM_INSTALL := npm install --no-audit --no-fund --no-package-lock --ignore-scripts --fetch-retries=0 --fetch-timeout=20000

.PHONY: map test picture bench shots matrix engines clean browser others

map: $(VENV)/installed
	@$(BIN)/mapgen build

test: $(VENV)/installed-test browser
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/pytest -q --numprocesses auto --dist loadfile

picture: $(VENV)/installed
	@$(BIN)/mapgen picture trotsky --to png --width 1440 --output output

bench: $(VENV)/installed-test browser
	@$(BIN)/python -m tests.bench

shots: $(VENV)/installed-test browser
	@$(BIN)/python -m tests.shots

matrix: $(VENV)/installed-test browser
	@$(BIN)/python -m tests.browser.matrix

engines: $(VENV)/installed-test others
	@$(BIN)/python -m tests.browser.engines

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "installing mapgen into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]"
	@$(BIN)/python -m compileall -q mapgen
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(BIN)/python
	@echo "installing mapgen and its tests into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@$(BIN)/python -m compileall -q mapgen
	@command -v npm >/dev/null 2>&1 && $(NPM_INSTALL) --prefix $(VENV)/node edtf@4.11.1 >/dev/null 2>&1 || true
	@touch $@ $(VENV)/installed

browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  command -v $$name >/dev/null 2>&1 && exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && [ -z "$$MAPGEN_NO_APT" ]; then \
	  echo "no browser found: apt-get install chromium (MAPGEN_NO_APT=1 stops this)"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null; \
	else \
	  echo "the browser tests need chromium or google-chrome on the PATH: install one, then run make test again"; \
	  exit 1; \
	fi

# What is not there, and is no Debian's to install, is left out; with neither engine `engines` fails.
others:
	@command -v WebKitWebDriver >/dev/null 2>&1 && command -v xvfb-run >/dev/null 2>&1 \
	  && { command -v firefox-esr || command -v firefox; } >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && [ -z "$$MAPGEN_NO_APT" ]; then \
	  echo "apt-get install firefox-esr webkit2gtk-driver xvfb xauth (MAPGEN_NO_APT=1 stops this)"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	    firefox-esr webkit2gtk-driver xvfb xauth >/dev/null; \
	fi

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
