# `make run` extracts every letter in corpus/ into output/; `make test` checks everything. Both make their own environment in
# .venv first, and install again only when pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/core.stamp
DEV := $(VENV)/dev.stamp

# The tests begin many processes. pip compiles the libraries, Python our own modules; where it may not, each process does it anew.
unexport PYTHONDONTWRITEBYTECODE

# The tests that tell most in a few seconds: every annotated sentence, the rules, the layout.
QUICK := tests/test_cases.py tests/test_imports.py tests/test_rules.py tests/facts tests/tables/test_writers.py

.PHONY: run check test coverage evaluate benchmark benchmark-pdf benchmark-batch kills diff-extract formats fuzz wheel

run: $(CORE)
	$(BIN)/milcoop-extract run corpus --output output
	@echo "Look at output/amounts.csv (in Excel: Data > From Text/CSV), or at one letter with: $(BIN)/milcoop-extract show FILE"

# What a change must pass before it is committed, in half a minute; the first time mypy fills its cache.
check: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --quiet --numprocesses 2 --dist loadfile $(QUICK)

test: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist worksteal

# The tests once more, which take a fifth longer so, with the lines that none of them runs.
coverage: $(DEV)
	$(BIN)/pytest --cov --numprocesses auto --dist worksteal

evaluate: $(CORE)
	$(BIN)/milcoop-extract evaluate --baseline corpus/baseline.json

benchmark: $(CORE)
	$(BIN)/python benchmarks/throughput.py

benchmark-pdf: $(CORE)
	$(BIN)/python benchmarks/pdf_reading.py

# 10,000 letters, about an hour; make benchmark-batch BATCH="--part overhead workers" measures less, and --letters 1000 is sooner done.
benchmark-batch: $(DEV)
	PYTHONPATH=tools $(BIN)/python benchmarks/batch.py $(BATCH)

# Runs killed at any moment and run again, about a quarter of an hour: make kills KILLS="--kills 20 --seed 3"
kills: $(DEV)
	PYTHONPATH=tools $(BIN)/python benchmarks/kills.py $(KILLS)

# Damaged letters for MINUTES minutes; what crashes a reader is kept in fuzz/.
fuzz: $(CORE)
	$(BIN)/python benchmarks/fuzz.py --minutes $(or $(MINUTES),60) --keep fuzz

# Mentions gained and lost against a revision, and the speed of both: make diff-extract REV=main [LETTERS="corpus letter.txt"]
diff-extract: $(CORE)
	$(BIN)/python benchmarks/diff_extract.py $(or $(REV),HEAD) $(LETTERS)

wheel: $(DEV)
	rm -rf dist
	$(BIN)/python -m build

# The sample letter of corpus/formats in every format, after a change of its source.
formats: $(DEV)
	PYTHONPATH=tools $(BIN)/python -m sample_letter

$(CORE): pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --editable .
	touch $@

$(DEV): pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --editable ".[dev]"
	touch $@ $(CORE)

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing; on Debian or Ubuntu: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "Python cannot make environments here; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
