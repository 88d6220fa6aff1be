"""Arithmetic of colours: contrast to a ground, and what a colour-blind eye sees."""

from __future__ import annotations

from collections.abc import Sequence

Colour = tuple[float, float, float]
"""Linear-light red, green, blue, each 0 to 1."""

SIGHTS = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""What an eye makes of linear red, green and blue: Machado, Oliveira & Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0."""

_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)
"""D65."""


def linear(hex_colour: str) -> Colour:
    """#rrggbb in sRGB as linear light (IEC 61966-2-1)."""
    red, green, blue = (int(hex_colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    lighter, darker = sorted((_luminance(linear(one)), _luminance(linear(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    return _dot((0.2126, 0.7152, 0.0722), colour)


def distance(one: str, other: str, sight: str) -> float:
    """How far two colours are apart for an eye: CIE 1976 difference in L*a*b*; about 2.3 can just be told apart."""
    first, second = (_lab(_seen(linear(colour), sight)) for colour in (one, other))
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def _seen(colour: Colour, sight: str) -> Colour:
    red, green, blue = (min(max(_dot(row, colour), 0.0), 1.0) for row in SIGHTS[sight])
    return red, green, blue


def _lab(colour: Colour) -> Colour:
    x, y, z = (_root(_dot(row, colour) / white) for row, white in zip(_TO_XYZ, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _dot(row: Sequence[float], colour: Colour) -> float:
    return sum(factor * part for factor, part in zip(row, colour, strict=True))
