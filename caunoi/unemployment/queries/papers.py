"""What stands on each paper: facts out of the file and out of the snapshot of a decision.

Nothing is computed: a figure that the snapshot does not hold is not on the paper. Names of facts
are the slots of the forms (docs/forms.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.people.models import LabourProfile, Person
from caunoi.people.queries.profile import place_words
from caunoi.placement.models import Referral
from caunoi.unemployment.choices import NUMBERED, DecisionKind, PaperKind, Payout
from caunoi.unemployment.choices.benefits import Situation
from caunoi.unemployment.choices.decisions import FORMS
from caunoi.unemployment.models import (
    AppointmentSlip,
    Benefit,
    Claim,
    Decision,
    EndReport,
    MonthlyNotice,
    SupplementRequest,
    Transfer,
)
from caunoi.unemployment.queries.letterheads import (
    department_of,
    insurance_of,
    province_words,
)
from caunoi_kit.ui import formats

BENEFIT: Final = "hưởng trợ cấp thất nghiệp"
MONEY: Final = "trợ cấp thất nghiệp"
TRAINING: Final = "hỗ trợ đào tạo, nâng cao trình độ kỹ năng nghề"
OF_THE_CENTRE: Final = frozenset({DecisionKind.REFUSE})  # a letter of the centre, not a decision
UNSURE: Final = (
    "Ngày thông báo rơi vào năm chưa có lịch nghỉ lễ chính thức được tính theo lịch dự kiến; "
    "trung tâm báo lại nếu ngày thay đổi."
)


class NoPaper(Exception):
    """Nothing to print; says why, in Vietnamese."""


@dataclass(frozen=True)
class PaperFacts:
    """A paper to print: its form, what stands on it, its day, and whom it is about."""

    form: str
    facts: Mapping[str, Any]
    on: date
    person: Person | None  # None: it is about an employer
    name: str  # of the file


def of_decision(decision: Decision) -> PaperFacts:
    """A decision in its form; not approved yet, as a draft. Raises NoPaper for MOVE_NOTICE."""
    form = FORMS.get(DecisionKind(decision.kind))
    if form is None:
        raise NoPaper(
            f"{decision.get_kind_display()} không có biểu mẫu trong Nghị định 374/2025. "
            "Soạn văn bản riêng rồi ghi số vào hồ sơ."
        )
    on = decision.signed_on or timezone.localtime(decision.proposed_at).date()
    facts = {
        **person_facts(decision.person),
        **_account(_holder(decision)),
        **_meal_account(decision),
        **_grant(decision),
        **_of_kind(decision),
        "number": symbol(decision) or None,
        "signed": decision.state in NUMBERED,
        "signer": signer_of(decision.approved_by, of_centre=decision.kind in OF_THE_CENTRE),
    }
    known = {name: value for name, value in facts.items() if value is not None}
    return PaperFacts(form, known, on, decision.person, f"{form}-{decision.number or 'du-thao'}")


def symbol(decision: Decision) -> str:
    """The number on the paper; a refusal is a letter of the centre and says so."""
    if decision.kind in OF_THE_CENTRE and decision.number:
        return f"{decision.number}/TB-TTDVVL"
    return decision.symbol


def of_claim(claim: Claim, form: str) -> PaperFacts:
    """The person's own request out of the file: Mẫu 10, or 11 for a withdrawal."""
    facts = {
        **person_facts(claim.person),
        **_account(claim),
        "ended_on": claim.ended_on,
        "employer": claim.employer_name,
        "employer_address": claim.employer_address,
        "why_ended": claim.get_end_kind_display() if claim.end_kind else "",
        "contract": claim.get_contract_display() if claim.contract else "",
        "total_months": _counted(claim),
        "filed_on": claim.filed_on,
    }
    on = claim.withdrawn_on if form == "N374-M11" else claim.filed_on
    return PaperFacts(
        form, facts, on or timezone.localtime(claim.begun_at).date(), claim.person, form
    )


def of_slip(slip: AppointmentSlip) -> PaperFacts:
    """The appointment slip, Mẫu 04."""
    facts = {
        **person_facts(slip.claim.person),
        "number": f"{slip.number}/{slip.year}",
        "scheme": BENEFIT,
        "received_on": slip.claim.arrived_on,
        "result_days": f"{formats.day(slip.first_day)} đến {formats.day(slip.last_day)}",
        "signer": slip.issued_by.full_name,
    }
    return PaperFacts("N374-M04", facts, slip.issued_on, slip.claim.person, "phieu-hen")


def of_supplement(request: SupplementRequest) -> PaperFacts:
    """The request for missing papers, Mẫu 03."""
    papers = [PaperKind(code).label for code in request.papers if code in PaperKind.values]
    facts = {
        **person_facts(request.claim.person),
        "request": "Giải quyết hưởng trợ cấp thất nghiệp",
        "lacking": [
            {"order": order, "text": text} for order, text in enumerate(papers or ["…"], start=1)
        ],
        "reason": request.what,
        "contact": request.asked_by.full_name,
        "contact_phone": settings.CAUNOI_HELP_LINE,
        "signer": request.asked_by.full_name,
    }
    return PaperFacts(
        "N374-M03", facts, request.asked_on, request.claim.person, "phieu-yeu-cau-bo-sung"
    )


def of_referral(letter: Referral) -> PaperFacts:
    """The referral letter of placement in the form of the decree, Mẫu 01."""
    person = letter.person
    profile = LabourProfile.objects.filter(person=person).first()
    facts = {
        **person_facts(person),
        "firm": letter.vacancy.employer.name,
        "schooling": profile.get_general_education_display() if profile else "",
        "qualification": profile.get_qualification_display() if profile else "",
        "experience": formats.experience(profile.experience_months) if profile else "",
        "job": letter.vacancy.title,
        "valid_until": letter.valid_until,
        "signer": letter.made_by.full_name,
    }
    return PaperFacts("N374-M01", facts, letter.made_on, person, "phieu-gioi-thieu")


def of_notice(notice: MonthlyNotice) -> PaperFacts:
    """The job-search notice of a month, Mẫu 24."""
    month = notice.month
    facts = {
        **person_facts(month.person),
        **benefit_facts(month.benefit),
        "month_number": month.k,
        "contacts": [
            [
                one.order,
                one.employer_name,
                one.address,
                one.contact,
                one.position,
                one.get_result_display(),
            ]
            for one in notice.contacts.order_by("order")
        ],
        "no_job": notice.situation == Situation.NONE,
        "on_trial": notice.situation == Situation.TRIAL,
        "no_contract": notice.situation == Situation.UNSIGNED,
        "no_contract_where": notice.situation_words
        if notice.situation == Situation.UNSIGNED
        else "",
        "other_state": notice.situation_words if notice.situation == Situation.OTHER else "",
    }
    return PaperFacts(
        "N374-M24", facts, notice.given_on, month.person, f"thong-bao-tim-viec-{month.k}"
    )


def of_end_report(report: EndReport) -> PaperFacts:
    """The person tells what ends the benefit, Mẫu 17."""
    benefit = report.benefit
    facts = {
        **person_facts(benefit.person),
        **benefit_facts(benefit),
        "reason": report.get_cause_display().lower(),
    }
    on = report.told_on or timezone.localtime(report.at).date()
    return PaperFacts("N374-M17", facts, on, benefit.person, "thong-bao-cham-dut")


def of_transfer(transfer: Transfer, form: str) -> PaperFacts:
    """The papers of a move: Mẫu 19, 20, 21 where it leaves, 22 where it arrives."""
    benefit = transfer.benefit
    on = transfer.sent_on or transfer.asked_on
    used = max((transfer.from_k or 1) - 1, 0)
    months = {month.k: month for month in benefit.months.all()}
    going_on = months.get(transfer.from_k or 0)
    facts = {
        **person_facts(benefit.person),
        **benefit_facts(benefit),
        "asked_on": transfer.asked_on,
        "reason": transfer.why,
        "to_commune": transfer.commune,
        "to_province": province_words(_goes_to(transfer), on),
        "from_day": transfer.stops_on or (going_on.starts_on if going_on else None),
        "used_months": used,
        "used_from": benefit.starts_on,
        "used_to": months[used].ends_on if used in months else None,
        "left_months": benefit.months_granted - used,
        "other_centre": f"Trung tâm Dịch vụ việc làm {province_words(transfer.province, on)}",
        "other_insurance": insurance_of(transfer.province, on),
        "letter_on": transfer.asked_on,
        "clinic": transfer.clinic or benefit.clinic,
    }
    if form == "N374-M19":
        on = transfer.asked_on
    return PaperFacts(form, facts, on, benefit.person, f"chuyen-noi-huong-{form}")


def _goes_to(transfer: Transfer) -> str:
    out = transfer.direction == "OUT"
    return transfer.province if out else str(settings.CAUNOI_PROVINCE)


def person_facts(person: Person) -> dict[str, Any]:
    home = ", ".join(filter(None, (person.address, place_words(person.place))))
    return {
        "name": person.full_name,
        "born": person.birth_date,
        "sex": person.get_sex_display() if person.sex else "",
        "identity": person.identity_number or "",
        "phone": formats.phone(person.phone) if person.phone else "",
        "email": person.email,
        "permanent": person.permanent_address or place_words(person.permanent_place),
        "address": home,
    }


def _holder(decision: Decision) -> Claim | Benefit | None:
    return decision.benefit or decision.claim


def _meal_account(decision: Decision) -> dict[str, Any]:
    """Where the meal money of a course goes: its file says it anew."""
    support = decision.training
    if support is None or decision.kind != DecisionKind.TRAINING:
        return {}
    return {
        "what": "Nhận hỗ trợ tiền ăn",
        "account_name": support.account_holder,
        "account_number": support.account_number or "",
        "bank": support.bank,
        "cash_place": None,
    }


def _account(holder: Claim | Benefit | None) -> dict[str, Any]:
    """Where the money goes: an account, or cash at a place of social insurance."""
    if holder is None:
        return {}
    cash = isinstance(holder, Claim) and holder.payout == Payout.CASH
    return {
        "account_name": "" if cash else holder.account_holder,
        "account_number": "" if cash else holder.account_number,
        "bank": "" if cash else holder.bank,
        "cash_place": holder.cash_place,
        "clinic": holder.medical_place if isinstance(holder, Claim) else holder.clinic,
    }


def benefit_facts(benefit: Benefit) -> dict[str, Any]:
    """What the grant said, ours or of another province."""
    facts: dict[str, Any] = {
        **_account(benefit),
        "amount": benefit.amount,
        "months": benefit.months_granted,
        "total_months": benefit.total_months,
        "start": benefit.starts_on,
        "end": benefit.ends_on,
    }
    if benefit.decision is not None and benefit.decision.signed_on is not None:
        on = benefit.decision.signed_on
        where = settings.CAUNOI_PROVINCE
        facts |= {"grant_number": benefit.decision.symbol, "grant_on": on}
    else:
        on = benefit.outside_on or benefit.starts_on
        where = benefit.outside_province or settings.CAUNOI_PROVINCE
        facts |= {"grant_number": benefit.outside_number, "grant_on": on}
    return {
        **facts,
        "grant_department": department_of(where, on),
        "grant_province": province_words(where, on),
    }


def _grant(decision: Decision) -> dict[str, Any]:
    """The decision that this one rests on."""
    if decision.benefit is not None:
        facts = benefit_facts(decision.benefit)
        return {name: facts[name] for name in ("grant_number", "grant_on", "grant_department")}
    about = decision.about
    if about is not None and about.signed_on is not None:
        return {"grant_number": symbol(about), "grant_on": about.signed_on}
    told = decision.content
    return {name: told[name] for name in ("grant_number", "grant_on") if name in told}


def _of_kind(decision: Decision) -> dict[str, Any]:
    """What the snapshot says, under the names of the form."""
    told = decision.content
    facts = {name: told[name] for name in _SNAPSHOT[decision.kind] if name in told}
    if decision.kind == DecisionKind.GRANT:
        facts |= {
            "reserved_months": told.get("reserve"),
            "notices": _notices(told.get("notice_windows", []), _last_sure_year(decision)),
            "notices_unsure": UNSURE if _unsure(decision) else "",
        }
    elif decision.kind == DecisionKind.REFUSE:
        claim, course = decision.claim, decision.training
        facts |= {
            "scheme": TRAINING if course else BENEFIT,
            "received_on": course.filed_on if course else claim and claim.arrived_on,
            "reasons": [reason_line(one) for one in told.get("reasons", [])],
        }
    elif decision.kind == DecisionKind.CANCEL:
        training = decision.about is not None and decision.about.kind == DecisionKind.TRAINING
        scheme = TRAINING if training else BENEFIT
        facts |= {"scheme": scheme, "grant_scheme": scheme}
    elif decision.kind in (DecisionKind.SUSPEND, DecisionKind.RESUME):
        # "tháng 3" would be read as March: it is the third month of the benefit.
        for name in ("missed", "notified"):
            if isinstance(facts.get(name), int):
                facts[name] = f"hưởng thứ {facts[name]}"
    elif decision.kind == DecisionKind.RECOVER and decision.training is not None:
        tuition = decision.content.get("tuition", 0)
        also = f" và {decision.training.school}" if tuition else ""
        facts |= {"scheme": TRAINING, "grant_scheme": TRAINING, "school_too": also}
    elif decision.kind == DecisionKind.RECOVER:
        facts |= {"scheme": MONEY, "grant_scheme": BENEFIT}
    return facts


_SNAPSHOT: Final[Mapping[str, tuple[str, ...]]] = {
    DecisionKind.GRANT: ("amount", "months", "total_months", "start", "end"),
    DecisionKind.REFUSE: (),
    DecisionKind.CANCEL: (),
    DecisionKind.RESERVE: ("reserved_months", "unpaid_months"),
    DecisionKind.SUSPEND: ("from_day", "months", "used_months", "missed"),
    DecisionKind.RESUME: (
        "months",
        "suspended_from",
        "used_months",
        "suspended_months",
        "from_day",
        "notified",
        "left_months",
    ),
    DecisionKind.END: (
        "from_day",
        "reason",
        "months",
        "used_months",
        "suspended_months",
        "reserved_months",
    ),
    DecisionKind.RECOVER: ("total", "amount", "reason", "violation_paper", "tuition", "meals"),
    DecisionKind.TRAINING: (
        "months",
        "course_start",
        "course_end",
        "start",
        "end",
        "amount",
        "per",
        "school",
        "meal",
    ),
}
"""Which keys of the snapshot stand on the paper of each kind, under their own names."""


def _notices(windows: Iterable[Iterable[str]], last_sure_year: int | None) -> list[list[Any]]:
    rows = []
    for order, window in enumerate(windows, start=1):
        first, last = (date.fromisoformat(day) for day in window)
        unsure = last_sure_year is not None and last.year > last_sure_year
        days = f"{formats.day(first)} đến ngày {formats.day(last)}"
        rows.append([order, days, "", "", "", "dự kiến" if unsure else ""])
    return rows


def _unsure(decision: Decision) -> bool:
    """Whether days off that were not announced yet took part, as the snapshot says."""
    return bool((decision.content.get("outcome") or {}).get("calendar_unconfirmed"))


def _last_sure_year(decision: Decision) -> int | None:
    """The year up to which days are firm; None when all of them are."""
    on = decision.signed_on or timezone.localtime(decision.proposed_at).date()
    return on.year if _unsure(decision) else None


def reason_line(one: Any) -> dict[str, str]:
    """A reason with its article, one line of the refusal."""
    if not isinstance(one, Mapping):
        return {"text": str(one)}
    article = one.get("article", "")
    text = str(one.get("text", "")).rstrip(".")
    return {"text": f"{text} ({article})." if article else f"{text}."}


def signer_of(by: User | None, *, of_centre: bool) -> str:
    """The name under the paper, of who may sign it; somebody else's approval leaves it empty."""
    wanted = Role.DIRECTOR if of_centre else Role.DEPARTMENT
    return by.full_name if by is not None and by.role == wanted else ""


def _counted(claim: Claim) -> int | None:
    """Months as the last decision about the claim counted them; before it, the pen writes them."""
    last = claim.decisions.order_by("-proposed_at").first()
    return last.content.get("total_months") if last else None
