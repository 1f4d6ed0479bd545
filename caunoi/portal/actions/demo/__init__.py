"""Fill a database with a made province to look around in, and take it out again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from caunoi.people.models import Person
from caunoi.portal.actions.demo.adverts import store_adverts
from caunoi.portal.actions.demo.advising import store_counselling
from caunoi.portal.actions.demo.applying import store_applications
from caunoi.portal.actions.demo.claiming import store_claims
from caunoi.portal.actions.demo.clearing import clear_all
from caunoi.portal.actions.demo.collecting import store_collecting
from caunoi.portal.actions.demo.counted import store_acts
from caunoi.portal.actions.demo.errors import CannotMakeDemo
from caunoi.portal.actions.demo.firms import store_firms
from caunoi.portal.actions.demo.ground import ground_of
from caunoi.portal.actions.demo.keeping import store_kept
from caunoi.portal.actions.demo.learning import store_classes
from caunoi.portal.actions.demo.living import store_lives
from caunoi.portal.actions.demo.needs import store_needs
from caunoi.portal.actions.demo.people import store_people
from caunoi.portal.actions.demo.promising import store_agreements
from caunoi.portal.actions.demo.queueing import store_queue
from caunoi.portal.actions.demo.referring import store_referrals
from caunoi.portal.actions.demo.schools import store_schools
from caunoi.portal.actions.demo.stage import Stage
from caunoi.portal.actions.demo.steering import store_figures
from caunoi.portal.actions.demo.supporting import store_supports
from caunoi.portal.actions.demo.users import DEMO_USERS, DemoUser, store_users
from caunoi.portal.actions.demo.verifying import store_verifications
from caunoi_engine.province import (
    SCALES,
    Catalogue,
    Scale,
    make_firms,
    make_people,
    make_schools,
)
from caunoi_kit.journal.actions import record

__all__ = [
    "DEMO_USERS",
    "SCALE_NAMES",
    "CannotMakeDemo",
    "DemoUser",
    "clear_demo",
    "make_demo",
]

SCALE_NAMES = tuple(SCALES)

Rows = Sequence[Mapping[str, str]]


@transaction.atomic
def make_demo(
    *,
    files: Mapping[str, Rows],
    scale: str,
    seed: int,
    province: str,
    unit_name: str,
    password: str | None,
    on: date,
    at: datetime,
    say: Callable[[str], None] = lambda _: None,
) -> Scale:
    """Puts a made province into a database that holds no real person.

    `files` are the rows of the generator by name; deadlines count from `on`; without a password
    the demo accounts cannot sign in by one. `say` hears each step. Raises CannotMakeDemo.
    """
    _refuse_real_people()
    if Person.objects.filter(made=True).exists():
        raise CannotMakeDemo(
            "Đã có dữ liệu tạo để xem thử. Thêm «--reset» để xoá và tạo lại từ đầu."
        )
    size = SCALES[scale]
    ground = ground_of(province, on=on)
    catalogue = Catalogue.from_rows(communes=ground.communes, **files)
    say(f"Doanh nghiệp: {size.firms}, tin tuyển dụng: {size.vacancies}")
    firms = make_firms(catalogue, scale=size, seed=seed, on=on)
    employers = store_firms(firms, ground=ground, at=at)
    say(f"Cơ sở đào tạo: {size.schools}, khoá học: {size.intakes}")
    schools = make_schools(catalogue, scale=size, seed=seed, on=on)
    institutions = store_schools(schools, ground=ground)
    say(f"Người tìm việc: {size.workers}")
    store_people(
        make_people(catalogue, workers=size.workers, seed=seed, on=on), ground=ground, at=at
    )
    cast = store_users(
        employers=employers,
        institutions=institutions,
        unit_name=unit_name,
        password=password,
        on=on,
    )
    say("Hồ sơ ứng tuyển, phỏng vấn, lớp học, thoả thuận, tin nhắn")
    play(Stage(on, at, seed, ground, *cast, employers, institutions))
    record("portal.demo.made", by=None, at=at, detail={"scale": scale, "seed": seed})
    return size


@transaction.atomic
def clear_demo(*, at: datetime) -> int:
    """Takes all made records out and says how many people that were; accounts stay.

    What visitors did with them goes too, and with no real person here so does all that names one.
    Raises CannotMakeDemo when there are real people.
    """
    _refuse_real_people()
    count = Person.objects.filter(made=True).count()
    clear_all()
    if count:
        record("portal.demo.cleared", by=None, at=at, detail={"people": count})
    return count


def play(stage: Stage) -> None:
    """What happened in the province before the visitor came, scene by scene."""
    store_verifications(stage)
    store_adverts(stage)
    store_applications(stage)
    store_referrals(stage)
    store_counselling(stage)
    store_queue(stage)
    store_acts(stage)
    store_classes(stage)
    store_needs(stage)
    store_agreements(stage)
    store_claims(stage)
    store_lives(stage)
    store_supports(stage)
    store_kept(stage)
    store_figures(stage)
    store_collecting(stage)


def _refuse_real_people() -> None:
    real = Person.objects.filter(made=False).count()
    if real:
        raise CannotMakeDemo(
            f"Cơ sở dữ liệu này có {real} người thật, nên không trộn dữ liệu xem thử vào. "
            "Tạo cơ sở dữ liệu khác (đặt CAUNOI_HOME hoặc DATABASE_URL) rồi chạy lại."
        )
