"""What is typed for the report of services."""

from typing import Final

from django import forms

MOST_PLANNED: Final = 9_999_999


class PlanForm(forms.Form):
    """The plan of every row of a report, one figure a row; empty means none is set."""

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[row.field] = forms.IntegerField(
                label=f"{row.key} {row.label}", min_value=0, max_value=MOST_PLANNED, required=False
            )
