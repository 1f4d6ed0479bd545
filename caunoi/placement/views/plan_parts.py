"""The pictures and figures at the head of a plan, as the kit draws them."""

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from caunoi.placement.models import IntakeResult
from caunoi.placement.queries import PlanPage
from caunoi.placement.queries.offers import length_words
from caunoi.placement.views.plan_tables import price_words
from caunoi.places.queries import commune_outlines
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Arch, CourseCard, Fact, Link, Pair
from caunoi_kit.ui.charts import Area, Bar, Flow, Map, legend, tones

MOST_NAMED = 3


def flow(page: PlanPage) -> Flow:
    """Where the three sides meet."""
    return Flow(
        people=page.run.workers,
        positions=page.run.positions,
        direct=page.direct,
        learning=page.run.placed_by_training,
        classes=page.intakes_used,
        seats=page.run.seats,
    )


def figures(page: PlanPage) -> list[Pair]:
    """The figures beside the picture; each opens its records."""
    run, n = page.run, formats.number
    people = reverse("placement:plan_people", args=[run.pk])
    vacancies = reverse("placement:plan_vacancies", args=[run.pk])
    share = f"tức {formats.percent(100 * run.placed / max(run.workers, 1))}"
    lines = [
        Pair("Người có hướng đi", f"{n(run.placed)} / {n(run.workers)}", note=_since(page, share),
             url=people),
        Pair("Trong đó học rồi làm", n(run.placed_by_training),
             note=f"qua {n(page.intakes_used)} lớp", url=f"{people}?hoc=1"),
        Pair("Chưa có chỗ hợp", n(page.unplaced), note="gọi lại để bàn thêm",
             url=reverse("placement:plan_unplaced", args=[run.pk])),
        Pair("Chỗ làm còn trống", f"{n(page.unfilled_positions)} / {n(run.positions)}",
             url=f"{vacancies}?loai=con-trong"),
    ]  # fmt: skip
    if page.told.all:
        lines.append(
            Pair(
                "Giữ nguyên lời đã báo",
                f"{n(page.told.kept)} / {n(page.told.all)}",
                note="báo trước khi tính phương án này",
                url=reverse("placement:plan_told", args=[run.pk]),
            )
        )
    if run.summary.get("mean_km") is not None:
        lines.append(
            Pair(
                "Đường đến nơi làm",
                formats.distance(run.summary["mean_km"]),
                note="trung bình, theo đường chim bay",
            )
        )
    if run.summary.get("living_in"):
        lines.append(Pair("Ở lại nơi làm", n(run.summary["living_in"]), note="nơi làm có chỗ ở"))
    return lines


def _since(page: PlanPage, share: str) -> str:
    """The share placed, compared with the plan before."""
    if page.before is None or not page.before.workers:
        return share
    before = formats.percent(100 * page.before.placed / page.before.workers)
    return f"{share}, lần trước {before}"


def seats(page: PlanPage) -> list[CourseCard]:
    """Intakes of which another seat would help, the most helpful first."""
    return [_seat_card(page, result) for result in page.seats]


def _seat_card(page: PlanPage, result: IntakeResult) -> CourseCard:
    intake = result.intake
    people = reverse("placement:plan_people", args=[page.run.pk])
    return CourseCard(
        title=intake.programme.name,
        url=reverse("portal:course", args=[intake.programme_id]),
        pay="Mở thêm một ghế",
        by=intake.programme.institution.name,
        facts=(
            Fact("clock", length_words(intake)),
            Fact("calendar", f"khai giảng {formats.day(intake.starts_on)}"),
        ),
        extra=f"Thêm một ghế thì {price_words(result.price)}",
        arch=Arch(result.given, result.free, before="Đã xếp", unit="ghế", continuous=True),
        action=Link("Xem người được xếp", f"{people}?{urlencode({'khoa': intake.pk})}"),
    )


def obstacles(page: PlanPage) -> list[Bar]:
    """Free positions by what stands in the way; violet where learning would help."""
    vacancies = reverse("placement:plan_vacancies", args=[page.run.pk])
    return [
        Bar(
            line.words,
            line.positions,
            state="school" if line.code in {"CERTIFICATE", "REQUIRED_SKILLS"} else "",
            url=f"{vacancies}?{urlencode({'vi-sao': line.code})}",
        )
        for line in page.obstacles
    ]


def commune_map(page: PlanPage) -> Map | None:
    """Free positions by commune; None when no boundaries of the province are at hand."""
    outlines = commune_outlines(settings.CAUNOI_PROVINCE)
    drawn = {code: line for code, line in page.communes.items() if code in outlines.by_code}
    if not drawn:
        return None
    vacancies = reverse("placement:plan_vacancies", args=[page.run.pk])
    positions = [line.positions for line in drawn.values()]
    toned = tones(positions)
    areas = tuple(
        Area(
            outline=outlines.by_code[code],
            tone=tone,
            label=line.name,
            figure=formats.number(line.positions),
            url=f"{vacancies}?{urlencode({'xa': line.place_id})}" if line.positions else "",
        )
        for (code, line), tone in zip(drawn.items(), toned, strict=True)
    )
    most = [line for line in drawn.values() if line.positions][:MOST_NAMED]
    finding = "Nhiều chỗ trống nhất: " + ", ".join(
        f"{line.name} {formats.number(line.positions)}" for line in most
    )
    words = legend(positions, toned, "chỗ")
    return Map(areas, finding, outlines.width, outlines.height, "Chỗ trống", words)
