"""A forger's desk: bundles with any header and any lines, signed by whoever is asked to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kinerja_tui.handoff.bundle import BundleFile, line_of, root_of
from kinerja_tui.handoff.header import Header
from kinerja_tui.models.identity import Identity
from tests.handoff.simulator import PC


def spell(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def header_of(path: Path) -> Header:
    return BundleFile(path).header


def change(identity: Identity, *ops: dict[str, Any], sub: str = "ref", n: int = 1, **more: Any) -> bytes:
    """The line of a change that a PC really signed, whatever it says."""
    body = spell(
        {
            "v": 1,
            "site": identity.site,
            "n": n,
            "at": "2026-01-05T08:00:00+00:00",
            "by": "Palsu",
            "act": "Palsu",
            "sub": sub,
            "aud": [],
            "ops": list(ops),
            **more,
        }
    )
    return line_of(body, identity.sign(body))


def name_in(line: bytes) -> str:
    """The id of the change in a line."""
    return hashlib.sha256(spell(json.loads(line)["c"])).hexdigest()[:40]


def op(table: str, key: str, parents: Sequence[str] = (), **fields: Any) -> dict[str, Any]:
    return {"t": table, "k": key, "p": list(parents), "s": fields}


def forge(
    path: Path,
    sender: PC,
    receiver: PC,
    lines: Sequence[bytes],
    *,
    keys: Sequence[Identity] = (),
    signer: Identity | None = None,
    **changed: Any,
) -> Path:
    """Write a bundle whose header is true of its lines, but for what is said otherwise."""
    root, count = root_of(lines)
    identity = sender.db.identity
    header = Header(
        from_site=identity.site,
        from_office=sender.office,
        from_name=sender.name,
        to_office=receiver.office,
        to_site=None,
        no=1,
        base=None,
        ack=None,
        at="2026-01-05T08:00:00+00:00",
        count=count,
        root=root,
        keys={item.site: item.public_key for item in (identity, *keys)},
    )
    header = replace(header, **changed)
    body = header.body()
    sig = (signer or identity).sign(body).hex().encode()
    start = b'{"kinerja":1,"header":%s,"sig":"%s","changes":[\n' % (body, sig)
    path.write_bytes(start + b",\n".join(lines) + b"\n]}\n")
    return path
