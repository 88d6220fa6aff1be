"""`kinerja rekap siasn`, `kinerja cocokkan` and `kinerja cetak salin`: everything of the screens without them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kinerja_tui.cli.main import app
from kinerja_tui.services.tables import table_files
from tests.services.bkn_workbook import report_row, write_report

PERIOD = ("--periode", "2026-TW1")


@pytest.fixture
def run(tmp_path: Path, templates: Callable[[str], Path]) -> Callable[..., Result]:
    """A command on the practice office."""
    folder = tmp_path / "pc"
    shutil.copytree(templates("muara_bulian"), folder)

    def command(*arguments: object) -> Result:
        words = [*map(str, arguments), "--db", str(folder / "kinerja.db"), "--kunci", str(folder / "kunci")]
        return CliRunner().invoke(app, words)

    return command


def test_the_table_for_siasn(run, tmp_path):
    out = tmp_path / "keluar"
    done = run("rekap", "siasn", "siasn-belum", *PERIOD, "--ke", out, "--bentuk", "csv")
    assert done.exit_code == 0, done.output
    table = table_files.read(next(out.glob("Tabel SIASN*.csv")))
    assert table.rows[1].cells[:3] == ["197212062004121934", "Ahmad Pratama", "2026"], "for another program"
    assert (len(table.rows), len(table_files.read(next(out.glob("Belum*.csv"))).rows)) == (29, 7)
    notes = next(out.glob("Tabel SIASN*catatan.txt")).read_text("utf-8")
    assert "bukan dari dokumen resmi" in notes
    told = json.loads(run("rekap", "siasn", "--periode", "2026", "--ke", out, "--json").output)
    assert told["rekap"]["siasn"]["baris"] == 0
    refused = run("rekap", "siasn", "--periode", "2026-TW9", "--ke", tmp_path / "lain")
    assert refused.exit_code == 1
    assert not (tmp_path / "lain").exists(), "nothing half written"


def test_a_report_is_compared_and_nothing_is_changed(run, tmp_path):
    report = write_report(tmp_path / "laporan.xlsx", [report_row("197212062004121934", "Ahmad Pratama", "Cukup")])
    told = json.loads(run("cocokkan", report, *PERIOD, "--json").output)
    assert told["hasil"]["predikat"] == 1
    assert told["hasil"]["tidak_di_sana"] == 27
    assert sum(told["hasil"].values()) == told["penilaian"] == 34
    assert told["berkas"] == []
    done = run("cocokkan", report, *PERIOD, "--ke", tmp_path / "keluar")
    assert "Predikat berbeda" in done.output
    saved = table_files.read(next((tmp_path / "keluar").glob("Pencocokan e-Kinerja*.xlsx")))
    assert saved.rows[1].cells[:5] == [
        "197212062004121934", "Ahmad Pratama", "Predikat berbeda", "Baik", "Butuh Perbaikan",
    ]  # fmt: skip
    for wrong in (
        report.with_name("tidak-ada.xlsx"),
        tmp_path / "pc" / "kinerja.db",
        _text(tmp_path, "nip;nama\n1;A\n"),
    ):
        refused = run("cocokkan", wrong, *PERIOD)
        assert refused.exit_code == 1
        assert "Traceback" not in refused.output


def _text(folder: Path, content: str) -> Path:
    path = folder / "salah.csv"
    path.write_text(content, "utf-8")
    return path


def test_the_sheet_for_copying_is_printed(run, tmp_path):
    for period, count in (("2026", 1), ("2026-TW1", 1)):
        done = run("cetak", "salin", "--pegawai", "dewi", "--periode", period, "--ke", tmp_path / period)
        assert f"{count} kertas dicetak" in done.output
        assert len(list((tmp_path / period).glob("Lembar salin Dewi Lestari*.pdf"))) == 1
