"""The practice data: regenerating gives the committed bytes, and the offices hold together."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "sample_data"
OFFICES = {
    "muara_bulian": ("15.04.03", "15.04"),
    "binjai_kota": ("12.75.02", "12.75"),
    "asem_rowo": ("35.78.28", "35.78"),
    "dumai_kota": ("14.72.06", "14.72"),
    "bukit_intan": ("19.71.01", "19.71"),
}
FILES = [
    *("kantor.json", "pegawai.json", "rencana.json", "realisasi.json"),
    *("laporan.json", "rencana_aksi.json"),
    *("penilaian_diri.json", "evaluasi.json", "dimensi.json", "layanan.json", "pengembangan.json"),
    *("sumber.json", "suara.json"),
]
RATINGS = {"di_atas", "sesuai", "di_bawah"}
VALUES = ["berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif"]
QUARTER_END = {"2026-TW1": "2026-03-31", "2026-TW2": "2026-06-30", "2026-TW3": "2026-09-30"}
PNS_GRADES = {f"{level}/{step}" for level in ("I", "II", "III", "IV") for step in "abcd"}


def load(office: str, name: str):
    return json.loads((SAMPLE / office / f"{name}.json").read_text("utf-8"))


def indicators(plan: dict) -> dict[str, dict]:
    return {i["key"]: i for result in plan["results"] for i in result["indicators"]}


@pytest.fixture(params=OFFICES)
def office(request) -> str:
    return request.param


def test_regenerating_gives_the_committed_files(tmp_path):
    script = [sys.executable, "-B", str(SAMPLE / "generate.py"), str(tmp_path)]
    subprocess.run(script, check=True, capture_output=True)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.json"))
    expected = [Path(office) / name for office in OFFICES for name in FILES]
    own = ["asem_rowo/adendum.json", "dumai_kota/survei.json", "asem_rowo/forum.json", "binjai_kota/forum.json"]
    own += ["asem_rowo/umpan_balik.json", "binjai_kota/umpan_balik.json"]
    assert written == sorted([*expected, *map(Path, own)])
    for path in written:
        assert (tmp_path / path).read_bytes() == (SAMPLE / path).read_bytes(), path


def test_only_the_five_offices_and_small_enough():
    assert {path.parent.name for path in SAMPLE.rglob("kantor.json")} == set(OFFICES)
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*.json")) < 2_500_000


def test_office_knows_its_codes_and_its_operator(office):
    kantor = load(office, "kantor")
    assert (kantor["code"], kantor["district_code"]) == OFFICES[office]
    assert kantor["year"] == 2026
    posts = {p["name"]: p["assignment"]["post"] for p in load(office, "pegawai")}
    assert posts[kantor["operator"]["name"]] == kantor["operator"]["post"]
    assert "Kepegawaian" in kantor["operator"]["post"]


def test_nip_is_valid_in_shape_and_agrees_with_the_person(office):
    people = load(office, "pegawai")
    assert 15 <= len(people) <= 40
    for person in people:
        nip, born = person["nip"], date.fromisoformat(person["birth_date"])
        assert re.fullmatch(r"\d{14}[12]9\d{2}", nip), nip
        assert nip[:8] == f"{born:%Y%m%d}"
        appointed = int(nip[8:12])
        assert 18 <= appointed - born.year <= 56
        assert date.fromisoformat(person["assignment"]["start"]).year >= appointed
        if person["kind"] == "PPPK":
            assert person["golongan"] in {"V", "VII", "IX"}
            assert nip[12:14] in {"21", "22"}
        else:
            assert person["golongan"] in PNS_GRADES
            assert 1 <= int(nip[12:14]) <= 12
        if person["kind"] == "CPNS":
            assert appointed == 2026


def test_nobody_twice_across_the_offices():
    nips, names = Counter(), Counter()
    for office in OFFICES:
        people = load(office, "pegawai")
        cards = {c["nip"]: c for p in people for c in outside(p)}
        nips.update([p["nip"] for p in people] + [nip for nip in cards if nip])
        names.update([p["name"] for p in people] + [c["name"] for c in cards.values()])
    assert max(nips.values()) == 1
    assert max(names.values()) == 1


def outside(person: dict) -> list[dict]:
    cards = (person["assignment"]["rater_card"], person["assignment"]["superior_card"])
    return [card for card in cards if card]


def test_everybody_serving_is_below_the_age_of_retirement(office):
    for person in load(office, "pegawai"):
        born = date.fromisoformat(person["birth_date"])
        last = person["end"]["date"] if person["end"] else "2026-11-20"
        assert date.fromisoformat(last) < born.replace(year=born.year + 59, day=1)
        if person["end"] and person["end"]["reason"] == "pensiun":
            assert last[:7] == f"{born.year + 58}-{born.month:02}"


def test_raters_and_superiors_exist_and_nobody_rates_himself(office):
    people = {p["nip"]: p for p in load(office, "pegawai")}
    for nip, person in people.items():
        post = person["assignment"]
        assert nip not in {post["rater"], post["superior"]}
        for who in ("rater", "superior"):
            assert (post[who] is None) != (post[f"{who}_card"] is None)
        if post["rater"]:
            rater = people[post["rater"]]
            assert rater["end"] is None
            assert rater["assignment"]["post_kind"] in {"administrator", "pengawas"}
            assert post["superior"] == rater["assignment"]["rater"]
            if post["unit"].startswith("Kelurahan") and post["post_kind"] != "pengawas":
                assert rater["assignment"]["post"].startswith("Lurah")
        else:
            assert post["post"].startswith("Camat ")
            assert post["rater_card"]["post"].startswith("Sekretaris Daerah")
            assert post["superior_card"]["nip"] == ""


def test_cast_of_every_office(office):
    people = load(office, "pegawai")
    posts = [p["assignment"]["post"] for p in people]
    assert sum(post.startswith("Camat ") for post in posts) == 1
    assert sum(post.startswith("Kepala Subbagian") for post in posts) == 2
    assert sum(post.startswith("Kepala Seksi") for post in posts) in {4, 5}
    assert {"PNS", "CPNS", "PPPK"} == {p["kind"] for p in people}
    assert any(p["assignment"]["post_kind"].startswith("fungsional") for p in people)
    assert any(p["end"] for p in people)
    planned = {plan["nip"] for plan in load(office, "rencana")}
    assert 1 <= sum(p["nip"] not in planned for p in people) <= 3


def test_plans_have_unique_keys_and_support_results_of_the_raters_plan(office):
    raters = {p["nip"]: p["assignment"]["rater"] for p in load(office, "pegawai")}
    plans = {plan["nip"]: plan for plan in load(office, "rencana")}
    assert len(plans) == len(load(office, "rencana"))
    for nip, plan in plans.items():
        keys = [result["key"] for result in plan["results"]]
        assert len(keys) == len(set(keys)) >= 2
        assert len(indicators(plan)) == sum(len(result["indicators"]) for result in plan["results"])
        assert set(plan["expectations"]) <= set(VALUES)
        for result in plan["results"]:
            assert 1 <= len(result["indicators"]) <= 3
            if result["supports"]:
                assert result["supports"]["nip"] == raters[nip]
                above = plans[raters[nip]]["results"]
                assert result["supports"]["key"] in {r["key"] for r in above if r["kind"] == "utama"}


def test_states_and_dates_of_plans(office):
    plans = load(office, "rencana")
    states = Counter(plan["state"] for plan in plans)
    assert states["disetujui"] > len(plans) * 0.75
    assert states["dikembalikan"] == 1
    assert states["draf"] >= 1
    for plan in plans:
        assert bool(plan["return_reason"]) == (plan["state"] == "dikembalikan")
        assert (plan["submitted_on"] is None) == (plan["state"] == "draf")
        assert (plan["decided_on"] is None) == (plan["state"] in {"draf", "diajukan"})
        days = [day for day in (plan["submitted_on"], plan["decided_on"]) if day]
        assert days == sorted(days)
        assert all(date.fromisoformat(day).weekday() < 5 for day in days)
        assert all("2026-01-01" <= day <= "2026-11-20" for day in days)
    unlinked = [p for p in plans if p["state"] == "draf" and not any(r["supports"] for r in p["results"])]
    assert unlinked


def test_every_indicator_has_a_number_with_unit_or_a_written_expectation(office):
    for plan in load(office, "rencana"):
        for indicator in indicators(plan).values():
            assert indicator["aspect"] in {"kuantitas", "kualitas", "waktu", "biaya"}
            assert indicator["direction"] in {"naik", "turun"}
            assert ("perspective" in indicator) == (plan["form"] == "jpt_mandiri")
            if plan["approach"] == "kualitatif":
                assert re.search(r"\d", indicator["text"])
                assert {indicator["target"], indicator["target_text"], indicator["unit"]} == {None, ""}
                continue
            assert (indicator["target"] is None) == bool(indicator["target_text"])
            if indicator["target"] is not None:
                assert Decimal(indicator["target"]) >= 0
                assert indicator["unit"]


def test_progress_belongs_to_approved_plans_and_is_not_complete(office):
    plans = {plan["nip"]: plan for plan in load(office, "rencana") if plan["state"] == "disetujui"}
    records = load(office, "realisasi")
    assert len({(r["nip"], r["indicator"], r["period"]) for r in records}) == len(records)
    for record in records:
        indicator = indicators(plans[record["nip"]])[record["indicator"]]
        assert record["period"] in QUARTER_END
        assert record["evidence_kind"] in {"teks", "tautan", "berkas"}
        if record["amount"] is None:
            assert record["note"]
        else:
            assert indicator["target"] is not None
            assert record["evidence"]
            assert Decimal(record["amount"]) >= 0
            assert indicator["unit"] != "persen" or Decimal(record["amount"]) <= 100
    assert len(records) < 3 * sum(len(indicators(plan)) for plan in plans.values())


def test_nothing_is_reported_or_rated_outside_of_service(office):
    people = {p["nip"]: p for p in load(office, "pegawai")}
    for record in load(office, "realisasi") + load(office, "evaluasi"):
        person, last = people[record["nip"]], QUARTER_END[record["period"]]
        assert person["assignment"]["start"] < last
        assert person["end"] is None or person["end"]["date"] >= last


def test_evaluations_rate_exactly_the_results_of_the_plan(office):
    plans = {plan["nip"]: plan for plan in load(office, "rencana") if plan["state"] == "disetujui"}
    evaluations = load(office, "evaluasi")
    assert len({(e["nip"], e["period"]) for e in evaluations}) == len(evaluations)
    for evaluation in evaluations:
        plan = plans[evaluation["nip"]]
        assert [r["key"] for r in evaluation["results"]] == [r["key"] for r in plan["results"]]
        assert [v["value"] for v in evaluation["values"]] == VALUES
        if evaluation["state"] == "draf":
            assert evaluation["finished_on"] is None
            continue
        assert QUARTER_END[evaluation["period"]] < evaluation["finished_on"] <= "2026-11-20"
        assert {r["rating"] for r in evaluation["results"] + evaluation["values"]} <= RATINGS
        assert all(result["feedback"] for result in evaluation["results"])


def test_ratings_of_results_carry_the_overall_rating(office):
    for evaluation in load(office, "evaluasi"):
        if evaluation["state"] != "selesai":
            continue
        counts = Counter(result["rating"] for result in evaluation["results"])
        overall, total = evaluation["work_rating"], counts.total()
        if overall == "sesuai":
            assert counts["di_bawah"] * 4 <= total
        else:
            assert counts[overall] * 2 > total
        assert overall != "di_atas" or not counts["di_bawah"]


def test_below_expectation_always_has_a_reason_and_a_proposal(office):
    for evaluation in load(office, "evaluasi"):
        for part in ("work", "behaviour"):
            if evaluation[f"{part}_rating"] == "di_bawah":
                assert evaluation[f"{part}_reason"]
                assert evaluation[f"{part}_proposal"]
        for row in evaluation["results"]:
            assert (row["rating"] == "di_bawah") == bool(row["reason"] and row["proposal"])


def test_quarters_one_and_two_are_nearly_done_and_three_is_under_way(office):
    approved = sum(plan["state"] == "disetujui" for plan in load(office, "rencana"))
    done = Counter((e["period"], e["state"]) for e in load(office, "evaluasi"))
    assert done["2026-TW1", "selesai"] > approved * 0.8
    assert done["2026-TW2", "selesai"] > approved * 0.8
    assert 0 < done["2026-TW3", "selesai"] < approved * 0.7
    assert 1 <= done["2026-TW3", "draf"] <= 2


def test_reports_come_between_the_quarter_and_its_evaluation(office):
    reported = {(r["nip"], r["period"]) for r in load(office, "realisasi")}
    finished = {(e["nip"], e["period"]): e["finished_on"] for e in load(office, "evaluasi")}
    found = load(office, "laporan")
    assert len({(r["nip"], r["period"]) for r in found}) == len(found) > len(reported) * 0.7
    for report in found:
        key = report["nip"], report["period"]
        assert key in reported
        assert QUARTER_END[report["period"]] < report["submitted_on"] <= (finished.get(key) or "2026-11-20")


def test_steps_belong_to_results_and_are_done_by_today(office):
    results = {(plan["nip"], result["key"]) for plan in load(office, "rencana") for result in plan["results"]}
    steps = load(office, "rencana_aksi")
    assert {(step["nip"], step["result"]) for step in steps} <= results
    assert all(step["text"] and step["period"] for step in steps)
    assert any(step["done_on"] is None for step in steps)
    assert all(step["done_on"] <= "2026-11-20" for step in steps if step["done_on"])


def test_some_reports_of_batanghari_and_dumai_are_late():
    for name in ("muara_bulian", "dumai_kota"):
        days = [date.fromisoformat(r["submitted_on"]) - date.fromisoformat(QUARTER_END[r["period"]])
                for r in load(name, "laporan")]  # fmt: skip
        assert any(day.days > 5 for day in days)
        assert sum(day.days <= 5 for day in days) > len(days) / 2


def test_no_placeholder_is_left_in_any_text(office):
    for name in FILES:
        text = (SAMPLE / office / name).read_text("utf-8")
        for row in re.findall(r'"((?:[^"\\]|\\.)*)"', text):
            assert not re.search(r"[{}|]| => |  ", row), row
            assert row == row.strip()


def test_feedback_is_varied(office):
    said = Counter(r["feedback"] for e in load(office, "evaluasi") for r in e["results"] if r["feedback"])
    assert max(said.values()) <= 4
    assert len(said) > 0.9 * said.total()


def test_what_each_place_asked_for():
    permits = [i for plan in load("bukit_intan", "rencana") for i in indicators(plan).values()]
    assert any("izin" in i["text"] and i["unit"] == "hari kerja" and i["direction"] == "turun" for i in permits)
    assert any(i["unit"] == "pengaduan" and i["direction"] == "turun" for i in permits)
    only_counts = [
        plan
        for plan in load("dumai_kota", "rencana")
        if {i["aspect"] for i in indicators(plan).values()} == {"kuantitas"}
    ]
    assert only_counts
    assert "survei" in (SAMPLE / "dumai_kota" / "rencana.json").read_text("utf-8").lower()
    assert "forum RW" in (SAMPLE / "asem_rowo" / "rencana.json").read_text("utf-8")
    assert "Yang perlu diperbaiki:" in (SAMPLE / "binjai_kota" / "evaluasi.json").read_text("utf-8")
    vague = [i for plan in load("muara_bulian", "rencana") for i in indicators(plan).values()]
    assert sum(i["target_text"] == "Sesuai kebutuhan" for i in vague) == 1


def test_both_approaches_and_forms_and_the_lampiran_are_there(office):
    plans = load(office, "rencana")
    posts = {p["nip"]: p["assignment"]["post"] for p in load(office, "pegawai")}
    assert 3 <= sum(bool(plan["attachments"]) for plan in plans) < len(plans)
    for plan in plans:
        assert set(plan["attachments"]) <= {"dukungan", "pertanggungjawaban", "konsekuensi"}
        assert all(lines and len(lines) == len(set(lines)) for lines in plan["attachments"].values())
    qualitative = [plan for plan in plans if plan["approach"] == "kualitatif"]
    assert len(qualitative) == (2 if office == "asem_rowo" else 0)
    reported = {r["nip"]: r for r in load(office, "realisasi")}
    assert all(reported[plan["nip"]]["note"] and reported[plan["nip"]]["amount"] is None for plan in qualitative)
    leaders = [plan for plan in plans if plan["form"] == "jpt_mandiri"]
    assert [posts[plan["nip"]] for plan in leaders] == (["Camat Dumai Kota"] if office == "dumai_kota" else [])
    known = {"penerima_layanan", "proses_bisnis", "penguatan_internal", "anggaran"}
    assert all({i["perspective"] for i in indicators(plan).values()} == known for plan in leaders)


def test_development_follows_from_what_was_rated(office):
    people = {p["nip"]: p for p in load(office, "pegawai")}
    finished = {(e["nip"], e["period"]): e for e in load(office, "evaluasi") if e["state"] == "selesai"}
    content = load(office, "pengembangan")
    assert all(content[part] for part in ("sessions", "trainings", "follow_ups", "recognitions"))
    assert bool(content["rules"]) == (office == "bukit_intan")
    for item in content["follow_ups"]:
        evaluation = finished[item["nip"], item["period"]]
        rows = evaluation["results"] if item["part"] == "rhk" else evaluation["values"]
        rated = next(row for row in rows if item["target"] in (row.get("key"), row.get("value")))
        assert rated["rating"] == "di_bawah"
        assert bool(item["done_on"]) == bool(item["outcome"])
        assert evaluation["finished_on"] <= (item["done_on"] or item["due"]) <= item["due"]
    for item in content["recognitions"]:
        evaluation = finished[item["nip"], item["evaluation"]]
        assert "di_atas" in (evaluation["work_rating"], evaluation["behaviour_rating"])
        steps = [day for day in (item["proposed_on"], item["decided_on"], item["given_on"]) if day]
        assert steps == sorted(steps)
        assert steps[-1] <= "2026-11-20"
        assert people[item["nip"]]["name"] not in (item["decided_by"], item["given_by"])
    for item in content["trainings"]:
        assert item["start"] is None or people[item["nip"]]["assignment"]["start"] < item["start"] <= item["end"]
        assert (item["end"] or "") <= "2026-11-20"
    for session in content["sessions"]:
        assert all(people[nip]["assignment"]["start"] <= session["held_on"] for nip in session["attended"])


def test_the_survey_of_dumai_has_sheets_as_they_come_from_the_counter():
    first, last = load("dumai_kota", "survei")
    for item in (first, last):
        numbers = [int(line.split()[0]) for line in item["sheets"]]
        assert numbers == list(range(1, len(numbers) + 1))
        for line in item["sheets"] + item["second"]:
            assert re.fullmatch(r"\d+ [LP-][1-6-]{3}[1-4-]{9}", line)
        assert sum("-" in line for line in item["sheets"]) >= 3
    different = [line for line in last["second"] if line not in last["sheets"]]
    assert len(different) == 2


@pytest.mark.parametrize("name", ["asem_rowo", "binjai_kota"])
def test_forums_name_nobody_and_follow_their_day(name):
    people = {p["nip"]: p for p in load(name, "pegawai")}
    names = {word for p in people.values() for word in p["name"].partition(",")[0].split()}
    held = load(name, "forum")
    said = [item for forum in held for item in forum["statements"]]
    for forum in held:
        for item in forum["statements"]:
            days = [day for day in (item["due"], item["done_on"]) if day]
            assert all(forum["held_on"] <= day for day in days)
            assert (item["done_on"] or "") <= "2026-11-20"
            assert not (item["done_on"] and (item["no_action"] or not item["action"]))
            assert item["owner"] is None or people[item["owner"]]["end"] is None
            assert not names & set(re.findall(r"\w+", " ".join((item["text"], item["agreed"], item["action"]))))
    assert 8 <= max(len(forum["statements"]) for forum in held) <= 12 or name == "binjai_kota"
    assert any(item["done_on"] for item in said)
    assert any(item["due"] and not item["done_on"] and not item["no_action"] for item in said)
    assert any(item["no_action"] for item in said) == (name == "asem_rowo")


@pytest.mark.parametrize("name", ["asem_rowo", "binjai_kota"])
def test_feedback_is_given_by_those_who_could_and_has_its_parts(name):
    people = {p["nip"]: p for p in load(name, "pegawai")}
    results = {(plan["nip"], result["key"]) for plan in load(name, "rencana") for result in plan["results"]}
    content = load(name, "umpan_balik")
    days = [sheet["given_on"] for sheet in content["sheets"]]
    assert days == sorted(days)
    for sheet in content["sheets"]:
        assert bool(sheet["giver"]) != bool(sheet["giver_name"])
        assert sheet["giver"] != sheet["nip"]
        assert all(people[nip]["end"] is None for nip in (sheet["nip"], sheet["giver"]) if nip)
        assert people[sheet["nip"]]["assignment"]["start"] < sheet["given_on"] <= "2026-11-20"
        assert (sheet["proposal_date"] or "9") > sheet["given_on"]
        assert bool(sheet["proposal"]) == bool(sheet["proposal_date"])
        assert re.fullmatch(r"([1-5-]{7})?", sheet["scores"])
        assert sheet["result"] is None or (sheet["nip"], sheet["result"]) in results
        assert sheet["went_well"]
        assert (sheet["giver_kind"] == "lainnya") or (sheet["to_improve"] and sheet["proposal"])
    peers = Counter(sheet["nip"] for sheet in content["sheets"] if sheet["giver_kind"] == "rekan")
    assert name == "binjai_kota" or sorted(peers.values()) == [2, 3], "too few, and enough"
