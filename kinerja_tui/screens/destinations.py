"""Where one can go: every screen of the app by name, with its digit and its key in the menu (F9)."""

from __future__ import annotations

from kinerja_tui.widgets.commands import Command

SCREENS = {
    "employees": "kinerja_tui.screens.staff.employees:EmployeesScreen",
    "plans": "kinerja_tui.screens.planning.plans:PlansScreen",
    "matrix": "kinerja_tui.screens.planning.role_matrix:RoleMatrixScreen",
    "gaps": "kinerja_tui.screens.planning.cascade_gaps:CascadeGapsScreen",
    "addenda": "kinerja_tui.screens.planning.addenda:AddendaScreen",
    "progress": "kinerja_tui.screens.monitoring.progress:ProgressScreen",
    "evaluations": "kinerja_tui.screens.evaluation.evaluations:EvaluationsScreen",
    "objections": "kinerja_tui.screens.evaluation.objections:ObjectionsScreen",
    "credits": "kinerja_tui.screens.staff.credit:CreditsScreen",
    "feedback": "kinerja_tui.screens.feedback.feedback:FeedbackScreen",
    "development": "kinerja_tui.screens.development.development:DevelopmentScreen",
    "forums": "kinerja_tui.screens.public.forums:ForumsScreen",
    "surveys": "kinerja_tui.screens.public.surveys:SurveysScreen",
    "services": "kinerja_tui.screens.public.services:ServiceLogScreen",
    "voices": "kinerja_tui.screens.public.voices:VoicesScreen",
    "copy_sheets": "kinerja_tui.screens.national.copy_sheets:CopySheetsScreen",
    "siasn": "kinerja_tui.screens.national.siasn:SiasnScreen",
    "reconcile": "kinerja_tui.screens.national.reconcile:ReconcileScreen",
    "papers": "kinerja_tui.screens.papers.papers:PapersScreen",
    "follow_ups": "kinerja_tui.screens.development.follow_ups:FollowUpsScreen",
    "handoff": "kinerja_tui.screens.handover.handoff:HandoffScreen",
    "period_locks": "kinerja_tui.screens.evaluation.period_locks:PeriodLocksScreen",
    "distribution": "kinerja_tui.screens.evaluation.distribution:DistributionScreen",
    "recaps": "kinerja_tui.screens.papers.recaps:RecapScreen",
    "key_indicators": "kinerja_tui.screens.planning.key_indicators:KeyIndicatorsScreen",
    "known_pcs": "kinerja_tui.screens.handover.known_pcs:KnownPCsScreen",
    "acts": "kinerja_tui.screens.history.last_acts:LastActsScreen",
    "removed": "kinerja_tui.screens.history.removed:RemovedScreen",
    "settings": "kinerja_tui.screens.office.settings:SettingsScreen",
    "office_state": "kinerja_tui.screens.office.office_state:OfficeStateScreen",
    "calendar": "kinerja_tui.screens.office.calendar:CalendarScreen",
    "history": "kinerja_tui.screens.history.change_history:ChangeHistoryScreen",
    "settle": "kinerja_tui.screens.handover.settle:SettleScreen",
    "setup": "kinerja_tui.screens.office.setup:SetupScreen",
}
"""Screens by name, imported when first needed."""

_DAILY, _PLAN, _RATING = "Sehari-hari", "Rencana kerja", "Penilaian & orang"
_TABLES, _PUBLIC, _DATA = "Rekap, kertas & e-Kinerja", "Masyarakat", "Data & riwayat"


def _screen(name: str, menu: str, title: str, help: str, group: str) -> Command:
    """A screen with a digit is reached by it everywhere, the others by their letter behind F9."""
    return Command(f"go('{name}')", menu if menu.isdigit() else "", title, help, group=group, menu=menu)


SCREEN_COMMANDS = [
    Command("home", "1", "Beranda", "Yang perlu dikerjakan hari ini.", group=_DAILY, menu="1"),
    _screen("employees", "2", "Pegawai", "Daftar pegawai: cari, tambah, ubah.", _DAILY),
    _screen("plans", "3", "Rencana kerja", "Rencana kerja (SKP) setiap pegawai.", _DAILY),
    _screen("progress", "4", "Realisasi", "Realisasi dan bukti dukung per periode.", _DAILY),
    _screen("evaluations", "5", "Evaluasi", "Menilai hasil kerja dan perilaku kerja.", _DAILY),
    _screen("handoff", "6", "Serah terima", "Paket data ke dan dari BKPSDM.", _DAILY),
    _screen("settle", "7", "Perlu dibereskan", "Bentrok dan ketidakcocokan setelah impor.", _DAILY),
    _screen("settings", "8", "Pengaturan", "Petugas, tahun kerja, cadangan, tampilan.", _DAILY),
    _screen("distribution", "9", "Rekap & kurva", "Capaian organisasi dan sebaran predikat.", _DAILY),
    _screen("feedback", "0", "Umpan balik", "Umpan balik, dialog, dan bimbingan kinerja.", _DAILY),
    _screen("office_state", "k", "Keadaan kantor", "Halaman camat: angka kantor, siapa perlu dibantu.", _DAILY),
    _screen("calendar", "j", "Kalender", "Yang jatuh tempo tahun ini, menurut tanggal.", _DAILY),
    _screen("matrix", "m", "Matriks peran hasil", "RHK pimpinan dan staf yang mendukungnya.", _PLAN),
    _screen("gaps", "c", "Celah peran hasil", "RHK tanpa pendukung atau belum terhubung.", _PLAN),
    _screen("addenda", "d", "Adendum", "Target yang diubah sesudah disetujui, dengan alasannya.", _PLAN),
    _screen("key_indicators", "i", "Pustaka IKU", "Indikator kinerja utama per jabatan.", _PLAN),
    _screen("objections", "o", "Keberatan", "Hasil diserahkan, batas 14 hari, dan keputusan.", _RATING),
    _screen("period_locks", "y", "Pengesahan periode", "Evaluasi yang disahkan BKPSDM per kantor.", _RATING),
    _screen("credits", "a", "Angka kredit", "Konversi predikat untuk jabatan fungsional.", _RATING),
    _screen("development", "g", "Pengembangan & penghargaan", "Pelatihan, tindak lanjut, penghargaan.", _RATING),
    _screen("follow_ups", "w", "Tindak lanjut", "Yang dinilai di bawah ekspektasi, dan apa yang dikerjakan.", _RATING),
    _screen("recaps", "r", "Rekap", "Sudah, belum, predikat, JP, survei; XLSX, CSV, PDF.", _TABLES),
    _screen("papers", "e", "Cetak", "Formulir resmi ke PDF, satu atau semua; formulir kosong.", _TABLES),
    _screen("copy_sheets", "n", "Lembar salin e-Kinerja", "SKP dan evaluasi diketik ulang.", _TABLES),
    _screen("reconcile", "b", "Cocokkan dengan e-Kinerja", "Laporannya dibandingkan dengan data ini.", _TABLES),
    _screen("siasn", "t", "Tabel untuk SIASN", "Hasil periode dengan kolom dan kode SIASN.", _TABLES),
    _screen("services", "l", "Layanan", "Permohonan layanan, waktunya, dan angkanya.", _PUBLIC),
    _screen("voices", "v", "Suara masyarakat", "Masukan, kritik, pujian, keluhan, jawabannya.", _PUBLIC),
    _screen("forums", "f", "Forum masyarakat", "Pernyataan warga, tindak lanjut, kertasnya.", _PUBLIC),
    _screen("surveys", "s", "Survei (SKM)", "Kepuasan masyarakat: lembar, IKM, perbaikan.", _PUBLIC),
    _screen("acts", "z", "Riwayat kerja (urungkan)", "Pekerjaan terakhir, satu baris sekali simpan; z mengurungkan.",
            _DATA),
    _screen("history", "h", "Riwayat perubahan (periksa)", "Semua perubahan sejak awal dengan tandanya; hanya dibaca.",
            _DATA),
    _screen("removed", "x", "Yang dihapus", "Data yang dihapus, untuk dikembalikan.", _DATA),
    _screen("known_pcs", "p", "PC yang dikenal", "Kunci dan sidik jari PC; kenalkan, cabut.", _DATA),
]  # fmt: skip
"""In the order of the menu. The letters are those of the lists where one also goes there, and never change."""
