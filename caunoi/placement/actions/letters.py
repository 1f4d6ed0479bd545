"""What the person and the firm are told about a letter: the words, in one place."""

from datetime import datetime

from caunoi.placement.models import Referral
from caunoi.placement.queries.referrals import code_address
from caunoi_kit.messaging.actions import send
from caunoi_kit.ui import formats


def tell_referred(referral: Referral, *, at: datetime) -> None:
    """The person hears where to go and when; the firm hears that somebody comes, without a name."""
    vacancy, person = referral.vacancy, referral.person
    employer = vacancy.employer
    hour = formats.moment(referral.come_at)
    number = f"{referral.number}/{referral.year}"
    send(
        kind="placement.referral.made",
        text=f"Trung tâm giới thiệu anh/chị đến {employer.name}, việc {vacancy.title}. "
        f"Đến lúc {hour}, tại {referral.place}. Giấy số {number}: {code_address(referral)}",
        at=at,
        phone=person.phone,
        email=person.email,
        subject=f"Giấy giới thiệu việc làm số {number}",
        user=person.account,
        about=referral,
        key=f"placement.referral.{referral.pk}.person",
    )
    send(
        kind="placement.referral.announced",
        text=f"Trung tâm giới thiệu một người cho việc {vacancy.title}, đến lúc {hour}. "
        f"Giấy số {number}. Quét mã trên giấy để ghi kết quả.",
        at=at,
        phone=referral.contact_phone or vacancy.contact_phone or employer.phone,
        email=employer.email,
        subject=f"Có người được giới thiệu: {vacancy.title}",
        about=referral,
        key=f"placement.referral.{referral.pk}.firm",
    )
