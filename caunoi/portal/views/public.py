"""The public pages: everybody may open them, signed in or not."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.portal import forms
from caunoi.portal.queries import details, front, results
from caunoi.portal.queries.cards import slug as title_slug
from caunoi.training.models import Programme
from caunoi.training.queries import COURSE
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import VACANCY
from caunoi_kit.ui.access import IDENTITY_LEVEL, anyone, only
from caunoi_kit.ui.cards import Link
from caunoi_kit.ui.paging import page_of

_SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# Chips: what a tap adds to the address, and what it is called.
_CHIPS = {
    VACANCY: (
        ("gan", "1", "Gần tôi", "pin"),
        ("co", "NO_EXPERIENCE", "Không cần kinh nghiệm", ""),
        ("co", "HOUSING", "Có chỗ ở", ""),
        ("ca", "DAY", "Giờ hành chính", ""),
        ("ca", "PART_TIME", "Bán thời gian", ""),
        ("luong", "10000000", "Từ 10 triệu", ""),
    ),
    COURSE: (
        ("gan", "1", "Gần tôi", "pin"),
        ("co", "FREE", "Miễn học phí", ""),
        ("co", "HOUSING", "Có chỗ ở", ""),
        ("ca", "EVENING", "Buổi tối", ""),
        ("ca", "WEEKEND", "Thứ bảy, chủ nhật", ""),
    ),
}


@require_safe
@only(anyone)
def home(request: HttpRequest) -> HttpResponse:
    page = front.front_page(on=timezone.localdate())
    chips = _chips(QueryDict(), VACANCY, reverse("portal:search"))
    return render(request, "portal/home.html", {"page": page, "chips": chips, "line": ""})


@require_safe
@only(anyone)
def search(request: HttpRequest) -> HttpResponse:
    return _results(request, VACANCY, "portal/search.html", forms.SORT_LABELS)


@require_safe
@only(anyone)
def courses(request: HttpRequest) -> HttpResponse:
    return _results(request, COURSE, "portal/courses.html", forms.COURSE_SORT_LABELS)


@require_safe
@only(anyone)
def vacancy(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    try:
        page = details.vacancy_page(pk, user=_account(request), on=timezone.localdate())
    except Vacancy.DoesNotExist:
        raise Http404 from None
    right = title_slug(page.vacancy.title)
    if slug != right:
        return redirect("portal:vacancy", pk=pk, slug=right, permanent=True)
    address = request.build_absolute_uri(request.path)
    posting = details.job_posting(page.vacancy, url=address) if page.is_open else None
    context = {
        "page": page,
        "vacancy": page.vacancy,
        "apply_url": _apply_url(page),
        "address": address,
        "zalo": _zalo_share(address),
        "posting": _data_block(posting) if posting else "",
    }
    return render(request, "portal/vacancy.html", context)


@require_safe
@only(anyone)
def course(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        page = details.course_page(pk, on=timezone.localdate())
    except Programme.DoesNotExist:
        raise Http404 from None
    address = request.build_absolute_uri(request.path)
    leads_url = f"{reverse('portal:search')}?{urlencode({'nghe': page.programme.occupation.code})}"
    context = {"page": page, "address": address, "zalo": _zalo_share(address), "all": leads_url}
    return render(request, "portal/course.html", context)


@require_safe
@only(anyone)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@require_safe
@only(anyone)
def demo(request: HttpRequest) -> HttpResponse:
    """Choose as whom to try the site; only where all people are made up."""
    if not settings.CAUNOI_DEMO:
        raise Http404
    return render(request, "portal/demo.html", {"users": front.demo_parts()})


@require_POST
@only(anyone)
def enter_demo(request: HttpRequest) -> HttpResponse:
    if not settings.CAUNOI_DEMO:
        raise Http404
    user = get_object_or_404(front.made_users(), username=request.POST.get("username", ""))
    login(request, user, backend=_SIGN_IN_BACKEND)
    request.session[IDENTITY_LEVEL] = 2  # so that a visitor can try what asks for it
    return redirect("portal:first_page")


@require_safe
@only(anyone)
def first_page(request: HttpRequest) -> HttpResponse:
    """Where a visitor's own work begins: each role has its page."""
    account = _account(request)
    return redirect(_FIRST_PAGES.get(account.role, "portal:home") if account else "portal:home")


_FIRST_PAGES: dict[str, str] = {
    Role.JOB_SEEKER: "placement:my_lists",
    Role.EMPLOYER: "placement:my_vacancies",
    Role.SCHOOL: "placement:my_intakes",
    Role.COMMUNE: "intake:files",
    Role.CLERK: "home:first",
    Role.COUNSELLOR: "home:first",
    Role.HEAD: "home:first",
    Role.DIRECTOR: "home:first",
    Role.DEPARTMENT: "home:first",
}


@require_safe
@only(anyone)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, _sitemaps(), sitemap_url_name="portal:sitemap_section")


@require_safe
@only(anyone)
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, _sitemaps(), section=section)


@require_safe
@only(anyone)
def robots(request: HttpRequest) -> HttpResponse:
    """A site with made-up people is kept out of search engines altogether."""
    where = request.build_absolute_uri(reverse("portal:sitemap"))
    if settings.CAUNOI_DEMO:
        text = "User-agent: *\nDisallow: /\n"
    else:
        text = f"User-agent: *\nDisallow: /tai-khoan/\nDisallow: /ket-noi/\nSitemap: {where}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@only(anyone)
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; says whether the search index does."""
    ready = results.index_size() is not None
    text = "ok\n" if ready else "ok, search index missing\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _results(request: HttpRequest, kind: str, template: str, sorts: Any) -> HttpResponse:
    filters, account = forms.read_filters(request.GET), _account(request)
    page = results.results_page(filters, kind=kind, user=account, on=timezone.localdate())
    context: dict[str, Any] = {
        "page": page,
        "filters": filters,
        "line": filters.line,
        "chips": _chips(request.GET, kind, request.path),
        "index_wanted": filters.is_empty,
    }
    if page.searched is not None and page.choices is not None:
        form = forms.FilterForm(page.searched.question, page.choices, sorts=sorts)
        total = page.searched.answer.total
        pages = page_of(request.GET.get("trang"), count=min(total, page.reachable))
        context |= {"form": form, "pages": pages, "total": total}
        context["kept"] = _kept(request.GET, page.searched.rest_of_line)
    if kind == VACANCY and (account is None or account.role == Role.JOB_SEEKER):
        context["save_url"] = f"{reverse('portal:save_search')}?{request.GET.urlencode()}"
    return render(request, template, context)


def _apply_url(page: details.VacancyPage) -> str:
    """Where «Ứng tuyển» leads: the sheet with what is sent, or what was sent already.

    A stranger is led on from the sheet to a name and a number.
    """
    if page.application is not None:
        return reverse("placement:my_application", args=[page.application.public_id])
    return reverse("placement:apply", args=[page.vacancy.pk])


def _account(request: HttpRequest) -> User | None:
    """Who is signed in, if anybody."""
    return request.user if request.user.is_authenticated else None


def _chips(query: QueryDict, kind: str, path: str) -> list[Link]:
    """Each chip adds its condition to the address, or takes it out again."""
    links = []
    for name, value, label, icon in _CHIPS[kind]:
        changed = query.copy()
        changed.pop("trang", None)
        values = query.getlist(name)
        on = value in values
        others = [each for each in values if each and each != value]
        # A least wage is one figure; the other conditions add up.
        kept = [] if name in ("luong", "gan") else others
        changed.setlist(name, kept if on else [*kept, value])
        if not changed.getlist(name):
            changed.pop(name)
        address = changed.urlencode()
        links.append(Link(label, f"{path}?{address}" if address else path, on, icon))
    return links


def _kept(query: QueryDict, rest_of_line: str) -> list[tuple[str, str]]:
    """What the filter form has to carry along because it has no field for it."""
    kept = [("q", rest_of_line), ("nha", query.get("nha", "")), ("gan", query.get("gan", ""))]
    return [(name, value) for name, value in kept if value]


def _zalo_share(address: str) -> str:
    """The address of Zalo's own page for sharing: no script of theirs runs here."""
    told = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    return f"https://button-share.zalo.me/share_external?{urlencode({'d': told})}"


def _data_block(data: dict[str, Any]) -> SafeString:
    """JSON for a `<script>` data block: no character in it can end the block."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return SafeString(text)  # every character that means something to HTML has been escaped


def _sitemaps() -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "trang": front.PageSitemap(),
        "viec-lam": front.VacancySitemap(today),
        "khoa-hoc": front.CourseSitemap(today),
    }
