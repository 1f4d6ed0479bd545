"""Papers and sheets of the working pages."""

from datetime import date

from django.conf import settings

from caunoi.counter.choices import PolicyTopic
from caunoi.counter.models import Act
from caunoi_kit.office import pdf
from caunoi_kit.ui import formats


def advice_paper(act: Act, *, on: date) -> bytes:
    """The slip of counselling on policy on A5: what was asked, answered, and what comes next."""
    person, advice = act.person, act.advice
    if person is None:
        raise ValueError("a firm has no slip of counselling on policy")
    labels = {code: str(label) for code, label in PolicyTopic.choices}
    data = {
        "title": "Phiếu tư vấn chính sách",
        "unit": settings.CAUNOI_UNIT_NAME,
        "place_day": formats.official_day(act.on),
        "facts": [
            ("Họ và tên", person.full_name),
            ("Hỏi về", ", ".join(labels.get(code, code) for code in advice.topics)),
        ],
        "answer": advice.answer,
        "next": advice.next_step,
        "help_line": settings.CAUNOI_HELP_LINE,
        "person": person.full_name,
        "by": act.by.full_name,
    }
    return pdf.render("home/advice.typ", data, dated=act.on)
