"""What people were told, as the pages of a plan show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from caunoi.placement.choices import Channel, Keeping
from caunoi.placement.models import MatchRun, ToldProposal, ToldResult
from caunoi.placement.queries.plan import PeoplePage, PersonLine
from caunoi.placement.queries.told import ToldFigures
from caunoi.placement.views.cards import vacancy_url
from caunoi.placement.views.plan_tables import Table
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.paging import PARAMETER

CARRIED: Final = ("tin", "khoa", "hoc", "bao", "kenh", PARAMETER)
"""Parts of the address of a list that lead back to the same place in it."""
LONGEST_CARRIED: Final = 20
TOLD: Final = {"chua": 0, "roi": 1}
CHANNELS: Final = {
    "dien-thoai": Channel.PHONE,
    "tai-quay": Channel.COUNTER,
    "tin-nhan": Channel.MESSAGE,
}

CALL_BACK: Final = "Gọi nói lại, rồi rút lại lời này"
WHAT_NOW: Final[dict[str, str]] = {
    Keeping.KEPT: "Rút lại",
    Keeping.KEPT_UNFIT: "Gọi hỏi lại; không còn hợp thì rút lại",
    Keeping.NOT_LOOKING: "Gọi hỏi đã có việc chưa, rồi rút lại",
    Keeping.PERSON_UNFINISHED: "Sửa hồ sơ rồi tính lại, hoặc rút lại",
    Keeping.VACANCY_UNFINISHED: "Sửa tin rồi tính lại, hoặc rút lại",
    Keeping.INTAKE_UNFINISHED: "Sửa lớp rồi tính lại, hoặc rút lại",
    Keeping.INTAKE_BEGUN: "Gọi hỏi đã vào học chưa, rồi rút lại",
    Keeping.TOLD_MEANWHILE: "Tính phương án mới sẽ giữ lời này; hoặc rút lại",
}


@dataclass(frozen=True)
class PersonRow:
    """Somebody in a plan, and how far telling them is."""

    key: int
    person: Link
    place: str
    vacancy: Link
    employer: str
    course: str
    score: str
    badge: Badge | None
    tell_url: str = ""
    end_url: str = ""


def carried(request: HttpRequest, **changed: str) -> str:
    """The place in the list, to come back to; what nobody could have chosen is left out."""
    asked = {name: request.GET.get(name, "") for name in CARRIED} | changed
    return urlencode({k: v for k, v in asked.items() if 0 < len(v) <= LONGEST_CARRIED})


def place_in_list(request: HttpRequest) -> str:
    """As `carried`, and never empty: the channel stands for the top of the whole list."""
    name = next(name for name, channel in CHANNELS.items() if channel == channel_of(request))
    return carried(request, kenh=name)


def told_filter(request: HttpRequest) -> int | None:
    """Whether the list is asked for those told already (1), those not yet (0) or all."""
    return TOLD.get(request.GET.get("bao", ""))


def channel_of(request: HttpRequest) -> Channel:
    """How people of this list are being told; by telephone unless said otherwise."""
    return CHANNELS.get(request.GET.get("kenh", ""), Channel.PHONE)


def told_chips(request: HttpRequest) -> list[Link]:
    """All, not told, told."""
    words = {"": "Tất cả", "chua": "Chưa báo", "roi": "Đã báo"}
    now = request.GET.get("bao", "")
    now = now if now in TOLD else ""
    return [
        Link(label, f"?{carried(request, bao=value, **{PARAMETER: ''})}", current=value == now)
        for value, label in words.items()
    ]


def channel_chips(request: HttpRequest) -> list[Link]:
    """By telephone, at the counter, by message."""
    now = channel_of(request)
    return [
        Link(channel.label, f"?{carried(request, kenh=name)}", current=channel == now)
        for name, channel in CHANNELS.items()
    ]


def people(found: PeoplePage, *, back: str, may_tell: bool) -> list[PersonRow]:
    """People with where the plan sends them and what they were told; `back` leads to the list."""
    return [_person(line, back, may_tell=may_tell) for line in found.lines]


def _person(line: PersonLine, back: str, *, may_tell: bool) -> PersonRow:
    proposal, told = line.proposal, line.told
    assert proposal is not None  # noqa: S101  the list is made of proposals
    tell = told is None and may_tell
    return PersonRow(
        key=line.person.pk,
        person=Link(
            line.person.full_name, reverse("placement:person_lists", args=[line.person.pk])
        ),
        place=line.person.place_name,
        vacancy=Link(proposal.vacancy.title, vacancy_url(proposal.vacancy)),
        employer=proposal.vacancy.employer.name,
        course=proposal.intake.programme.name if proposal.intake else "không",
        score=formats.percent(proposal.score / 100),
        badge=_badge(told, same=_same(line)) if told else None,
        tell_url=f"{reverse('placement:tell', args=[proposal.pk])}?{back}" if tell else "",
        end_url=end_url(told, back) if told and may_tell else "",
    )


def _same(line: PersonLine) -> bool:
    """Whether somebody was told just what the plan proposes."""
    told, plan = line.told, line.proposal
    if told is None or plan is None:
        return False
    return (told.vacancy_id, told.intake_id) == (plan.vacancy_id, plan.intake_id)


def _badge(told: ToldProposal, *, same: bool) -> Badge:
    if same:
        return Badge("good", "check", f"Đã báo {formats.day(told.told_at)}")
    return Badge("warn", "warn", "Đã báo việc khác")


def end_url(told: ToldProposal, back: str) -> str:
    """The page to take back what was told; `back` is the place in the list to return to."""
    url = reverse("placement:end_told", args=[told.pk])
    return f"{url}?{back}" if back else url


def results(lines: Iterable[ToldResult], *, back: str, may_tell: bool) -> Table:
    """What a run made of the told proposals, and what to do."""
    return Table(
        [
            Column("Người"),
            Column("Điện thoại"),
            Column("Việc đã báo"),
            Column("Báo lúc"),
            Column("Phương án này"),
            Column("Làm gì"),
        ],
        [
            [
                Link(
                    line.told.person.full_name,
                    reverse("placement:person_lists", args=[line.told.person_id]),
                ),
                _phone(line.told),
                Link(told_words(line.told), vacancy_url(line.told.vacancy)),
                when_words(line.told),
                Keeping(line.keeping).label,
                _what_now(line, back, may_tell=may_tell),
            ]
            for line in lines
        ],
    )


def told_words(told: ToldProposal) -> str:
    """What was told: "Thợ may, Công ty A", "May công nghiệp, rồi Thợ may, Công ty A"."""
    work = f"{told.vacancy.title}, {told.vacancy.employer.name}"
    return f"{told.intake.programme.name}, rồi {work}" if told.intake else work


def when_words(told: ToldProposal) -> str:
    """When and how: "24/11/2026, điện thoại"."""
    return f"{formats.day(told.told_at)}, {told.get_channel_display().lower()}"


def phone_url(told: ToldProposal) -> str:
    """The address that calls somebody; "" without a number."""
    number = "".join(c for c in told.person.phone if c.isdigit())
    return f"tel:{number}" if number else ""


def _phone(told: ToldProposal) -> Link | str:
    url = phone_url(told)
    return Link(formats.phone(told.person.phone), url) if url else "chưa có số"


def _what_now(line: ToldResult, back: str, *, may_tell: bool) -> Link | str:
    told = line.told
    if told.ended_at is not None:
        return f"Đã rút lại {formats.day(told.ended_at)}: {told.get_ending_display().lower()}"
    words = WHAT_NOW.get(line.keeping, CALL_BACK)
    return Link(words, end_url(told, back)) if may_tell else words


def kept_line(figures: ToldFigures) -> str:
    """What became of the promises, in a sentence; "" when there were none."""
    if not figures.all:
        return ""
    words = f"Giữ nguyên {formats.number(figures.kept)} lời đã báo"
    if figures.unfit:
        words += f", trong đó {formats.number(figures.unfit)} lời nay có điều không hợp"
    return words


def told_url(run: MatchRun, **chosen: Any) -> str:
    """The list of the told proposals of a plan, filtered."""
    url = reverse("placement:plan_told", args=[run.pk])
    return f"{url}?{urlencode(chosen)}" if chosen else url
