"""What somebody does and wants to do; own words become occupations by being asked."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from django import forms

from caunoi.classifications.choices import ContractKind, Shift
from caunoi.classifications.models import Occupation
from caunoi.classifications.queries import isco_unit
from caunoi.people.choices import Experience, Situation
from caunoi.people.queries.find import suggest_occupations
from caunoi_kit.ui.fields import DateField, MoneyField

WISHES: Final = 3
RADII: Final = (5, 10, 15, 20, 30, 50)
LEAST_WAGE: Final = 500_000  # đồng a month; below it somebody means millions
MOST_WAGE: Final = 1_000_000_000

Choice = tuple[str, str]


class WorkForm(forms.Form):
    """What somebody does now, and the work they have done longest."""

    situation = forms.ChoiceField(
        label="Bây giờ anh/chị",
        choices=Situation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một dòng đúng nhất với lúc này."},
    )
    words = forms.CharField(
        label="Việc đã làm lâu nhất",
        max_length=200,
        required=False,
        help_text="Ghi bằng lời của mình, ví dụ: may công nghiệp. Chưa đi làm thì để trống.",
    )
    experience = forms.ChoiceField(
        label="Làm việc đó bao lâu?",
        choices=Experience.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Work without years would count as none: ask."""
        told = super().clean() or {}
        if told.get("words") and told.get("experience") in ("", Experience.NONE):
            self.add_error("experience", "Chọn đã làm việc đó bao lâu.")
        if not told.get("words"):
            told["experience"] = Experience.NONE.value
        return told


class OccupationPick(forms.Form):
    """One of the occupations that somebody's words may mean."""

    occupation = forms.ChoiceField(
        label="Gần nhất với việc nào?",
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occupation"].choices = _occupation_choices(words)  # type: ignore[attr-defined]

    def suggested(self) -> list[Choice]:
        """Code and name of each occupation offered."""
        return list(self.fields["occupation"].choices)  # type: ignore[attr-defined]


class ChangedWorkForm(WorkForm):
    """Work, with the occupation it is coded as: changed words ask for it anew."""

    occupation = forms.ChoiceField(
        label="Gần nhất với nghề nào?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.data.get("words", "") if self.is_bound else self.initial.get("words", "")
        code = self.initial.get("occupation", "")
        same = words == self.initial.get("words", "")
        choices = _occupation_choices(words, keep=code if same else "")
        self.fields["occupation"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if not told.get("words"):
            told["occupation"] = ""
        elif not told.get("occupation") and "occupation" not in self.errors:
            self.add_error("occupation", _which(self.fields["occupation"].choices))  # type: ignore[attr-defined]
        return told


class WishForm(forms.Form):
    """The work somebody wants: up to three occupations, and on which terms.

    Each occupation is told in words. Words that changed are coded anew and asked back; `said` and
    `code` carry what they were coded as before.
    """

    radius_km = forms.TypedChoiceField(
        label="Đi làm xa nhất",
        coerce=int,
        initial=15,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đi làm xa nhất bao nhiêu km."},
    )
    wage_min = MoneyField(
        label="Lương thấp nhất muốn nhận mỗi tháng",
        required=False,
        least=LEAST_WAGE,
        most=MOST_WAGE,
        per="tháng",
        help_text="Ví dụ: 7tr, 7,5 triệu. Để trống nếu thoả thuận.",
    )
    shifts = forms.MultipleChoiceField(
        label="Làm được giờ nào?",
        choices=Shift.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một giờ làm."},
    )
    will_board = forms.BooleanField(label="Ở lại ký túc xá, nhà trọ được", required=False)
    will_train = forms.BooleanField(label="Muốn học nghề rồi đi làm", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wishes = list(self.initial.get("wishes") or [])
        for row in range(1, WISHES + 1):
            code, said = wishes[row - 1] if row <= len(wishes) else ("", "")
            self._add_row(row, code, said)
        radius = self.initial.get("radius_km") or 15
        self.fields["radius_km"].choices = [  # type: ignore[attr-defined]
            (km, f"{km} km") for km in sorted({*RADII, radius})
        ]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The fields of each wish, for the page."""
        for row in range(1, WISHES + 1):
            yield {name: self[f"{name}_{row}"] for name in ("words", "pick", "said", "code")}

    ticked: ClassVar[tuple[str, ...]] = ("will_board", "will_train")

    def ticks(self) -> list[forms.BoundField]:
        """The questions answered by yes or no."""
        return [self[name] for name in self.ticked]

    @property
    def more_rows(self) -> bool:
        """A second wish is filled in: show its box."""
        return any(self[f"words_{row}"].value() for row in range(2, WISHES + 1))

    def clean_shifts(self) -> list[str]:
        return sorted(self.cleaned_data["shifts"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        wishes: list[list[str]] = []
        for row in range(1, WISHES + 1):
            words = told.get(f"words_{row}", "")
            if words and (code := self._code_of(row, words, told)):
                if code in {known for known, _ in wishes}:
                    self.add_error(f"words_{row}", "Nghề này đã ghi ở trên. Ghi nghề khác.")
                wishes.append([code, words])
        told["wishes"] = wishes
        return told

    def answers(self) -> dict[str, Any]:
        """What is kept: the rows have become wishes."""
        names = {f"{name}_{row}" for name in ("words", "pick", "said", "code") for row in (1, 2, 3)}
        return {name: value for name, value in self.cleaned_data.items() if name not in names}

    def _add_row(self, row: int, code: str, said: str) -> None:
        self.fields[f"words_{row}"] = forms.CharField(
            label="Nghề muốn làm" if row == 1 else f"Nghề muốn làm thứ {row}",
            max_length=200,
            required=row == 1,
            initial=said,
            error_messages={"required": "Ghi ít nhất một nghề muốn làm."},
        )
        self.fields[f"said_{row}"] = forms.CharField(
            required=False, initial=said, widget=forms.HiddenInput
        )
        self.fields[f"code_{row}"] = forms.CharField(
            required=False, initial=code, widget=forms.HiddenInput
        )
        pick = forms.ChoiceField(
            label="Gần nhất với nghề nào?", required=False, widget=forms.RadioSelect
        )
        words = self.data.get(self.add_prefix(f"words_{row}"), "") if self.is_bound else said
        coded_as = self.data.get(self.add_prefix(f"said_{row}"), "") if self.is_bound else said
        if words and words != coded_as:
            pick.choices = _occupation_choices(words)
        self.fields[f"pick_{row}"] = pick

    def _code_of(self, row: int, words: str, told: dict[str, Any]) -> str:
        """The occupation the words of a row stand for; asks on the page when it is not known."""
        if picked := told.get(f"pick_{row}"):
            return str(picked)
        if words == told.get(f"said_{row}") and _is_unit(told.get(f"code_{row}", "")):
            return str(told[f"code_{row}"])
        pick = self.fields[f"pick_{row}"]
        if not pick.choices:  # type: ignore[attr-defined]
            pick.choices = _occupation_choices(words)  # type: ignore[attr-defined]
        choices = pick.choices  # type: ignore[attr-defined]
        self.add_error(f"pick_{row}" if choices else f"words_{row}", _which(choices))
        return ""


class ChangedWishForm(WishForm):
    """The work somebody wants, with what is asked only later."""

    ticked: ClassVar[tuple[str, ...]] = ("looking", "will_board", "will_train")
    looking = forms.BooleanField(label="Đang tìm việc", required=False)
    contract_kind = forms.ChoiceField(
        label="Loại hợp đồng muốn có",
        choices=[("", "Loại nào cũng được"), *ContractKind.choices],
        required=False,
    )
    available_on = DateField(label="Đi làm được từ ngày", required=False)


def _occupation_choices(words: str, *, keep: str = "") -> list[Choice]:
    """Occupations that words may mean, the one they are coded as first."""
    found = [(each.code, each.name) for each in suggest_occupations(words)] if words else []
    if keep and keep not in dict(found):
        try:
            found.insert(0, (keep, isco_unit(keep).name))
        except Occupation.DoesNotExist:
            return found
    return found


def _is_unit(code: str) -> bool:
    try:
        isco_unit(code)
    except Occupation.DoesNotExist:
        return False
    return True


def _which(choices: Iterable[Choice]) -> str:
    if list(choices):
        return "Chọn nghề gần nhất trong các nghề dưới đây."
    return "Chưa rõ là nghề gì. Ghi cách khác, ví dụ: may công nghiệp, lái xe tải."
