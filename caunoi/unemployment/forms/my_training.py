"""The request for training support as a person fills it in on a telephone (Mẫu 02)."""

from typing import Any, Final

from django import forms

from caunoi.unemployment.choices.training import TrainingGround, TrainingPaperKind
from caunoi.unemployment.forms.training import LONGEST, TrainingForm
from caunoi_kit.uploads.fields import ScanField

# What only the desk knows or says.
_OF_THE_DESK: Final = (
    "filed_on",
    "channel",
    "lawful",
    "paid_months",
    "total_months",
    "barred_by",
    "missing",
)
PAPER: Final = "paper_"  # what the box of a paper begins with


def _file(kind: TrainingPaperKind) -> ScanField:
    return ScanField(label=kind.label, required=False)


def _leave_out(form: forms.Form, ground: str) -> None:
    """Whoever has a benefit or a claim here sends no paper that the centre holds already."""
    if ground in {TrainingGround.BENEFIT, TrainingGround.WAITING}:
        del form.fields["paper_termination"], form.fields["paper_benefit"]


def attached(form: forms.Form) -> list[tuple[TrainingPaperKind, str, bytes]]:
    """Kind, name and bytes of every file that came, also when something else is wrong."""
    told = getattr(form, "cleaned_data", {})
    found = [(kind, told.get(f"{PAPER}{kind.lower()}")) for kind in TrainingPaperKind]
    return [(kind, file.name, file.read()) for kind, file in found if file]


class PapersForm(forms.Form):
    """Photographs or scans, one box a kind of paper."""

    paper_termination = _file(TrainingPaperKind.TERMINATION)
    paper_benefit = _file(TrainingPaperKind.BENEFIT)
    paper_catch_up = _file(TrainingPaperKind.CATCH_UP)
    paper_other = _file(TrainingPaperKind.OTHER)

    def __init__(self, *args: Any, ground: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _leave_out(self, ground)


class OwnTrainingForm(TrainingForm):
    """What the person says; days, months paid and papers are checked by the desk."""

    paper_termination = _file(TrainingPaperKind.TERMINATION)
    paper_benefit = _file(TrainingPaperKind.BENEFIT)
    paper_catch_up = _file(TrainingPaperKind.CATCH_UP)
    paper_other = _file(TrainingPaperKind.OTHER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, new=True, **kwargs)
        for name in _OF_THE_DESK:
            self.fields.pop(name, None)
        if self.here:
            _leave_out(self, TrainingGround.BENEFIT)
        self.fields["course"].label = "Tên khoá học"
        if not self.here:
            self.fields["ground"].label = "Tôi"

    @property
    def refuses_a_paper(self) -> bool:
        """Whether a paper that came cannot be kept: it would be lost without a word."""
        return any(name.startswith(PAPER) for name in self.errors)

    @property
    def typed(self) -> dict[str, str]:
        """The words in the boxes as they were typed, right or wrong."""
        names = [name for name in self.fields if not name.startswith(PAPER)]
        return {name: str(self.data[name]) for name in names if self.data.get(name)}


class WithdrawForm(forms.Form):
    """Why the support is not wanted any more (Mẫu 07)."""

    why = forms.CharField(
        label="Vì sao",
        max_length=LONGEST,
        error_messages={"required": "Ghi vì sao không hưởng nữa, ví dụ: đã có việc làm."},
    )
