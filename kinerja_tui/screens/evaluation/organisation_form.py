"""The form of the capaian kinerja organisasi of an office in a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.ratings import OrganisationRating
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import date_field
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Item, Note

_SCALE = tuple(
    Choice(str(rating), rating.label, str(rating.digit)) for rating in sorted(OrganisationRating, key=lambda r: r.digit)
)

HELP_RATING = (
    "Capaian kinerja organisasi ditetapkan pimpinan di atas unit ini: 5 Istimewa, 4 Baik, 3 Butuh Perbaikan (Cukup), "
    "2 Kurang, 1 Sangat Kurang. Ditetapkan lebih dulu, lalu pola distribusi, baru predikat pegawai. Dasar: SE MenPANRB "
    "3/2023."
)
HELP_REASON = (
    "Atas dasar apa capaian itu ditetapkan: nomor dan tanggal surat, atau ringkasan capaian indikator kinerja utama. "
    "Jangan menulis nama pegawai di sini; isinya ikut terkirim ke BKPSDM."
)
HELP_SET_BY = (
    "Nama atau jabatan pimpinan yang menetapkan, misalnya Sekretaris Daerah. Terisi sendiri dari pejabat penilai "
    "kepala kantor bila sudah diketahui."
)
HELP_SET_ON = "Tanggal penetapannya. Ketik 0 untuk hari ini, 0510 untuk 5 Oktober."


class OrganisationForm(FormScreen):
    """Rating, what it stands on, who set it and when."""

    HELP = (
        "Capaian kinerja organisasi untuk satu periode. Jawab dengan satu angka: 1 Sangat Kurang sampai 5 Istimewa. "
        "Capaian menentukan **pola distribusi** predikat pegawai (SE MenPANRB 3/2023) dan menjadi usulan rating hasil "
        "kerja kepala kantor; tidak ada rating pegawai yang berubah karenanya."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, office: str, period: str) -> None:
        super().__init__(form)
        self.office = office
        self.period = period

    def items(self) -> Sequence[Item]:
        """The lines of the sheet."""
        year = period_from_code(self.period).start.year
        return [
            Note("Ditetapkan pimpinan di atas unit ini, sebelum predikat pegawai."),
            Field(
                self._key("rating"),
                "Capaian organisasi",
                "scale",
                HELP_RATING,
                choices=_SCALE,
                carry=False,
                check=_known,
                hint="1 sampai 5",
            ),
            Field(
                self._key("reason"), "Dasar penetapan", "text", HELP_REASON, required=True, hint="surat atau capaian"
            ),
            Field(self._key("set_by"), "Ditetapkan oleh", "line", HELP_SET_BY, length=120),
            date_field(
                self._key("set_on"),
                "Tanggal penetapan",
                self.app.workplace.today(),
                year,
                help=HELP_SET_ON,
                carry=False,
            ),
        ]

    def store(self) -> None:
        """One change of everything typed."""
        organisations.save(self.app.db, self.form, self.office, self.period)

    def _key(self, column: str) -> str:
        return organisations.rating_key(self.office, self.period, column)


def _known(value: str) -> list[Complaint]:
    if value in set(OrganisationRating):
        return []
    return [("Capaian ini tidak dikenal program ini. Pilih lagi: 1 sampai 5.", True)]
