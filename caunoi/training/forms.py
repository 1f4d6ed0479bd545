"""Forms of schools, learners and firms that order training."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from caunoi.classifications.choices import Qualification
from caunoi.classifications.models import Occupation
from caunoi.training.actions.intakes import MOST_SEATS
from caunoi.training.actions.orders import MOST_PEOPLE
from caunoi.training.choices import Fund, TimeOfDay
from caunoi.training.models import Institution, Programme
from caunoi.training.models.enrolments import LONGEST_NUMBER
from caunoi.training.queries import school
from caunoi.training.queries.classes import ClassLine
from caunoi_kit.ui.fields import DateField, MoneyField

MOST_MONTHS = 72
LARGEST_FEE = 1_000_000_000
LARGEST_WAGE = 1_000_000_000
LONGEST_SCAN = 100_000


def whole(label: str, *, most: int, least: int = 0, **more: Any) -> forms.IntegerField:
    """A whole number with its errors in words."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages={
            "required": "Ghi một số.",
            "invalid": "Ghi số nguyên, ví dụ 30.",
            "min_value": f"Ít nhất {least}.",
            "max_value": f"Nhiều nhất {most}.",
        },
        **more,
    )


class _Named(forms.ModelChoiceField):
    """A choice among records, with a word for a wrong one."""

    def __init__(self, label: str, queryset: QuerySet[Any], **more: Any) -> None:
        messages = {"required": "Chọn một dòng.", "invalid_choice": "Dòng này không còn. Chọn lại."}
        super().__init__(
            queryset=queryset, label=label, error_messages=messages, empty_label="Chọn…", **more
        )


class _ProgrammeChoice(_Named):
    def label_from_instance(self, obj: Programme) -> str:
        return f"{obj.name} ({obj.institution.name})"


def _offer(form: forms.Form, name: str, records: QuerySet[Any]) -> None:
    """Let a field choose among records; where it must, the first one stands there already."""
    field: Any = form.fields[name]
    field.queryset = records
    if name in {"institution", "employer"}:
        field.initial = records.first()


class ProgrammeForm(forms.Form):
    """What an institution teaches."""

    institution = _Named("Cơ sở đào tạo", Institution.objects.none())
    name = forms.CharField(
        label="Tên khoá", max_length=300, error_messages={"required": "Ghi tên khoá."}
    )
    occupation = _Named("Học xong làm nghề", Occupation.objects.none())
    months = forms.DecimalField(
        label="Thời gian (tháng)", min_value=0.1, max_value=MOST_MONTHS, max_digits=4,
        decimal_places=1, localize=True,
        error_messages={"required": "Ghi số tháng, ví dụ 3.", "invalid": "Ghi số tháng, ví dụ 3."},
    )  # fmt: skip
    fee = MoneyField(label="Học phí cả khoá", most=LARGEST_FEE)
    level = forms.ChoiceField(label="Trình độ sau khoá", choices=Qualification.choices)
    entry_qualification = forms.ChoiceField(
        label="Trình độ đầu vào", choices=Qualification.choices, initial=Qualification.NONE
    )
    certificates = forms.ModelMultipleChoiceField(
        label="Chứng chỉ được cấp", queryset=school.certificates(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    skills = forms.ModelMultipleChoiceField(
        label="Kỹ năng được dạy", queryset=school.skills(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    description = forms.CharField(
        label="Nội dung", max_length=5_000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, schools: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "institution", schools)
        _offer(self, "occupation", school.trades())


class IntakeForm(forms.Form):
    """One class of a programme."""

    programme = _ProgrammeChoice("Khoá", Programme.objects.none())
    starts_on = DateField(label="Khai giảng")
    ends_on = DateField(label="Bế giảng", required=False)
    seats = whole("Chỉ tiêu (số chỗ)", least=1, most=MOST_SEATS)
    minimum = whole("Mở lớp khi đủ (người)", least=1, most=MOST_SEATS)
    time_of_day = forms.ChoiceField(
        label="Buổi học", choices=TimeOfDay.choices, widget=forms.RadioSelect,
        error_messages={"required": "Chọn buổi học."},
    )  # fmt: skip
    fund = forms.ChoiceField(label="Ai trả học phí", choices=Fund.choices, initial=Fund.LEARNER)
    address = forms.CharField(label="Nơi học", max_length=300, required=False)
    boarding = forms.BooleanField(label="Có chỗ ở cho người học", required=False)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "programme", programmes)


class SeatsForm(forms.Form):
    """How many seats a class offers from now on."""

    seats = whole("Chỉ tiêu mới", least=1, most=MOST_SEATS)


class ScanForm(forms.Form):
    """Cards as a scanner types them."""

    cards = forms.CharField(
        label="Thẻ căn cước, mỗi thẻ một dòng",
        max_length=LONGEST_SCAN,
        widget=forms.Textarea(attrs={"rows": "12", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Quét ít nhất một thẻ."},
    )


class LessonForm(forms.Form):
    """A day of a class."""

    held_on = DateField(label="Ngày học")
    topic = forms.CharField(label="Nội dung", max_length=200, required=False)


class CertificatesForm(forms.Form):
    """A number for each learner who passed; an empty one is passed over."""

    optional_said = True  # the page says that a box may stay empty
    granted_on = DateField(label="Ngày cấp")

    def __init__(self, *args: Any, lines: Iterable[ClassLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {}
        for number, line in enumerate(lines, start=1):
            name = f"number_{number}"
            self.keys[name] = line.enrolment.public_id
            self.fields[name] = forms.CharField(
                label=f"{number}. {line.enrolment.person.full_name}",
                max_length=LONGEST_NUMBER,
                required=False,
                help_text=f"Có mặt {line.present} buổi.",
            )

    @property
    def numbers(self) -> dict[Any, str]:
        """Public number of an enrolment -> number of its certificate."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class OrderForm(forms.Form):
    """What a firm asks schools to train."""

    employer = _Named("Doanh nghiệp", Institution.objects.none())
    occupation = _Named("Nghề cần", Occupation.objects.none())
    people = whole("Số người cần", least=1, most=MOST_PEOPLE)
    starts_on = DateField(label="Cần học từ ngày")
    wage_min = MoneyField(
        label="Lương hứa từ (đồng/tháng)", most=LARGEST_WAGE, required=False, per="tháng"
    )
    share_percent = whole("Doanh nghiệp trả bao nhiêu % học phí", most=100, initial=0)
    note = forms.CharField(
        label="Ghi thêm cho trường", max_length=500, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, employers: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "employer", employers)
        _offer(self, "occupation", school.trades())


class PlanForm(forms.Form):
    """What an institution means to train in a year at one level."""

    institution = _Named("Cơ sở đào tạo", Institution.objects.none())
    level = forms.ChoiceField(label="Trình độ", choices=Qualification.choices)
    learners = whole("Tuyển mới", most=1_000_000)
    rural_learners = whole("Trong đó lao động nông thôn", most=1_000_000, initial=0)
    graduates = whole("Tốt nghiệp", most=1_000_000, initial=0)

    def __init__(self, *args: Any, schools: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "institution", schools)


class ContractForm(forms.Form):
    """A contract by which a firm trains on the job; the firm is found by its tax code."""

    tax_code = forms.CharField(
        label="Mã số thuế của doanh nghiệp", max_length=14,
        error_messages={"required": "Ghi mã số thuế."},
    )  # fmt: skip
    number = forms.CharField(
        label="Số hợp đồng", max_length=60, error_messages={"required": "Ghi số hợp đồng."}
    )
    signed_on = DateField(label="Ngày ký")
    ends_on = DateField(label="Hết hạn")
    learners = whole("Số người học", least=1, most=MOST_SEATS)
    amount = MoneyField(label="Kinh phí", most=1_000_000_000_000)
