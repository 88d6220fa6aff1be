"""The regulation: pure functions over dated rule data. No I/O, no framework, nothing of ours imported."""
