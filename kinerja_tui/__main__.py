"""Entry of the `kinerja` command. Without a sub-command the app starts and Typer is never imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Start the app, or hand the arguments to the command line."""
    if len(sys.argv) == 1:
        from kinerja_tui.start import run

        sys.exit(run())
    from kinerja_tui.cli import app

    app()


if __name__ == "__main__":
    main()
