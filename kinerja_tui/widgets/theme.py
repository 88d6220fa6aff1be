"""Two calm themes of our own; on 16 colours the terminal's own (`ansi-dark`) with reverse and bold.

Good, warn and bad are blue-green, amber and vermilion, which stay apart for red-green colour blindness (after
the Okabe-Ito palette); a mark or a word always says the same as the colour.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "kinerja-gelap"
LIGHT = "kinerja-terang"
SIXTEEN = "ansi-dark"
"""Textual's theme that uses the terminal's own colours."""

THEMES = (
    Theme(
        name=DARK,
        dark=True,
        primary="#1f4e79",
        secondary="#3b6ea5",
        accent="#8fc1e8",
        success="#4fb99f",
        warning="#e6a532",
        error="#f0795a",
        foreground="#d9dee4",
        background="#14191f",
        surface="#1a2129",
        panel="#28323d",
        variables={
            "block-cursor-foreground": "#ffffff",
            "block-cursor-background": "#2f6da8",
            "block-cursor-text-style": "bold",
            "input-cursor-background": "#d9dee4",
            "input-cursor-foreground": "#14191f",
            "input-selection-background": "#2f6da8",
            "input-selection-foreground": "#ffffff",
            "scrollbar": "#3b4856",
            "scrollbar-background": "#14191f",
            "border": "#8fc1e8",
            "text-muted": "#93a1af",
            "text-disabled": "#5d6b79",
            "text-success": "#66c9b0",
            "text-warning": "#eeb552",
            "text-error": "#f58f73",
            "text-accent": "#8fc1e8",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#1f5a8c",
        secondary="#3b6ea5",
        accent="#0b4f86",
        success="#00705a",
        warning="#8a5a00",
        error="#b03a12",
        foreground="#1c2329",
        background="#f7f6f2",
        surface="#eeece6",
        panel="#dfe4e8",
        variables={
            "block-cursor-foreground": "#ffffff",
            "block-cursor-background": "#1f5a8c",
            "block-cursor-text-style": "bold",
            "input-cursor-background": "#1c2329",
            "input-cursor-foreground": "#ffffff",
            "input-selection-background": "#1f5a8c",
            "input-selection-foreground": "#ffffff",
            "scrollbar": "#b4bcc4",
            "scrollbar-background": "#f7f6f2",
            "border": "#0b4f86",
            "text-muted": "#59656f",
            "text-disabled": "#98a1a9",
            "text-success": "#00654f",
            "text-warning": "#7c5000",
            "text-error": "#a8340e",
            "text-accent": "#0b4f86",
        },
    ),
)
