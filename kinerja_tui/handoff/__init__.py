"""Bundles: write, check, preview, merge."""
