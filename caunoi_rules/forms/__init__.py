"""Forms of decrees: what each is, who issues it by which article, and its official text.

Form numbers repeat in every decree, so a code names both: "N374-M12". The wording of a form is in
`n374/M12.txt`; `caunoi_rules.forms.text` says how such a file is written.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

PARTIES: Final = {
    "worker": "người lao động",
    "employer": "người sử dụng lao động",
    "centre": "trung tâm dịch vụ việc làm",
    "other_centre": "trung tâm nơi đến hoặc nơi đi",
    "department": "Sở Nội vụ",
    "insurance": "bảo hiểm xã hội",
    "school": "cơ sở đào tạo",
    "ministry": "Cục Việc làm (Bộ Nội vụ)",
}
"""Who issues or receives a form, in words."""


class NoForm(Exception):
    """No form has that code; the message says so in Vietnamese."""


@dataclass(frozen=True)
class Form:
    """One form of a decree. `by` and `to` are names of `PARTIES`."""

    code: str
    number: str
    title: str
    by: str
    to: tuple[str, ...]
    article: str
    procedures: tuple[str, ...]
    decree: str
    since: date
    article_confirmed: bool = True

    @property
    def law(self) -> str:
        """The article with its decree, as pages cite it."""
        return f"{self.decree}, {self.article}"


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """All forms by code, in the order of the decree.

    >>> len(forms()), forms()["N374-M12"].article
    (35, 'khoản 1 Điều 16')
    """
    table = tomllib.loads((files(__package__) / "n374.toml").read_text(encoding="utf-8"))
    return {row["code"]: _form(row, table) for row in table["forms"]}


@lru_cache(maxsize=1)
def annexes() -> dict[str, Form]:
    """Parts of a form that are papers of their own, by code.

    >>> annexes()["N374-M25-PL2"].number
    '25, Phụ lục II'
    """
    table = tomllib.loads((files(__package__) / "n374.toml").read_text(encoding="utf-8"))
    return {
        row["code"]: replace(
            forms()[row["of"]], code=row["code"], number=row["number"], title=row["title"]
        )
        for row in table["annexes"]
    }


def form(code: str) -> Form:
    """One form, or an annex of one. Raises NoForm."""
    try:
        return (forms() | annexes())[code]
    except KeyError:
        raise NoForm(f"Không có biểu mẫu {code}. Mở trang Biểu mẫu để chọn.") from None


def _form(row: Mapping[str, Any], table: Mapping[str, Any]) -> Form:
    return Form(
        code=row["code"],
        number=row["number"],
        title=row["title"],
        by=row["by"],
        to=tuple(row["to"]),
        article=row["article"],
        procedures=tuple(row["procedures"]),
        decree=table["decree"],
        since=table["since"],
        article_confirmed=row.get("article_confirmed", True),
    )
