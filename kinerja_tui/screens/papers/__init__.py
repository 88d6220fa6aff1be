"""Cetak and Rekap: papers looked at and printed, checked tables saved, kop dan kertas."""
