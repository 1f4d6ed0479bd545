"""Classes a plan advises to open, and the people and positions behind each."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from caunoi.placement.models import Learner, MatchRun, Proposal, TrainingOrder, VacancyResult
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching.orders import LARGEST_CLASS, SMALLEST_CLASS
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 20
FIRMS_NAMED: Final = 2


@dataclass(frozen=True)
class OrderSummary:
    """An order and the firms it would train for, those that get most people first."""

    order: TrainingOrder
    firms: tuple[str, ...]

    @property
    def fee(self) -> int:
        """What the whole class costs, in đồng."""
        return self.order.seats * self.order.programme.fee

    @property
    def is_elsewhere(self) -> bool:
        """Whether the class would be held at another school's place."""
        host = self.order.site.programme.institution_id
        return host != self.order.programme.institution_id

    @property
    def firms_words(self) -> str:
        """The firms in a row: "Công ty A, Công ty B và 3 nơi nữa"."""
        named = ", ".join(self.firms[:FIRMS_NAMED])
        rest = len(self.firms) - FIRMS_NAMED
        return f"{named} và {rest} nơi nữa" if rest > 0 else named


@dataclass(frozen=True)
class OrderedPerson:
    """Somebody an order would help: for which vacancy, and what the plan gives them today."""

    learner: Learner
    now: Proposal | None


@dataclass(frozen=True)
class OrderPeoplePage:
    """One page of the people of an order."""

    order: TrainingOrder
    lines: tuple[OrderedPerson, ...]
    page: Page


@dataclass(frozen=True)
class OrderedVacancy:
    """A vacancy an order would train for."""

    vacancy: Vacancy
    free: int  # positions neither the plan nor an earlier order fills
    trained: int  # people the order would train for it


@dataclass(frozen=True)
class OrderVacanciesPage:
    """One page of the vacancies of an order."""

    order: TrainingOrder
    lines: tuple[OrderedVacancy, ...]
    page: Page


def orders_of(run: MatchRun) -> tuple[OrderSummary, ...]:
    """The classes a run advises to open, the one that raises the plan most first. Two queries."""
    people = (
        Learner.objects.filter(order__run=run, vacancy__isnull=False)
        .values_list("order_id", "vacancy__employer__name")
        .annotate(people=Count("id"))
        .order_by("order_id", "-people", "vacancy__employer__name")
    )
    firms: dict[int, list[str]] = defaultdict(list)
    for order_id, name, _ in people:
        firms[order_id].append(name)
    orders = (
        TrainingOrder.objects.filter(run=run)
        .select_related("programme__institution__place", "site__programme__institution__place")
        .order_by("number")
    )
    return tuple(OrderSummary(order, tuple(firms[order.pk])) for order in orders)


def why_no_order(run: MatchRun) -> str:
    """Why a run advises no class, and what could be done."""
    if "orders" not in run.summary:
        return "Phương án này tính bằng bản phần mềm cũ. Tính phương án mới để biết lớp nên mở."
    if not run.summary.get("unfilled_positions"):
        return "Không lớp nào thêm được việc: mọi chỗ làm đã có người. Tìm thêm tin tuyển dụng."
    if not run.summary.get("intakes"):
        return (
            "Chưa có khoá học nào đang tuyển sinh để đặt thêm lớp. Thêm khoá học của các cơ sở "
            "đào tạo rồi tính lại."
        )
    return (
        f"Không lớp nào thêm được việc cho đủ {SMALLEST_CLASS} người: với chỗ làm còn trống, người "
        "muốn học không thiếu đúng chứng chỉ, kỹ năng mà các khoá đang dạy. Xem mục “Vì sao "
        "chỗ còn trống” để biết cần gì khác."
    )


def class_size_words() -> str:
    """How large a class is advised to be."""
    return f"Mỗi lớp từ {SMALLEST_CLASS} đến {LARGEST_CLASS} người"


def find_order(run: MatchRun, number: int) -> TrainingOrder | None:
    """An order of a run by its number."""
    orders = TrainingOrder.objects.select_related("programme__institution")
    return orders.filter(run=run, number=number).first()


def order_people(order: TrainingOrder, *, page: str | None) -> OrderPeoplePage:
    """Whom an order would help, those who gain most first and those without a seat last."""
    chosen = Learner.objects.filter(order=order)
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    ordered = chosen.select_related("person__place", "vacancy__employer").order_by("-gain", "id")
    learners = list(ordered[asked.part])
    today = Proposal.objects.filter(
        run=order.run_id, person__in=[learner.person_id for learner in learners]
    ).select_related("vacancy")
    now = {proposal.person_id: proposal for proposal in today.order_by("id")}
    lines = tuple(OrderedPerson(learner, now.get(learner.person_id)) for learner in learners)
    return OrderPeoplePage(order, lines, asked)


def order_vacancies(order: TrainingOrder, *, page: str | None) -> OrderVacanciesPage:
    """The vacancies an order would train for, those that get most people first."""
    chosen = (
        Learner.objects.filter(order=order, vacancy__isnull=False)
        .values_list("vacancy_id")
        .annotate(trained=Count("id"))
        .order_by("-trained", "vacancy_id")
    )
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    trained = dict(chosen[asked.part])
    results = VacancyResult.objects.filter(
        run=order.run_id, vacancy__in=list(trained)
    ).select_related("vacancy__employer", "vacancy__place")
    of = {result.vacancy_id: result for result in results.order_by("id")}
    earlier = Learner.objects.filter(
        order__run=order.run_id, order__number__lt=order.number, vacancy__in=list(trained)
    )
    taken = Counter(earlier.values_list("vacancy_id", flat=True))
    lines = tuple(
        OrderedVacancy(of[key].vacancy, of[key].free - of[key].given - taken[key], count)
        for key, count in trained.items()
    )
    return OrderVacanciesPage(order, lines, asked)
