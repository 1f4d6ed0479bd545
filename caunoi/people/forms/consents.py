"""What somebody allows, whom staff look for, and why they open a record."""

from django import forms

from caunoi.people.choices import Purpose, ReadingReason


class ConsentForm(forms.Form):
    """What somebody allows. Nothing is ticked beforehand."""

    purposes = forms.MultipleChoiceField(
        label="Anh/chị cho phép",
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chọn từng việc. Đổi ý lúc nào cũng được, trong “Hồ sơ của tôi”.",
    )


class ChangedConsentForm(forms.Form):
    """One consent, given or taken back by one tap."""

    purpose = forms.ChoiceField(choices=Purpose.choices)
    give = forms.BooleanField(required=False)


class SearchForm(forms.Form):
    """Whom staff look for, and why they open the record."""

    q = forms.CharField(label="Tên, điện thoại hoặc số định danh", max_length=100, required=False)


class ReasonForm(forms.Form):
    """Why a record is opened; the person reads it."""

    reason = forms.ChoiceField(
        label="Lý do", choices=ReadingReason.choices, widget=forms.RadioSelect
    )
