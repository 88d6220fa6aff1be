"""Serah terima: bundles out and in, the preview, known PCs, and what waits for a person after a merge."""
