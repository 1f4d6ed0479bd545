"""What makes the journal a chain: each line's hash covers the hash of the line before."""

import hashlib
import json
from datetime import UTC

from caunoi_kit.journal.models import Entry

GENESIS = "0" * 64


def digest(entry: Entry) -> str:
    """SHA-256 over everything a line says and the hash of the line before."""
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.event,
        entry.by_id,
        entry.about_model,
        entry.about_id,
        entry.detail,
        entry.previous_hash,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
