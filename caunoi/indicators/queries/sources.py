"""Where derived indicators come from: by name, the rows of registers they count.

Each source gives the rows of a span of days; the names of fields say on which day a row counts,
in whose commune, for whom, and for how much. The same rows are shown behind a figure, so a figure
and its records cannot differ. What is an event of two registers is counted in one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from caunoi.counter.models import Session, Visit
from caunoi.employers.models import Employer
from caunoi.indicators.models import Happening
from caunoi.indicators.queries import service_sources as services
from caunoi.indicators.queries.services import ALL
from caunoi.indicators.queries.units import within
from caunoi.people.models import LabourProfile, Person
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.training.choices import EnrolmentState, OrderState
from caunoi.training.models import Enrolment, FirmOrder
from caunoi.unemployment.choices.payments import ListState
from caunoi.unemployment.models import PaymentLine
from caunoi_kit.journal.models import Entry
from caunoi_rules.periods import Period

Rows = Callable[[Period], QuerySet[Any]]
HAPPENINGS: Final = "happenings"
N352: Final = "n352:"
SIGNED: Final = (ListState.SIGNED, ListState.SENT)


@dataclass(frozen=True)
class Part:
    """Rows of one register: the fields that say when, where, who and how much (or one a row)."""

    rows: Rows
    day: str = ""  # "" of a stock
    place: str = "person__place_id"
    who: str = "person_id"
    total: str = ""


@dataclass(frozen=True)
class SourceQuery:
    """A named question to registers. A stock is what there is on the day it is asked."""

    key: str
    words: str
    parts: tuple[Part, ...]
    stock: bool = False


def source_of(query: str, code: str) -> SourceQuery | None:
    """The source a definition names; `code` is its own indicator."""
    if query.startswith(N352):
        return _row_source(query)
    if query == HAPPENINGS:
        return SourceQuery(f"{query}:{code}", "Danh sách sự việc", (_happening(code),))
    if query.startswith(f"{HAPPENINGS}:"):
        other = query.partition(":")[2]
        part = replace(_happening(other), total="worth")
        return SourceQuery(query, "Danh sách sự việc, cột số tiền", (part,))
    return SOURCES.get(query)


def _placed(rows: Rows) -> Rows:
    """Lines of the journal about people, with the commune of each and the day."""

    def found(period: Period) -> QuerySet[Entry]:
        lives = Person.objects.filter(pk=OuterRef("person_key")).values("place_id")[:1]
        return rows(period).annotate(place_key=Subquery(lives), day=TruncDate("at"))

    return found


def _visits(period: Period) -> QuerySet[Visit]:
    found = Visit.objects.filter(day__range=(period.first, period.last))
    return found.select_related("person").order_by("-day", "-id")


def _sessions(period: Period) -> QuerySet[Session]:
    found = Session.objects.filter(held_on__range=(period.first, period.last))
    return found.order_by("-held_on", "-id")


def _graduated(period: Period) -> QuerySet[Enrolment]:
    found = Enrolment.objects.filter(
        state=EnrolmentState.GRADUATED, graduated_on__range=(period.first, period.last)
    )
    found = found.select_related("person", "intake__programme__institution")
    return found.order_by("-graduated_on", "-id")


def _ordered(period: Period) -> QuerySet[FirmOrder]:
    found = FirmOrder.objects.filter(made_on__range=(period.first, period.last))
    found = found.exclude(state=OrderState.CLOSED)
    return found.select_related("employer", "occupation").order_by("-made_on", "-id")


def _paid(period: Period) -> QuerySet[PaymentLine]:
    """Months on signed lists, on the day the list was signed."""
    found = PaymentLine.objects.filter(standing=True, list__state__in=SIGNED)
    found = found.annotate(day=TruncDate("list__signed_at"))
    found = found.filter(day__gte=period.first, day__lte=period.last)
    return found.select_related("person", "list").order_by("-day", "-id")


def _here(inside: bool) -> Rows:
    """Hires at a work place in the province of this centre, or outside it."""

    def found(period: Period) -> QuerySet[Application]:
        home = Place.objects.filter(
            level=Level.PROVINCE, code=settings.CAUNOI_PROVINCE, valid_to=None
        ).first()
        here = Q(vacancy__place=None) | within(home, "vacancy__place")
        return services.hired(period).filter(here if inside else ~here)

    return found


def _happening(code: str, *, beside_hires: bool = False) -> Part:
    """Happenings of an indicator. `beside_hires`: but not those of people the register of hires
    has in the same month: that is one job.
    """

    def found(period: Period) -> QuerySet[Happening]:
        rows = Happening.objects.filter(
            indicator__code=code, on__range=(period.first, period.last)
        ).annotate(worth=Coalesce("amount", 0))
        if beside_hires:
            rows = rows.exclude(
                Exists(
                    Application.objects.filter(
                        state=ApplicationState.HIRED, person=OuterRef("person"),
                        hired_on__year=OuterRef("on__year"), hired_on__month=OuterRef("on__month"),
                    )
                )
            )  # fmt: skip
        return rows.select_related("person", "unit").order_by("-on", "-id")

    return Part(found, day="on", place="unit__place_id", total="quantity")


def _row_source(query: str) -> SourceQuery | None:
    """A row of the report of services, counted as the report counts it."""
    key = query.removeprefix(N352)
    row = next((each for each in ALL if each.key == key), None)
    if row is None:
        return None
    who = row.person if row.person.endswith("_key") or not row.person else f"{row.person}_id"
    parts = tuple(
        replace(OF_SERVICES[each], who=who, total=row.total or OF_SERVICES[each].total)
        for each in row.sources
    )
    return SourceQuery(query, row.label, parts)


_ACT = {"day": "on"}
_NOTED = {"day": "on", "place": "unit__place_id", "who": "", "total": "quantity"}
_FIRM = {"place": "employer__place_id", "who": "employer_id"}
_LINE = {"day": "day", "place": "place_key", "who": "person_key"}

OF_SERVICES: Final[dict[Rows, Part]] = {
    services.sessions: Part(services.sessions, **_NOTED),
    services.session_firms: Part(services.session_firms, **_NOTED),
    services.session_advised: Part(services.session_advised, **_NOTED),
    services.session_interviewed: Part(services.session_interviewed, **_NOTED),
    services.counselled: Part(services.counselled, **_ACT),
    services.on_jobs: Part(services.on_jobs, **_ACT),
    services.on_policy: Part(services.on_policy, **_ACT),
    services.counselled_trained: Part(services.counselled_trained, **_ACT),
    services.counselled_on_benefit: Part(services.counselled_on_benefit, **_ACT),
    services.firms: Part(services.firms, day="on", **_FIRM),
    services.in_groups: Part(services.in_groups, day="session__held_on"),
    services.registered: Part(_placed(services.registered), **_LINE),
    services.registered_trained: Part(_placed(services.registered_trained), **_LINE),
    services.collected: Part(_placed(services.collected), **_LINE),
    services.referred: Part(services.referred, day="made_on"),
    services.referred_trained: Part(services.referred_trained, day="made_on"),
    services.referred_on_benefit: Part(services.referred_on_benefit, day="made_on"),
    services.hired: Part(services.hired, day="hired_on"),
    services.hired_trained: Part(services.hired_trained, day="hired_on"),
    services.hired_after_training: Part(services.hired_after_training, day="hired_on"),
    services.wanted: Part(services.wanted, day="posted_on", total="positions", **_FIRM),
    services.demanded: Part(services.demanded, day="posted_on", **_FIRM),
    services.trained: Part(services.trained, day="started_on"),
    services.claimed: Part(services.claimed, day="filed_on"),
    services.granted: Part(services.granted, day="signed_on"),
    services.training_granted: Part(services.training_granted, day="signed_on"),
}
_OF = OF_SERVICES
_VISITS: Final = Part(_visits, day="day")
_SESSIONS: Final = Part(_sessions, day="held_on", place="", who="")
_GRADUATED: Final = Part(_graduated, day="graduated_on")
_ORDERED: Final = Part(_ordered, day="made_on", total="people", **_FIRM)
_PAID: Final = Part(_paid, day="day", total="amount")
_IN_PROVINCE: Final = (
    Part(_here(inside=True), day="hired_on"),
    _happening("jobs_in_province", beside_hires=True),
)
_OUTSIDE: Final = (
    Part(_here(inside=False), day="hired_on"),
    _happening("jobs_out_of_province", beside_hires=True),
)
_WORKERS: Final = Part(
    lambda period: LabourProfile.objects.select_related("person").order_by("-id"),
    place="person__place_id",
)
_SEEKERS: Final = Part(
    lambda period: (
        LabourProfile.objects.select_related("person").filter(looking=True).order_by("-id")
    ),
    place="person__place_id",
)
_FIRMS: Final = Part(lambda period: Employer.objects.order_by("-id"), place="place_id", who="id")

SOURCES: Final[dict[str, SourceQuery]] = {
    each.key: each
    for each in (
        SourceQuery("hired", "Sổ kết nối việc làm: hồ sơ được nhận", (_OF[services.hired],)),
        SourceQuery("jobs_in_province", "Hồ sơ được nhận có nơi làm trong tỉnh", _IN_PROVINCE),
        SourceQuery("jobs_out_of_province", "Hồ sơ được nhận có nơi làm ngoài tỉnh", _OUTSIDE),
        SourceQuery(
            "jobs_overseas", "Danh sách đi làm việc ở nước ngoài",
            (_happening("overseas_workers"),),
        ),
        SourceQuery(
            "hired_after_training", "Hồ sơ được nhận của người đã tốt nghiệp",
            (_OF[services.hired_after_training],),
        ),
        SourceQuery(
            "counselled_all", "Sổ tư vấn và buổi tư vấn nhóm",
            (_OF[services.counselled], _OF[services.in_groups]),
        ),
        SourceQuery(
            "on_jobs", "Tư vấn việc làm và buổi tư vấn nhóm",
            (_OF[services.on_jobs], _OF[services.in_groups]),
        ),
        SourceQuery("on_policy", "Sổ tư vấn: chính sách", (_OF[services.on_policy],)),
        SourceQuery("firms", "Sổ tư vấn: người sử dụng lao động", (_OF[services.firms],)),
        SourceQuery("in_groups", "Danh sách buổi tư vấn nhóm", (_OF[services.in_groups],)),
        SourceQuery("group_sessions", "Sổ buổi tư vấn nhóm", (_SESSIONS,)),
        SourceQuery("visits", "Sổ lượt đến", (_VISITS,)),
        SourceQuery("registered", "Nhật ký lập hồ sơ lao động", (_OF[services.registered],)),
        SourceQuery("referred", "Sổ phiếu giới thiệu", (_OF[services.referred],)),
        SourceQuery("wanted", "Tin tuyển dụng, số lượng tuyển", (_OF[services.wanted],)),
        SourceQuery("demanded", "Tin tuyển dụng", (_OF[services.demanded],)),
        SourceQuery("trained", "Sổ ghi danh: đã vào học", (_OF[services.trained],)),
        SourceQuery("graduated", "Sổ ghi danh: đã tốt nghiệp", (_GRADUATED,)),
        SourceQuery("ordered", "Đơn đặt đào tạo của doanh nghiệp", (_ORDERED,)),
        SourceQuery("claimed", "Hồ sơ bảo hiểm thất nghiệp", (_OF[services.claimed],)),
        SourceQuery("granted", "Quyết định hưởng", (_OF[services.granted],)),
        SourceQuery("training_granted", "Quyết định hỗ trợ học nghề",
                    (_OF[services.training_granted],)),
        SourceQuery("paid", "Danh sách chi trả đã ký", (_PAID,)),
        SourceQuery(
            "counselled_on_benefit", "Tư vấn, giới thiệu người có hồ sơ BHTN",
            (_OF[services.counselled_on_benefit], _OF[services.referred_on_benefit]),
        ),
        SourceQuery("workers_known", "Sổ lao động", (_WORKERS,), stock=True),
        SourceQuery("seekers", "Sổ lao động: đang tìm việc", (_SEEKERS,), stock=True),
        SourceQuery("firms_known", "Sổ người sử dụng lao động", (_FIRMS,), stock=True),
    )
}  # fmt: skip
