"""E-mail by SMTP, through `settings.EMAIL_BACKEND`."""

import smtplib
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError

from caunoi_kit.messaging import wire
from caunoi_kit.messaging.channels import Outcome, later, never, sent
from caunoi_kit.messaging.choices import Fault
from caunoi_kit.messaging.models import Message

PERMANENT: Final = range(500, 600)


def deliver(message: Message) -> Outcome:
    """Hand one message to the mail server."""
    letter = EmailMessage(
        subject=message.subject or settings.CAUNOI_UNIT_NAME,
        body=message.text,
        from_email=settings.CAUNOI_MESSAGES["email_from"],
        to=[message.email],
        # The same number each time: a server that saw it before may drop the copy.
        headers={"Message-ID": f"<{message.public_id.hex}@{_domain()}>"},
    )
    try:
        letter.send()
    except BadHeaderError:
        return never(Fault.BAD_ADDRESS)
    except wire.Forbidden:
        return later(Fault.FORBIDDEN_HOST)
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        permanent = all(code in PERMANENT for code in codes)
        return never(Fault.BAD_ADDRESS) if permanent else later(Fault.BUSY)
    except smtplib.SMTPResponseException as refusal:
        return later(Fault.REFUSED if refusal.smtp_code in PERMANENT else Fault.BUSY)
    except (smtplib.SMTPException, OSError):
        return later(Fault.NO_ANSWER)
    return sent()


def _domain() -> str:
    return settings.CAUNOI_MESSAGES["email_from"].rpartition("@")[2].strip("> ") or "localhost"
