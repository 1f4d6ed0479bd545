"""Classes worth opening, as the kit draws them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from caunoi.placement.models import Learner, Proposal, TrainingOrder
from caunoi.placement.queries import OrderPeoplePage, OrderSummary, OrderVacanciesPage, PlanPage
from caunoi.placement.queries.plan import persons_worth
from caunoi.placement.views.cards import vacancy_url
from caunoi.placement.views.plan_tables import Table
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Arch, Column, Fact, Link


@dataclass(frozen=True)
class OrderCard:
    """A class worth opening; all texts are ready to read."""

    title: Link
    seats: str
    school: str
    arch: Arch
    why: str
    facts: tuple[Fact, ...]
    people: Link
    vacancies: Link


def cards(orders: Iterable[OrderSummary]) -> list[OrderCard]:
    """One card for every class."""
    return [_card(summary) for summary in orders]


def together(page: PlanPage) -> str:
    """What all the classes bring together, from the plan made anew with their seats."""
    n, more = formats.number, page.run.summary.get("orders", {})
    fee = sum(summary.fee for summary in page.orders)
    fees = f"Học phí cả thảy {formats.money_short(fee)}." if fee else "Không mất học phí."
    worth = n(persons_worth(more.get("value_more", 0)))
    if more.get("placed_more", 0) > 0:
        result = f"thêm {n(more['placed_more'])} người có hướng đi"
    else:
        result = "nhiều người có việc hợp hơn"
    classes = f"cả {n(len(page.orders))} lớp" if len(page.orders) > 1 else "lớp này"
    return (
        f"Đã tính lại phương án với {classes}: {result}, "
        f"lợi bằng {worth} người có việc hợp hoàn toàn. {fees}"
    )


def _card(summary: OrderSummary) -> OrderCard:
    order, n = summary.order, formats.number
    chosen = [order.run_id, order.number]
    return OrderCard(
        title=Link(order.programme.name, reverse("portal:course", args=[order.programme_id])),
        seats=f"Mở {n(order.seats)} ghế",
        school=order.programme.institution.name,
        arch=Arch(
            order.seats, order.free_positions, before="Lấp", unit="chỗ trống", continuous=True
        ),
        why=(
            f"Cho {n(order.free_positions)} chỗ trống ở {n(len(summary.firms))} nơi tuyển: "
            f"{summary.firms_words}."
        ),
        facts=(
            Fact("people", f"{n(order.suitable)} người hợp lớp này"),
            Fact("person", _learners(order)),
            Fact("pin", _where(summary)),
            Fact("clock", f"{n(order.programme.months, 1)} tháng"),
            Fact("pay", _fee(summary)),
            Fact("plus", _worth(order)),
        ),
        people=Link(
            f"Xem {n(order.suitable)} người hợp",
            reverse("placement:plan_order_people", args=chosen),
        ),
        vacancies=Link("Xem chỗ làm", reverse("placement:plan_order_vacancies", args=chosen)),
    )


def _learners(order: TrainingOrder) -> str:
    """Who sits on the seats: people without a place, people who would get a better one."""
    n, better = formats.number, order.seats - order.newcomers
    if not better:
        return "tất cả đang chưa có chỗ"
    if not order.newcomers:
        return "tất cả sẽ có chỗ hợp hơn"
    return f"{n(order.newcomers)} người đang chưa có chỗ, {n(better)} người sẽ có chỗ hợp hơn"


def _worth(order: TrainingOrder) -> str:
    words = f"ước lợi bằng {formats.number(persons_worth(order.worth))} người có việc hợp hoàn toàn"
    return f"{words}, tính cả chỗ nhường cho người khác" if order.room else words


def _where(summary: OrderSummary) -> str:
    host = summary.order.site.programme.institution
    return f"học tại {host.name}" if summary.is_elsewhere else f"học tại trường, {host.place.name}"


def _fee(summary: OrderSummary) -> str:
    if not summary.fee:
        return "không mất học phí"
    return f"học phí cả lớp {formats.money_short(summary.fee)}"


def people_title(order: TrainingOrder) -> str:
    """The programme, how many it would help, and how many get a seat."""
    n = formats.number
    return f"{order.programme.name}: {n(order.suitable)} người hợp, {n(order.seats)} người có ghế"


def people(found: OrderPeoplePage) -> Table:
    """Who would learn, for which vacancy, and what the plan has for them today."""
    return Table(
        [
            Column("Người"),
            Column("Nơi ở"),
            Column("Học xong làm"),
            Column("Nơi tuyển"),
            Column("Mức hợp", figures=True),
            Column("Phương án hiện có"),
        ],
        [
            [
                Link(
                    line.learner.person.full_name,
                    reverse("placement:person_lists", args=[line.learner.person_id]),
                ),
                line.learner.person.place_name,
                *_future(line.learner),
                _today(line.now),
            ]
            for line in found.lines
        ],
    )


def _future(learner: Learner) -> list[Link | str]:
    """Work, firm and fit after the class."""
    if learner.vacancy is None:
        return ["dự bị: chưa xếp được ghế", "", ""]
    work = Link(learner.vacancy.title, vacancy_url(learner.vacancy))
    return [work, learner.vacancy.employer.name, formats.percent(learner.score / 100)]


def _today(proposal: Proposal | None) -> str:
    if proposal is None:
        return "chưa có chỗ"
    return f"{proposal.vacancy.title} ({formats.percent(proposal.score / 100)})"


def vacancies(found: OrderVacanciesPage) -> Table:
    """For which vacancies the class would train."""
    return Table(
        [
            Column("Việc"),
            Column("Nơi tuyển"),
            Column("Nơi làm"),
            Column("Còn trống", figures=True),
            Column("Lớp này lấp", figures=True),
        ],
        [
            [
                Link(line.vacancy.title, vacancy_url(line.vacancy)),
                line.vacancy.employer.name,
                line.vacancy.place.name if line.vacancy.place else "chưa rõ xã",
                formats.number(line.free),
                formats.number(line.trained),
            ]
            for line in found.lines
        ],
    )
