"""Forms of training support: of workers, of employers, of notices of staff."""

from typing import Any, Final

from django import forms

from caunoi.training.models import Intake
from caunoi.unemployment.choices import FilingChannel
from caunoi.unemployment.choices.training import (
    FeePer,
    RiskCause,
    TraineeLeaving,
    TrainingGround,
)
from caunoi.unemployment.models import TrainingMonth
from caunoi_kit.ui import formats
from caunoi_kit.ui.fields import DateField, MoneyField, PhoneField
from caunoi_kit.uploads.fields import SheetField

LONGEST: Final = 300
MOST_MONTHS: Final = 600
NOT_TOLD: Final = "Ghi mục này, hoặc chọn một lớp có trong sổ."
_COURSE: Final = ("course", "school", "starts_on", "ends_on", "fee")
_OUTSIDE: Final = (
    (TrainingGround.LEFT.value, TrainingGround.LEFT.label),
    (TrainingGround.ELSEWHERE.value, TrainingGround.ELSEWHERE.label),
)


class TrainingForm(forms.Form):
    """What Mẫu 02 says. A class of the register fills in the course."""

    filed_on = DateField(label="Ngày nộp")
    channel = forms.ChoiceField(label="Cách nộp", choices=FilingChannel.choices)
    intake = forms.ChoiceField(label="Lớp có trong sổ của trung tâm", required=False)
    course = forms.CharField(label="Khoá đào tạo", max_length=LONGEST, required=False)
    school = forms.CharField(label="Cơ sở đào tạo", max_length=LONGEST, required=False)
    school_address = forms.CharField(
        label="Địa chỉ cơ sở đào tạo", max_length=LONGEST, required=False
    )
    starts_on = DateField(label="Khai giảng", required=False)
    ends_on = DateField(label="Bế giảng", required=False)
    fee = MoneyField(label="Học phí cơ sở đào tạo thu", least=1, most=500_000_000, required=False)
    fee_per = forms.ChoiceField(
        label="Học phí tính cho", choices=FeePer.choices, widget=forms.RadioSelect
    )
    catch_up = forms.BooleanField(
        label="Khoá đang học, cơ sở đào tạo cam kết dạy bù", required=False
    )
    ground = forms.ChoiceField(label="Người này", choices=_OUTSIDE, widget=forms.RadioSelect)
    ended_on = DateField(label="Ngày chấm dứt hợp đồng", required=False)
    lawful = forms.BooleanField(
        label="Chấm dứt đúng luật, chưa đủ điều kiện hưởng lương hưu", required=False, initial=True
    )
    paid_months = forms.IntegerField(
        label="Số tháng đóng trong 36 tháng trước khi nghỉ",
        min_value=0,
        max_value=36,
        required=False,
    )
    total_months = forms.IntegerField(
        label="Tổng số tháng đóng", min_value=0, max_value=MOST_MONTHS, required=False
    )
    barred_by = forms.CharField(
        label="Đã có việc, nhập ngũ, đi học trên 12 tháng… (bỏ trống nếu không)",
        max_length=200,
        required=False,
    )
    outside_number = forms.CharField(
        label="Số quyết định hưởng của tỉnh khác", max_length=60, required=False
    )
    outside_on = DateField(label="Ngày quyết định", required=False)
    outside_first = DateField(label="Hưởng từ ngày", required=False)
    outside_last = DateField(label="Hưởng đến ngày", required=False)
    account_holder = forms.CharField(label="Chủ tài khoản", max_length=200, required=False)
    account_number = forms.CharField(label="Số tài khoản", max_length=30, required=False)
    bank = forms.CharField(label="Ngân hàng", max_length=200, required=False)
    missing = forms.CharField(
        label="Giấy tờ còn thiếu (bỏ trống nếu đủ)", max_length=LONGEST, required=False
    )

    def __init__(
        self, *args: Any, ground: TrainingGround, classes: list[Intake], new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.here = ground in {TrainingGround.BENEFIT, TrainingGround.WAITING}
        self._ground, self._classes = ground, {str(each.pk): each for each in classes}
        if self.here:
            for name in ("ground", "paid_months", "barred_by", "lawful", "ended_on"):
                del self.fields[name]
            for name in ("outside_number", "outside_on", "outside_first", "outside_last"):
                del self.fields[name]
        if not new:
            del self.fields["missing"]
        picked = self.is_bound and self.data.get("intake")
        for name in () if picked else _COURSE:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = NOT_TOLD
        left = not self.here and self.data.get("ground") != TrainingGround.ELSEWHERE
        for name in ("ended_on", "paid_months") if left else ():
            self.fields[name].required = True
        field = self.fields["intake"]
        field.choices = [  # type: ignore[attr-defined]
            ("", "Không có trong sổ, ghi ở dưới"),
            *((key, _class_words(each)) for key, each in self._classes.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """A chosen class fills what was left empty; without one all of it is asked for."""
        told = super().clean() or {}
        chosen = self._classes.get(told.get("intake") or "")
        told["intake"] = chosen
        if chosen is not None:
            known = _of_class(chosen)
            for name, value in known.items():
                told[name] = told.get(name) or value
        for name in _COURSE:
            if not told.get(name) and name not in self.errors:
                self.add_error(name, NOT_TOLD)
        told["ground"] = (
            self._ground if self.here else TrainingGround(told.get("ground") or TrainingGround.LEFT)
        )
        for name in ("paid_months", "total_months"):
            told[name] = told.get(name) or 0
        return told


def _class_words(each: Intake) -> str:
    days = f"{formats.day(each.starts_on)} – {formats.day(each.ends_on)}" if each.ends_on else ""
    return f"{each.programme.name}, {each.programme.institution.name}, {days}"


def _of_class(each: Intake) -> dict[str, Any]:
    school = each.programme.institution
    return {
        "course": each.programme.name,
        "school": school.name,
        "school_address": each.address or school.address,
        "starts_on": each.starts_on,
        "ends_on": each.ends_on,
        "fee": each.programme.fee,
    }


class OnForm(forms.Form):
    """A day."""

    on = DateField(label="Ngày")


class OnWhyForm(OnForm):
    """A day and why."""

    why = forms.CharField(label="Lý do", max_length=LONGEST)


class StudyDaysForm(forms.Form):
    """The school's list of a month."""

    study_days = forms.IntegerField(label="Số ngày thực học", min_value=0, max_value=31)
    listed_on = DateField(label="Ngày bảo hiểm xã hội nhận danh sách")


class TrainingPaidForm(forms.Form):
    """What social insurance paid for a month."""

    paid_on = DateField(label="Ngày chi trả")
    paper = forms.CharField(label="Số chứng từ", max_length=60)


class OverpaidForm(forms.Form):
    """The days really studied in each paid month, and why they differ from what was paid."""

    why = forms.CharField(label="Vì sao chi thừa", max_length=LONGEST)

    def __init__(self, *args: Any, months: list[TrainingMonth], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers = [month.number for month in months]
        for month in reversed(months):
            field = forms.IntegerField(
                label=f"Ngày thực học đúng, tháng thứ {month.number} (đã chi {month.study_days})",
                min_value=0,
                max_value=month.study_days,
                initial=month.study_days,
            )
            self.fields = {f"days_{month.number}": field, **self.fields}

    @property
    def right_days(self) -> dict[int, int]:
        """Days by number of the month."""
        return {number: self.cleaned_data[f"days_{number}"] for number in self._numbers}


class SupportForm(forms.Form):
    """What Mẫu 26 and the papers with it say."""

    filed_on = DateField(label="Ngày nộp")
    workforce = forms.IntegerField(label="Tổng số lao động", min_value=1, max_value=1_000_000)
    insured = forms.IntegerField(
        label="Lao động tham gia bảo hiểm thất nghiệp", min_value=1, max_value=1_000_000
    )
    cut = forms.IntegerField(
        label="Phải cắt giảm hoặc có nguy cơ cắt giảm", min_value=0, max_value=1_000_000
    )
    cause = forms.ChoiceField(label="Lý do", choices=RiskCause.choices)
    arose_on = DateField(label="Thuộc đối tượng từ ngày (hạn nộp 6 tháng)", required=False)
    commune_paper = forms.CharField(
        label="Số văn bản xác nhận của Chủ tịch xã (lý do kinh tế, thiên tai)",
        max_length=60,
        required=False,
    )
    insurance_paper = forms.CharField(
        label="Số văn bản bảo hiểm xã hội xác nhận đóng đủ", max_length=60, required=False
    )
    months_paid = forms.IntegerField(
        label="Số tháng đã đóng đủ trong 24 tháng", min_value=0, max_value=24
    )
    keep_months = forms.IntegerField(
        label="Số tháng giữ việc làm theo phương án (Mẫu 25)", min_value=0, max_value=MOST_MONTHS
    )
    representative = forms.CharField(label="Người đại diện", max_length=200, required=False)
    phone = PhoneField(label="Điện thoại", required=False)
    account = forms.CharField(label="Số tài khoản", max_length=30, required=False)
    bank = forms.CharField(label="Tại ngân hàng", max_length=200, required=False)
    missing = forms.CharField(
        label="Giấy tờ còn thiếu (bỏ trống nếu đủ)", max_length=LONGEST, required=False
    )

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["missing"]

    def clean_phone(self) -> str:
        """No number is an empty text."""
        return self.cleaned_data["phone"] or ""

    def clean_cause(self) -> RiskCause:
        """The cause as a word of the law."""
        return RiskCause(self.cleaned_data["cause"])


class CourseForm(forms.Form):
    """A course of the plan and who learns in it, from a file or typed."""

    trade = forms.CharField(label="Nghề đào tạo", max_length=200)
    school = forms.CharField(label="Cơ sở đào tạo", max_length=LONGEST)
    first = DateField(label="Khai giảng")
    last = DateField(label="Bế giảng")
    monthly_fee = MoneyField(label="Học phí một người một tháng", least=1, most=100_000_000)
    file = SheetField(
        label="Danh sách người học (.xlsx, .csv): Họ và tên, Ngày sinh, Nam/Nữ, Số sổ",
        required=False,
    )
    typed = forms.CharField(
        label="Hoặc gõ, mỗi người một dòng: họ tên; ngày sinh; nam hoặc nữ; số sổ",
        widget=forms.Textarea(attrs={"rows": "5"}),
        max_length=200_000,
        required=False,
    )


class SettleForm(forms.Form):
    """The accounts after a course."""

    on = DateField(label="Ngày nhận báo cáo")
    spent = MoneyField(label="Số tiền quyết toán", least=0)


class JobLostForm(forms.Form):
    """A trained worker left (Mẫu 32)."""

    left_on = DateField(label="Ngày chấm dứt hợp đồng")
    leaving = forms.ChoiceField(
        label="Vì sao", choices=TraineeLeaving.choices, widget=forms.RadioSelect
    )
    told_on = DateField(label="Ngày đơn vị báo")

    def clean_leaving(self) -> TraineeLeaving:
        """As a word of the law."""
        return TraineeLeaving(self.cleaned_data["leaving"])


class RepaidForm(forms.Form):
    """Money that came back from an employer."""

    on = DateField(label="Ngày hoàn trả")
    paper = forms.CharField(label="Số chứng từ", max_length=60)


COUNTS: Final = (
    "Tổng số lao động",
    "Trong đó nữ",
    "Công nhân kỹ thuật không bằng",
    "Chứng chỉ dưới 3 tháng",
    "Sơ cấp",
    "Trung cấp",
    "Cao đẳng",
    "Đại học trở lên",
    "Hợp đồng không xác định thời hạn",
    "Hợp đồng từ 12 đến dưới 36 tháng",
    "Hợp đồng từ 1 đến dưới 12 tháng",
    "Tham gia bảo hiểm thất nghiệp",
)
"""The counts of Mẫu 33, in the order of the form."""


class StaffChangeForm(forms.Form):
    """The counts of Mẫu 33."""

    received_on = DateField(label="Ngày nhận thông báo")
    left = forms.IntegerField(label="Lao động giảm", min_value=0, max_value=1_000_000)
    came = forms.IntegerField(label="Lao động tăng", min_value=0, max_value=1_000_000)
    paused = forms.IntegerField(
        label="Tạm hoãn hợp đồng", min_value=0, max_value=1_000_000, initial=0
    )
    why = forms.CharField(label="Lý do giảm chủ yếu", max_length=LONGEST, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, label in enumerate(COUNTS):
            for name, words in (("before", "đầu kỳ"), ("after", "cuối kỳ")):
                self.fields[f"{name}_{number}"] = forms.IntegerField(
                    label=f"{label}, {words}",
                    min_value=0,
                    max_value=1_000_000,
                    required=number == 0,
                )

    @property
    def pairs(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The counts side by side."""
        return [
            (label, self[f"before_{number}"], self[f"after_{number}"])
            for number, label in enumerate(COUNTS)
        ]

    def counted(self, name: str) -> list[int]:
        """The counts of the beginning or of the end."""
        return [self.cleaned_data.get(f"{name}_{n}") or 0 for n in range(len(COUNTS))]
