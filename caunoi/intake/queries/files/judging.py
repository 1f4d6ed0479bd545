"""What becomes of the rows of a file: good, to be mended, twice, known already, changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final

from caunoi.intake.choices.files import APART, REPORTS, SETTLED, RowState, Verdict
from caunoi.intake.models import Upload
from caunoi.intake.queries.files.judging_reports import judge_report
from caunoi.intake.queries.files.kept import Judged
from caunoi.intake.queries.files.matching import by_key, by_keys, by_number, probable
from caunoi.intake.queries.files.told import NOW, PERMANENT, told_of, where
from caunoi.intake.queries.files.words import difference_words
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi.people.queries.told import differences, name_as_kept
from caunoi.places.models import Place
from caunoi.places.queries import AddressBook, AddressRead, address_book
from caunoi_engine.sheets.rows import Fault, Row
from caunoi_engine.text.folding import fold_yi
from caunoi_engine.text.identity import LENGTH

AT_A_TIME: Final = 2_000
MOST_CHOICES: Final = 4
_PLACE_FIELDS: Final = {"place": NOW, "permanent_place": PERMANENT}


def judge_rows(
    upload: Upload,
    rows: Iterable[Row],
    *,
    on: date,
    letters: Mapping[str, str],
    taken: Mapping[str, int] | None = None,
    verdicts: Mapping[int, str] | None = None,
) -> list[Judged]:
    """Look at rows of a file, whatever list it is."""
    if upload.schema in REPORTS:
        return judge_report(
            rows, schema=upload.schema, letters=letters, taken=taken, verdicts=verdicts
        )
    return judge(
        rows, commune=upload.commune, on=on, letters=letters, taken=taken, verdicts=verdicts
    )


def judge(
    rows: Iterable[Row],
    *,
    commune: Place | None,
    on: date,
    letters: Mapping[str, str],
    taken: Mapping[str, int] | None = None,
    verdicts: Mapping[int, str] | None = None,
) -> list[Judged]:
    """Look at every row: its places, whether it stands twice, whom of the register it means.

    `letters`: field → letter of its column. `taken`: numbers of other rows of the file, by
    digest. `verdicts`: what an officer has said of a row already.
    """
    book = address_book()
    judged = [_placed(row, book, commune, on, letters) for row in rows]
    for each in judged:
        each.verdict = (verdicts or {}).get(each.number, "")
    _mark_twice(judged, dict(taken or {}))
    unmet = [each for batch in _batches(judged) for each in _compare(batch, commune)]
    _look_for_likely(unmet, commune)
    return judged


def judge_again(judged: Sequence[Judged], *, commune: Place | None) -> list[Judged]:
    """Rows about to be saved, beside the register as it is now.

    Whoever has come into the register since stands as a change or a duplicate; what an officer
    has said of a row holds.
    """
    for each in judged:
        number = str(each.values.get("identity_number") or "")
        each.identity_digest = identity_digest(number) if len(number) == LENGTH else ""
    fresh = [each for each in judged if each.person is None]
    for batch in _batches(fresh):
        _compare(batch, commune)
    return list(judged)


def _placed(
    row: Row, book: AddressBook, commune: Place | None, on: date, letters: Mapping[str, str]
) -> Judged:
    """The row with the communes it names, and what is wrong with them."""
    judged = Judged(row.number, row.values, row.faults)
    for column, names in _PLACE_FIELDS.items():
        said = where(row.values, names)
        if not said or _only_a_hamlet(row, names, commune):
            continue
        read = book.read(said, on=on, near=commune)
        if read.place is not None:
            judged.places[column] = read.place.pk
        if fault := _place_fault(row, names, read, said=said, commune=commune, letters=letters):
            judged.faults = (*judged.faults, fault)
    if "place" not in judged.places:
        if commune is not None:
            judged.places["place"] = commune.pk
        elif "permanent_place" in judged.places:
            judged.places["place"] = judged.places["permanent_place"]
        elif not judged.stops:
            judged.faults = (*judged.faults, _no_commune(row, letters))
    number = str(row.values.get("identity_number") or "")
    if len(number) == LENGTH:
        judged.identity_digest = identity_digest(number)
    return judged


def _only_a_hamlet(row: Row, names: tuple[str, ...], commune: Place | None) -> bool:
    """Whether a row of a commune's own list says no more than a hamlet or a street."""
    province, district, ward, address = (str(row.values.get(name) or "") for name in names)
    return commune is not None and not (province or district or ward) and "," not in address


def _place_fault(
    row: Row,
    names: tuple[str, ...],
    read: AddressRead,
    *,
    said: str,
    commune: Place | None,
    letters: Mapping[str, str],
) -> Fault | None:
    field, current = names[2], names is NOW
    said_in = field if row.values.get(field) or names[3] not in letters else names[3]
    cell = f"{letters.get(said_in, '')}{row.number}"
    own = commune.name if current and commune is not None else None
    if read.place is not None:
        if own is None or commune is None or read.place.pk == commune.pk:
            return None
        return Fault(
            cell, field, said, "PLACE_ELSEWHERE",
            f"Dòng ghi nơi ở là {read.place.name}, tệp này của {own}. "
            "Nếu người này ở xã khác thì bỏ dòng; nếu ghi nhầm thì nhận đề nghị.",
            own,
        )  # fmt: skip
    if read.choices:
        listed = ", ".join(place.name for place in read.choices[:MOST_CHOICES])
        one = own if commune in read.choices else None
        return Fault(
            cell, field, said, "PLACE_SEVERAL",
            f"Địa danh này nay có thể là {listed}. Ghi rõ xã, phường.", one, stops=current,
        )  # fmt: skip
    return Fault(
        cell, field, said, "PLACE_UNKNOWN",
        "Không tìm thấy xã, phường này. Ghi lại tên xã, phường như hiện nay.",
        own, stops=current,
    )  # fmt: skip


def _no_commune(row: Row, letters: Mapping[str, str]) -> Fault:
    cell = f"{letters.get('commune', '')}{row.number}"
    return Fault(
        cell, "commune", "", "PLACE_MISSING",
        "Chưa biết người này ở xã, phường nào. Ghi tên xã, phường.",
    )  # fmt: skip


def _mark_twice(judged: Sequence[Judged], taken: dict[str, int]) -> None:
    """The second row with one identity number is a duplicate of the first."""
    names = {each.number: str(each.values.get("full_name") or "") for each in judged}
    for each in judged:
        if not each.identity_digest or each.stops or each.verdict == Verdict.LEAVE_OUT:
            continue
        first = taken.setdefault(each.identity_digest, each.number)
        if first != each.number:
            each.state = RowState.DUPLICATE
            name = f" ({names[first]})" if names.get(first) else ""
            each.why = f"Số định danh này đã có ở dòng {first}{name} của tệp."


def _compare(batch: Sequence[Judged], commune: Place | None) -> list[Judged]:
    """Set the state of each row by what the register holds; those that meet nobody are given."""
    keyed, numbered = by_key(batch, commune), by_number(batch)
    unmet = []
    for each in batch:
        if each.verdict == Verdict.LEAVE_OUT:
            each.state = RowState.LEFT_OUT
        elif each.stops:
            each.state = RowState.TO_MEND
        elif each.state != RowState.DUPLICATE:
            person = keyed.get(str(each.values.get("row_key") or "")) or numbered.get(
                each.identity_digest
            )
            if person is not None:
                _beside(each, person, commune)
            elif each.verdict not in APART:
                unmet.append(each)
    return unmet


def _look_for_likely(unmet: Sequence[Judged], commune: Place | None) -> None:
    """Rows whose number nobody holds may still be somebody known, or an earlier row."""
    same = probable(unmet, commune)
    people = by_keys({each.person for each in same if each is not None and each.person})
    for each, found in zip(unmet, same, strict=True):
        if found is None:
            continue
        each.probable = True
        if found.person is not None and (person := people.get(found.person)) is not None:
            _beside(each, person, commune)
            if not found.automatic and each.verdict not in SETTLED:
                each.state = RowState.DUPLICATE
                each.why = f"Có thể là {person.full_name} đã có trong sổ: {found.why}."
        elif found.row is not None and each.verdict != Verdict.SAME_PERSON:
            each.state = RowState.DUPLICATE
            each.why = f"Có thể là người ở dòng {unmet[found.row].number}: {found.why}."


def _beside(each: Judged, person: Person, commune: Place | None) -> None:
    """A row beside the person it means: the same, changed, or perhaps somebody else."""
    each.person = person.pk
    told = told_of(each.values, each.places, commune)
    each.differences = [difference_words(one) for one in differences(told, person)]
    settled = each.verdict in SETTLED
    if not settled and not _one_person(each, person):
        each.state = RowState.DUPLICATE
        each.why = "Số định danh này trong sổ là của người khác tên, khác ngày sinh."
    elif not settled and person.place_id not in (None, each.places.get("place")):
        each.state = RowState.DUPLICATE
        each.why = f"Trong sổ, người này đang ở {person.place_name}. Đã chuyển về đây?"
    elif not each.differences:
        each.state = RowState.SAME
    else:
        each.state = RowState.GOOD if settled else RowState.CHANGED


def _one_person(each: Judged, person: Person) -> bool:
    """Whether name or birth agree: one slip is a correction, both are somebody else."""
    born = each.values.get("birth_date")
    year = born.year if isinstance(born, date) else born
    same_birth = person.birth_date is None or person.birth_date.year == year
    name = name_as_kept(str(each.values.get("full_name") or ""))
    return same_birth or fold_yi(name) == fold_yi(person.full_name)


def _batches(judged: Sequence[Judged]) -> Iterator[list[Judged]]:
    rest = iter(judged)
    while batch := list(islice(rest, AT_A_TIME)):
        yield batch
