"""How fast the program is, compared within one run: `python -m tests.benchmarks`."""
