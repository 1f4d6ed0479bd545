"""Sheets of the demand of firms: the empty form to fill in, and the sums."""

from collections.abc import Sequence

from caunoi.classifications.models import Occupation
from caunoi.vacancies.queries.needs import ProvinceNeeds
from caunoi_kit.office.sheets import Column, Kind, write

MONTHS = tuple(f"Tháng thứ {number}" for number in range(1, 7))


def need_template(groups: Sequence[Occupation]) -> bytes:
    """A sheet with the heads the import reads, and a row for each group of the form."""
    columns = [
        Column("Mã số thuế"),
        Column("Mã nhóm nghề"),
        Column("Tên nhóm nghề", width=60),
        Column("Số lượng", Kind.NUMBER),
        Column("Trong đó nữ", Kind.NUMBER),
        *(Column(name, Kind.NUMBER) for name in MONTHS),
    ]
    rows = [["", one.code, one.name, *([None] * 8)] for one in groups]
    return write(columns, rows, title="Nhu cầu tuyển dụng")


def needs_sheet(found: ProvinceNeeds, title: str) -> bytes:
    """Every firm with its sums, for one half-year."""
    columns = [
        Column("Mã số thuế"),
        Column("Nơi tuyển", width=48),
        Column("Số nhóm nghề", Kind.NUMBER),
        Column("Số người", Kind.NUMBER),
        Column("Trong đó nữ", Kind.NUMBER),
        Column("Gửi lúc", Kind.MOMENT),
    ]
    rows = (
        [
            one["employer__tax_code"],
            one["employer__name"],
            one["groups"],
            one["people"],
            one["of_women"],
            one["sent_at"],
        ]
        for one in found.firms
    )
    return write(columns, rows, title=title)
