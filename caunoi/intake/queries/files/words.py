"""Values of rows in words an officer reads."""

from datetime import date
from typing import Any, Final

from caunoi.people.models import LabourProfile, Person
from caunoi.people.queries.told import Difference
from caunoi.places.models import Place

_WORDS: Final = {
    "place_id": "nơi ở hiện tại",
    "permanent_place_id": "nơi thường trú",
    "inactive_reason": "lý do không tham gia",
    "job_status": "vị thế việc làm",
    "unemployed_for": "thời gian thất nghiệp",
    "unemployed_reason": "lý do thất nghiệp",
    "social_insurance": "bảo hiểm xã hội",
    "priority_groups": "đối tượng ưu tiên",
    "occupation_words": "công việc",
}
SHOWN_DIGITS: Final = 4
NOTHING: Final = "chưa có"


def difference_words(difference: Difference) -> tuple[str, str, str]:
    """A difference in words: what, what the register holds, what the row says."""
    name = difference.field
    model = Person if name in {field.attname for field in Person._meta.fields} else LabourProfile
    column: Any = model._meta.get_field(name.removesuffix("_id"))
    label = _WORDS.get(name) or str(column.verbose_name)
    return (label, _word(model, name, difference.old), _word(model, name, difference.new))


def _word(model: Any, name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name in ("place_id", "permanent_place_id"):
        return Place.objects.filter(pk=value).values_list("name", flat=True).first() or NOTHING
    if name == "identity_number":
        return "•••• " + str(value)[-SHOWN_DIGITS:]
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    choices: dict[Any, Any] = {True: "có", False: "không"} | dict(
        model._meta.get_field(name).flatchoices
    )
    return str(choices.get(value, value))
