"""docs/retention.md is written from the table: `python -m tests.home.retention_page`."""

import os
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "retention.md"
HEAD = """# What is kept of people, how long, and what erasing does

Written from `caunoi/home/queries/keeping.py` by `python -m tests.home.retention_page`; a test fails
when the two differ, when a model that holds personal data is missing, or when a period is not the
one of the code.

| Model | What | How long | On erasing |
|---|---|---|---|
"""
FOOT = """
*On erasing*: what becomes of the rows when somebody's data are erased. "luật bắt giữ": the erasure
of the whole is refused with the article; only the rest goes.

Not in the table: the market of a plan (`CAUNOI_HOME/market`, the three latest runs) holds homes,
skills and wishes by the number of a row, without names; of whom was erased it says nothing more
that leads to somebody, and three plans later it is gone. Logs hold no names (trust F6). Backups:
see [operate](operate.md#after-a-restore).
"""


def page() -> str:
    from caunoi.home.queries.keeping import KEEPINGS

    lines = [
        f"| `{each.model}` | {each.words} | {each.how_long} | {each.fate.value} |"
        for each in KEEPINGS
    ]
    return HEAD + "\n".join(lines) + "\n" + FOOT


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
