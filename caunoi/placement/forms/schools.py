"""Forms of schools: how many to invite, and to which vacancy graduates go."""

from collections.abc import Iterable
from typing import Any

from django import forms

from caunoi.placement.queries.schools import MOST_INVITED
from caunoi.vacancies.models import Vacancy


class InviteForm(forms.Form):
    """How many people to invite to a class."""

    count = forms.IntegerField(
        label="Mời bao nhiêu người hợp nhất",
        min_value=1,
        max_value=MOST_INVITED,
        error_messages={
            "required": "Ghi một số.",
            "invalid": "Ghi số nguyên, ví dụ 20.",
            "min_value": "Ít nhất 1 người.",
            "max_value": f"Nhiều nhất {MOST_INVITED} người một lần.",
        },
    )


class HandOverForm(forms.Form):
    """The vacancy that graduates are put forward for, and who of them."""

    vacancy = forms.ChoiceField(
        label="Giới thiệu tới tin tuyển",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một tin tuyển.", "invalid_choice": "Chọn lại tin tuyển."},
    )
    chosen = forms.MultipleChoiceField(
        label="Người học xong",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một người.", "invalid_choice": "Chọn lại người."},
    )

    def __init__(
        self,
        *args: Any,
        vacancies: Iterable[Vacancy],
        people: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["vacancy"]
        where.choices = [
            (str(each.pk), f"{each.title}, {each.employer.name} (còn {each.free} chỗ)")
            for each in vacancies
        ]
        who: Any = self.fields["chosen"]
        who.choices = list(people)
