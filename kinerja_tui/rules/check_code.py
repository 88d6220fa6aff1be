"""The check code of a paper or a bundle: short enough to read over the phone, long enough to notice any change."""

from __future__ import annotations

import hashlib

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that nothing is read for something else."""


def check_code(content: bytes) -> str:
    """80 bits of the SHA-256 of the content as 4 groups of 4: ``7K2M-0QXE-…``."""
    number = int.from_bytes(hashlib.sha256(content).digest()[:10], "big")
    signs = "".join(_SIGNS[number >> 5 * place & 31] for place in range(15, -1, -1))
    return "-".join(signs[at : at + 4] for at in range(0, 16, 4))
