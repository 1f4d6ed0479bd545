"""What is typed into a claim: the work that ended, the money's way, the months paid."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from caunoi.unemployment.choices import (
    CircumstanceKind,
    CircumstanceSource,
    ContributionSource,
    ContributionStatus,
    EndedContract,
    FilingChannel,
    PaperKind,
    Payout,
    Region,
    SentPaperKind,
    Termination,
    WhyNotInPerson,
)
from caunoi.unemployment.models.claims import LONGEST_NOTES
from caunoi.unemployment.queries.case import FACTS, MOST_ROWS, Row, needed_papers
from caunoi.unemployment.queries.months import read_month
from caunoi_kit.ui.fields import DateField, MoneyField
from caunoi_kit.uploads.fields import ScanField, SheetField

EMPTY_ROWS: Final = 2
MOST_WAGE: Final = 10_000_000_000
NOTHING: Final = [("", "Chọn")]


class MonthField(DateField):
    """A month: 10/2020, 102020, 10/20, 2020-10. Kept as its first day."""

    missing = "Ghi tháng, ví dụ 10/2020."
    attributes = {"inputmode": "numeric", "autocomplete": "off"}

    def read(self, text: str) -> date:
        """The first day of the month."""
        return read_month(text)

    def write(self, value: date) -> str:
        """How it stands in the box."""
        return f"{value:%m/%Y}"


class _Kept(forms.Form):
    """A form that is kept as far as it got, yet says only of what may stay empty that it may."""

    asked: ClassVar[frozenset[str]] = frozenset()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(True)

    def full_clean(self) -> None:
        """Read what was sent; what is asked for may still be missing."""
        self._ask(False)
        super().full_clean()
        self._ask(True)

    def _ask(self, required: bool) -> None:
        for name in self.asked & self.fields.keys():
            self.fields[name].required = required


class FactsForm(_Kept):
    """The columns of a claim. Nothing is demanded here: a draft is kept as far as it got."""

    asked = frozenset(
        {
            "ended_on",
            "end_kind",
            "contract",
            "employer_name",
            "payout",
            "account_number",
            "bank",
            "account_holder",
            "medical_place",
            "channel",
            "papers",
        }
    )

    ended_on = DateField(
        label="Ngày chấm dứt hợp đồng", required=False, latest_year=2049, earliest=date(2009, 1, 1)
    )
    end_kind = forms.ChoiceField(
        label="Lý do chấm dứt", required=False, choices=[*NOTHING, *Termination.choices]
    )
    contract = forms.ChoiceField(
        label="Loại hợp đồng", required=False, choices=[*NOTHING, *EndedContract.choices]
    )
    employer_name = forms.CharField(label="Đơn vị", max_length=300, required=False)
    employer_address = forms.CharField(label="Địa chỉ đơn vị", max_length=300, required=False)
    payout = forms.ChoiceField(
        label="Nhận tiền", required=False, choices=[*NOTHING, *Payout.choices]
    )
    account_holder = forms.CharField(label="Chủ tài khoản", max_length=200, required=False)
    account_number = forms.CharField(
        label="Số tài khoản",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    bank = forms.CharField(label="Ngân hàng", max_length=200, required=False)
    cash_place = forms.CharField(
        label="Nơi nhận tiền mặt (bảo hiểm xã hội cơ sở)", max_length=200, required=False
    )
    medical_place = forms.CharField(
        label="Nơi khám chữa bệnh ban đầu", max_length=200, required=False
    )
    prior_reserve = forms.IntegerField(
        label="Tháng bảo lưu từ trước", min_value=0, max_value=600, required=False
    )
    employer_unable_on = DateField(
        label="Ngày cơ quan có thẩm quyền xác nhận đơn vị không còn khả năng đóng", required=False
    )
    channel = forms.ChoiceField(label="Cách nộp", required=False, choices=FilingChannel.choices)
    filed_on = DateField(label="Ngày nộp, hoặc ngày gửi theo dấu bưu điện", required=False)
    arrived_on = DateField(label="Ngày đến, theo dấu bưu điện", required=False)
    why_not_in_person = forms.ChoiceField(
        label="Vì sao không đến nộp", required=False, choices=[*NOTHING, *WhyNotInPerson.choices]
    )
    proxy_name = forms.CharField(label="Người nộp thay", max_length=200, required=False)
    # Only so that a difference between two editors has its words.
    rows = forms.CharField(label="Quá trình đóng", required=False, widget=forms.HiddenInput)
    papers = forms.MultipleChoiceField(
        label="Giấy tờ đã có",
        required=False,
        choices=PaperKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, channel: str = FilingChannel.IN_PERSON, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = needed_papers((self.data.get("channel") if self.is_bound else "") or channel)
        ticks = self.fields["papers"]
        ticks.choices = [(kind.value, kind.label) for kind in needed]  # type: ignore[attr-defined]

    def clean_channel(self) -> str:
        """In person unless something else is said."""
        return self.cleaned_data["channel"] or FilingChannel.IN_PERSON

    def clean_prior_reserve(self) -> int:
        """None is none."""
        return self.cleaned_data["prior_reserve"] or 0

    def clean_account_number(self) -> str:
        """Digits and letters only; blanks and dots fall out."""
        return re.sub(r"[\s.\-]", "", self.cleaned_data["account_number"])

    @property
    def facts(self) -> dict[str, Any]:
        """The columns as they are stored."""
        return {name: self.cleaned_data[name] for name in FACTS}


PAPER: Final = "paper_"  # what the box of a paper begins with


class SentPapersForm(forms.Form):
    """Photographs or scans of the papers of a claim, one box a kind."""

    paper_termination = ScanField(label=SentPaperKind.TERMINATION.label, required=False)
    paper_book = ScanField(label=SentPaperKind.BOOK.label, required=False)
    paper_other = ScanField(label=SentPaperKind.OTHER.label, required=False)

    @property
    def attached(self) -> list[tuple[str, str, bytes]]:
        """Kind, name and bytes of every file that may be kept, whatever else is wrong."""
        told = getattr(self, "cleaned_data", {})
        found = [(kind, told.get(f"{PAPER}{kind.lower()}")) for kind in SentPaperKind.values]
        return [(kind, file.name, file.read()) for kind, file in found if file]


class OwnFactsForm(SentPapersForm, FactsForm):
    """What the person says themselves when filing online; days and ticks are the centre's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (
            "prior_reserve",
            "employer_unable_on",
            "channel",
            "filed_on",
            "arrived_on",
            "why_not_in_person",
            "proxy_name",
            "rows",
            "papers",
        ):
            del self.fields[name]

    def clean_channel(self) -> str:
        """Online by nature."""
        return FilingChannel.ONLINE

    @property
    def facts(self) -> dict[str, Any]:
        """Only the columns this form has."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}


class RowForm(_Kept):
    """Months of one wage at one employer; a line left empty is no line."""

    asked = frozenset({"first", "last", "wage", "region", "employer", "status"})

    first = MonthField(label="Từ tháng", required=False)
    last = MonthField(label="Đến tháng", required=False)
    wage = MoneyField(label="Lương đóng", required=False, most=MOST_WAGE, per="tháng")
    region = forms.TypedChoiceField(
        label="Vùng",
        required=False,
        choices=[*NOTHING, *Region.choices],
        coerce=int,
        empty_value=None,
    )
    region_reason = forms.CharField(label="Vì sao chọn vùng khác", max_length=300, required=False)
    employer = forms.CharField(label="Đơn vị", max_length=300, required=False)
    status = forms.ChoiceField(
        label="Tình trạng", required=False, choices=ContributionStatus.choices
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    scale = forms.BooleanField(label="Lương nhà nước", required=False)
    gone = forms.BooleanField(label="Bỏ dòng", required=False)

    def __init__(self, *args: Any, region: int | None = None, **kwargs: Any) -> None:
        self.usual = region
        super().__init__(*args, **kwargs)

    @property
    def is_filled(self) -> bool:
        """Whether the line says anything that stays."""
        told = self.cleaned_data
        return not told.get("gone") and any(told.get(name) for name in ("first", "last", "wage"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.get("gone") and any(told.get(name) for name in ("first", "last", "wage")):
            for name in ("first", "last", "wage"):
                if not told.get(name) and name not in self.errors:
                    field: Any = self.fields[name]
                    self.add_error(name, ValidationError(field.missing))
            region, usual = told.get("region"), self.usual
            if not region and not usual and "region" not in self.errors:
                self.add_error("region", "Chọn vùng của nơi làm việc trong các tháng này.")
            if usual and region and region != usual and not told.get("region_reason"):
                self.add_error(
                    "region_reason",
                    f"Nơi làm việc thuộc {Region(usual).label.lower()}. "
                    "Chọn vùng khác thì ghi lý do.",
                )
        return told

    @property
    def row(self) -> Row:
        """The line as plain data."""
        told = self.cleaned_data
        source = told["source"]
        return Row(
            first=told["first"],
            last=told["last"],
            wage=told["wage"],
            region=told["region"] or self.usual or 0,
            region_reason=told["region_reason"],
            employer=told["employer"],
            state_scale=told["scale"],
            status=told["status"] or ContributionStatus.PAID,
            source=source if source in ContributionSource.values else ContributionSource.BOOK,
        )


def row_values(row: Row) -> dict[str, Any]:
    """A stored line for its boxes."""
    return {
        "first": row.first,
        "last": row.last,
        "wage": row.wage,
        "region": row.region,
        "region_reason": row.region_reason,
        "employer": row.employer,
        "status": row.status,
        "source": row.source,
        "scale": row.state_scale,
    }


class Lines:
    """The lines of contributions: those stored and a few empty ones."""

    def __init__(
        self, data: Any, *, rows: Sequence[Row], region: int | None, employer: str = ""
    ) -> None:
        count = len(rows) + EMPTY_ROWS
        if data is not None:
            told = data.get("lines", "")
            count = int(told) if told.isdigit() and len(told) < 3 else count  # noqa: PLR2004  under 100
        self.count = min(count, MOST_ROWS)
        last = rows[-1].region if rows else None
        empty = {"region": region or last, "source": ContributionSource.BOOK}
        self.forms = [
            RowForm(
                data,
                prefix=f"d{n}",
                region=region if n >= len(rows) or rows[n].employer in {"", employer} else None,
                initial=row_values(rows[n]) if n < len(rows) else empty,
            )
            for n in range(self.count)
        ]

    def is_valid(self) -> bool:
        """Whether every line can be read."""
        return all([form.is_valid() for form in self.forms])

    @property
    def rows(self) -> list[Row]:
        """The lines that say something."""
        return [form.row for form in self.forms if form.is_filled]

    @property
    def errors(self) -> list[tuple[int, str, str, str]]:
        """Every fault: line, id of its box, label, words."""
        return [
            (n, str(form[name].auto_id), str(form[name].label), str(text))
            for n, form in enumerate(self.forms, 1)
            if form.is_bound
            for name, texts in form.errors.items()
            for text in texts
        ]


class CircumstanceForm(forms.Form):
    """What happened to the person after filing."""

    kind = forms.ChoiceField(label="Việc gì", choices=CircumstanceKind.choices)
    on = DateField(label="Từ ngày")
    source = forms.ChoiceField(label="Ai báo", choices=CircumstanceSource.choices)


class SupplementForm(forms.Form):
    """What is missing."""

    papers = forms.MultipleChoiceField(
        label="Giấy tờ còn thiếu",
        required=False,
        choices=PaperKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    what = forms.CharField(label="Ghi thêm", max_length=500, required=False)

    def __init__(self, *args: Any, missing: Iterable[str] = (), **kwargs: Any) -> None:
        kwargs["initial"] = {"papers": list(missing)}
        super().__init__(*args, **kwargs)


class NotesForm(forms.Form):
    """Notes of the clerks."""

    notes = forms.CharField(
        label="Ghi chú của cán bộ",
        max_length=LONGEST_NOTES,
        required=False,
        widget=forms.Textarea,
    )


class SendBackForm(forms.Form):
    """Why a proposal goes back."""

    why = forms.CharField(
        label="Vì sao trả lại",
        max_length=300,
        error_messages={"required": "Ghi vì sao trả lại, để người trình biết cần sửa gì."},
    )


class ContributionFileForm(forms.Form):
    """A sheet of the insurance book."""

    file = SheetField(
        label="Tệp quá trình đóng (.xlsx hoặc .csv)",
        error_messages={"required": "Chọn tệp quá trình đóng trước."},
    )
