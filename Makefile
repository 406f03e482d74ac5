# make run    the window            make test   every check and test (< 10 minutes)
# make bench  measured figures      make soak   random work on a watched folder, 20 minutes
# make look   pictures of the real window, drag and drop (needs Xvfb, says so)
# make translate  the sentences of the window gathered anew for resources/translations/app_en.ts, and compiled
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test bench soak look translate clean
run: $(READY)
	$(BIN)/python main.py

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	@# Scans are recognised at the lowest priority: beside tests of a higher one they would have no turn.
	QT_QPA_PLATFORM=offscreen nice -n 19 $(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tests.benchmarks.soak --seconds 60

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

soak: $(READY)
	$(BIN)/python -m tests.benchmarks.soak --seconds 1200

look: $(READY)
	$(BIN)/python -m tests.look

translate: $(READY)
	$(BIN)/pyside6-lupdate -no-obsolete -locations none ui/*.py ui/*/*.py -ts resources/translations/app_en.ts
	$(BIN)/pyside6-lrelease resources/translations/app_en.ts -qm resources/translations/app_en.qm

$(READY): setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wendu needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(READY)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
