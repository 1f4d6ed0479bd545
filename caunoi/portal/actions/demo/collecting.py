"""What communes have handed in: a campaign under way, a file with errors, one saved, a pair."""

import hashlib
import json
from datetime import date, timedelta
from typing import Final

from caunoi.employers.actions.reports import send_labour_counts
from caunoi.employers.queries.reports import periods_around
from caunoi.intake.actions.campaigns import open_campaign
from caunoi.intake.actions.files import keep_rows, receive_upload, use_columns
from caunoi.intake.choices.files import KEEP_DAYS, RowState, Schema, UploadState
from caunoi.intake.models import Campaign, Pair, Upload, UploadRow
from caunoi.people.models import Person
from caunoi.people.queries.told import digest_of, standing_of
from caunoi.places.models import Place
from caunoi.portal.actions.demo.numbers import made_identity_number
from caunoi.portal.actions.demo.stage import Stage
from caunoi_engine.sheets.rows import Column, Fault, Reading, Row, Value
from caunoi_kit.office import sheets

HEADS: Final = (
    ("Họ và tên", "full_name"),
    ("Ngày sinh", "birth_date"),
    ("Giới tính", "sex"),
    ("Số CCCD", "identity_number"),
    ("Thôn", "address"),
    ("Tình trạng việc làm", "activity"),
)
NAMES: Final = ("Người Mẫu Một", "Người Mẫu Hai", "Người Mẫu Ba", "Người Mẫu Bốn", "Người Mẫu Năm",
                "Người Mẫu Sáu", "Người Mẫu Bảy", "Người Mẫu Tám")  # fmt: skip
FROM: Final = 700_000  # of the identity numbers in the file
SAVED, EACH, REPORTS = 10, 250, 3


def store_collecting(stage: Stage) -> None:
    """The commune of the visitor has work to do; the centre has a pair to look at."""
    commune = stage.guide.place
    if commune is None or commune.parent is None:
        return
    _campaign(stage, commune.parent)
    _file_with_errors(stage, commune)
    _saved_file(stage, commune)
    _pair(stage)
    _reports(stage)


def _campaign(stage: Stage, province: Place) -> None:
    """A round of all communes, half over."""
    places = Place.objects.filter(pk__in=stage.ground.place.values()).order_by("code")
    campaign = open_campaign(
        name="Thu thập thông tin cung lao động (xem thử)",
        first=stage.day(-30),
        due=stage.day(30),
        province=province,
        shares=dict.fromkeys(places, EACH),
        by=stage.users["giam-doc"],
        at=stage.ago(30),
    )
    Campaign.objects.filter(pk=campaign.pk).update(made=True)


def _file_with_errors(stage: Stage, commune: Place) -> None:
    """Eight rows: five good, a letter in a day, one without a name, one number twice."""
    rows = [_row(number, name) for number, name in enumerate(NAMES)]
    rows[2] = _row(2, NAMES[2], day="1l/05/1987")
    rows[4] = _row(4, "")
    rows[6] = _row(6, NAMES[6], number=5)
    cells: list[list[sheets.Value]] = [
        [str(row.values.get(field) or "") for _, field in HEADS] for row in rows
    ]
    content = sheets.write([sheets.Column(head) for head, _ in HEADS], cells, title="Thôn 3")
    upload, _ = receive_upload(
        content=content,
        name="lao-dong-thon-3.xlsx",
        schema=Schema.WORKERS,
        commune=commune,
        by=stage.users["can-bo-xa"],
        at=stage.ago(1),
    )
    columns = tuple(
        Column(at, "ABCDEF"[at], head, field, True, "tiêu đề") for at, (head, field) in
        enumerate(HEADS)
    )  # fmt: skip
    reading = Reading("Thôn 3", "", (1,), columns, tuple(rows))
    use_columns(upload=upload, reading=reading, at=stage.ago(1))
    keep_rows(upload=upload, reading=reading, on=stage.on, at=stage.ago(1))


def _row(at: int, name: str, *, day: str = "", number: int | None = None) -> Row:
    """A row of the file as it was read, with its fault."""
    born = date(1980 + at, 5, 11)
    identity = made_identity_number(
        FROM + (at if number is None else number),
        born=1980 + (at if number is None else number),
        male=False,
    )
    faults = []
    line = at + 2
    if day:
        faults.append(
            Fault(
                f"B{line}", "birth_date", day, "DAY_LETTERS",
                f"«{day}» có chữ cái lẫn trong ngày.", date(1987, 5, 11),
            )
        )  # fmt: skip
    if not name:
        faults.append(Fault(f"A{line}", "full_name", "", "REQUIRED", "Thiếu họ và tên."))
    values: dict[str, Value] = {
        "full_name": name or None,
        "birth_date": None if day else born,
        "sex": "FEMALE",
        "identity_number": identity,
        "address": "Thôn 3",
        "activity": "EMPLOYED",
    }
    return Row(line, values, tuple(faults))


def _saved_file(stage: Stage, commune: Place) -> None:
    """People of the commune stand in the register by a file of last week."""
    people = list(
        Person.objects.filter(made=True, place=commune, profile__isnull=False)
        .exclude(pk=stage.guide.pk)
        .select_related("profile")
        .order_by("pk")[:SAVED]
    )
    upload = Upload.objects.create(
        schema=Schema.WORKERS,
        commune=commune,
        name="lao-dong-thon-1.xlsx",
        size=18_000,
        digest=hashlib.sha256(b"lao-dong-thon-1").hexdigest(),
        state=UploadState.SAVED,
        columns={},
        sent_by=stage.users["can-bo-xa"],
        sent_at=stage.ago(7),
        touched_at=stage.ago(7),
        saved_at=stage.ago(7),
        saved_by=stage.users["can-bo-xa"],
        keep_until=stage.day(KEEP_DAYS - 7),
        made=True,
    )
    UploadRow.objects.bulk_create(
        UploadRow(
            upload=upload,
            number=at,
            state=RowState.SAVED,
            kept=json.dumps({"values": {"full_name": person.full_name}}, ensure_ascii=False),
            digest=f"{at:064}",
            person=person,
            before=json.dumps(standing_of(person), ensure_ascii=False),
            after_digest=digest_of(standing_of(person)),
        )
        for at, person in enumerate(people, start=2)
    )


def _pair(stage: Stage) -> None:
    """Two records whose names differ by a mark, born on one day."""
    people = Person.objects.filter(made=True, birth_date__isnull=False, identity_number=None)
    two = list(people.exclude(pk=stage.guide.pk).order_by("-pk")[:2])
    if len(two) == 1 or not two:
        return
    second, first = two
    second.birth_date, second.sex = first.birth_date, first.sex
    second.full_name, second.search_key = first.full_name, first.search_key
    second.sort_key, second.place = first.sort_key, first.place
    second.save(update_fields=["birth_date", "sex", "full_name", "search_key", "sort_key", "place"])
    why = [["họ tên như nhau", 9.0], ["sinh cùng ngày", 8.0], ["điện thoại khác nhau", -2.0]]
    Pair.objects.create(
        first=first, second=second, probability=9_600, found_at=stage.ago(0.3), why=why
    )


def _reports(stage: Stage) -> None:
    """Some firms have sent the labour report of the period before, the visitor's own too."""
    periods = periods_around(stage.on)
    past = next(each for each in periods if each.last_day < stage.on)
    others = [each for each in stage.employers if each.pk != stage.firm.pk][:REPORTS]
    for number, employer in enumerate([stage.firm, *others]):
        total = 180 + 40 * number
        send_labour_counts(
            employer=employer,
            period=past,
            counts={
                "total": total, "women": total // 2, "over_35": total // 4, "insured": total,
                "managers": 6, "high": 14, "middle": 30, "others": total - 50,
                "indefinite": total - 60, "fixed_term": 50, "other_contracts": 10,
            },
            by=stage.recruiter,
            at=stage.ago((stage.on - past.last_day + timedelta(days=3)).days),
        )  # fmt: skip
