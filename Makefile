# make demo, make test: set up all they need in .venv and need nothing but Python 3.11, make and a C compiler.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test test-slow check format bench bench-growth evaluate train clean

$(VENV)/.run: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,pandas,polars,postgresql]'
	touch $@

demo: $(VENV)/.run  ## a brief of the demo situation; the last line is its path
	@$(BIN)/watchfloor brief examples/north-korea-russia --format html --output demo-brief.html

test: $(VENV)/.dev  ## the tests
	$(BIN)/python -m pytest -m 'not slow'

test-slow: $(VENV)/.dev  ## long fuzzing and growth tests too
	$(BIN)/python -m pytest -m slow

check: $(VENV)/.dev  ## format, lint, types, import directions
	$(BIN)/ruff format --check src tests training bench
	$(BIN)/ruff check src tests training bench
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format src tests training bench
	$(BIN)/ruff check --fix src tests training bench

bench: $(VENV)/.dev  ## speed, as ratios in one run
	$(BIN)/python bench/run.py --shared $(SHARED)

bench-growth: $(VENV)/.dev  ## cost of an article at 10 thousand, 100 thousand and 1 million stored (about an hour)
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python bench/growth.py

evaluate: $(VENV)/.run  ## every accuracy figure of docs/benchmarks.md
	$(BIN)/python bench/evaluate_all.py --shared $(SHARED)

train: $(VENV)/.run  ## train the sentence reader anew (hours); goes on where it was cut off
	$(BIN)/python -m pip install --quiet --editable '.[training]'
	$(BIN)/python training/lemmas.py --data $(SHARED)/data --out src/watchfloor/models/lemmas.json.gz
	$(BIN)/python training/train.py --data $(SHARED)/data --run training/runs/parser --only ewt --epochs 6 --seed 5 --bf16
	$(BIN)/python training/train.py --data $(SHARED)/data --run training/runs/reader --start training/runs/parser/weights.pt \
		--silver training/runs/parser/weights.pt --epochs 5 --seed 6 --bf16
	$(BIN)/python training/export.py --weights training/runs/reader/weights.pt --data $(SHARED)/data --out src/watchfloor/models
	$(BIN)/python training/pairs.py --run training/runs/pairs --out src/watchfloor/models
	$(BIN)/python training/mentions.py $(SHARED)/data/stories/ecbplus_dev.jsonl.gz src/watchfloor/models/mentions.npz

clean:
	rm -rf $(VENV) demo-brief.html build dist
