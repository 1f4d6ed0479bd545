"""Writes docs/law from the scenario tables: `python -m tests.rules.law_pages`."""

from datetime import date
from pathlib import Path
from typing import Any

from caunoi_rules.parameters import load
from caunoi_rules.unemployment.readings import READINGS
from tests.rules.law_words import grouped, said
from tests.rules.tables import Case, Table, tables

HOME = Path(__file__).parent.parent.parent / "docs" / "law"
INDEX = "README.md"
LAWS = {
    "L74": "Luật Việc làm 74/2025/QH15",
    "N374": "Nghị định 374/2025/NĐ-CP",
    "L38": "Luật Việc làm 38/2013/QH13 (luật cũ)",
    "N28": "Nghị định 28/2015/NĐ-CP (luật cũ)",
}
READING_WORDS = {info.name: dict(info.choices) for info in READINGS}
UNSURE = "chưa đối chiếu văn bản"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {f"{table.name}.md": page(table) for table in tables()}
    return {INDEX: index(), **made}


def page(table: Table) -> str:
    """One article: the rule, its figures, its doubtful points, its scenarios."""
    until = f" đến {table.until:%d/%m/%Y}" if table.until else ""
    parts = [
        f"# {table.article} {table.law}: {table.title}",
        f"Áp dụng từ {table.since:%d/%m/%Y}{until}. [Mục lục]({INDEX})",
        "## Quy định",
        table.rule,
    ]
    if table.parameters:
        parts += ["## Số liệu", _figures(table)]
    if table.readings:
        parts += ["## Cách đọc", _readings(table)]
    parts += ["## Tình huống", *(_case(each) for each in table.cases)]
    parts += ["---", f"Trang này sinh từ `tests/rules/cases/{table.name}.toml`; sửa ở đó."]
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """The list of articles."""
    parts = [
        "# Bảo hiểm thất nghiệp: quy định mà phần mềm thực hiện",
        "Mỗi trang là một điều: quy định bằng lời thường, số liệu có ngày và căn cứ, tình huống có "
        "đáp số. Các tình huống được thử lại mỗi khi phần mềm thay đổi. Trang lệch với phần mềm "
        "thì phép thử báo lỗi.",
        "Chỗ luật, nghị định và cách làm khác nhau thì trang ghi các cách đọc. Cách đọc mặc định "
        "đứng đầu. Quyết định ghi cách đã dùng.",
    ]
    for key, law in LAWS.items():
        rows = [each for each in tables() if each.name.startswith(f"{key}-")]
        lines = [
            f"- [{each.article}]({each.name}.md): {each.title} ({len(each.cases)} tình huống)"
            for each in rows
        ]
        parts += [f"## {law}", "\n".join(lines)]
    parts += ["---", "Viết lại các trang: `python -m tests.rules.law_pages`."]
    return "\n\n".join(parts) + "\n"


def _case(case: Case) -> str:
    lines = [
        f"**{case.id}.** {case.title}",
        f"- Dữ kiện: {said(case.given, case.call, READING_WORDS)}.",
        f"- Đáp số: {said(case.expect, case.call, READING_WORDS)}.",
    ]
    if case.source:
        lines.append(f"- Nguồn: {case.source}.")
    return "\n".join([lines[0], "", *lines[1:]])


def _figures(table: Table) -> str:
    rows = ["| Số liệu | Giá trị | Từ ngày | Căn cứ |", "|---|---|---|---|"]
    for name in table.parameters:
        file, _, figure = name.partition(".")
        entry = load(file)[figure]
        about = entry.get("about") or f"Lương tối thiểu tháng vùng {figure.rsplit('_', 1)[1]}, đồng"
        for row in _in_force(entry["values"], table.since, table.until):
            law = row["law"] + ("" if row.get("confirmed", True) else f" ({UNSURE})")
            rows.append(f"| {about} | {_figure(row['value'])} | {row['from']:%d/%m/%Y} | {law} |")
    return "\n".join(rows)


def _in_force(rows: list[dict[str, Any]], since: date, until: date | None) -> list[dict[str, Any]]:
    """The values in force at some time between two days, the oldest first."""
    ordered = sorted(rows, key=lambda row: row["from"])
    ends = [row["from"] for row in ordered[1:]] + [date.max]
    return [
        row
        for row, end in zip(ordered, ends, strict=True)
        if end > since and (until is None or row["from"] <= until)
    ]


def _figure(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(f"từ {grouped(first)} lao động: {need}" for first, need in value)
    return grouped(value)


def _readings(table: Table) -> str:
    lines = []
    for info in READINGS:
        if info.name in table.readings:
            default, *others = info.choices.values()
            lines.append(
                f"- **{info.label}** ({info.article}). Mặc định: {default}. "
                f"Khác: {'; '.join(others)}."
            )
    return "\n".join(lines)


def write() -> list[str]:
    """Writes every page and removes those no table stands behind; the names that changed."""
    HOME.mkdir(parents=True, exist_ok=True)
    wanted, changed = pages(), []
    for path in HOME.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
            changed.append(path.name)
    for name, text in wanted.items():
        path = HOME / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed


if __name__ == "__main__":
    for changed in write():
        print(changed)
