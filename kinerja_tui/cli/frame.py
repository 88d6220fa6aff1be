"""The frame of the command line: Typer's own words in Indonesian, and every failure told in one line.

Exit codes: 0 done, 1 refused with the reason on stderr, 2 wrong usage.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from kinerja_tui.start import APP, log_to_file

REFUSED = 1
WRONG_USAGE = 2

_WORDS = {
    "[required]": "[wajib]",
    "[default: ": "[bawaan: ",
    "Show this message and exit.": "Tampilkan bantuan ini.",
}


class Refused(Exception):
    """A command that is not carried out; ``text`` says why, in Indonesian."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class WrongUsage(typer.BadParameter):
    """A command that was not given as it has to be; the message says what is wrong, in Indonesian, without a stop."""


class _Indonesian:
    """Mixin: usage, sections and option help in Indonesian."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """What is given by place, what is given by name, and for a group its commands."""
        sections: dict[str, list[tuple[str, str]]] = {"Isian": [], "Pilihan": []}
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            record = parameter.get_help_record(ctx)
            if record is not None:
                name, text = record[0], _in_indonesian(record[1])
                if parameter.param_type_name == "argument":
                    sections["Isian"].append((parameter.metavar or name, text))
                else:
                    sections["Pilihan"].append((name, text))
        for title, rows in sections.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        commands = getattr(self, "commands", {})
        if commands:
            with formatter.section("Perintah"):
                formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in commands.items()])


class Command(_Indonesian, TyperCommand):
    """One sub-command."""


class Group(_Indonesian, TyperGroup):
    """The `kinerja` command; also turns every failure into one line and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - failures are told here in both modes
        windows_expand_args: bool = False,
        **extra: Any,
    ) -> Any:
        """Run the command and end the process."""
        del prog_name
        try:
            code = super().main(args, APP, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as error:
            _tell(f"{_wrong_usage(error)}\nKetik `kinerja --help` atau `kinerja PERINTAH --help` untuk petunjuk.")
            sys.exit(WRONG_USAGE)
        except (KeyboardInterrupt, typer.Abort):
            _tell("Dihentikan. Yang belum selesai tidak disimpan; data sebelumnya aman.")
            sys.exit(REFUSED)
        except Exception as error:  # noqa: BLE001 - the last stop: a person must not see a traceback
            _tell(_told(error))
            sys.exit(REFUSED)
        sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> str:
    """Refusals carry their text; anything else goes to the log and is told in one line."""
    text = getattr(error, "text", None)
    if isinstance(text, str) and text:
        return text
    log_to_file()
    logging.getLogger(APP).error("command failed", exc_info=error)
    return (
        "Terjadi kesalahan yang tidak terduga; yang belum selesai tidak disimpan, data sebelumnya aman. "
        "Rincian ada di berkas log."
    )


def _wrong_usage(error: typer.TyperException) -> str:
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = _name(parameter) or ", ".join(getattr(error, "param_hint", None) or ())
    if kind == "MissingParameter":
        return f"{name} belum diberikan."
    if kind == "NoSuchOption":
        return f"Pilihan {getattr(error, 'option_name', '')} tidak dikenal."
    if kind == "BadOptionUsage":
        return f"Pilihan {getattr(error, 'option_name', '')} dipakai dengan cara yang salah."
    if isinstance(error, typer.BadParameter):
        own = error.message if isinstance(error, WrongUsage) else "nilainya tidak dapat dipakai"
        return f"{name}: {own}." if name else f"{own}."
    if "No such command" in error.message:
        return "Perintah itu tidak ada."
    return "Perintah tidak lengkap atau ada isian yang berlebih."


def _name(parameter: Any) -> str:
    if parameter is None:
        return ""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name).upper()
    return " / ".join(parameter.opts)


def _in_indonesian(text: str) -> str:
    for word, ours in _WORDS.items():
        text = text.replace(word, ours)
    return text


def _tell(text: str) -> None:
    typer.echo(text, err=True)
