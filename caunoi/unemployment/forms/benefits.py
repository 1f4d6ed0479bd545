"""Forms of the life of a benefit."""

from typing import Any, Final

from django import forms

from caunoi.places.models import Place
from caunoi.unemployment.choices.benefits import (
    ContactResult,
    EndCause,
    Finding,
    JobKind,
    Situation,
)
from caunoi.unemployment.choices.payments import FlagVerdict
from caunoi.unemployment.queries.notices import ContactLine
from caunoi_kit.ui.fields import DateField, MoneyField
from caunoi_kit.uploads.fields import SheetField

BLANK_ROWS: Final = 3
LONGEST: Final = 300
_AREA: Final = forms.Textarea(attrs={"rows": "3"})


class NoticeForm(forms.Form):
    """The monthly notice (Mẫu 24): own applications are ticked, other employers typed."""

    situation = forms.ChoiceField(
        label="Tình trạng việc làm hiện nay",
        choices=Situation.choices,
        initial=Situation.NONE,
        widget=forms.RadioSelect,
    )
    situation_words = forms.CharField(
        label="Ghi rõ (nếu đã có việc hoặc tình trạng khác)",
        max_length=LONGEST,
        required=False,
    )
    applications = forms.MultipleChoiceField(
        label="Nơi đã ứng tuyển qua trung tâm",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    before = forms.MultipleChoiceField(
        label="Nơi đã khai tháng trước, vẫn đang liên hệ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        applications: tuple[ContactLine, ...] = (),
        before: tuple[ContactLine, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._before = before
        self._choices("applications", [(str(a.application), _said(a)) for a in applications])
        self._choices("before", [(str(n), _said(b)) for n, b in enumerate(before)])
        if not self.is_bound:
            self.initial["applications"] = [str(a.application) for a in applications]
        for n in range(1, BLANK_ROWS + 1):
            for name, label in _PARTS:
                self.fields[f"{name}_{n}"] = _contact_field(name, label)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The typed employers, a row each."""
        return [[self[f"{name}_{n}"] for name, _ in _PARTS] for n in range(1, BLANK_ROWS + 1)]

    @property
    def contacts(self) -> list[ContactLine]:
        """Employers of last month that were ticked again, then those typed."""
        told = self.cleaned_data
        again = [self._before[int(n)] for n in told.get("before") or () if n.isdigit()]
        lines = [ContactLine(b.employer, b.address, b.person, b.position, b.result) for b in again]
        for n in range(1, BLANK_ROWS + 1):
            parts = [str(told.get(f"{name}_{n}") or "") for name, _ in _PARTS]
            if any(parts[:4]):
                employer, address, person, position, result = parts
                lines.append(ContactLine(employer, address, person, position, result))
        return lines

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]


_PARTS: Final = (
    ("employer", "Tên đơn vị"),
    ("address", "Địa chỉ"),
    ("person", "Người liên hệ"),
    ("position", "Vị trí dự tuyển"),
    ("result", "Kết quả"),
)


def _contact_field(name: str, label: str) -> forms.Field:
    if name == "result":
        return forms.ChoiceField(
            label=label, choices=[("", "Chọn"), *ContactResult.choices], required=False
        )
    return forms.CharField(label=label, max_length=200, required=False)


def _said(line: ContactLine) -> str:
    how = "giới thiệu" if line.referred else ""
    parts = [line.employer, line.position, line.result_words.lower(), how]
    return ", ".join(part for part in parts if part)


class EndForm(forms.Form):
    """What ends a benefit (Mẫu 17)."""

    cause = forms.ChoiceField(label="Lý do chấm dứt", choices=EndCause.choices)
    job_kind = forms.ChoiceField(
        label="Nếu có việc làm: theo giấy tờ nào",
        choices=[("", "Không phải có việc làm"), *JobKind.choices],
        required=False,
    )
    on = DateField(label="Ngày xảy ra, theo giấy tờ")
    told_on = DateField(label="Ngày người lao động báo (bỏ trống nếu không báo)", required=False)
    workplace = forms.CharField(
        label="Nơi làm việc, nơi học hoặc cơ quan ra văn bản", max_length=200, required=False
    )
    paper = forms.CharField(label="Giấy tờ kèm theo", max_length=200, required=False)
    paper_promised = forms.BooleanField(
        label="Chưa có hợp đồng, đã cam kết nộp trong 3 ngày làm việc từ khi nhận", required=False
    )
    note = forms.CharField(label="Ghi thêm", max_length=LONGEST, required=False)


class WhyForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(label="Lý do", max_length=LONGEST)


class MoveDaysForm(forms.Form):
    """Other days of notice after a disaster."""

    first = DateField(label="Thông báo từ ngày")
    last = DateField(label="đến hết ngày")
    why = forms.CharField(label="Thiên tai, dịch bệnh gì, ở đâu", max_length=LONGEST)


class _ProvinceField(forms.ChoiceField):
    """A province of the day, by its name."""

    def offer(self, provinces: list[Place], own: str) -> None:
        self.choices = [
            ("", "Chọn tỉnh, thành phố"),
            *((each.code, each.name) for each in provinces if each.code != own),
        ]


class TransferForm(forms.Form):
    """The request to move to another province (Mẫu 19)."""

    province = _ProvinceField(label="Chuyển đến tỉnh, thành phố")
    commune = forms.CharField(label="Xã, phường nơi đến", max_length=200)
    why = forms.CharField(label="Lý do chuyển", max_length=LONGEST)
    clinic = forms.CharField(
        label="Nơi khám chữa bệnh ban đầu ở nơi đến", max_length=200, required=False
    )
    on = DateField(label="Ngày nhận đề nghị")


class ArrivingForm(forms.Form):
    """A benefit that comes from another province: what its papers say (Mẫu 21)."""

    province = _ProvinceField(label="Chuyển từ tỉnh, thành phố")
    number = forms.CharField(label="Số quyết định hưởng", max_length=60)
    decided_on = DateField(label="Ngày quyết định")
    unemployed_from = DateField(label="Ngày chấm dứt hợp đồng")
    total_months = forms.IntegerField(label="Tổng số tháng đóng", min_value=12, max_value=600)
    reserve = forms.IntegerField(
        label="Số tháng bảo lưu trong quyết định", min_value=0, max_value=600, initial=0
    )
    amount = MoneyField(label="Mức hưởng một tháng", least=100_000, most=200_000_000)
    months = forms.IntegerField(label="Số tháng được hưởng", min_value=1, max_value=12)
    starts_on = DateField(label="Hưởng từ ngày")
    from_k = forms.IntegerField(label="Hưởng ở đây từ tháng hưởng thứ", min_value=2, max_value=12)
    suspended = forms.CharField(
        label="Các tháng đã tạm dừng (ví dụ 2, 3)", max_length=40, required=False
    )
    account_number = forms.CharField(label="Số tài khoản", max_length=30, required=False)
    bank = forms.CharField(label="Ngân hàng", max_length=200, required=False)
    clinic = forms.CharField(label="Nơi khám chữa bệnh ban đầu", max_length=200, required=False)
    on = DateField(label="Ngày nhận hồ sơ chuyển đến")

    def clean_suspended(self) -> tuple[int, ...]:
        """The numbers of months, in order."""
        typed = self.cleaned_data["suspended"].replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in typed):  # noqa: PLR2004  day, month
            raise forms.ValidationError("Ghi số thứ tự tháng, cách nhau bằng dấu phẩy: 2, 3.")
        return tuple(sorted({int(part) for part in typed}))


class UncollectedMoneyForm(forms.Form):
    """What social insurance writes about money nobody fetched (Mẫu 13)."""

    letter = forms.CharField(label="Số văn bản của bảo hiểm xã hội", max_length=60)
    told_on = DateField(label="Ngày nhận văn bản")
    months = forms.MultipleChoiceField(
        label="Các tháng chưa nhận tiền",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một tháng chưa nhận tiền."},
    )

    def offer(self, numbers: list[int]) -> None:
        """Months on signed lists."""
        field = self.fields["months"]
        field.choices = [(str(k), f"Tháng thứ {k}") for k in numbers]  # type: ignore[attr-defined]


class ReceivedForm(forms.Form):
    """The day somebody received a decision."""

    on = DateField(label="Ngày người lao động nhận quyết định")


class RepaymentForm(forms.Form):
    """Money that came back."""

    amount = MoneyField(label="Số tiền đã trả", least=1)
    paid_on = DateField(label="Ngày trả")
    paper = forms.CharField(label="Số chứng từ", max_length=60)


class ComplaintForm(forms.Form):
    """A complaint about a decision."""

    what = forms.CharField(
        label="Không đồng ý điều gì", max_length=1_000, widget=_AREA, required=True
    )
    received_on = DateField(label="Ngày nhận đơn")


class AcceptForm(forms.Form):
    """A complaint is taken up."""

    on = DateField(label="Ngày thụ lý")
    hard = forms.BooleanField(label="Vụ việc phức tạp", required=False)
    remote = forms.BooleanField(label="Ở vùng sâu, vùng xa đi lại khó khăn", required=False)


class AnswerForm(forms.Form):
    """The answer to a complaint."""

    finding = forms.ChoiceField(label="Kết luận", choices=Finding.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label="Trả lời", max_length=2_000, widget=_AREA)
    on = DateField(label="Ngày giải quyết")


class MakeListForm(forms.Form):
    """A new list of payees."""

    until = DateField(label="Tháng hưởng hết hạn thông báo đến ngày")


class FlagForm(forms.Form):
    """What becomes of a flagged line."""

    verdict = forms.ChoiceField(
        label="Xử lý", choices=FlagVerdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Vì sao, khi vẫn chi", max_length=LONGEST, required=False)


class DeclarationsForm(forms.Form):
    """A file of new employment."""

    file = SheetField(
        label="Tệp .xlsx hoặc .csv",
        error_messages={"required": "Chọn tệp danh sách khai báo việc làm."},
    )


class ResultsForm(forms.Form):
    """A file of payment results."""

    file = SheetField(
        label="Tệp kết quả .xlsx hoặc .csv",
        error_messages={"required": "Chọn tệp kết quả chi trả."},
    )


class ScanForm(forms.Form):
    """Whose notice it is: a card, a number, a telephone or a name."""

    q = forms.CharField(
        label="Quét thẻ, hoặc gõ số căn cước, điện thoại, họ tên",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
