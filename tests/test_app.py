"""The frame of the program: what a person sees when something nobody foresaw goes wrong."""

from __future__ import annotations

import logging

import pytest

from tests.conftest import ready


async def test_an_unforeseen_error_is_told_in_words_and_shows_nobodys_data(app, capsys, caplog):
    def stumble() -> None:
        secret = "Nama Rahasia"
        raise ZeroDivisionError(len(secret))

    async def work() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await ready(pilot)
            app.call_later(stumble)
            await pilot.pause()

    with caplog.at_level(logging.ERROR, logger="kinerja"), pytest.raises(ZeroDivisionError):
        await work()
    told = " ".join(capsys.readouterr().err.split())
    assert "Semua isian yang sudah ditinggalkan aman" in told
    assert "Traceback" not in told
    assert "stumble" in caplog.text
    assert "Nama Rahasia" not in told
