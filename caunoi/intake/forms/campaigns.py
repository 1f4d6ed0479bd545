"""Forms of campaigns: a new one, and the share of each commune."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from caunoi.places.models import Place
from caunoi_kit.ui.fields import DateField

MOST_PEOPLE: Final = 9_999_999


class CampaignForm(forms.Form):
    """A new campaign; the total is shared out over the communes by their people."""

    name = forms.CharField(
        label="Tên đợt",
        max_length=120,
        error_messages={"required": "Đặt tên cho đợt, ví dụ: Thu thập cung lao động 2027."},
    )
    first = DateField(label="Từ ngày")
    due = DateField(label="Hạn")
    total = forms.IntegerField(
        label="Tổng số người cần thu thập",
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": "Ghi tổng số người cần thu thập của cả tỉnh.",
            "invalid": "Ghi một số nguyên, ví dụ 1200000.",
        },
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, due = said.get("first"), said.get("due")
        if first and due and due <= first:
            self.add_error("due", "Hạn phải sau ngày bắt đầu. Sửa một trong hai ngày.")
        return said


class SharesForm(forms.Form):
    """What each commune is to hand in, one figure a commune."""

    def __init__(
        self, *args: Any, communes: Sequence[tuple[Place, int]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for commune, planned in communes:
            self.fields[f"xa-{commune.pk}"] = forms.IntegerField(
                label=commune.name,
                initial=planned,
                min_value=0,
                max_value=MOST_PEOPLE,
                error_messages={
                    "required": f"Ghi kế hoạch của {commune.name}; không có thì ghi 0.",
                    "invalid": f"Kế hoạch của {commune.name} phải là một số nguyên.",
                },
            )

    def planned(self) -> Mapping[int, int]:
        """People by key of the commune."""
        return {int(name.removeprefix("xa-")): said for name, said in self.cleaned_data.items()}
