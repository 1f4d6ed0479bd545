"""What the commands print and write: JSON lines and lists for `reference/`."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from caunoi.classifications.queries import Coded, Reading


def coded_title_line(title: str, codes: Iterable[Coded]) -> str:
    """A title and its occupations, best first; scores in basis points 0 to 10,000."""
    return _line(
        {
            "title": title,
            "codes": [
                {
                    "isco08": code.isco08,
                    "vsco2020": code.vsco2020,
                    "name": code.name,
                    "score": code.score,
                }
                for code in codes
            ],
        }
    )


def reading_line(identity: str | int, reading: Reading) -> str:
    """What was read in a posting: đồng a month, years, two-digit province codes of both eras."""
    return _line(
        {
            "id": identity,
            "isco08": reading.isco08,
            "vsco2020": reading.vsco2020,
            "salary_min": reading.salary_min,
            "salary_max": reading.salary_max,
            "min_years": reading.min_years,
            "min_education": reading.min_education,
            "province_codes": {
                "before": list(reading.provinces.before),
                "after": list(reading.provinces.after),
            },
            "quantity": reading.quantity,
        }
    )


def reference_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A list as it stands in `reference/`: CSV with a header and plain line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _line(values: dict[str, Any]) -> str:
    text = json.dumps(values, ensure_ascii=False)
    # Half of a surrogate pair, left by a broken export, cannot be printed; its JSON escape can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
