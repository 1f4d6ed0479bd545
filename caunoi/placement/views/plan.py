"""Pages of a plan, and the lists behind its figures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from caunoi.placement import actions, queries
from caunoi.placement.actions.told import read_lost_lines
from caunoi.placement.choices import RunState
from caunoi.placement.models import MatchRun, TrainingOrder
from caunoi.placement.permissions import can_make_plans, can_tell_people, is_counselling_staff
from caunoi.placement.views import plan_changes, plan_orders, plan_parts, plan_tables, plan_told
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.paging import PARAMETER

PRICE_MEANING = "Lợi 100/100: thêm một chỗ thì thêm một người có việc hợp hoàn toàn."
KINDS = {"con-trong": "unfilled", "nhieu-nguoi-muon": "contested"}


@require_safe
@only(is_counselling_staff)
def plan(request: SignedIn) -> HttpResponse:
    """The latest finished plan; how to get one when there is none."""
    run = queries.latest_run()
    return _show(request, run) if run else _none(request)


@require_safe
@only(is_counselling_staff)
def run(request: SignedIn, pk: int) -> HttpResponse:
    """One plan, or how far it is."""
    return _show(request, get_object_or_404(MatchRun.objects.select_related("by"), pk=pk))


def _show(request: SignedIn, run: MatchRun) -> HttpResponse:
    if run.state != RunState.DONE:
        return render(request, "placement/run.html", {"run": run, "states": RunState})
    page = queries.plan_page(run)
    lost = read_lost_lines(run=run, by=request.user) if page.told.lost else ()
    context = {
        "plan": page,
        "run": run,
        "may_make": can_make_plans(request.user),
        "is_latest": queries.latest_run() == run,
        "followed_line": plan_changes.line(page.followed),
        "flow": plan_parts.flow(page),
        "figures": plan_parts.figures(page),
        "orders": plan_orders.cards(page.orders),
        "class_size": queries.class_size_words(),
        "orders_together": plan_orders.together(page),
        "seats": plan_parts.seats(page),
        "map": plan_parts.commune_map(page),
        "obstacles": plan_parts.obstacles(page),
        "contested": plan_tables.contested(run, page.contested),
        "unfilled": plan_tables.unfilled(run, page.unfilled),
        "left_out": plan_tables.left_out(run, page.left_out),
        "price_meaning": PRICE_MEANING,
        "lost": plan_told.results(lost, back="", may_tell=can_tell_people(request.user)),
        "kept": plan_told.kept_line(page.told),
        "links": {
            "changes": plan_changes.changes_url(run),
            "kept": plan_told.told_url(run, con="giu"),
            "lost": plan_told.told_url(run, con="khong-giu"),
            "unfilled": vacancies_url(run, loai="con-trong"),
            "contested": vacancies_url(run, loai="nhieu-nguoi-muon"),
        },
    }
    return render(request, "placement/plan.html", context)


def _none(request: HttpRequest) -> HttpResponse:
    waiting = queries.runs().first()
    context = {"waiting": waiting, "may_make": can_make_plans(request.user)}
    return render(request, "placement/no_plan.html", context)


@require_safe
@only(is_counselling_staff)
def plan_people(request: SignedIn, pk: int) -> HttpResponse:
    """Whom the plan places, to tell them: all, of one vacancy, of one intake, those who train
    first, those told already or not yet.
    """
    run = _done(pk)
    chosen = {
        name: number
        for name, given in (("vacancy", "tin"), ("intake", "khoa"), ("trained", "hoc"))
        if (number := _number(request, given)) is not None
    }
    if (told := plan_told.told_filter(request)) is not None:
        chosen["told"] = told
    found = actions.read_placed_people(
        run=run, by=request.user, page=request.GET.get(PARAMETER), chosen=chosen
    )
    may_tell = can_tell_people(request.user) and queries.latest_run() == run
    context = {
        "run": run,
        "page": found.page,
        "rows": plan_told.people(found, back=plan_told.place_in_list(request), may_tell=may_tell),
        "may_tell": may_tell,
        "chips": plan_told.told_chips(request),
        "channels": plan_told.channel_chips(request),
        "channel": plan_told.channel_of(request),
    }
    return render(request, "placement/plan_people.html", context)


@require_safe
@only(is_counselling_staff)
def plan_unplaced(request: SignedIn, pk: int) -> HttpResponse:
    """Whom the plan finds nothing for."""
    run = _done(pk)
    found = actions.read_unplaced_people(run=run, by=request.user, page=request.GET.get(PARAMETER))
    table = plan_tables.unplaced_people(found)
    return _list(request, run, "Người chưa có chỗ hợp", found.page, table, note=found.reason)


@require_safe
@only(is_counselling_staff)
def plan_vacancies(request: HttpRequest, pk: int) -> HttpResponse:
    """Vacancies of the plan: all, contested, unfilled, of one commune or held up by one thing."""
    run = _done(pk)
    kind = request.GET.get("loai", "")
    found = queries.plan_vacancies(
        run,
        page=request.GET.get(PARAMETER),
        kind=KINDS.get(kind),
        obstacle=request.GET.get("vi-sao") or None,
        place=_number(request, "xa"),
    )
    titles = {"con-trong": "Chỗ làm chưa có người", "nhieu-nguoi-muon": "Nhiều người cùng muốn"}
    title = titles.get(kind, "Tin tuyển dụng trong phương án")
    table = plan_tables.vacancies(run, found.lines)
    note = PRICE_MEANING if kind == "nhieu-nguoi-muon" else ""
    return _list(request, run, title, found.page, table, note=note)


@require_safe
@only(is_counselling_staff)
def plan_intakes(request: HttpRequest, pk: int) -> HttpResponse:
    """Intakes of the plan, those most worth another seat first."""
    run = _done(pk)
    found = queries.plan_intakes(
        run, page=request.GET.get(PARAMETER), used=request.GET.get("loai") == "co-nguoi"
    )
    table = plan_tables.intakes(run, found.lines)
    title = "Khoá học trong phương án"
    return _list(request, run, title, found.page, table, note=PRICE_MEANING)


@require_safe
@only(is_counselling_staff)
def plan_order_people(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Whom a class worth opening would help."""
    run = _done(pk)
    order = _order(run, number)
    found = actions.read_ordered_people(
        order=order, by=request.user, page=request.GET.get(PARAMETER)
    )
    title = plan_orders.people_title(order)
    return _list(request, run, title, found.page, plan_orders.people(found))


@require_safe
@only(is_counselling_staff)
def plan_order_vacancies(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The vacancies a class worth opening would train for."""
    run = _done(pk)
    order = _order(run, number)
    found = queries.order_vacancies(order, page=request.GET.get(PARAMETER))
    title = f"{order.programme.name}: chỗ làm đang chờ"
    return _list(request, run, title, found.page, plan_orders.vacancies(found))


@require_safe
@only(is_counselling_staff)
def plan_left_out(request: HttpRequest, pk: int, table: str, reason: str) -> HttpResponse:
    """Rows of the registers that could not take part, for one reason."""
    run = _done(pk)
    found = queries.left_out_page(run, table=table, reason=reason, page=request.GET.get(PARAMETER))
    if found is None:
        raise Http404
    note = ""
    if found.line.count > len(found.line.keys):
        note = f"Danh sách ghi {len(found.line.keys)} dòng đầu trong số {found.line.count} dòng."
    title = f"{found.line.table.label}: {found.line.reason.label}"
    return _list(request, run, title, found.page, plan_tables.left_out_rows(found), note=note)


def vacancies_url(run: MatchRun, **chosen: Any) -> str:
    """The list of vacancies of a plan, filtered."""
    return f"{reverse('placement:plan_vacancies', args=[run.pk])}?{urlencode(chosen)}"


def _list(
    request: HttpRequest,
    run: MatchRun,
    title: str,
    page: Any,
    table: plan_tables.Table,
    *,
    note: str = "",
) -> HttpResponse:
    context = {
        "run": run,
        "title": title,
        "page": page,
        "table": table,
        "note": note,
        "chips": (),
    }
    return render(request, "placement/plan_list.html", context)


def _done(pk: int) -> MatchRun:
    return get_object_or_404(MatchRun, pk=pk, state=RunState.DONE)


def _order(run: MatchRun, number: int) -> TrainingOrder:
    order = queries.find_order(run, number)
    if order is None:
        raise Http404
    return order


def _number(request: HttpRequest, name: str) -> int | None:
    """A number of the address; anything else counts as not given."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004  more digits are beyond any key
