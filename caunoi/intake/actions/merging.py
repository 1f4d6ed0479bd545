"""Joining two records of one person, and taking that back with all that hung on them.

The dropped record stays as a shadow: nothing finds it, nobody signs in to it, and its number is
free for the kept one. Every step is written down with what stood before (decision 0015).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError, models, transaction

from caunoi.accounts.models import User
from caunoi.intake.choices.duplicates import BREAKS, BY_RULE, FIELDS, PairState, StepKind
from caunoi.intake.models import Merge, MergeStep, Pair
from caunoi.intake.queries import merging as queries
from caunoi.people.choices import Verification
from caunoi.people.models import Person
from caunoi_engine.linkage import differ_clearly
from caunoi_kit.journal.actions import record

EDITED: Final = (
    "Một trong hai hồ sơ vừa được sửa sau khi anh/chị mở trang. Xem lại các dòng dưới đây rồi gộp."
)


class CannotMerge(Exception):
    """Two records cannot be joined; the message is Vietnamese and says what to do first."""


@transaction.atomic
def merge_people(
    *,
    keep: Person,
    drop: Person,
    choices: Mapping[str, str],
    by: User,
    at: datetime,
    pair: Pair | None = None,
    seen: str = "",
) -> Merge:
    """Join two records: all that hangs on `drop` goes to `keep`.

    `choices` says of a field "kept" or "dropped": whose value is taken; unsaid, the kept record's,
    or the other's where it has none. `seen` is what the page showed of both
    (`queries.state_of_two`): whoever was edited since is looked at again first.

    Raises CannotMerge, having changed nothing, when a promise of the database would break or the
    numbers say that these are two people.
    """
    kept, dropped = _locked(keep, drop)
    _refuse_two_people(kept, dropped, choices)
    if seen and seen != queries.state_of_two(kept, dropped):
        raise CannotMerge(EDITED)
    going = queries.what_goes(kept=kept, dropped=dropped)
    if breaks := [name for each in going for name in each.breaks]:
        raise CannotMerge(_refusal(queries.reason_of(breaks)))
    merge = Merge.objects.create(kept=kept, dropped=dropped, pair=pair, merged_by=by, merged_at=at)
    steps = _Steps(merge)
    try:
        with transaction.atomic():
            _move_rows(steps, going, kept)
            _move_profile(steps, kept, dropped)
            _move_consents(steps, kept, dropped)
            _join_values(steps, kept, dropped, choices)
    except DatabaseError as error:
        raise CannotMerge(_refusal(_said_by_database(error))) from error
    _decide_pair(kept, dropped, PairState.SAME, by=by, at=at)
    moved = {each.relation.label: len(each.keys) for each in going if each.keys}
    record(
        "intake.people.merged", about=kept, by=by, detail={"people": [dropped.pk], "rows": moved}
    )
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Part two records again: every row goes back, and with it what was added to it since.

    What was changed since stays as it is now and is named in `merge.left`. Raises CannotMerge when
    a later merge stands on this one, or the parted records would break a promise.
    """
    locked = Merge.objects.select_for_update().get(pk=merge.pk)
    if locked.undone_at is not None:
        raise CannotMerge("Lần gộp này đã được tách lại rồi.")
    kept, dropped = _locked(locked.kept, locked.dropped, parted=False)
    if kept.merged_into_id is not None or dropped.merged_into_id != kept.pk:
        raise CannotMerge(
            "Hồ sơ giữ lại đã được gộp tiếp vào hồ sơ khác. "
            "Tách lần gộp sau trước, rồi tách lần này."
        )
    left: list[str] = []
    try:
        with transaction.atomic():
            _values_back(locked, left)
            _rows_back(locked, kept, dropped, left)
    except DatabaseError as error:
        raise CannotMerge(
            f"Chưa tách lại được: {_said_by_database(error)}. Sửa điều này rồi tách lại."
        ) from error
    locked.undone_at, locked.undone_by, locked.left = at, by, left
    locked.save(update_fields=["undone_at", "undone_by", "left"])
    Pair.objects.filter(pk__in=[locked.pair_id] if locked.pair_id else []).update(
        state=PairState.OPEN, decided_at=None, decided_by=None
    )
    detail = {"people": [dropped.pk], "left": len(left)}
    record("intake.merge.undone", about=kept, by=by, detail=detail)
    return locked


def _locked(keep: Person, drop: Person, *, parted: bool = True) -> tuple[Person, Person]:
    """Both records, locked in one order whoever is kept."""
    if keep.pk == drop.pk:
        raise CannotMerge("Đây là cùng một hồ sơ. Chọn hai hồ sơ khác nhau.")
    rows = Person.with_shadows.select_for_update().filter(pk__in=[keep.pk, drop.pk]).order_by("pk")
    found = {person.pk: person for person in rows}
    if parted and any(person.merged_into_id is not None for person in found.values()):
        raise CannotMerge("Một trong hai hồ sơ vừa được gộp. Tải lại trang để xem hồ sơ còn lại.")
    return found[keep.pk], found[drop.pk]


def _refuse_two_people(kept: Person, dropped: Person, choices: Mapping[str, str]) -> None:
    known = {"kept", "dropped"}
    if not choices.keys() <= FIELDS.keys() or not set(choices.values()) <= known:
        raise CannotMerge("Chọn giữ giá trị của hồ sơ nào cho từng dòng.")
    if differ_clearly(kept.identity_number or "", dropped.identity_number or ""):
        raise CannotMerge(
            "Hai số định danh khác hẳn nhau: đây là hai người. "
            "Nếu một số nhập sai, sửa số trong hồ sơ đó trước rồi gộp."
        )
    if kept.made != dropped.made:
        raise CannotMerge("Một hồ sơ là hồ sơ xem thử. Không gộp với hồ sơ thật.")


def _refusal(reason: str) -> str:
    return f"Chưa gộp được: {reason}. Xử lý một bên trước rồi gộp; hai hồ sơ vẫn như cũ."


def _said_by_database(error: DatabaseError) -> str:
    """The broken promise in words, where the database named it."""
    said = str(error)
    names = [name for name in BREAKS if name in said]
    return queries.reason_of(names) if names else "cơ sở dữ liệu không cho phép"


class _Steps:
    """Writes down the steps of a merge in their order."""

    def __init__(self, merge: Merge) -> None:
        self.merge, self.order = merge, 0

    def add(self, kind: StepKind, model: type[models.Model], **more: Any) -> None:
        self.order += 1
        MergeStep.objects.create(
            merge=self.merge, order=self.order, kind=kind, model=model._meta.label, **more
        )

    def change(self, row: models.Model, after: Mapping[str, Any]) -> None:
        """Set columns of one row and keep what stood there."""
        values = {
            name: {"before": getattr(row, name), "after": value} for name, value in after.items()
        }
        for name, value in after.items():
            setattr(row, name, value)
        row.save(update_fields=[row._meta.get_field(name).name for name in after])
        self.add(StepKind.VALUES, type(row), keys=[row.pk], kept_values=_json(values))

    def move(self, kind: StepKind, relation: queries.Relation, keys: list[Any], to: Person) -> None:
        if keys:
            relation.model._base_manager.filter(pk__in=keys).exclude(**{relation.field: to}).update(
                **{relation.field: to}
            )
            self.add(kind, relation.model, field=relation.field, keys=keys)


def _move_rows(steps: _Steps, going: list[queries.Going], kept: Person) -> None:
    for each in going:
        steps.move(StepKind.MOVED, each.relation, list(each.keys), kept)


def _move_profile(steps: _Steps, kept: Person, dropped: Person) -> None:
    """One labour profile stands: the kept record's. The other one stays with the shadow, whole."""
    other = queries.profile_pk(dropped)
    if other is not None and queries.profile_pk(kept) is None:
        steps.move(StepKind.MOVED, queries.PROFILES, [other], kept)


def _move_consents(steps: _Steps, kept: Person, dropped: Person) -> None:
    """The latest word of the person on each purpose counts; the earlier one goes aside.

    Where both say the same, nothing moves: a consent in force stands once.
    """
    mine, theirs = queries.consents_of(kept), queries.consents_of(dropped)
    going: list[Any] = []
    aside: list[Any] = []
    for purpose, consents in theirs.items():
        own = mine.get(purpose, [])
        if own and _in_force(own) == _in_force(consents):
            continue
        if not own or _last_word(consents) > _last_word(own):
            going += [each.pk for each in consents]
            aside += [each.pk for each in own]
    steps.move(StepKind.SET_ASIDE, queries.CONSENTS, aside, dropped)
    steps.move(StepKind.MOVED, queries.CONSENTS, going, kept)


def _in_force(consents: list[Any]) -> bool:
    return any(each.withdrawn_at is None for each in consents)


def _last_word(consents: list[Any]) -> datetime:
    found: datetime = max(each.withdrawn_at or each.given_at for each in consents)
    return found


def _join_values(steps: _Steps, kept: Person, dropped: Person, choices: Mapping[str, str]) -> None:
    """The chosen values and the account go to the kept record; the shadow gives up its own."""
    chosen = queries.chosen_of(kept, dropped, choices)
    after = {
        column: getattr(dropped, column)
        for name, (_, columns) in FIELDS.items()
        if chosen[name] == "dropped"
        for column in columns
    }
    # The check goes with the number: of whom the population database was asked about.
    of = dropped if chosen["identity_number"] == "dropped" else kept
    asked = ("full_name", "birth_date", "birth_year_only")
    if any(after.get(name, getattr(kept, name)) != getattr(of, name) for name in asked):
        after |= {"verification": Verification.NOT_YET.value, "verified_at": None}
    account = dropped.account
    if account is not None and kept.account_id is None:
        after["account_id"] = account.pk
    elif account is not None:
        steps.change(account, {"is_active": False})
    shadow = {"merged_into_id": kept.pk, "account_id": None}
    shadow |= {"identity_number": None, "identity_digest": None}
    steps.change(dropped, shadow)  # first: a number and an account stand once
    if after:
        steps.change(kept, after)


def _values_back(merge: Merge, left: list[str]) -> None:
    """The last change first; a value that was changed since stays."""
    words = {column: said for said, columns in FIELDS.values() for column in columns[:1]}
    for step in merge.steps.filter(kind=StepKind.VALUES).order_by("-order"):
        row = queries.model_of(step.model)._base_manager.select_for_update().get(pk=step.keys[0])
        back = {}
        for name, value in step.values.items():
            field = row._meta.get_field(name)
            if json.loads(_json(getattr(row, name))) == value["after"]:
                back[name] = field.to_python(value["before"])
            elif name in words:
                left.append(f"{words[name]} đã sửa sau khi gộp: giữ như hiện nay ở hồ sơ giữ lại")
        for name, value in back.items():
            setattr(row, name, value)
        row.save(update_fields=[row._meta.get_field(name).name for name in back])


def _rows_back(merge: Merge, kept: Person, dropped: Person, left: list[str]) -> None:
    """Rows go back in the order in which they came, and what hangs on them since goes along."""
    steps = list(merge.steps.exclude(kind=StepKind.VALUES).order_by("order"))
    relations = queries.relations()
    # Asked before anything moves: guards of the database take some rows along with others.
    plans = [_plan_back(relation, steps, kept, dropped, left) for relation in relations]
    returned: dict[type[models.Model], set[Any]] = {}
    for relation, (gone, back) in zip(relations, plans, strict=True):
        going = set(gone)
        if relation.label not in BY_RULE:
            since = set(queries.added_to(relation, returned, kept)) - going - back
            going |= since
            if since:
                left.append(
                    f"{relation.words}: {len(since)} dòng thêm sau khi gộp đi theo dòng gốc"
                )
        for keys, source, to in ((going, kept, dropped), (back, dropped, kept)):
            rows = relation.model._base_manager.filter(pk__in=keys, **{relation.field: source})
            rows.update(**{relation.field: to})
        returned.setdefault(relation.model, set()).update(going)


def _plan_back(
    relation: queries.Relation,
    steps: list[MergeStep],
    kept: Person,
    dropped: Person,
    left: list[str],
) -> tuple[set[Any], set[Any]]:
    """Which rows of a relation still stand where the merge put them: on the kept one, aside."""
    mine = [s for s in steps if (s.model, s.field) == (relation.label, relation.field)]
    over = [key for step in mine if step.kind == StepKind.MOVED for key in step.keys]
    aside = [key for step in mine if step.kind == StepKind.SET_ASIDE for key in step.keys]
    going, back = queries.still_of(relation, over, kept), queries.still_of(relation, aside, dropped)
    if lost := len(over) + len(aside) - len(going) - len(back):
        left.append(f"{relation.words}: {lost} dòng đã bỏ hoặc chuyển đi sau khi gộp")
    return going, back


def _json(value: Any) -> str:
    """As kept in a step; days and moments in full."""
    return json.dumps(value, default=lambda each: each.isoformat())


def _decide_pair(
    kept: Person, dropped: Person, state: PairState, *, by: User, at: datetime
) -> None:
    first, second = sorted((kept.pk, dropped.pk))
    Pair.objects.filter(first=first, second=second).update(
        state=state, decided_by=by, decided_at=at
    )
