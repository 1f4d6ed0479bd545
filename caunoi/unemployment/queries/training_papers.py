"""What stands on the papers of training support: of workers, of employers, of social insurance."""

from datetime import date
from typing import Any, Final

from django.utils import timezone

from caunoi.employers.models import Employer
from caunoi.people.queries.profile import place_words
from caunoi.unemployment.choices import NUMBERED, DecisionState
from caunoi.unemployment.choices.benefits import MonthState
from caunoi.unemployment.choices.training import SUPPORT_FORMS, SupportDecisionKind, TrainingGround
from caunoi.unemployment.models import (
    EmployerSupport,
    SchoolContract,
    StaffChange,
    SupportDecision,
    Trainee,
    TrainingSupport,
    UncollectedMoney,
)
from caunoi.unemployment.queries.employer_support import (
    CourseSum,
    PlanSum,
    compute_plan,
    contracts_of,
    grant_of,
    trainees_of,
)
from caunoi.unemployment.queries.papers import (
    TRAINING,
    NoPaper,
    PaperFacts,
    benefit_facts,
    person_facts,
    reason_line,
    signer_of,
)
from caunoi_kit.ui import formats
from caunoi_rules.unemployment.training import counted_odd_days, length_of
from caunoi_rules.unemployment.training_figures import said_months

CONTRACT_FACTS: Final = {
    "contract_on": "signed_on",
    "contract_at": "signed_at",
    "other_ground": "ground",
    "representative_title": "firm_title",
    "trade_level": "level",
    **{
        name: name
        for name in (
            "firm_licence",
            "school_representative",
            "school_title",
            "school_address",
            "school_phone",
            "school_email",
            "school_account",
            "school_bank",
            "school_tax_code",
            "school_licence",
            "progress",
            "syllabus",
            "payment",
            "firm_duties",
            "school_duties",
            "terms",
        )
    },
}
"""Slots of the contract and the columns they are read from."""
MEALS: Final = "Nhận hỗ trợ tiền ăn"
DEPARTMENT_ELSEWHERE: Final = "Sở Nội vụ nơi đang hưởng trợ cấp thất nghiệp"


def of_training_request(support: TrainingSupport) -> PaperFacts:
    """The request for training support, Mẫu 02."""
    months, odd_days = length_of(support.starts_on, support.ends_on)
    facts = {
        **person_facts(support.person),
        **training_account(support),
        **training_ground(support),
        "course": support.course,
        "course_months": months,
        "school": ", ".join(filter(None, (support.school, support.school_address))),
    }
    if odd_days:  # the form says "… tháng": half a month or one, as the decree counts odd days
        counted = months + counted_odd_days(odd_days, on=support.filed_on)
        facts["course_months"] = said_months(counted)
    return PaperFacts("N374-M02", facts, support.filed_on, support.person, "de-nghi-dao-tao")


def of_training_withdrawal(support: TrainingSupport) -> PaperFacts:
    """The person no longer wants it, Mẫu 07."""
    if support.withdrawn_on is None:
        raise NoPaper("Hồ sơ này chưa rút. Ghi rút ở trang hồ sơ trước khi in Mẫu 07.")
    facts = {
        **person_facts(support.person),
        "filed_on": support.filed_on,
        "reason": support.withdrawn_why,
    }
    return PaperFacts(
        "N374-M07", facts, support.withdrawn_on, support.person, "khong-huong-dao-tao"
    )


def of_training_slip(support: TrainingSupport) -> PaperFacts:
    """The appointment slip of a complete file, Mẫu 04."""
    if support.slip_first is None or support.slip_last is None or support.completed_on is None:
        raise NoPaper("Hồ sơ chưa đủ giấy tờ nên chưa có phiếu hẹn. Ghi đủ hồ sơ trước.")
    facts = {
        **person_facts(support.person),
        "number": f"{support.slip_number}/{support.completed_on.year}",
        "scheme": TRAINING,
        "received_on": support.filed_on,
        "result_days": f"{formats.day(support.slip_first)} đến {formats.day(support.slip_last)}",
        "signer": _received_by(support),
    }
    return PaperFacts("N374-M04", facts, support.completed_on, support.person, "phieu-hen-dao-tao")


def of_training_supplement(support: TrainingSupport) -> PaperFacts:
    """The request for missing papers, Mẫu 03."""
    if not support.supplement_what:
        raise NoPaper("Hồ sơ này không thiếu giấy tờ nên không có phiếu yêu cầu bổ sung.")
    facts = {
        **person_facts(support.person),
        **_lacking(support.supplement_what, "Giải quyết hỗ trợ đào tạo"),
        "signer": _received_by(support),
        "contact": _received_by(support),
    }
    on = support.supplement_on or support.filed_on
    return PaperFacts("N374-M03", facts, on, support.person, "bo-sung-dao-tao")


def _received_by(support: TrainingSupport) -> str:
    return support.received_by.full_name if support.received_by else ""


def of_uncollected(noted: UncollectedMoney) -> PaperFacts:
    """Social insurance tells of money nobody fetched, Mẫu 13: for the file, from our list."""
    benefit = noted.benefit
    cleared = benefit.months.filter(state__in=[MonthState.CLEARED, MonthState.UNFETCHED])
    rows = {month.k: month.amount for month in cleared.order_by("k")}
    left = {k: rows.get(k, benefit.amount) for k in noted.months}
    had = [amount for k, amount in rows.items() if k not in left]
    facts = {
        **person_facts(benefit.person),
        **benefit_facts(benefit),
        "number": noted.letter,
        "paid_months": len(had),
        "paid": sum(had),
        "unpaid_months": len(left),
        "unpaid": sum(left.values()),
        "which_months": ", ".join(str(k) for k in sorted(left)),
    }
    return PaperFacts("N374-M13", facts, noted.told_on, benefit.person, "khong-den-nhan-tien")


def training_ground(support: TrainingSupport) -> dict[str, Any]:
    """What Mẫu 02 and 05 say of the benefit somebody draws or waits for."""
    if support.ground == TrainingGround.BENEFIT and support.benefit is not None:
        told = benefit_facts(support.benefit)
        names = ("grant_number", "grant_on", "grant_department", "months", "start", "end")
        return {name: told[name] for name in names}
    if support.ground == TrainingGround.ELSEWHERE:
        return {
            "grant_number": support.outside_number,
            "grant_on": support.outside_on,
            "grant_department": DEPARTMENT_ELSEWHERE,
            "start": support.outside_first,
            "end": support.outside_last,
        }
    if support.ground == TrainingGround.WAITING and support.claim is not None:
        slip = getattr(support.claim, "slip", None)
        told = {"filed_on": support.claim.filed_on, "total_months": support.total_months or None}
        if slip is not None:
            told |= {
                "slip_number": f"{slip.number}/{slip.year}",
                "slip_on": slip.issued_on,
                "result_on": slip.first_day,
            }
        return {name: value for name, value in told.items() if value is not None}
    return {"other_months": support.total_months or support.paid_months}


def training_account(support: TrainingSupport) -> dict[str, Any]:
    """Where the meal money goes."""
    return {
        "what": MEALS,
        "account_name": support.account_holder,
        "account_number": support.account_number or "",
        "bank": support.bank,
    }


# Employers


def of_plan(support: EmployerSupport) -> PaperFacts:
    """The plan of training and of keeping jobs, Mẫu 25, with the list of workers."""
    found = compute_plan(support, on=support.filed_on)
    lines = [
        f"{each.course.trade}: {formats.day(each.course.first)} đến "
        f"{formats.day(each.course.last)}, {each.people} người, tại {each.course.school}"
        for each in found.courses
    ]
    costs = [
        f"{each.course.trade}: {each.people} người × {each.months} tháng, "
        f"đề nghị hỗ trợ {formats.money(each.support.amount)}"
        for each in found.courses
    ]
    trainees = list(trainees_of(support))
    facts = {
        **firm_facts(support.employer, support),
        "firm_code": support.employer.tax_code or "",
        "industry": str(support.employer.industry or ""),
        "workers": found.workers,
        "kept": found.workers,
        "school": "; ".join(dict.fromkeys(each.course.school for each in found.courses)),
        "courses": "; ".join(lines),
        "budget": "; ".join(costs),
        "trainees": [_trainee_row(order, one) for order, one in enumerate(trainees, start=1)],
        "contracts": [
            contract_facts(support, school, found, contract)
            for school, contract in contracts_of(support)
        ],
    }
    return _firm_paper("N374-M25", facts, support.filed_on, "phuong-an")


def of_school_contract(contract: SchoolContract) -> PaperFacts:
    """The contract with a school by itself, Mẫu 25 Phụ lục II."""
    support = contract.support
    facts = firm_facts(support.employer, support) | contract_facts(
        support, contract.school, compute_plan(support, on=support.filed_on), contract
    )
    on = contract.signed_on or support.filed_on
    return _firm_paper("N374-M25-PL2", facts, on, "hop-dong-dao-tao")


def contract_facts(
    support: EmployerSupport, school: str, found: PlanSum, contract: SchoolContract | None
) -> dict[str, Any]:
    """What the contract with a school says: the courses of the plan, and what was agreed."""
    sums = [each for each in found.courses if each.course.school == school]
    facts: dict[str, Any] = {
        "school": school,
        "need_of": support.employer.name,
        "trade": "; ".join(each.course.trade for each in sums),
        "trade_time": "; ".join(_days_of(each) for each in sums),
        "trade_people": sum(each.people for each in sums),
        "value": sum(each.support.amount + each.support.own_part for each in sums) or None,
    }
    if contract is not None:
        facts |= {name: getattr(contract, column) for name, column in CONTRACT_FACTS.items()}
        facts["place_time"] = "; ".join(
            filter(None, (contract.school_address, facts["trade_time"]))
        )
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _days_of(each: CourseSum) -> str:
    first, last = formats.day(each.course.first), formats.day(each.course.last)
    return f"{first} đến {last}"


def of_support_request(support: EmployerSupport) -> PaperFacts:
    """The employer's request, Mẫu 26."""
    found = compute_plan(support, on=support.filed_on)
    facts = {
        **firm_facts(support.employer, support),
        "industry": str(support.employer.industry or ""),
        "all_workers": support.workforce,
        "at_risk": support.cut,
        "reason": support.get_cause_display(),
        "workers": found.workers,
        "amount": found.amount or None,
    }
    known = {name: value for name, value in facts.items() if value is not None}
    return _firm_paper("N374-M26", known, support.filed_on, "de-nghi-don-vi")


def of_support_supplement(support: EmployerSupport) -> PaperFacts:
    """The request for missing papers of an employer, Mẫu 03."""
    if not support.supplement_what:
        raise NoPaper("Hồ sơ này không thiếu giấy tờ nên không có phiếu yêu cầu bổ sung.")
    facts = {
        "name": support.employer.name,
        "phone": support.phone,
        "address": support.employer.address,
        **_lacking(support.supplement_what, "Giải quyết hỗ trợ đơn vị đào tạo"),
        "signer": support.received_by.full_name,
        "contact": support.received_by.full_name,
    }
    return _firm_paper("N374-M03", facts, support.filed_on, "bo-sung-don-vi")


def of_support_decision(decision: SupportDecision) -> PaperFacts:
    """Mẫu 27, 28, 29 or 31; not approved yet, as a draft."""
    support, told = decision.support, decision.content
    on = decision.signed_on or timezone.localtime(decision.proposed_at).date()
    grant = grant_of(support)
    facts: dict[str, Any] = {
        **firm_facts(support.employer, support),
        "asked_on": support.filed_on,
        "received_on": support.filed_on,
        "workers": decision.workers,
        "amount": decision.amount,
        "signed": decision.state in NUMBERED,
        "signer": signer_of(
            decision.approved_by, of_centre=decision.kind == SupportDecisionKind.REFUSE
        ),
    }
    if decision.symbol:
        facts["number"] = decision.symbol
    if decision.kind == SupportDecisionKind.REFUSE:
        facts["reasons"] = [reason_line(one) for one in told.get("reasons", [])]
    facts |= {name: told[name] for name in ("total", "reason", "report_paper") if name in told}
    if grant is not None and decision.kind != SupportDecisionKind.GRANT:
        facts |= {"grant_number": grant.symbol, "grant_on": grant.signed_on}
    form = SUPPORT_FORMS[SupportDecisionKind(decision.kind)]
    return _firm_paper(form, facts, on, f"{form}-{decision.number or 'du-thao'}")


def of_renouncing(support: EmployerSupport) -> PaperFacts:
    """The employer wants it no longer, Mẫu 30."""
    if support.renounced_on is None:
        raise NoPaper("Đơn vị chưa báo không có nhu cầu. Ghi thông báo trước khi in Mẫu 30.")
    facts = {
        **firm_facts(support.employer, support),
        "filed_on": support.filed_on,
        "reason": support.renounced_why,
    }
    return _firm_paper("N374-M30", facts, support.renounced_on, "khong-co-nhu-cau")


def of_paying_back(support: EmployerSupport) -> PaperFacts:
    """Jobs that were not kept, Mẫu 32: everybody who left and is paid back for."""
    back = support.decisions.filter(kind=SupportDecisionKind.RECOVER, why="UNKEPT").exclude(
        state=DecisionState.RETURNED
    )
    rows = list(back.order_by("proposed_at", "id"))
    grant = grant_of(support)
    if not rows or grant is None:
        raise NoPaper("Chưa ghi lao động nào không được duy trì việc làm. Ghi trước khi in Mẫu 32.")
    facts = {
        **firm_facts(support.employer, support),
        "grant_number": grant.symbol,
        "grant_on": grant.signed_on,
        "total": grant.amount,
        "reason": rows[0].content.get("reason", ""),
        "workers": sum(each.workers for each in rows),
        "amount": sum(each.amount for each in rows),
    }
    on = timezone.localtime(rows[-1].proposed_at).date()
    return _firm_paper("N374-M32", facts, on, "hoan-tra-kinh-phi")


def of_staff_change(change: StaffChange) -> PaperFacts:
    """The notice of staff changes, Mẫu 33: its counts; names stay on the employer's own sheet."""
    facts = {
        **firm_facts(change.employer, None),
        "counts": [["Đầu kỳ", *change.before], ["Cuối kỳ", *change.after]],
        "left": [],
        "came": [],
        "paused": [],
    }
    return _firm_paper("N374-M33", facts, change.received_on, "bien-dong-lao-dong")


def firm_facts(employer: Employer, support: EmployerSupport | None) -> dict[str, Any]:
    """An employer as the forms name it."""
    where = ", ".join(filter(None, (employer.address, place_words(employer.place))))
    return {
        "firm": employer.name,
        "tax_number": employer.tax_code or "",
        "firm_address": where,
        "firm_phone": formats.phone((support.phone if support else "") or employer.phone),
        "firm_email": employer.email,
        "representative": (support.representative if support else "") or employer.representative,
        "firm_account": support.account if support else "",
        "firm_bank": support.bank if support else "",
    }


def _firm_paper(form: str, facts: dict[str, Any], on: date, name: str) -> PaperFacts:
    return PaperFacts(form, facts, on, None, name)


def _trainee_row(order: int, one: Trainee) -> list[Any]:
    course = one.course
    return [
        order,
        one.full_name,
        formats.day(one.birth_date) if one.birth_date else "",
        one.get_sex_display() if one.sex else "",
        one.get_contract_display() if one.contract else "",
        formats.day(one.contract_from) if one.contract_from else "",
        one.book_number,
        course.trade,
        course.school,
        formats.day(course.first),
        formats.day(course.last),
        "",
    ]


def _lacking(what: str, request: str) -> dict[str, Any]:
    parts = [part.strip() for part in what.replace("\n", ";").split(";") if part.strip()]
    return {
        "request": request,
        "lacking": [{"order": order, "text": text} for order, text in enumerate(parts, start=1)],
        "reason": "Hồ sơ chưa đủ giấy tờ",
    }
