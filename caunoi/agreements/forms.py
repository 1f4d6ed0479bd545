"""What is typed about agreements: the draft with its lines, signature, amendment, end, scan."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django import forms

from caunoi.agreements import queries
from caunoi.agreements.actions import MOST_LINES, Draft, Promise
from caunoi.agreements.choices import AgreementKind
from caunoi.agreements.models import Agreement, Line
from caunoi.classifications.choices import Qualification
from caunoi.classifications.models import Occupation
from caunoi.employers.models import Employer
from caunoi_kit.ui.fields import DateField
from caunoi_kit.uploads.fields import PdfField

ROWS: Final = 4
MORE_ROWS: Final = 4
MORE: Final = "them-dong"  # the button that asks for more rows
OCCUPATIONS: Final = "cac-nghe"  # id of the list of occupations on the page
LEVELS: Final = [("", "Trình độ nào cũng được"), *Qualification.choices]
PARTS: Final = ("occupation", "month", "quantity", "level")

_MONTH = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*")


class MonthField(forms.CharField):
    """A month as people write it: 3/2027."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        match = _MONTH.fullmatch(text)
        if match is None or not 1 <= int(match[1]) <= 12:  # noqa: PLR2004  months of a year
            raise forms.ValidationError("Ghi tháng và năm, ví dụ 03/2027.")
        year = int(match[2])
        if not 2000 <= year <= 2100:  # noqa: PLR2004  the span agreements can lie in
            raise forms.ValidationError("Năm này không đúng. Ghi lại, ví dụ 03/2027.")
        return date(year, int(match[1]), 1)

    def run_validators(self, value: Any) -> None:
        return  # those of CharField look at text; here the month is already read


class LinesForm(forms.Form):
    """Rows of occupation, month, number of people and level; empty rows count for nothing."""

    def __init__(self, *args: Any, kept: tuple[Line, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = self._count(len(kept))
        self.promises: list[Promise] = []
        for n in range(1, self.count + 1):
            line = kept[n - 1] if n <= len(kept) else None
            self._add_row(n, line)

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """For the page: number of the row and its boxes, without "not required" on each of them."""
        self.use_required_attribute = False
        for n in range(1, self.count + 1):
            for part in PARTS:
                self.fields[f"{part}_{n}"].required = True  # read already: this is for the eye
            yield n, [self[f"{part}_{n}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for n in range(1, self.count + 1):
            self._read_row(n, cleaned)
        return cleaned

    def _count(self, kept: int) -> int:
        if not self.is_bound:
            return max(ROWS, kept + 1)
        sent = [int(m[1]) for name in self.data if (m := re.fullmatch(r"month_(\d{1,2})", name))]
        more = MORE_ROWS if MORE in self.data else 0
        return min(max([ROWS, *sent]) + more, MOST_LINES)

    def _add_row(self, n: int, line: Line | None) -> None:
        self.fields[f"occupation_{n}"] = forms.CharField(
            label="Nghề",
            required=False,
            max_length=250,
            initial=line.occupation.name if line else "",
            widget=forms.TextInput(attrs={"list": OCCUPATIONS, "autocomplete": "off"}),
        )
        self.fields[f"month_{n}"] = MonthField(
            label="Tháng",
            required=False,
            max_length=20,
            initial=f"{line.month:%m/%Y}" if line else "",
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        self.fields[f"quantity_{n}"] = forms.IntegerField(
            label="Số người",
            required=False,
            min_value=1,
            max_value=100_000,
            initial=line.quantity if line else None,
            error_messages={"invalid": "Ghi số người bằng chữ số, ví dụ 30."},
        )
        self.fields[f"level_{n}"] = forms.ChoiceField(
            label="Trình độ",
            required=False,
            choices=LEVELS,
            initial=line.level if line else "",
        )

    def _read_row(self, n: int, cleaned: dict[str, Any]) -> None:
        occupation, month, quantity, level = (cleaned.get(f"{part}_{n}") for part in PARTS)
        if not (occupation or month or quantity) or any(f"{p}_{n}" in self.errors for p in PARTS):
            return
        found = self._occupation(occupation or "")
        if found is None:
            self.add_error(f"occupation_{n}", "Chọn một nghề trong danh sách gợi ý, hoặc ghi mã.")
        if month is None:
            self.add_error(f"month_{n}", "Ghi tháng phải đủ người, ví dụ 03/2027.")
        if quantity is None:
            self.add_error(f"quantity_{n}", "Ghi số người của dòng này.")
        if found and month and quantity:
            self.promises.append(Promise(found, month, quantity, level or ""))

    def _occupation(self, written: str) -> Occupation | None:
        if not hasattr(self, "_by_name"):
            self._by_name: dict[str, Occupation] = {}
            for one in queries.occupations():
                self._by_name |= {one.name.casefold(): one, one.code: one}
        return self._by_name.get(" ".join(written.split()).casefold())


class AgreementForm(LinesForm):
    """A draft."""

    kind = forms.ChoiceField(label="Loại thoả thuận", choices=AgreementKind)
    employer = forms.CharField(label="Doanh nghiệp", required=False, max_length=300)
    institution: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Cơ sở đào tạo", queryset=None, required=False, empty_label="Không có"
    )
    other_party = forms.CharField(label="Bên khác", required=False, max_length=300)
    to_sign_on = DateField(label="Ngày dự kiến ký", required=False)
    valid_until = DateField(label="Có hiệu lực đến", required=False)
    terms = forms.CharField(
        label="Điều khoản thêm", required=False, max_length=5_000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, agreement: Agreement | None = None, **kwargs: Any) -> None:
        if agreement is not None:
            kwargs["initial"] = {
                "kind": agreement.kind,
                "employer": _written(agreement.employer),
                "institution": agreement.institution_id,
                "other_party": agreement.other_party,
                "to_sign_on": agreement.to_sign_on,
                "valid_until": agreement.valid_until,
                "terms": agreement.terms,
            }
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = queries.institutions()  # type: ignore[attr-defined]

    def clean_employer(self) -> Employer | None:
        """The employer a tax code or a name means, or what to write instead."""
        written = self.cleaned_data["employer"].strip()
        if not written:
            return None
        found = queries.employers_named(written)
        if not found:
            raise forms.ValidationError(
                "Không có nơi nào mang tên hay mã số thuế này. Ghi lại, hoặc đăng ký đơn vị trước."
            )
        if len(found) > 1:
            listed = "; ".join(_in_a_line(one) for one in found)
            raise forms.ValidationError(f"Có nhiều nơi tên gần giống: {listed}. Ghi mã số thuế.")
        return found[0]

    def draft(self) -> Draft:
        """What was typed, for the action."""
        data = self.cleaned_data
        return Draft(
            kind=AgreementKind(data["kind"]),
            employer=data["employer"],
            institution=data["institution"],
            other_party=data["other_party"],
            to_sign_on=data["to_sign_on"],
            valid_until=data["valid_until"],
            terms=data["terms"],
            lines=tuple(self.promises),
        )


class SignForm(forms.Form):
    """What is noted once all parties have signed."""

    number = forms.CharField(label="Số của văn bản", max_length=60)
    signed_on = DateField(label="Ngày ký")
    valid_until = DateField(label="Có hiệu lực đến")


class AmendForm(LinesForm):
    """What an amendment changes."""

    signed_on = DateField(label="Ngày ký phụ lục")
    valid_until = DateField(label="Có hiệu lực đến")
    why = forms.CharField(label="Lý do đổi", max_length=300)


class EndForm(forms.Form):
    """Why an agreement ends."""

    why = forms.CharField(label="Lý do kết thúc", max_length=300)


class FileForm(forms.Form):
    """A scan of what was signed."""

    file = PdfField(
        label="Bản đã ký (PDF)",
        error_messages={
            "required": "Chọn một tệp PDF.",
            "empty": "Tệp này trống. Chọn lại tệp.",
        },
    )


def _written(employer: Employer | None) -> str:
    if employer is None:
        return ""
    return employer.tax_code or employer.name


def _in_a_line(employer: Employer) -> str:
    return f"{employer.name} ({employer.tax_code})" if employer.tax_code else employer.name
