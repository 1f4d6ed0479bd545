"""Parts of the pages about messages: tables, tiles, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from caunoi.portal.queries.messages import OutboxPage, kind_words
from caunoi_kit.messaging.choices import ORDER, Channel, Fault, State
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link, Pair

BADGES: Final = {
    State.WAITING: ("info", "clock"),
    State.SENT: ("good", "check"),
    State.DELIVERED: ("good", "check"),
    State.FAILED: ("bad", "warn"),
    State.SUPPRESSED: ("warn", "close"),
}
OUTBOX_COLUMNS: Final = (
    Column("Loại tin"),
    Column("Lúc ghi"),
    Column("Tới"),
    Column("Kênh"),
    Column("Trạng thái"),
    Column("Vì sao"),
)
OWN_COLUMNS: Final = (Column("Tin"), Column("Lúc"), Column("Kênh"), Column("Trạng thái"))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows for `{% table %}`."""

    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on the page of a demo site."""

    when: str
    to: str
    text: str


def badge(message: Message) -> Badge:
    """The state of a message, in a drawing and a word."""
    kind, icon = BADGES[State(message.state)]
    return Badge(kind, icon, message.get_state_display())  # type: ignore[arg-type]


def receiver(message: Message) -> str:
    """To whom, as little as tells two messages apart."""
    if message.phone:
        return formats.masked(message.phone)
    box, _, domain = message.email.partition("@")
    if domain:
        return f"{box[:1]}{formats.MASK}@{domain}"
    return "không có" if message.fault == Fault.NO_ADDRESS else "đã xoá"


def reason(message: Message) -> str:
    """Why it did not go, or not yet."""
    if message.fault:
        return Fault(message.fault).label
    if message.state == State.WAITING and message.held and message.next_at:
        return f"Gửi lúc {formats.moment(message.next_at)}"
    return ""


def outbox_table(messages: Iterable[Message]) -> Table:
    return Table(
        OUTBOX_COLUMNS,
        [
            (
                Link(kind_words(each.kind), reverse("portal:message", args=[each.public_id])),
                formats.moment(each.made_at),
                receiver(each),
                each.get_channel_display() if each.channel else "",
                badge(each),
                reason(each),
            )
            for each in messages
        ],
    )


def own_table(messages: Iterable[Message]) -> Table:
    return Table(
        OWN_COLUMNS,
        [
            (
                kind_words(each.kind),
                formats.moment(each.made_at),
                each.get_channel_display() if each.channel else "",
                badge(each),
            )
            for each in messages
        ],
    )


def state_chips(page: OutboxPage, chosen: str) -> list[Link]:
    """One chip a state, with its number; a tap on the chosen one takes it out."""
    here = reverse("portal:outbox")
    links = [Link(f"Tất cả ({formats.number(sum(page.by_state.values()))})", here, not chosen)]
    for state in State:
        label = f"{state.label} ({formats.number(page.by_state.get(state, 0))})"
        links.append(Link(label, f"{here}?tt={state}", state == chosen))
    return links


def tiles(page: OutboxPage) -> list[Pair]:
    """The published figure, and the money."""
    prompt = page.promptness
    if prompt.percent is None:
        value, note = "chưa có số", "7 ngày qua chưa gửi tin nào"
    else:
        value = formats.percent(prompt.percent)
        note = (
            f"{formats.number(prompt.in_time)} trên {formats.number(prompt.sent)} tin, 7 ngày qua. "
            "Công bố: 95%."
        )
    return [
        Pair("Gửi trong 10 giây", value, icon="clock", note=note),
        Pair(
            "Tiền hôm nay",
            formats.money(page.spent),
            icon="pay",
            note=f"nhiều nhất {formats.money(page.ceiling)} một ngày",
        ),
    ]


def ways(page: OutboxPage) -> list[Pair]:
    """Each way out: off, resting or working, and how many went by it."""
    pairs = []
    for channel in (*ORDER, *([Channel.PAGE] if page.by_channel.get(Channel.PAGE) else [])):
        sent = f"{formats.number(page.by_channel.get(channel, 0))} tin đã gửi"
        if channel in page.off:
            value = "Chưa cấu hình"
        elif until := page.resting.get(channel):
            value = f"Đang hỏng, thử lại lúc {formats.moment(until)}"
        else:
            value = "Đang chạy"
        pairs.append(Pair(channel.label, value, note=sent))
    return pairs


def pairs(message: Message) -> list[Pair]:
    """All that is known of one message, but not what it says."""
    lines = [
        Pair("Loại tin", kind_words(message.kind)),
        Pair("Tới", receiver(message)),
        Pair("Trạng thái", message.get_state_display(), note=reason(message)),
        Pair("Lúc ghi", formats.moment(message.made_at)),
        Pair("Số lần thử", formats.number(message.tries)),
    ]
    if message.channel:
        lines.append(Pair("Kênh", message.get_channel_display()))
    if message.sent_at:
        lines.append(Pair("Lúc gửi xong", formats.moment(message.sent_at)))
    if message.delivered_at:
        lines.append(Pair("Lúc tới máy", formats.moment(message.delivered_at)))
    if message.next_at:
        lines.append(Pair("Lần gửi tới", formats.moment(message.next_at)))
    return lines


def shown(messages: Iterable[Message]) -> list[Shown]:
    return [Shown(formats.moment(each.made_at), receiver(each), each.text) for each in messages]
