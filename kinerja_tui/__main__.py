"""Entry of the `kinerja` command. Without a sub-command the app starts and Typer is never imported."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Start the app, tell the version, or hand the arguments to the command line."""
    if sys.argv[1:] == ["--version"]:
        from kinerja_tui.start import version

        print(version())  # noqa: T201
    elif len(sys.argv) == 1:
        gc.disable()  # as `run` does; what it imports is half of what there is to be looked through
        from kinerja_tui.start import leave, run

        leave(run())
    else:
        from kinerja_tui.cli.main import app

        app()


if __name__ == "__main__":
    main()
