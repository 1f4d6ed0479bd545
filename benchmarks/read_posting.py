"""How often the posting reader is right on crawled postings, and how fast it reads.

    python benchmarks/read_posting.py --postings postings.jsonl

Each line of the file is one posting with the fields a job board keeps: ``id``, ``title``,
``company``, ``location``, ``salary``, ``experience``, ``education``, ``quantity``, ``description``,
``requirements``, ``benefits`` (text; a field the board did not have is empty). The fields are
printed into one free text in several layouts; the reader must find each of them again.

Only the held-out fifth of the postings is measured (by a hash of their ``id``): it was kept apart
while the rules were written; five mistakes in its running texts were looked at and mended later.
``--all`` measures every posting. The file stays outside the repository.

The layout "body" holds the title and the running text alone. A board's fields often say more than
the text does, so that there the share of the readings made that agree with the field is printed,
not the share of all postings.
"""

import argparse
import csv
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from caunoi_engine.text.folding import fold  # noqa: E402 - needs the path above
from caunoi_engine.text.occupations import OccupationCoder  # noqa: E402 - needs the path above
from caunoi_engine.text.postings import PostingReader, Reading  # noqa: E402 - needs the path above

Row = Mapping[str, str]
HELD_OUT_SHARE = 5  # one in five
FIELDS = ("salary", "experience", "education", "quantity", "province")
TRADES_FROM = "5"  # ISCO-08 major groups 5 to 9: services, farming, trades, machines, elementary

LAYOUTS = {
    "labels": """{title}
{company}
Mức lương: {salary}
Địa điểm: {location}
Kinh nghiệm: {experience}
Học vấn: {education}
Số lượng: {quantity}
Mô tả công việc:
{description}
Yêu cầu:
{requirements}
{benefits}""",
    "labels above": """{title}
Thu nhập
{salary}
Nơi làm việc
{location}
Kinh nghiệm
{experience}
Bằng cấp
{education}
Số lượng tuyển
{quantity}
{description}
{requirements}""",
    "one line": (
        "{title} {company} Địa điểm làm việc: {location} Yêu cầu kinh nghiệm: {experience} Lương:"
        " {salary} Trình độ: {education} Số lượng cần tuyển: {quantity} Mô tả: {description} Yêu"
        " cầu: {requirements}"
    ),
    "labels last": """{title}
{description}
{requirements}
- Mức lương: {salary}
- Địa điểm làm việc: {location}
- Kinh nghiệm: {experience}
- Trình độ học vấn: {education}
- Số lượng: {quantity}""",
    "no labels": """{title}
{salary}
{location}
{experience}
{description}
{requirements}""",
    "body": """{title}
{description}
{requirements}
{benefits}""",
}
NOT_PRINTED = {"no labels": {"education", "quantity"}, "body": set()}


# What a field of a board says, read without the reader. None: it says nothing that can be judged.


def true_salary(row: Row) -> tuple[int | None, int | None] | None:
    """Return đồng a month, open sides None; None for a blank or unreadable field."""
    text = row["salary"].lower()
    if not text.strip():
        return None
    numbers = re.findall(r"(\d+(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s*(triệu|tr|k)?", text)
    if not numbers:
        return None, None
    if len(numbers) > 2 or "man" in text:
        return None
    amounts = []
    for written, scale in numbers:
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written)
        value = float(re.sub(r"[.,]", "", written) if grouped else written.replace(",", "."))
        amounts.append((value, scale))
    top = max(value for value, _ in amounts)
    million = "triệu" in text or "tr" in text
    low_to_high = sorted(
        round(value * _unit(text, scale, value, top, million)) for value, scale in amounts
    )
    low_to_high = [_a_month(text, amount, low_to_high[-1]) for amount in low_to_high]
    if len(low_to_high) > 1:
        return low_to_high[0], low_to_high[1]
    if re.search(r"tới|đến|up ?to", text):
        return None, low_to_high[0]
    return low_to_high[0], None if re.search(r"từ|trên|hơn", text) else low_to_high[0]


def _unit(text: str, scale: str, value: float, top: float, million: bool) -> int:
    """Return the đồng that one of the written numbers stands for."""
    if scale == "k":
        return 1_000
    if ("usd" in text or "$" in text) and not scale:
        return 26_000
    if "¥" in text:
        return 170
    if value < 1_000 and (million or top <= 300 or top >= 1_000_000):
        return 1_000_000
    return 26_000 if value < 30_000 else 1


def _a_month(text: str, amount: int, top: int) -> int:
    if "/giờ" in text and top < 1_000_000:
        return amount * 208
    yearly = ("/năm" in text and top >= 40_000_000) or amount >= 200_000_000
    return amount // 12 if yearly else amount


def true_years(row: Row) -> float | None:
    """Return the least years."""
    text = row["experience"].lower().strip()
    if text.startswith(("không", "chưa", "dưới")):
        return 0.0
    number = re.search(r"\d+([.,]\d+)?", text)
    return float(number[0].replace(",", ".")) if number else None


def true_education(row: Row) -> str | None:
    """Return the code of the schooling."""
    levels = {
        "cử nhân": "dai_hoc",
        "kỹ sư": "dai_hoc",
        "thạc sĩ": "dai_hoc",
        "tiến sĩ": "dai_hoc",
        "đại học": "dai_hoc",
        "cao đẳng": "cao_dang",
        "trung cấp": "trung_cap",
        "trung học phổ thông": "thpt",
        "trung học": "thpt",
        "chứng chỉ": "thpt",
    }
    return levels.get(row["education"].lower().strip())


def true_quantity(row: Row) -> int | None:
    """Return the number of people."""
    number = re.search(r"\d+", row["quantity"])
    return int(number[0]) if number else None


def true_provinces(row: Row, codes: Mapping[str, str]) -> frozenset[str] | None:
    """Return the old codes of the parts of the field that are names of provinces."""
    named = re.sub(r"&.*$", "", row["location"])
    parts = re.split(r",| - (?!Vũng)|(?<=Rịa)-", named)
    folded = (re.sub(r"^(tinh|thanh pho|tp)[ .]*", "", fold(part)) for part in parts)
    found = frozenset(codes[part] for part in folded if part in codes)
    return found or None


def province_codes(provinces: list[dict[str, str]]) -> dict[str, str]:
    """Return the old code of each province by its folded name and usual spellings."""
    codes = {
        re.sub(r"^(tinh|thanh pho) ", "", fold(row["name_before"])): row["code_before"]
        for row in provinces
    }
    return codes | {
        "hcm": codes["ho chi minh"],
        "ba ria": codes["ba ria - vung tau"],
        "vung tau": codes["ba ria - vung tau"],
        "thua thien hue": codes["hue"],
        "thua thien": codes["hue"],
    }


def answers(reading: Reading) -> dict[str, object]:
    """Return what the reader says of each measured field."""
    return {
        "salary": (reading.salary_min, reading.salary_max),
        "experience": reading.min_years,
        "education": reading.min_education,
        "quantity": reading.quantity,
        "province": frozenset(reading.provinces.before) or None,
    }


def is_held_out(row: Row) -> bool:
    """Say whether a posting belongs to the fifth from which no rule was written."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0


def reference_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a list in the repository."""
    with (ROOT / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_reader() -> PostingReader:
    """Build the reader as the program does."""
    coder = OccupationCoder.from_rows(
        occupations=reference_rows("occupations.csv"),
        links=reference_rows("occupation_links.csv"),
        lexicon=reference_rows("title_lexicon.csv"),
    )
    return PostingReader.from_rows(
        provinces=reference_rows("provinces.csv"),
        districts=reference_rows("districts_before.csv"),
        coder=coder,
    )


def measure(
    reader: PostingReader, rows: list[Row], truth: Callable[[Row], dict[str, object]]
) -> Iterator[tuple[str, str, Counter[tuple[str, bool]], list[str]]]:
    """Yield for each layout and collar the counts of right and wrong fields, and the mistakes."""
    for layout, pattern in LAYOUTS.items():
        counts: dict[str, Counter[tuple[str, bool]]] = {"trades": Counter(), "office": Counter()}
        mistakes: list[str] = []
        for row in rows:
            reading = reader.read(pattern.format(**row))
            collar = "trades" if (reading.isco08 or "0") >= TRADES_FROM else "office"
            said = answers(reading)
            for field, true in truth(row).items():
                unread = layout == "body" and said[field] in (None, (None, None))
                if true is None or unread or field in NOT_PRINTED.get(layout, ()):
                    continue
                counts[collar][field, said[field] == true] += 1
                if said[field] != true:
                    mistakes.append(f"{layout}/{field} {row['id']}: {true} read as {said[field]}")
        for collar, count in counts.items():
            yield layout, collar, count, mistakes if collar == "office" else []


def share(count: Counter[tuple[str, bool]], field: str) -> str:
    """Return the share read right and the number of postings judged."""
    judged = count[field, True] + count[field, False]
    if not judged:
        return "-".rjust(14)
    return f"{100 * count[field, True] / judged:.1f}% of {judged}".replace(".", ",").rjust(14)


def main() -> None:
    """Print the share of fields read right for each layout, and the speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--postings", type=Path, required=True, help="JSON lines")
    parser.add_argument("--all", action="store_true", help="measure the other four fifths as well")
    parser.add_argument("--wrong", action="store_true", help="also print what was read wrong")
    arguments = parser.parse_args()

    reader = load_reader()
    codes = province_codes(reference_rows("provinces.csv"))
    with arguments.postings.open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines]
    rows = [row for row in rows if arguments.all or is_held_out(row)]

    def truth(row: Row) -> dict[str, object]:
        return {
            "salary": true_salary(row),
            "experience": true_years(row),
            "education": true_education(row),
            "quantity": true_quantity(row),
            "province": true_provinces(row, codes),
        }

    print(f"{len(rows)} postings\n{'layout':14}{'work':8}" + "".join(f"{f:>14}" for f in FIELDS))
    for layout, collar, count, mistakes in measure(reader, rows, truth):
        print(f"{layout:14}{collar:8}" + "".join(share(count, field) for field in FIELDS))
        if arguments.wrong:
            print("\n".join(mistakes))
    texts = [LAYOUTS["labels"].format(**row) for row in rows]
    started = time.process_time()
    for text in texts:
        reader.read(text)
    print(
        f"{len(texts) / (time.process_time() - started):,.0f} postings a second of processor time"
    )


if __name__ == "__main__":
    main()
