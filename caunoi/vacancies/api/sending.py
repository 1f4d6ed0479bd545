"""What the programs of firms send: their demand for six months, and adverts."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Body, Router
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt

from caunoi.accounts.models import ApiKey
from caunoi.classifications.choices import Qualification, Shift
from caunoi.vacancies import actions
from caunoi.vacancies.choices import HiredFrom, ItemStatus, NeedChannel, PayPeriod, VacancyState
from caunoi.vacancies.permissions import (
    can_post_for,
    may_read_receipts,
    may_send_needs,
    may_send_postings,
)
from caunoi.vacancies.queries.needs import as_answer
from caunoi_kit.api.answers import sending
from caunoi_kit.api.guard import open_to
from caunoi_kit.api.once import Number, md5_of, once, receipt

senders = Router(tags=["sending"])

MOST_ITEMS: Final = 100
MOST_LINES: Final = 1_000


class WithKey(HttpRequest):
    """A request that came with a key."""

    auth: ApiKey


class Sent(BaseModel):
    """What programs send is read to the letter: no unknown field, no text for a number."""

    model_config = ConfigDict(extra="forbid")


def _whole(sent: Any) -> Any:
    """JSON knows one kind of number: 20.0 is 20."""
    return int(sent) if isinstance(sent, float) and sent.is_integer() else sent


WHOLE = BeforeValidator(_whole)
Reference = Annotated[str, Field(min_length=1, max_length=64, description="Your own number of it.")]
TaxCode = Annotated[str, Field(pattern=r"^[0-9]{10}(-[0-9]{3})?$", description="Of the firm.")]
Count = Annotated[StrictInt, Field(ge=0, le=100_000), WHOLE]
Dong = Annotated[StrictInt, Field(ge=0, le=1_000_000_000, description="Whole đồng."), WHOLE]
Words = Annotated[str, Field(max_length=10_000)]


class NeedLine(Sent):
    """How many people of one group of occupations a firm will need in one half-year."""

    reference: Reference
    tax_code: TaxCode
    half_year: str = Field(pattern=r"^20[2-9][0-9]-0[17]$", description="2027-01 or 2027-07.")
    occupation: str = Field(pattern=r"^[0-9]{2}$", description="Level-2 group of VSCO 2020.")
    quantity: Count = Field(description="0 takes a line stated before away.")
    women: Count = 0
    months: list[Count] = Field(default=[], max_length=6, description="Six numbers, or none.")


class NeedLines(Sent):
    """Lines of the demand of firms (Mẫu 02, Thông tư 01/2022)."""

    lines: list[NeedLine] = Field(min_length=1, max_length=MOST_LINES)


class Posting(Sent):
    """One advert. The same reference of the same firm is the same advert."""

    reference: Reference
    tax_code: TaxCode
    title: str = Field(min_length=1, max_length=300)
    occupation: str = Field(
        default="", pattern=r"^([0-9]{4})?$", description="ISCO-08 unit; empty: found by the title."
    )
    positions: Annotated[StrictInt, Field(ge=1, le=100_000), WHOLE]
    wage_min: Dong | None = None
    wage_max: Dong | None = None
    pay_period: PayPeriod = PayPeriod.MONTH
    address: str = Field(min_length=1, max_length=300, description="With commune and province.")
    shifts: list[Shift] = Field(min_length=1, max_length=4)
    hours: str = Field(default="", max_length=120)
    qualification: Qualification = Qualification.NONE
    experience_months: Annotated[StrictInt, Field(ge=0, le=600), WHOLE] = 0
    housing: StrictBool = False
    contact_name: str = Field(default="", max_length=200)
    contact_phone: str = Field(min_length=9, max_length=20)
    description: Words = ""
    requirements: Words = ""
    benefits: Words = ""
    closes_on: str = Field(pattern=r"^20[0-9]{2}-[01][0-9]-[0-3][0-9]$")


class Postings(Sent):
    """Adverts to be shown."""

    items: list[Posting] = Field(min_length=1, max_length=MOST_ITEMS)


class Closing(Sent):
    """An advert that takes nobody any more: how many were hired, and from where."""

    reference: Reference
    tax_code: TaxCode
    hired: Count
    hired_from: HiredFrom


class Closings(Sent):
    """Adverts to be closed."""

    items: list[Closing] = Field(min_length=1, max_length=MOST_ITEMS)


class Item(BaseModel):
    """What became of one item. `message` says in Vietnamese what to change."""

    reference: str
    status: ItemStatus
    message: str
    vacancy: UUID | None = None
    state: VacancyState | None = None


class Receipt(BaseModel):
    """What became of a sending; each item sent is answered, in the order sent."""

    id: UUID
    versionId: int = Field(description="Grows with every sending.")
    status: Literal["DONE", "PARTLY", "ERROR"]
    md5: str = Field(description="Of the body as it arrived.")
    items: list[Item]
    created: datetime


@senders.post(
    "needs",
    response=sending(Receipt),
    url_name="send_needs",
    summary="Send the demand of firms for six months",
)
@open_to(may_send_needs)
@once
def send_needs(
    request: WithKey, sent: Annotated[NeedLines, Body()], idempotency_key: Number
) -> dict[str, Any]:
    """Right lines are stored, wrong ones are answered with why."""
    stored = actions.receive_needs(
        lines=[line.model_dump() for line in sent.lines],
        md5=md5_of(request),
        channel=NeedChannel.API,
        allowed=lambda firm: can_post_for(request.auth.user, firm),
        by=request.auth.user,
        at=timezone.now(),
        whole=False,
    )
    return dict(as_answer(stored))


@senders.post(
    "postings",
    response=sending(Receipt),
    url_name="send_postings",
    summary="Post adverts, or change those posted before",
)
@open_to(may_send_postings)
@once
def send_postings(
    request: WithKey, sent: Annotated[Postings, Body()], idempotency_key: Number
) -> dict[str, Any]:
    """Adverts of a firm the centre has verified are open at once when nothing is to be looked at;
    others wait (PENDING). What the law forbids is refused with the article.
    """
    answers = actions.receive_postings(
        items=[item.model_dump(mode="json") for item in sent.items],
        allowed=lambda firm: can_post_for(request.auth.user, firm),
        by=request.auth.user,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return _receipt(request, answers)


@senders.post(
    "postings/close",
    response=sending(Receipt),
    url_name="close_postings",
    summary="Close adverts posted before",
)
@open_to(may_send_postings)
@once
def close_postings(
    request: WithKey, sent: Annotated[Closings, Body()], idempotency_key: Number
) -> dict[str, Any]:
    """With the number hired and from where, as the page asks."""
    answers = actions.close_postings(
        items=[item.model_dump(mode="json") for item in sent.items],
        allowed=lambda firm: can_post_for(request.auth.user, firm),
        by=request.auth.user,
        on=timezone.localdate(),
    )
    return _receipt(request, answers)


@senders.get(
    "receipts/{uuid:public_id}",
    response=sending(Receipt, may_miss=True),
    url_name="read_receipt",
    summary="A receipt again",
)
@open_to(may_read_receipts)
def read_receipt(request: WithKey, public_id: UUID) -> Any:
    """The answer of a sending of the same account, for 90 days."""
    found = receipt(user=request.auth.user, public_id=public_id)
    if found is None:
        raise Http404
    return found


def _receipt(request: WithKey, answers: list[Any]) -> dict[str, Any]:
    wrong = sum(one.status == ItemStatus.ERROR for one in answers)
    some = "ERROR" if wrong == len(answers) else "PARTLY"
    return {
        "status": some if wrong else "DONE",
        "md5": md5_of(request),
        "items": [
            {
                "reference": one.reference,
                "status": str(one.status),
                "message": one.message,
                "vacancy": str(one.vacancy.public_id) if one.vacancy else None,
                "state": str(one.vacancy.state) if one.vacancy else None,
            }
            for one in answers
        ],
        "created": timezone.now().isoformat(),
    }
