"""The four looks: dark, light, high contrast, and the terminal's own 16 colours. No colour stands anywhere else.

Good, warn and bad are blue-green, amber and vermilion, which stay apart for red-green colour blindness (after the
Okabe-Ito palette); a mark or a word always says the same as the colour. Text reaches a contrast of 4.5 to its ground, 7
in the high contrast look (WCAG 2.1, 1.4.3 and 1.4.6); `tests/looks` measures both.

With 16 colours nobody knows what the terminal makes of a colour, or whether its ground is black or white. Yellow, green
and cyan vanish on white, blue on black: there, states are told by weight, and only bright red and bright magenta, which
can be read on both, ask for attention. The cursor is ground and text
exchanged.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "kinerja-gelap"
LIGHT = "kinerja-terang"
CONTRAST = "kinerja-kontras"
SIXTEEN = "ansi-dark"
"""Takes the place of Textual's theme of that name."""

THEME_NAMES = {DARK: "gelap", LIGHT: "terang", CONTRAST: "kontras tinggi", SIXTEEN: "16 warna terminal"}
"""Every look with its Indonesian name, in the order of Ctrl+T."""

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
            "block-cursor-background": "#2a659e",
            "block-cursor-text-style": "bold",
            "input-cursor-background": "#d9dee4",
            "input-cursor-foreground": "#14191f",
            "input-selection-background": "#2a659e",
            "input-selection-foreground": "#ffffff",
            "scrollbar": "#3b4856",
            "scrollbar-background": "#14191f",
            "border": "#8fc1e8",
            "text-muted": "#9aa8b6",
            "text-disabled": "#6b7987",
            "text-success": "#5fc9ae",
            "text-warning": "#f0b64e",
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
        warning="#946000",
        error="#8f1414",
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
            "text-muted": "#56626c",
            "text-disabled": "#7b848c",
            "text-success": "#00654f",
            "text-warning": "#946000",
            "text-error": "#8f1414",
            "text-accent": "#0b4f86",
        },
    ),
    Theme(
        name=CONTRAST,
        dark=True,
        primary="#ffffff",
        secondary="#ffe94a",
        accent="#ffe94a",
        success="#5ff0c8",
        warning="#ffd23f",
        error="#ff9a80",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#00396b",
        variables={
            "block-cursor-foreground": "#000000",
            "block-cursor-background": "#ffe94a",
            "block-cursor-text-style": "bold",
            "input-cursor-background": "#ffe94a",
            "input-cursor-foreground": "#000000",
            "input-selection-background": "#ffe94a",
            "input-selection-foreground": "#000000",
            "scrollbar": "#ffffff",
            "scrollbar-background": "#000000",
            "border": "#ffffff",
            "text-muted": "#e0e0e0",
            "text-disabled": "#b8b8b8",
            "text-success": "#5ff0c8",
            "text-warning": "#ffd23f",
            "text-error": "#ff9a80",
            "text-accent": "#ffe94a",
        },
    ),
    Theme(
        name=SIXTEEN,
        ansi=True,
        dark=True,
        primary="ansi_default",
        secondary="ansi_default",
        accent="ansi_default",
        success="ansi_default",
        warning="ansi_bright_magenta",
        error="ansi_bright_red",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-text-style": "bold reverse",
            "border": "ansi_default",
            "border-blurred": "ansi_default",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_default",
            "input-selection-foreground": "ansi_default",
            "scrollbar": "ansi_bright_black",
            "scrollbar-hover": "ansi_bright_black",
            "scrollbar-active": "ansi_bright_black",
            "scrollbar-background": "ansi_default",
            "scrollbar-background-hover": "ansi_default",
            "scrollbar-background-active": "ansi_default",
            "screen-selection-background": "ansi_white",
            "screen-selection-foreground": "ansi_black",
            "text-muted": "ansi_default",
            "text-disabled": "ansi_default",
            "text-success": "ansi_default",
            "text-warning": "ansi_bright_magenta",
            "text-error": "ansi_bright_red",
            "text-accent": "ansi_default",
        },
    ),
)


def known_theme(name: str | None) -> str | None:
    """The name when it is one of ours: a setting may come from an older or newer program."""
    return name if name in THEME_NAMES else None


def next_theme(name: str) -> str:
    """The look after this one, the first again after the last."""
    names = list(THEME_NAMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
