"""Asking: one question at a time, with deadline, back-off, circuit and quota."""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.timezone import localtime

from caunoi_kit.connectors import circuit
from caunoi_kit.connectors.population import messages
from caunoi_kit.connectors.population.answers import (
    Answer,
    Busy,
    Changes,
    Citizen,
    Household,
    Match,
    Mismatch,
    NotFound,
    Question,
    WhyBusy,
)
from caunoi_kit.messaging import wire

SYSTEM: Final = "population"
TRIES: Final = 3
BACK_OFF: Final = 0.5  # seconds before the second try, doubled before each further one
MOST_BYTES: Final = 2_000_000  # a page of changes
_BUSY_STATUS: Final = range(500, 600)
TOO_MANY: Final = 429
GOOD: Final = 200


@dataclass(frozen=True)
class Population:
    """The database by the way this installation reaches it."""

    url: str
    token: str
    service: str  # MaTichHop
    unit: str  # MaDonVi
    daily: int
    private_hosts: tuple[str, ...] = ()
    seconds: float = wire.SECONDS
    sleep: Callable[[float], None] = time.sleep

    def verify(
        self, question: Question, *, at: datetime, same_name: Callable[[str, str], bool],
        tries: int = 1,
    ) -> Answer:  # fmt: skip
        """Whether number, name and birth are those of one citizen.

        The same `request_id` may be sent again: an answer that came too late is given then.
        """
        try:
            values = messages.head(question, service=self.service, unit=self.unit)
            message = self._ask(messages.CHECK, values, question.request_id, at, tries)
        except _NoAnswer as fault:
            return fault.busy
        if message.code == messages.NOT_FOUND:
            return NotFound()
        citizens = message.citizens
        citizen = citizens[0] if citizens else None
        differing = set(message.differing)
        if citizen is not None:
            differing |= _differing(question, citizen, same_name)
        if message.code == messages.DIFFERS or differing:
            return Mismatch(frozenset(differing) or frozenset({"name"}), citizen)
        if citizen is None:
            return Busy(WhyBusy.GARBLED)
        return Match(citizen)

    def household(
        self, question: Question, *, at: datetime, tries: int = 1
    ) -> Household | NotFound | Busy:
        """The people of the household in which somebody is registered."""
        try:
            values = messages.head(question, service=self.service, unit=self.unit)
            message = self._ask(messages.HOUSEHOLD, values, question.request_id, at, tries)
        except _NoAnswer as fault:
            return fault.busy
        return NotFound() if message.code == messages.NOT_FOUND else Household(message.citizens)

    def changes_since(
        self, since: datetime, *, request_id: str, procedure: str, officer: str, at: datetime,
        page: int = 1, tries: int = TRIES,
    ) -> Changes | Busy:  # fmt: skip
        """Records that changed since a moment, one page; `next_page` names the one after it."""
        values = [
            ("MaYeuCau", request_id),
            ("MaDVC", procedure),
            ("MaTichHop", self.service),
            ("MaDonVi", self.unit),
            ("MaCanBo", officer),
            ("TuThoiDiem", localtime(since).isoformat(timespec="seconds")),
            ("Trang", str(page)),
        ]
        try:
            message = self._ask(messages.CHANGES, values, request_id, at, tries)
        except _NoAnswer as fault:
            return fault.busy
        return Changes(message.citizens, message.as_of, message.next_page)

    # --- One exchange --------------------------------------------------------------------------

    def _ask(
        self, operation: str, values: Iterable[tuple[str, str]], request_id: str, at: datetime,
        tries: int,
    ) -> messages.Message:  # fmt: skip
        if not self.url:
            raise _NoAnswer(WhyBusy.OFF)
        body = messages.envelope(operation, values)
        until = circuit.closed_until(SYSTEM, at=at)
        if until is not None:
            raise _NoAnswer(WhyBusy.CIRCUIT, until)
        fault = _NoAnswer(WhyBusy.AWAY)
        for number in range(tries):
            if number:
                # Full jitter: many processes that failed together do not come back together.
                self.sleep(random.uniform(0, BACK_OFF * 2 ** (number - 1)))  # noqa: S311
            if not circuit.take_one(SYSTEM, limit=self.daily, at=at):
                raise _NoAnswer(WhyBusy.QUOTA, _tomorrow(at))
            try:
                message = self._exchange(operation, body, request_id, at)
            except _NoAnswer as failed:
                if not failed.again:
                    if failed.busy.why == WhyBusy.REFUSED:
                        # Rights or codes are wrong: asking on would only use up the quota.
                        circuit.note_failure(SYSTEM, reason=failed.busy.why, at=at)
                    raise
                fault = failed
            else:
                circuit.note_success(SYSTEM)
                return message
        circuit.note_failure(SYSTEM, reason=fault.busy.why, at=at)
        raise fault

    def _exchange(
        self, operation: str, body: bytes, request_id: str, at: datetime
    ) -> messages.Message:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{operation}"'}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            answer = wire.post(
                self.url, body=body, headers=headers, hosts=[wire.host_of(self.url)],
                private_hosts=self.private_hosts, seconds=self.seconds, most_bytes=MOST_BYTES,
            )  # fmt: skip
        except wire.NoAnswer as silence:
            late = "Timeout" in str(silence)
            raise _NoAnswer(WhyBusy.LATE if late else WhyBusy.AWAY, again=True) from None
        except wire.Forbidden:
            raise _NoAnswer(WhyBusy.REFUSED) from None
        if answer.status in _BUSY_STATUS:
            raise _NoAnswer(WhyBusy.BUSY, again=True)
        if answer.status == TOO_MANY:
            self._no_more_today(at)
        if answer.status != GOOD:
            raise _NoAnswer(WhyBusy.REFUSED)
        try:
            message = messages.Message(answer.body, operation)
        except messages.NoAnswer:
            raise _NoAnswer(WhyBusy.GARBLED, again=True) from None
        if message.code == messages.BUSY:
            raise _NoAnswer(WhyBusy.BUSY, again=True)
        if message.code == messages.QUOTA:
            self._no_more_today(at)
        if message.code not in (messages.OK, messages.DIFFERS, messages.NOT_FOUND):
            raise _NoAnswer(WhyBusy.REFUSED)
        if message.request_id != request_id:
            raise _NoAnswer(WhyBusy.GARBLED, again=True)  # an answer to another question
        return message

    def _no_more_today(self, at: datetime) -> None:
        circuit.use_up(SYSTEM, limit=self.daily, at=at)
        raise _NoAnswer(WhyBusy.QUOTA, _tomorrow(at))


class _NoAnswer(Exception):
    def __init__(self, why: WhyBusy, until: datetime | None = None, *, again: bool = False) -> None:
        super().__init__(why)
        self.busy, self.again = Busy(why, until), again


def population() -> Population:
    """As the settings say; without an address every question is answered `Busy(OFF)`."""
    options: dict[str, Any] = settings.CAUNOI_POPULATION
    return Population(
        url=options["url"],
        token=options["token"],
        service=options["service"],
        unit=options["unit"],
        daily=options["daily"],
        private_hosts=tuple(settings.CAUNOI_MESSAGES["private_hosts"]),
    )


def _differing(
    question: Question, citizen: Citizen, same_name: Callable[[str, str], bool]
) -> set[str]:
    """The fields in which the answer is another than what was asked; unknown parts do not count."""
    fields = set()
    if not same_name(question.name, citizen.name.full):
        fields.add("name")
    if citizen.born is not None and not _same_birth(question.born, citizen.born):
        fields.add("born")
    if question.number not in (citizen.number, citizen.old_number):
        fields.add("number")
    return fields


def _same_birth(ours: Any, theirs: Any) -> bool:
    """Two days agree as days; where one side knows the year only, the years must agree."""
    if isinstance(ours, int) or isinstance(theirs, int):
        return getattr(ours, "year", ours) == getattr(theirs, "year", theirs)
    return bool(ours == theirs)


def _tomorrow(at: datetime) -> datetime:
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)
