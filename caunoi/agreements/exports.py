"""Agreements on paper: PDF and .docx in the official layout (Decree 30/2020), the signing list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from caunoi.agreements import queries
from caunoi.agreements.choices import AgreementKind
from caunoi.agreements.models import Agreement
from caunoi_kit.office import docx, pdf
from caunoi_kit.ui import formats

ABOUT = {
    AgreementKind.SUPPLY: "về việc cung ứng lao động",
    AgreementKind.TRAINING: "về việc đào tạo theo đơn đặt hàng",
}
TASKS = {
    AgreementKind.SUPPLY: (
        "Trung tâm giới thiệu người lao động hợp với nghề, số lượng và thời gian ghi ở Điều 1. "
        "Người lao động không phải trả khoản phí nào.",
        "Doanh nghiệp phỏng vấn, báo kết quả từng người cho Trung tâm và ký hợp đồng lao động "
        "theo quy định với người được nhận.",
    ),
    AgreementKind.TRAINING: (
        "Trung tâm thông báo tuyển sinh và giới thiệu người học theo nghề, trình độ và số lượng "
        "ghi ở Điều 1.",
        "Cơ sở đào tạo mở lớp đúng thời gian, báo danh sách người học và người tốt nghiệp cho "
        "Trung tâm.",
        "Doanh nghiệp tham gia thoả thuận nhận người tốt nghiệp đạt yêu cầu vào làm việc.",
    ),
}
FOLLOWED = (
    "Hằng tháng các bên đối chiếu số người đã giới thiệu, đã học và đã nhận việc với số cam kết."
)
LINE_NAMES = ("TT", "Nghề", "Trình độ", "Tháng", "Số người")


def agreement_pdf(agreement: Agreement, *, on: date) -> bytes:
    """The agreement to be signed, or a print of what was signed."""
    return pdf.render("agreements/agreement.typ", paper(agreement), dated=agreement.signed_on or on)


def signing_day_pdf(agreements: Iterable[Agreement], *, day: date) -> bytes:
    """The list of a signing day."""
    rows = [
        [
            str(n),
            agreement.get_kind_display(),
            ", ".join(parties_of(agreement)),
            formats.number(sum(line.quantity for line in agreement.lines.all())),
            agreement.number,
        ]
        for n, agreement in enumerate(agreements, start=1)
    ]
    data = {
        "title": f"Danh sách ký ngày {formats.day(day)}",
        "unit": settings.CAUNOI_UNIT_NAME,
        "day": formats.official_day(day),
        "rows": rows,
    }
    return pdf.render("agreements/signing_day.typ", data, dated=day)


def agreement_docx(agreement: Agreement) -> bytes:
    """The same paper as a Word file, for the parties to change words in."""
    data = paper(agreement)
    file = docx.Paper()
    file.head(unit=data["unit"], number=data["number"], place_day=data["place_day"])
    file.title("Thoả thuận", data["about"])
    file.para("Chúng tôi gồm:", indent=False)
    for name, party in data["parties"]:
        file.para(f"{name}: {party}", bold=True)
    file.para("cùng thoả thuận như sau.", indent=False)
    file.para("Điều 1. Nội dung và số lượng", bold=True)
    file.rows(LINE_NAMES, data["lines"])
    file.para(data["total"])
    file.para("Điều 2. Việc của mỗi bên", bold=True)
    for n, task in enumerate(data["tasks"], start=1):
        file.para(f"{n}. {task}")
    file.para("Điều 3. Hiệu lực", bold=True)
    for sentence in data["term"]:
        file.para(sentence)
    file.signatures([(f"Đại diện {name.lower()}", "") for name, _ in data["parties"]])
    return file.save()


def paper(agreement: Agreement) -> dict[str, Any]:
    """All that is printed, as plain text."""
    kind = AgreementKind(agreement.kind)
    lines = list(agreement.lines.all())
    signed = agreement.signed_on
    until = agreement.valid_until
    terms = [line for line in agreement.terms.splitlines() if line.strip()]
    names = [settings.CAUNOI_UNIT_NAME, *parties_of(agreement)]
    copies = len(names) + 1
    return {
        "title": f"Thoả thuận {agreement.number}".strip(),
        "unit": settings.CAUNOI_UNIT_NAME,
        "number": agreement.number or "........./TT",
        "place_day": place_of_signing()
        + (formats.official_day(signed) if signed else "ngày ...... tháng ...... năm ......"),
        "about": ABOUT[kind],
        "parties": [[f"Bên {'ABCD'[n]}", name] for n, name in enumerate(names)],
        "lines": [
            [
                str(n),
                line.occupation.name,
                line.get_level_display() if line.level else "",
                f"{line.month:%m/%Y}",
                formats.number(line.quantity),
            ]
            for n, line in enumerate(lines, start=1)
        ],
        "total": f"Cộng: {formats.number(sum(line.quantity for line in lines))} người.",
        "tasks": [*TASKS[kind], FOLLOWED, *terms],
        "term": [
            f"Thoả thuận có hiệu lực từ ngày ký đến hết {formats.official_day(until)}."
            if until
            else "Thoả thuận có hiệu lực từ ngày ký đến hết ngày .... tháng .... năm ........",
            f"Thoả thuận lập thành {copies:02d} bản, mỗi bên giữ một bản, "
            "Trung tâm lưu thêm một bản.",
        ],
    }


def place_of_signing() -> str:
    """Name of the province before the day, as official papers have it; "" where it is not known."""
    province = queries.own_province()
    return f"{province.name.removeprefix('Tỉnh ').removeprefix('Thành phố ')}, " if province else ""


def parties_of(agreement: Agreement) -> list[str]:
    """Names of the parties beside the centre."""
    names = (
        agreement.employer.name if agreement.employer else "",
        agreement.institution.name if agreement.institution else "",
        agreement.other_party,
    )
    return [name for name in names if name]
