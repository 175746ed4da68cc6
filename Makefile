# make report: environment, notebooks, pages. make test: the tests. make check: format, lint, types. make lab: JupyterLab.
# Nothing but Python 3.11+, git and make is needed.
PYTHON ?= python3
PY := .venv/bin/python
CORPUS ?= seeds
OUT ?=

.PHONY: report zip score ablation audit test check format trials lab bench bench-scale fuzz update clean
report: .venv/ready
	@$(PY) -m tifaku report "$(CORPUS)" $(if $(OUT),--out "$(OUT)")

zip: .venv/ready
	@$(PY) -m tifaku report "$(CORPUS)" $(if $(OUT),--out "$(OUT)") --zip

test: .venv/ready-test
	@$(PY) -m pytest -n auto

check: .venv/ready-test
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: .venv/ready-test
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

# What takes more than a minute.
trials: .venv/ready-test
	@TIFAKU_TRIALS=1 $(PY) -m pytest -n auto

lab: .venv/ready
	@$(PY) -m tifaku lab

# Ten minutes: a table of ratios in build/benchmarks.md; make bench BENCH="--only report counting" for some of it.
bench: .venv/ready-test
	@$(PY) tests/benchmarks $(BENCH)

# Five minutes: the figures of every gold set, cross-validated by document, and a reliability diagram; with PROPOSALS=file those of
# rules, proposals and both, where something is proposed.
score: .venv/ready-test
	@$(PY) scripts/train_expansions.py $(PROPOSALS) $(SCORE)

# A minute: how many stated lists each construction gives, and how many no other gives.
ablation: .venv/ready-test
	@$(PY) scripts/train_expansions.py --ablation

# Half an hour with these sizes; a run that was stopped goes on where it was.
bench-scale: .venv/ready-test
	@$(PY) tests/benchmarks/bench_scale.py $(or $(MEGABYTES),30 300 1000)

# A night's work: ten minutes for each of sixteen entry points; make fuzz SECONDS=60 for a shorter one.
fuzz: .venv/ready-test
	@command -v uv >/dev/null && uv pip install --quiet --python $(PY) atheris || $(PY) -m pip install --quiet atheris
	@$(PY) tests/fuzz.py $(SECONDS)

# Known faults of the packages of constraints.txt; it asks a list on the network, so it is no part of make check.
audit: .venv/ready-test
	@command -v uv >/dev/null && uv pip install --quiet --python $(PY) pip-audit || $(PY) -m pip install --quiet pip-audit
	@$(PY) -m pip_audit --requirement constraints.txt --no-deps --disable-pip

# The newest versions of everything, written to constraints.txt; run the tests before you keep it.
update:
	@rm -rf .venv && $(MAKE) --no-print-directory .venv/ready CONSTRAINTS=
	@(command -v uv >/dev/null && uv pip freeze --exclude-editable --python $(PY) || $(PY) -m pip freeze --exclude-editable) \
	  > constraints.txt && echo "constraints.txt has $$(wc -l < constraints.txt) versions"

clean:
	rm -rf build .venv

# uv where it is installed, else venv and pip; a venv without pip where ensurepip is missing (Debian without python3-venv).
EXTRA := [all]
CONSTRAINTS := -c constraints.txt
.venv/ready .venv/ready-test: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tifaku needs Python 3.11 or newer; say which one: make PYTHON=python3.12"; exit 1; }
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && uv pip install --quiet --python $(PY) $(CONSTRAINTS) -e '.$(EXTRA)'; \
	elif $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
	  $(PYTHON) -m venv .venv && $(PY) -m pip install --quiet --disable-pip-version-check $(CONSTRAINTS) -e '.$(EXTRA)'; \
	else \
	  $(PYTHON) -m venv --without-pip .venv && \
	  $(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check $(CONSTRAINTS) -e '.$(EXTRA)'; \
	fi
	@touch $@
.venv/ready-test: EXTRA := [all,test]
.venv/ready-test: .venv/ready
