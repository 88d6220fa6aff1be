"""Staff lists as offices have them: read, compared with this PC, refused with the reason, stored as a whole or not."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.staff import employees, staff_import
from kinerja_tui.services.staff.employees import current_assignment, end_service
from tests.conftest import fixed_now
from tests.services.staff_lists import HEAD, nip_of, person, read, reasons, states, table_of
from tests.services.workbooks import write_xlsx


def stored(db, number):
    """(employee, present post) of a person of the list."""
    with db.reading() as session:
        known = session.get(Employee, Employee.id_of(nip_of(number)))
        return known, current_assignment(session, known.id, db.today())


def people(db):
    return db.file.rows("SELECT count(*) FROM employee WHERE NOT removed")[0][0]


def test_a_list_of_an_office_comes_in_and_comes_again_unchanged(empty_db, tmp_path):
    """Letterhead, titles in row 5, numbered columns, merged units, a sum and a signature below, raters by name."""
    db = empty_db

    def fill(sheet, book):
        sheet.merge_range("A1:I1", "PEMERINTAH KABUPATEN BATANGHARI")
        sheet.merge_range("A2:I2", "DAFTAR NOMINATIF PEGAWAI")
        sheet.write_row("A5", ["No.", "Nama Lengkap", "NIP Baru", "Pangkat, Gol. Ruang", "Jabatan", "Eselon",
                               "Unit Kerja", "Atasan Langsung", "TMT Jabatan", "Agama"])  # fmt: skip
        sheet.write_row("A6", [f"({number})" for number in range(1, 11)])
        rows = [
            ["Pengadmin", "'" + nip_of(1), "Pengatur / II/c", "Pengadministrasi Umum", "-", "Siti Aminah"],
            ["Siti Aminah, S.E.", nip_of(2)[:8] + " " + nip_of(2)[8:], "Penata Tk. I, III/d", "Kepala Seksi Pelayanan",
             "IV.a", "Camat"],
            ["Drs. H. Budi Santoso", "NIP. " + nip_of(3), "Pembina (IV/a)", "Camat", "III.a", "Sekda Batanghari"],
        ]  # fmt: skip
        for at, (name, nip, rank, post, level, rater) in enumerate(rows):
            sheet.write_number(6 + at, 0, at + 1)
            sheet.write_row(6 + at, 1, [name])
            sheet.write_string(6 + at, 2, nip)
            sheet.write_row(6 + at, 3, [rank, post, level])
            sheet.write_row(6 + at, 7, [rater])
            sheet.write_datetime(6 + at, 8, date(2022, 1, 3), book.add_format({"num_format": "dd/mm/yyyy"}))
            sheet.write_string(6 + at, 9, "-")
        sheet.merge_range("G7:G8", "Seksi Pelayanan")
        sheet.write_string("G9", "Kecamatan")
        sheet.write_string("B10", "JUMLAH")
        sheet.write_string("H12", "Camat Muara Bulian")
        sheet.write_string("H15", "Budi Santoso")

    path = write_xlsx(tmp_path / "nominatif.xlsx", fill)
    staff = read(db, path)
    assert reasons(staff) == {}
    assert states(staff) == {7: "baru", 8: "baru", 9: "baru"}
    assert (staff.columns.left_out, staff.passed) == (["No.", "Agama"], [10, 12, 15])
    assert [row.notes for row in staff.rows[:2]] == [[], []]
    assert "orang luar kantor" in staff.rows[2].notes[0]
    assert staff_import.store(db, staff) == {"baru": 3}

    clerk, post = stored(db, 1)
    assert (clerk.name, clerk.kind, clerk.golongan, clerk.office) == ("Pengadmin", "PNS", "II/c", "15.04.03")
    assert clerk.birth_date == date(1966, 2, 2), "out of the NIP"
    assert (post.post, post.unit, post.start) == ("Pengadministrasi Umum", "Seksi Pelayanan", date(2022, 1, 3))
    head, head_post = stored(db, 2)
    camat, camat_post = stored(db, 3)
    assert (post.rater_id, post.superior_id) == (head.id, camat.id), "named below him, by name without titles"
    assert (head_post.post_kind, camat_post.post_kind, post.post_kind) == ("pengawas", "administrator", "pelaksana")
    assert (head_post.rater_id, camat_post.rater_card["name"]) == (camat.id, "Sekda Batanghari")
    assert head_post.superior_card["name"] == "Sekda Batanghari", "the rater's own rater"
    acts = [row[0] for row in db.file.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 3")]
    assert "Pegawai baru: Pengadmin (impor nominatif.xlsx · Data)" in acts
    assert verify(db).sound

    again = read(db, path)
    assert states(again) == {7: "sama", 8: "sama", 9: "sama"}
    assert [row.notes for row in again.rows] == [[], [], []]
    with pytest.raises(RuleBroken, match="Tidak ada yang baru atau berubah"):
        staff_import.store(db, again)


def test_what_changed_is_changed_and_posts_are_never_written_over(empty_db):
    db = empty_db
    staff_import.store(db, read(db, table_of(person(1), person(2), person(3, **{"Unit Kerja": ""}))))
    before = stored(db, 1)[1].model_dump()
    staff = read(
        db,
        table_of(
            person(1, Gol="III/c", Jabatan="Kepala Seksi Pelayanan", **{"Unit Kerja": "Kelurahan Teratai"}),
            person(2, Nama="Pegawai C2, S.Sos., M.Si.", Gol="", **{"Pejabat Penilai": nip_of(1)}),
            person(3, Gol="", Jabatan="", **{"TMT Jabatan": ""}),
        ),
    )
    assert states(staff) == {2: "berubah", 3: "berubah", 4: "berubah"}
    assert [row.changes for row in staff.rows] == [
        [("Golongan", "III/b", "III/c")],
        [("Nama", "Pegawai C2, S.Sos.", "Pegawai C2, S.Sos., M.Si."), ("Pejabat penilai", "", "Pegawai B1, S.Sos.")],
        [("Unit kerja", "", "Seksi Pelayanan")],
    ]
    assert "catat Mutasi (m di daftar Pegawai)" in staff.rows[0].notes[0]
    staff_import.store(db, staff)
    person_1, post_1 = stored(db, 1)
    assert person_1.golongan == "III/c"
    assert post_1.model_dump() == before, "no history is rewritten"
    assert stored(db, 2)[0].golongan == "III/b", "a blank cell takes nothing away"
    assert stored(db, 2)[1].rater_id == person_1.id
    assert stored(db, 3)[1].unit == "Seksi Pelayanan"
    other = read(db, table_of(person(2, Nama="Pegawai C2, S.Sos., M.Si.", **{"Pejabat Penilai": nip_of(3)})))
    assert states(other) == {2: "sama"}
    assert "ganti dengan g" in other.rows[0].notes[0]
    employees_then = db.file.rows("SELECT id FROM assignment")
    assert len(employees_then) == 3


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"NIP": "1.98609E+17"}, "menyimpannya sebagai bilangan"),
        ({"NIP": "1,98609E+17"}, "menyimpannya sebagai bilangan"),
        ({"NIP": "198609262015051000"}, "Tiga angka terakhir NIP ini 000"),
        ({"NIP": "19860926201505100"}, "yang diketik 17 angka"),
        ({"NIP": "198613262015051001"}, "bukan tanggal lahir"),
        ({"NIP": "198609262015131001"}, "bulan pengangkatan"),
        ({"NIP": "198609262015053001"}, "1 (laki-laki) atau 2"),
        ({"NIP": "19860926201505l001"}, "hanya berisi angka"),
        ({"NIP": ""}, "NIP belum diisi"),
        ({"Nama": ""}, "Nama belum diisi"),
        ({"Nama": "x" * 201}, "lebih panjang dari 200"),
        ({"Status": "Honorer"}, "bukan PNS, CPNS, atau PPPK"),
        ({"Status": "P3K", "Gol": "III/b"}, "Golongan “III/b” tidak terbaca untuk PPPK"),
        ({"Gol": "III/f"}, "tidak terbaca untuk PNS"),
        ({"Gol": "Penata / III/d"}, "Pangkat dan golongan tidak cocok"),
        ({"Jabatan": " - "}, "Jabatan belum diisi"),
        ({"TMT Jabatan": "31-02-2022"}, "Tanggal 31 Februari 2022 tidak ada"),
        ({"TMT Jabatan": "44562"}, "bukan tanggal lengkap"),
        ({"Pejabat Penilai": nip_of(1)}, "di baris ini pegawai itu sendiri"),
        ({"Pejabat Penilai": "1.98609E+17"}, "bukan 18 angka"),
        ({"Pejabat Penilai": "Kembar"}, "Ada 2 orang yang cocok"),
    ],
)
def test_every_refused_row_has_its_reason_and_nothing_is_stored(empty_db, cells, reason):
    twins = [person(8, Nama="Kembar"), person(9, Nama="Kembar")]
    staff = read(empty_db, table_of(person(1, **cells), *twins))
    assert states(staff) == {2: "ditolak", 3: "baru", 4: "baru"}
    assert reason in reasons(staff)[2]
    with pytest.raises(RuleBroken, match=r"1 baris pegawai\.xlsx ditolak\. Tidak ada yang diimpor"):
        staff_import.store(empty_db, staff)
    assert people(empty_db) == 0


@pytest.mark.parametrize(
    ("cell", "kind", "golongan"),
    [("19860926 201505 1 001", "", ""), ("'198609262015051001", "", ""), ("1986\u00a00926.201505-1-001", "", ""),
     ("１９８６０９２６２０１５０５１００１", "", ""), ("NIP 198609262015051001", "CPNS", "III A"),
     ("198609262015991001", "", "IX"), ("198609262021211001", "P3K", "9"), ("198609262015051001", "", "Gol. V")],
)  # fmt: skip
def test_numbers_as_people_write_them(empty_db, cell, kind, golongan):
    staff = read(empty_db, table_of(person(1, NIP=cell, Status=kind, Gol=golongan)))
    assert reasons(staff) == {}
    (row,) = staff.rows
    assert len(row.nip) == 18
    assert row.person["kind"] == {"CPNS": "CPNS", "P3K": "PPPK"}.get(
        kind, "PPPK" if golongan in ("IX", "Gol. V") else "PNS"
    )


def test_cells_that_cannot_be_taken_as_they_read(empty_db, tmp_path):
    """A number cell, a formula as text, an error, a merged cell: told with row and column; no number looks whole."""

    def fill(sheet, book):
        sheet.write_row("A1", HEAD)
        for at in range(4):
            sheet.write_row(1 + at, 0, person(at + 1))
            sheet.write_string(1 + at, 0, nip_of(at + 1))
        sheet.write_number("A2", 198609262015051001)
        sheet.write_string("B3", '=CONCAT("a";"b")')
        sheet.write_formula("D4", "=NA()", None, "#N/A")
        sheet.merge_range("E5:E6", "Pengadministrasi")
        sheet.write_row("A6", [*person(5)[:4], "", *person(5)[5:]])
        sheet.write_string("A6", nip_of(5))

    staff = read(empty_db, write_xlsx(tmp_path / "a.xlsx", fill))
    told = reasons(staff)
    assert told[2].startswith("NIP: Angka ini lebih dari 15 digit")
    assert told[3].startswith("Nama: Isinya rumus")
    assert told[4].startswith("Golongan: Isinya galat")
    assert told[6].startswith("Jabatan: Sel ini bagian dari sel gabungan")
    assert staff.rows[0].nip == "1.98609262015051E+17"


def test_who_left_is_elsewhere_or_stands_twice_is_refused(empty_db):
    db = empty_db
    staff_import.store(db, read(db, table_of(person(1), person(2))))
    end_service(db, Employee.id_of(nip_of(1)), date(2026, 3, 1), "pensiun")
    with db.act("Pindah", Employee.id_of(nip_of(2))) as act:
        act.write(Employee, Employee.id_of(nip_of(2)), office="15.04.01")
    staff = read(db, table_of(person(1), person(2), person(3), person(4), person(3, Nama="Lain"),
                              person(6, **{"Pejabat Penilai": nip_of(1)})))  # fmt: skip
    told = reasons(staff)
    assert "sudah berhenti (Pensiun, 01-03-2026). Bila kembali bertugas: v" in told[2]
    assert "tercatat di kantor lain (15.04.01)" in told[3]
    assert (told[4], told[6]) == ("NIP ini juga ada di baris 6.", "NIP ini juga ada di baris 4.")
    assert "sudah berhenti, jadi dikosongkan" in staff.rows[5].notes[0]
    staff_import.store(db, staff, without_refused=True)
    assert people(db) == 4
    with db.reading() as session:
        assert session.get(Employee, Employee.id_of(nip_of(1))).end_date == date(2026, 3, 1)
    assert stored(db, 6)[1].rater_id is None


def test_same_names_ask_for_a_look(empty_db):
    staff_import.store(empty_db, read(empty_db, table_of(person(1, Nama="Dewi Lestari"))))
    staff = read(empty_db, table_of(person(2, Nama="DEWI LESTARI"), person(3, Nama="Joko"), person(4, Nama="Joko")))
    assert [row.notes[0] for row in staff.rows] == [
        "Nama yang sama dengan NIP lain sudah ada di daftar Pegawai.",
        "Nama yang sama dengan NIP lain ada di baris 4.", "Nama yang sama dengan NIP lain ada di baris 3.",
    ]  # fmt: skip


def test_a_rater_whose_own_row_is_refused_leaves_the_field_empty(empty_db):
    """Also one whose row is refused only because of a rater of its own, found after everybody was looked for."""
    own = person(2, **{"Pejabat Penilai": nip_of(2)})
    late = person(3, **{"Pejabat Penilai": nip_of(2)})
    staff = read(empty_db, table_of(person(1, **{"Pejabat Penilai": nip_of(9)}), own, late, person(9, Gol="x")))
    assert states(staff) == {2: "baru", 3: "ditolak", 4: "baru", 5: "ditolak"}
    assert "baris 5 yang ditolak" in staff.rows[0].notes[0]
    assert "di baris yang ditolak" in staff.rows[2].notes[0]
    staff_import.store(empty_db, staff, without_refused=True)
    ids = {row[0] for row in empty_db.file.rows("SELECT id FROM employee")}
    assert {row[0] for row in empty_db.file.rows("SELECT rater_id FROM assignment WHERE rater_id IS NOT NULL")} <= ids


def test_a_rater_named_by_a_post_is_whoever_holds_it_and_nobody_else(empty_db):
    named = {2: "CAMAT", 3: "Kasi Trantib", 4: "Bupati Batanghari"}
    rows = [person(number, **{"Pejabat Penilai": text}) for number, text in named.items()]
    staff = read(empty_db, table_of(person(1, Jabatan="Camat"), *rows))
    assert staff.rows[1].post["rater_id"] == Employee.id_of(nip_of(1))
    assert "Tidak ada yang menjabat “Kasi Trantib”" in staff.rows[2].notes[0]
    assert staff.rows[2].post["rater_card"] is None
    assert staff.rows[3].post["rater_card"]["name"] == "Bupati Batanghari"


def test_unusual_numbers_are_taken_with_a_mark_that_travels(empty_db):
    young = "200509262015051001"
    staff = read(empty_db, table_of(person(1, NIP=young)))
    assert "sebelum umur 15" in staff.rows[0].notes[0]
    staff_import.store(empty_db, staff)
    with empty_db.reading() as session:
        assert session.get(Employee, Employee.id_of(young)).confirmed == {"nip": young}


def test_somebody_known_without_a_post_gets_the_first_one(empty_db):
    key = Employee.id_of(nip_of(1))
    with empty_db.act("Pegawai baru", key) as act:
        act.write(Employee, key, nip=nip_of(1), name=person(1)[1], golongan="III/b", office="15.04.03")
    staff_import.store(empty_db, read(empty_db, table_of(person(1, **{"TMT Jabatan": ""}))))
    assert stored(empty_db, 1)[1].start == date(2026, 1, 1)


def test_a_stopped_or_cut_import_leaves_nothing(empty_db, tmp_path):
    """Esc in the middle, and what lies on the disk when the plug is pulled there, with the journal of the database."""
    db, staff = empty_db, read(empty_db, table_of(*(person(number) for number in range(1, 121))))

    class Stop(Exception):
        pass

    def cut(done, total):
        if done:
            folder = tmp_path / "mati"
            folder.mkdir()
            for path in db.file.path.parent.glob(f"{db.file.path.name}*"):
                shutil.copy(path, folder / path.name)
            raise Stop

    with pytest.raises(Stop):
        staff_import.store(db, staff, progress=cut)
    assert people(db) == 0
    after = Database(DatabaseFile(tmp_path / "mati" / db.file.path.name).open(), tmp_path / "kunci", fixed_now)
    assert people(after) == 0
    assert verify(after).sound
    after.close()
    assert staff_import.store(db, staff) == {"baru": 120}
    assert verify(db).sound


def test_a_preview_that_grew_old_is_not_stored(empty_db):
    staff = read(empty_db, table_of(person(1)))
    staff_import.store(empty_db, read(empty_db, table_of(person(2))))
    with pytest.raises(RuleBroken, match="Data berubah sesudah pratinjau"):
        staff_import.store(empty_db, staff)
    assert people(empty_db) == 1


def test_the_form_and_the_list_write_the_same_person(empty_db):
    """Somebody keyed on the form is unchanged for a list that says the same, under the same id."""
    form = employees.new_form(empty_db)
    values = {"nip": nip_of(1), "name": person(1)[1], "golongan": "III/b"}
    for name, text in values.items():
        form.typed[f"employee/baru/{name}"] = text
    form.typed |= {"assignment/baru/post": "Pengadministrasi Perkantoran", "assignment/baru/unit": "Seksi Pelayanan"}
    key = employees.save_new(empty_db, form)
    staff = read(empty_db, table_of(person(1, **{"TMT Jabatan": "01-01-2026"})))
    assert staff.rows[0].employee_id == key
    assert states(staff) == {2: "sama"}
    assert not staff.rows[0].notes
    with empty_db.reading() as session:
        assert session.get(Assignment, Assignment.id_of(key, "Pengadministrasi Perkantoran", date(2026, 1, 1)))
