"""Do the tests bite? Break the program on purpose, one way at a time, and see whether a test notices.

    python -m tests.handoff.mutants [--histories N] [--at-once N] [NAME...]

Each mutant is applied to a copy of the package; first the tests run that are likely to notice it, then, if they do
not, all of the journal and the bundles. With ``--histories N`` only random histories run, N of them. A table says who
caught what. Exit code 1 when a mutant survives, does not fit the code any more, or its tests do not come to an end.
Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

# Loaded once, for a fork of this process to test each mutant in; nothing of ours may be among it.
import hypothesis
import nacl.signing
import pytest
import sqlmodel
import textual.app

LOADED = (hypothesis, nacl, sqlmodel, textual)

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """A named fault: in one file, the first text stands once and becomes the second."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    """where it is known to be noticed, so that finding out is cheap"""

    def applied(self, text: str) -> str:
        """The file with the fault in it. Raises ValueError when the code it is for has changed."""
        if text.count(self.old) != 1:
            raise ValueError(f"the text to change stands {text.count(self.old)} times in {self.file}")
        return text.replace(self.old, self.new)


ALL = ("tests/journal", "tests/handoff", "--ignore=tests/handoff/test_histories.py")
HISTORIES = ("tests/handoff/test_histories.py",)
LIMIT = 1800
"""Seconds after which tests that do not come to an end are given up."""

STATE = ("tests/journal/test_state.py",)
FORMAT = ("tests/handoff/test_bundle_format.py",)
HOSTILE = ("tests/handoff/test_hostile.py",)
SEALING = ("tests/handoff/test_sealing.py",)
OWNERSHIP = ("tests/handoff/test_ownership.py", "tests/handoff/test_authority.py")
MOVING = ("tests/handoff/test_moving.py", "tests/handoff/test_authority.py")
KEYS = ("tests/handoff/test_keys.py", "tests/handoff/test_sealing.py")
AUTHORITY = ("tests/handoff/test_authority.py", "tests/handoff/test_ownership.py", "tests/handoff/test_keys.py")
LOCKS = ("tests/handoff/test_period_locks.py",)
REFERENCE_DATA = ("tests/handoff/test_reference.py",)
RECEIPTS = ("tests/handoff/test_receipts.py", "tests/handoff/test_alarms.py")

MUTANTS = (
    Mutant(
        "parents taken at save",
        "models/act.py",
        "parents = {**now_seen, **(self._seen or {})}",
        "parents = projection.frontiers(connection, list(fields))",
        ("tests/journal/test_acts.py",),
    ),
    Mutant("removal wins over unseen edits", "models/state.py", "    if not unseen:\n", "    if True:\n", STATE),
    Mutant(
        "base not checked",
        "handoff/merge.py",
        "    if header.base is None:\n        return\n",
        "    if True:\n        return\n",
        FORMAT,
    ),
    Mutant(
        "duplicates found by site and number",
        "models/projection.py",
        "fresh = {signed.id: signed for signed in batch if signed.id not in known}",
        "numbers = set(connection.execute(select(journal.journal.c.site, journal.journal.c.n)).tuples())\n"
        "        fresh = {(s.change.site, s.change.n): s for s in batch if (s.change.site, s.change.n) not in numbers}",
        RECEIPTS,
    ),
    Mutant(
        "the last to arrive wins",
        "models/state.py",
        "key=lambda position: (depth[position], order[position])",
        "key=lambda position: list(ops).index(order[position])",
        STATE,
    ),
    Mutant(
        "values compared without causality",
        "models/state.py",
        "heads = [position for position in positions if not seen >> position & 1]",
        "heads = positions",
        STATE,
    ),
    Mutant(
        "a merge settles fields it does not write",
        "models/state.py",
        "        for position in positions:\n            seen |= ancestors[position]\n",
        "        for mask in ancestors:\n            seen |= mask\n"
        "        seen = seen if any(not seen >> p & 1 for p in positions) else seen & ~(1 << positions[-1])\n",
        STATE,
    ),
    Mutant(
        "what came from a peer is not sent back",
        "handoff/export.py",
        "WHERE ({held}) AND",
        "WHERE (j.arrived_with IS NULL OR j.arrived_with NOT IN"
        " (SELECT id FROM incoming_bundle WHERE from_office = '{to_office}')) AND ({held}) AND",
        RECEIPTS,
    ),
    Mutant(
        "import without a transaction",
        "handoff/merge.py",
        "    session.expire_all()\n    judge_again(db, session, earlier.newest)\n",
        '    connection.exec_driver_sql("COMMIT")\n    connection.exec_driver_sql("BEGIN IMMEDIATE")\n'
        "    session.expire_all()\n    judge_again(db, session, earlier.newest)\n",
        RECEIPTS,
    ),
    Mutant("true is 1", "models/changes.py", "return canonical(one) == canonical(other)", "return one == other", STATE),
    Mutant(
        "signature of a change not checked",
        "handoff/bundle.py",
        "if key is None or not is_signed(key, body, sig):",
        "if key is None:",
        FORMAT,
    ),
    Mutant(
        "signature of the header not checked",
        "handoff/header.py",
        "if header.body() != body or not is_signed(header.key, body, sig):",
        "if header.body() != body:",
        FORMAT,
    ),
    Mutant(
        "root not checked",
        "handoff/bundle.py",
        "if (root, count) != (self.header.root, self.header.count):",
        "if count != self.header.count:",
        HOSTILE,
    ),
    Mutant(
        "audience not checked",
        "handoff/export.py",
        "        visible, held = _VISIBLE,",
        '        visible, held = "1",',
        AUTHORITY,
    ),
    Mutant(
        "receiver not checked",
        "handoff/merge.py",
        "if header.to_office != db.office or header.to_site not in {None, db.identity.site}:",
        "if False:",
        FORMAT,
    ),
    Mutant(
        "sender's office not checked", "handoff/merge.py", "if peer.office != header.from_office:", "if False:", FORMAT
    ),
    Mutant(
        "a receipt for somebody else's bundle counts",
        "handoff/merge.py",
        "if ours is not None and (ours.to_office != peer.office or ours.to_site not in {None, peer.site}):",
        "if False:",
        RECEIPTS,
    ),
    Mutant(
        "a receipt for another PC's bundle counts",
        "handoff/merge.py",
        "ours.to_office != peer.office or ours.to_site not in {None, peer.site}",
        "ours.to_office != peer.office",
        RECEIPTS,
    ),
    Mutant(
        "a receipt for an unknown bundle counts",
        "handoff/merge.py",
        "peer.confirmed = ours.id if ours else None",
        "peer.confirmed = ours.id if ours else header.ack",
        RECEIPTS,
    ),
    Mutant(
        "receipts never go back",
        "handoff/merge.py",
        "    peer.confirmed = ours.id if ours else None",
        "    before = session.get(OutgoingBundle, peer.confirmed) if peer.confirmed else None\n"
        "    if ours is None or (before is not None and before.no > ours.no):\n        return\n"
        "    peer.confirmed = ours.id",
        RECEIPTS,
    ),
    Mutant(
        "a transfer does not re-send the person's file",
        "handoff/export.py",
        "j.seq NOT IN (\n                SELECT sent.seq FROM",
        "j.seq > (\n                SELECT ifnull(max(sent.seq), 0) FROM",
        MOVING,
    ),
    Mutant(
        "an office may write what only the district may",
        "handoff/authority.py",
        '(None if office.count(".") == 1 else self._beyond(change, office)) or _unfit(change)',
        "_unfit(change)",
        AUTHORITY,
    ),
    Mutant(
        "changes of unknown authors count",
        "handoff/authority.py",
        "            return AUTHOR_UNKNOWN\n",
        "            return None\n",
        AUTHORITY,
    ),
    Mutant(
        "a held change passes for seen",
        "models/state.py",
        "counting = [position for position, change in enumerate(order) if change not in ignored]",
        "counting = list(range(len(order)))",
        STATE,
    ),
    Mutant(
        "the row of a rejected record stays",
        "models/projection.py",
        "            for name in {write.op.table for write in writes.values()} & PROJECTED.keys():",
        "            for name in {write.op.table for write in writes.values() if write.counts} & PROJECTED.keys():",
        AUTHORITY,
    ),
    Mutant(
        "rejections of rejections are not followed",
        "models/projection.py",
        "        rejections = {op.key for op in ops if op.table == Rejection.__tablename__}\n        touched |=",
        "        rejections = set[str]()\n        touched |=",
        AUTHORITY,
    ),
    Mutant(
        "values that do not fit count",
        "handoff/authority.py",
        "                    return UNFIT\n    return None",
        "                    pass\n    return None",
        AUTHORITY,
    ),
    Mutant(
        "a withdrawn key goes on counting",
        "handoff/authority.py",
        "        if not self.was_known(change.site, change_id):\n            return WITHDRAWN\n",
        "",
        KEYS,
    ),
    Mutant(
        "a withdrawal takes back what was known",
        "handoff/authority.py",
        "return known is None or change_id[:KNOWN_DIGITS] in known",
        "return known is None",
        KEYS,
    ),
    Mutant(
        "bundles of a withdrawn PC are read",
        "handoff/trust.py",
        "    if withdrawals_of(session, site):\n        return None\n",
        "",
        KEYS,
    ),
    Mutant(
        "a withdrawn PC can open what is sealed",
        "handoff/trust.py",
        "        col(Peer.site).not_in(select(Withdrawal.site).where(col(Withdrawal.removed).is_(False))),\n",
        "",
        KEYS,
    ),
    Mutant(
        "an office may withdraw a key",
        "handoff/authority.py",
        "frozenset({str(Rejection.__tablename__), str(Withdrawal.__tablename__)})",
        "frozenset({str(Rejection.__tablename__)})",
        KEYS,
    ),
    Mutant(
        "the end of a sealed file is not checked",
        "handoff/seal.py",
        '        if len(sealed) < _OVERHEAD:\n            raise BundleProblem("cut", CUT)\n',
        "        if len(sealed) < _OVERHEAD:\n            self._ended = True\n            return\n",
        SEALING,
    ),
    Mutant(
        "the cover is not bound to what it seals",
        "handoff/seal.py",
        "return hashlib.sha256(line).digest()",
        "return hashlib.sha256().digest()",
        SEALING,
    ),
    Mutant(
        "an office may claim a person of another one",
        "handoff/ownership.py",
        'first = item.by_district or (said == item.office and owner in {"", said})',
        "first = item.by_district or said == item.office",
        OWNERSHIP,
    ),
    Mutant(
        "an office may give a person away",
        "handoff/ownership.py",
        'first = item.by_district or (said == item.office and owner in {"", said})',
        'first = item.by_district or owner in {"", item.office}',
        OWNERSHIP,
    ),
    Mutant(
        "the district's word on a person is only one of two",
        "handoff/ownership.py",
        "        if district and not item.by_district:",
        "        if False:",
        OWNERSHIP,
    ),
    Mutant(
        "an office may write about people it never had",
        "handoff/ownership.py",
        'return bool(owners - {""}) and office is not None',
        'return not bool(owners - {""}) and office is not None',
        OWNERSHIP,
    ),
    Mutant(
        "a record can be written under somebody else's name",
        "handoff/ownership.py",
        "    for change, site, sub in crossing:",
        "    for change, site, sub in crossing[:0]:",
        OWNERSHIP,
    ),
    Mutant(
        "an office may put a line into another office's plan",
        "handoff/lines.py",
        "            if whose.get(document, sub) not in {sub, REFERENCE}\n",
        "            if False\n",
        OWNERSHIP,
    ),
    Mutant(
        "a line held out of another office's plan comes to count with the next bundle",
        "handoff/lines.py",
        'queries = ["SELECT seq FROM journal WHERE held = :reason"]',
        "queries: list[str] = []",
        OWNERSHIP,
    ),
    Mutant(
        "a line that arrived before the plan it was put into is not judged again",
        "handoff/lines.py",
        'for by in ("id", *fields):',
        'for by in ("id",):',
        OWNERSHIP,
    ),
    Mutant(
        "an office may write over the district's reference data",
        "handoff/reference.py",
        "        against = any(_overwrites(item, name, district, seen) for name in item.op.fields)",
        "        against = False",
        OWNERSHIP,
    ),
    Mutant(
        "what is held for the district does not reach it",
        "handoff/export.py",
        'f"j.held IS NULL OR j.held IN ({ownership.travels_up()})"',
        '"j.held IS NULL"',
        OWNERSHIP,
    ),
    Mutant(
        "an alarm does not bring full bundles",
        "handoff/export.py",
        " and peers[0].alarm is None else None",
        " else None",
        RECEIPTS,
    ),
    Mutant(
        "own changes from outside leave the numbers as they are",
        "handoff/alarms.py",
        "    db.identity.last_change = max(db.identity.last_change, newest)  # no number is used twice\n",
        "",
        RECEIPTS,
    ),
    Mutant(
        "numbers with exponents are read",
        "models/records.py",
        "if not _NUMBER.match(text):",
        'if "N" in text:',
        AUTHORITY,
    ),
    Mutant(
        "the second look at a file is believed",
        "handoff/bundle.py",
        "        if digest.hexdigest() != self.header.root:",
        "        if False:",
        HOSTILE,
    ),
    Mutant(
        "links on the stick are written through",
        "handoff/bundle.py",
        '    target.unlink(missing_ok=True)\n    with target.open("xb") as raw',
        '    with target.open("wb") as raw',
        HOSTILE,
    ),
    Mutant(
        "a pipe is opened",
        "handoff/bundle.py",
        "if not stat.S_ISREG(found.st_mode):",
        "if stat.S_ISDIR(found.st_mode):",
        HOSTILE,
    ),
    Mutant(
        "headers may hold anything to be shown",
        "handoff/header.py",
        "not all(text.isprintable() for text in texts)",
        "False",
        HOSTILE,
    ),
    Mutant(
        "a key has several spellings",
        "handoff/header.py",
        "not _KEY.match(key) or site_of(key) != site",
        "site_of(key) != site",
        HOSTILE,
    ),
    Mutant(
        "any number is a version",
        "handoff/header.py",
        """_HEADER = re.compile(rb'\\{"kinerja":1,""",
        """_HEADER = re.compile(rb'\\{"kinerja":[01],""",
        HOSTILE,
    ),
    Mutant(
        "lines of any length",
        "handoff/bundle.py",
        "line = stream.readline(MAX_LINE + 3)",
        "line = stream.readline()",
        HOSTILE,
    ),
    Mutant(
        "headers of any length",
        "handoff/header.py",
        "line = stream.readline(MAX_HEADER + 1)",
        "line = stream.readline()",
        HOSTILE,
    ),
    Mutant(
        "changes of any number of parts",
        "models/changes.py",
        'if body.count(b"{") + body.count(b"[") + body.count(b",") > MAX_PARTS:',
        "if False:",
        HOSTILE,
    ),
    Mutant(
        "what a newer header says is lost",
        "handoff/header.py",
        "    more = {name: value for name, value in data.items() if name not in known}",
        "    more: dict[str, Any] = {}",
        HOSTILE,
    ),
    Mutant(
        "a record is what its first-named change calls it",
        "models/projection.py",
        "key=lambda change_id: (place_of(writes[change_id].op.table), change_id)",
        "key=lambda change_id: change_id",
        HOSTILE,
    ),
    Mutant(
        "an office may call the district's record something else",
        "handoff/reference.py",
        "and item.office is not None and foreign:",
        "and item.office is not None and False:",
        HOSTILE,
    ),
    Mutant(
        "a capability nobody has is no matter",
        "handoff/header.py",
        "    if not set(header.need) <= CAPABILITIES:",
        "    if False:",
        ("tests/handoff/test_bundle_format.py",),
    ),
    Mutant(
        "anything may follow a sealed file",
        "handoff/seal.py",
        "            if self._file.read(1):",
        "            if False:",
        SEALING,
    ),
    Mutant(
        "a bundle is sealed to strangers of the office",
        "handoff/trust.py",
        "if site != own_site and authority.is_key_of(site, key) and can_be_sealed_to(key)",
        "if site != own_site",
        SEALING,
    ),
    Mutant(
        "any PC of the list is recognised",
        "handoff/trust.py",
        "if named is None or not named.recognised or named.removed or not",
        "if named is None or named.removed or not",
        AUTHORITY,
    ),
    Mutant(
        "a recognised PC may have any key",
        "handoff/trust.py",
        "or named.removed or not authority.is_key_of(site, named.key):",
        "or named.removed:",
        AUTHORITY,
    ),
    Mutant(
        "an office may recognise itself",
        "handoff/authority.py",
        'and not {"recognised", REMOVED} & op.fields.keys()',
        "",
        AUTHORITY,
    ),
    Mutant(
        "an office may write another one's name",
        "handoff/authority.py",
        "if op.table == Office.__tablename__ and op.key != Office.id_of(office):",
        "if False:",
        AUTHORITY,
    ),
    Mutant(
        "an office may rate another one",
        "handoff/authority.py",
        "            sub == Office.id_of(office)\n",
        "            bool(sub)\n",
        AUTHORITY,
    ),
    Mutant(
        "own changes that come back are not told",
        "handoff/alarms.py",
        '    if not count:\n        return ""\n    db.identity',
        '    if True:\n        return ""\n    db.identity',
        RECEIPTS,
    ),
    Mutant(
        "a number used twice is not told", "handoff/alarms.py", "AND o.id <> j.id", "AND o.id = j.id AND 0", RECEIPTS
    ),
    Mutant(
        "an alarm ends with any receipt", "handoff/merge.py", "and ours.no > peer.alarm:", "and ours.no >= 0:", RECEIPTS
    ),
    Mutant(
        "a change to an approved period counts",
        "handoff/locked.py",
        "            verdicts[change] = LOCKED\n",
        "            verdicts[change] = None\n",
        LOCKS,
    ),
    Mutant(
        "an approval holds what the district had",
        "handoff/locked.py",
        "if not item.by_office or any(lock.knows(item.change) for lock in about):",
        "if not item.by_office:",
        LOCKS,
    ),
    Mutant(
        "of two approvals both must name a change",
        "handoff/locked.py",
        "if not item.by_office or any(lock.knows(item.change) for lock in about):",
        "if not item.by_office or (about and all(lock.knows(item.change) for lock in about)):",
        LOCKS,
    ),
    Mutant("an opened period stays locked", "handoff/locked.py", "lock.lock.locked and (", "(", LOCKS),
    Mutant(
        "another office may change what was approved",
        "handoff/locked.py",
        " or any(lock.knows(other.change) for other in items)",
        "",
        LOCKS,
    ),
    Mutant(
        "the district is bound by its own approval",
        "handoff/locked.py",
        'return self.office is not None and self.office.count(".") > 1',
        "return self.office is not None",
        LOCKS,
    ),
    Mutant(
        "a line that came before its document is open",
        "handoff/locked.py",
        "{PARENT[table]} IN {arrived}",
        "{PARENT[table]} IS NULL",
        LOCKS,
    ),
    Mutant("an approval looks only at what comes after it", "handoff/locked.py", "if item.fresh:", "if False:", LOCKS),
    Mutant(
        "an approved year is only the year",
        "models/period_locks.py",
        "lies_within(period, self.period)",
        "period == self.period",
        LOCKS,
    ),
    Mutant("an office may approve", "handoff/authority.py", ' | {"period_lock"}', "", LOCKS),
    Mutant(
        "who becomes known later is judged by his name alone",
        "handoff/authority.py",
        "            arrived = min(arrived, otherwise - 1)  # and what it says of people and periods is news here\n",
        "",
        AUTHORITY,
    ),
    Mutant(
        "what was written here is not judged",
        "handoff/authority.py",
        "limit(1)).first() or 0\n",
        "limit(1)).first() or 0\n    arrived = newest\n",
        LOCKS,
    ),
    Mutant(
        "an office writes about people it knows have moved",
        "handoff/ownership.py",
        "if moves & seen[item.change] and item.office not in final:",
        "if False:",
        AUTHORITY,
    ),
    Mutant(
        "an office changes the district's lists",
        "handoff/reference.py",
        "FOREIGN_LIST if foreign else None",
        "None",
        AUTHORITY,
    ),
    Mutant(
        "an office writes another office's surveys and services",
        "handoff/ownership.py",
        "    owners.update(_offices(connection))\n",
        "",
        ("tests/handoff/test_office_records.py",),
    ),
    Mutant(
        "an office chooses anew how the district reports for a later year",
        "handoff/reference.py",
        "    if rules & set(records):",
        "    if False:",
        REFERENCE_DATA,
    ),
    Mutant(
        "an office takes away what the district wrote",
        "handoff/reference.py",
        "    if name == REMOVED and not writers and district:",
        "    if False:",
        REFERENCE_DATA,
    ),
    Mutant(
        "a person's record passes as reference data",
        "handoff/authority.py",
        "        return op.table not in OF_REFERENCE\n",
        "        return False\n",
        REFERENCE_DATA,
    ),
    Mutant(
        "a record passes under another person's name",
        "handoff/authority.py",
        'op.fields.get("employee_id", sub) != sub',
        "False",
        REFERENCE_DATA,
    ),
)


NOTHING = Mutant("nothing", "models/state.py", '"""The state of one record', '"""The state of one record', ALL)


class NotRun(Exception):
    """The tests said neither yes nor no."""


def run(mutant: Mutant, tests: Sequence[str], histories: int | None = None) -> str | None:
    """The test that noticed the mutant, or None when it survived these. Raises `NotRun`."""
    with tempfile.TemporaryDirectory(prefix="kinerja-mutant-") as folder:
        copy = Path(folder)
        for name in ("kinerja_tui", "tests", "sample_data"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("snapshots", "pictures"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        target = copy / "kinerja_tui" / mutant.file
        target.write_text(mutant.applied(target.read_text(encoding="utf-8")), encoding="utf-8")
        os.environ.update(PYTHONPATH=folder, KINERJA_HISTORIES=str(histories or 1))
        child = os.fork()
        if child == 0:
            _test_in(copy, tests)
        _, status = os.waitpid(child, 0)
        said = (copy / "said").read_text(encoding="utf-8", errors="replace")
        code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGALRM:
        raise NotRun(f"no end within {LIMIT} seconds")
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.M)
    if code not in (0, 1) or (code == 1) != (found is not None):
        raise NotRun(said[-500:])
    return found[1].rpartition("/")[2] if found else None


def _test_in(copy: Path, tests: Sequence[str]) -> NoReturn:
    """Run the tests of a copy in this process, which has all libraries loaded and nothing of ours, and end it."""
    signal.alarm(LIMIT)
    os.chdir(copy)
    said = os.open("said", os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(said, stream)
    for name in [name for name in sys.modules if name.partition(".")[0] in {"tests", "kinerja_tui"}]:
        del sys.modules[name]
    sys.path.insert(0, str(copy))
    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])
    sys.stdout.flush()
    os._exit(code)


def verdict_on(mutant: Mutant, histories: int | None) -> tuple[bool, str]:
    """Whether it was caught, and by what or why not."""
    first = HISTORIES if histories else mutant.tests
    try:
        caught_by = run(mutant, first, histories) or (None if histories else run(mutant, ALL))
    except ValueError as problem:
        return False, f"DOES NOT FIT: {problem}"
    except NotRun as problem:
        return False, f"NOT RUN: {problem}"
    return caught_by is not None, f"caught by {caught_by}" if caught_by else "SURVIVED"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int)
    parser.add_argument("--at-once", type=int, default=os.cpu_count())
    parser.add_argument("names", nargs="*")
    options = parser.parse_args(arguments)
    chosen = [mutant for mutant in MUTANTS if not options.names or any(part in mutant.name for part in options.names)]
    every = tuple(dict.fromkeys(test for mutant in chosen for test in mutant.tests))
    if caught_by := run(NOTHING, HISTORIES if options.histories else every, options.histories):
        print(f"The tests fail without any mutant: {caught_by}", flush=True)  # noqa: T201
        return 1
    caught = 0
    with multiprocessing.get_context("fork").Pool(options.at_once) as pool:
        verdicts = pool.imap(partial(verdict_on, histories=options.histories), chosen)
        for mutant, (bites, said) in zip(chosen, verdicts, strict=True):
            caught += bites
            print(f"{mutant.name:56} {said}", flush=True)  # noqa: T201
    print(f"{caught} of {len(chosen)} caught", flush=True)  # noqa: T201
    return 0 if caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
