"""Why something changed, in the words the staff reads: from the registers as they are now."""

from collections.abc import Iterable, Sequence
from datetime import date

from caunoi.people.models import LabourProfile
from caunoi.placement.choices import ChangeKind
from caunoi.placement.queries.left_out import LeftOut, Table
from caunoi.placement.queries.told import intake_refusal, vacancy_refusal
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import Happening
from caunoi_kit.ui.formats import number

FILLED = "Vị trí đã đủ người"
PLAIN = {
    ChangeKind.PERSON_CAME: "Mới vào danh sách ghép",
    ChangeKind.PERSON_CHANGED: "Hồ sơ hoặc nguyện vọng đã sửa",
    ChangeKind.TOLD: "Theo điều đã báo hoặc đã rút lại với người này",
    ChangeKind.VACANCY_CAME: "Tin mới được duyệt, có {} chỗ",
    ChangeKind.VACANCY_CHANGED: "Nơi tuyển đổi điều kiện của tin",
    ChangeKind.POSITIONS_MORE: "Có thêm {} chỗ trống",
    ChangeKind.POSITIONS_FEWER: "Đã nhận người hoặc bớt tuyển: bớt {} chỗ trống",
    ChangeKind.COURSE_CAME: "Lớp mới mở, có {} ghế",
    ChangeKind.COURSE_CHANGED: "Lớp đổi điều kiện",
    ChangeKind.SEATS_MORE: "Có thêm {} ghế trống",
    ChangeKind.SEATS_FEWER: "Đã có người nhập học hoặc bớt chỉ tiêu: bớt {} ghế trống",
    ChangeKind.IMPROVED: "Sau các thay đổi trên, xếp lại thì cả phương án hợp hơn",
}


def why_of(happenings: Sequence[Happening], left_out: Iterable[LeftOut], *, on: date) -> list[str]:
    """The reason of each change. Four queries at most, however many there are."""
    unfinished = {(one.table, one.pk): str(one.reason.label) for one in left_out}
    of: dict[str, list[int]] = {}
    for one in happenings:
        of.setdefault(one.kind, []).append(one.key)
    gone_people = _people_gone(of.get(ChangeKind.PERSON_GONE, []), unfinished)
    gone_vacancies = _vacancies_gone(of.get(ChangeKind.VACANCY_GONE, []), unfinished, on=on)
    gone_intakes = _intakes_gone(of.get(ChangeKind.COURSE_GONE, []), unfinished, on=on)
    named = {
        ChangeKind.PERSON_GONE: gone_people,
        ChangeKind.VACANCY_GONE: gone_vacancies,
        ChangeKind.COURSE_GONE: gone_intakes,
    }
    return [
        named[ChangeKind(one.kind)].get(one.key, "")
        if one.kind in named
        else PLAIN[ChangeKind(one.kind)].format(number(one.units))
        for one in happenings
    ]


def _people_gone(keys: list[int], unfinished: dict[tuple[Table, int], str]) -> dict[int, str]:
    if not keys:
        return {}
    looking = set(
        LabourProfile.objects.filter(person__in=keys, looking=True).values_list(
            "person_id", flat=True
        )
    )
    words = {key: "Không còn tìm việc" for key in keys if key not in looking}
    for key in looking:
        words[key] = unfinished.get((Table.WORKERS, key), "Hồ sơ không còn ghép được")
    return words


def _vacancies_gone(
    keys: list[int], unfinished: dict[tuple[Table, int], str], *, on: date
) -> dict[int, str]:
    words = {}
    for one in Vacancy.objects.filter(pk__in=keys).order_by("pk"):
        refusal = vacancy_refusal(one, on=on)
        if one.free <= 0:
            words[one.pk] = FILLED
        elif refusal is not None:
            words[one.pk] = str(refusal.label)
        else:
            words[one.pk] = unfinished.get((Table.VACANCIES, one.pk), "Tin không còn ghép được")
    return words


def _intakes_gone(
    keys: list[int], unfinished: dict[tuple[Table, int], str], *, on: date
) -> dict[int, str]:
    words = {}
    for one in Intake.objects.filter(pk__in=keys).order_by("pk"):
        refusal = intake_refusal(one, on=on)
        words[one.pk] = (
            str(refusal.label)
            if refusal is not None
            else unfinished.get((Table.INTAKES, one.pk), "Lớp không còn ghép được")
        )
    return words
