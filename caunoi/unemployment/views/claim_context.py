"""The forms of the page of a claim, opened or sent, and what its template is given."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from caunoi.unemployment import forms
from caunoi.unemployment.choices import IN_THE_HANDS_OF_CLERKS, ClaimState
from caunoi.unemployment.models import Claim
from caunoi.unemployment.queries.case import Row, rows_of, values_of
from caunoi.unemployment.queries.computation import Computation
from caunoi.unemployment.queries.page import ClaimPage, usual_region
from caunoi.unemployment.views import claim_words
from caunoi_kit.ui import editing
from caunoi_kit.ui.cards import Column

SIX = [Column("Tháng"), Column("Tiền lương", figures=True), Column("Vùng")]


@dataclass
class Typed:
    """The forms of the page: facts with papers, lines of contributions, notes."""

    facts: forms.FactsForm
    lines: forms.Lines
    notes: forms.NotesForm
    state: str
    notes_state: str
    conflicts: list[Any] = field(default_factory=list)
    notes_theirs: str = ""
    file_faults: list[str] = field(default_factory=list)

    def is_valid(self) -> bool:
        """Whether facts and lines can be read; both are looked at, so all faults come at once."""
        return all([self.facts.is_valid(), self.lines.is_valid()])


def open_forms(claim: Claim, *, rows: list[Row] | None = None) -> Typed:
    """The forms as they stand in the database; `rows` stand instead of the stored ones."""
    values = values_of(claim)
    return Typed(
        facts=forms.FactsForm(initial=values, channel=claim.channel),
        lines=forms.Lines(
            None,
            rows=rows_of(claim) if rows is None else rows,
            region=usual_region(claim, on=timezone.localdate()),
            employer=claim.employer_name,
        ),
        notes=forms.NotesForm(initial={"notes": claim.notes}),
        state=editing.state_of(values),
        notes_state=editing.state_of({"notes": claim.notes}),
    )


def sent_forms(request: HttpRequest, claim: Claim) -> Typed:
    """The forms as they were sent; notes are sent by themselves."""
    opened = open_forms(claim)
    opened.facts = forms.FactsForm(request.POST, channel=claim.channel)
    opened.lines = forms.Lines(
        request.POST,
        rows=rows_of(claim),
        region=usual_region(claim, on=timezone.localdate()),
        employer=claim.employer_name,
    )
    opened.state = request.POST.get(editing.FIELD) or opened.state
    return opened


def context(page: ClaimPage, typed: Typed, *, may_handle: bool) -> dict[str, Any]:
    """What the template of the page is given."""
    claim, found = page.claim, page.found
    editable = may_handle and claim.state in IN_THE_HANDS_OF_CLERKS
    return {
        "page": page,
        "claim": claim,
        "name": claim_words.name_of(claim),
        "badge": claim_words.state_badge(claim),
        "due": claim_words.due_badge(page.due),
        "person_pairs": claim_words.person_pairs(page),
        "deadlines": claim_words.deadlines(page),
        "papers": claim_words.paper_lines(page),
        "prints": claim_words.prints(page),
        "form": typed.facts,
        "lines": typed.lines,
        "notes": typed.notes,
        "notes_state": typed.notes_state,
        "notes_theirs": typed.notes_theirs,
        "file_faults": typed.file_faults,
        "form_state": typed.state,
        "found": found if isinstance(found, Computation) else None,
        "faults": () if isinstance(found, Computation) else found.faults,
        **(_sum(found) if isinstance(found, Computation) else {}),
        "editable": editable,
        "may_handle": may_handle,
        "may": _may(claim, page, may_handle),
        "circumstance_form": forms.CircumstanceForm(),
        "supplement_form": forms.SupplementForm(missing=page.missing),
        "file_form": forms.ContributionFileForm(),
    }


def _sum(found: Computation) -> dict[str, Any]:
    return {
        "sum_lines": claim_words.sum_lines(found),
        "six": claim_words.six_rows(found.six),
        "six_columns": SIX,
        "average": claim_words.average_words(found),
    }


def _may(claim: Claim, page: ClaimPage, may_handle: bool) -> dict[str, bool]:
    """Which steps the page offers now."""
    state = claim.state
    if not may_handle:
        return {}
    return {
        "receive": state in {ClaimState.DRAFT, ClaimState.SENT},
        "drop": state == ClaimState.DRAFT,
        "propose": state == ClaimState.RECEIVED and claim.completed_on is not None,
        "complete": state == ClaimState.RECEIVED and claim.completed_on is None,
        "answer": state == ClaimState.SUPPLEMENT,
        "ask": state in {ClaimState.RECEIVED, ClaimState.INSURANCE},
        "wait": state == ClaimState.RECEIVED,
        "answered": state == ClaimState.INSURANCE,
        "note": state
        in {ClaimState.RECEIVED, ClaimState.INSURANCE, ClaimState.SUPPLEMENT, ClaimState.SENT},
        "collect": state == ClaimState.APPROVED,
        "cancel": state == ClaimState.UNCOLLECTED and page.proposal is None,
        "wish": state == ClaimState.APPROVED and page.proposal is None,
        "withdraw": state
        in {
            ClaimState.SENT,
            ClaimState.RECEIVED,
            ClaimState.SUPPLEMENT,
            ClaimState.INSURANCE,
            ClaimState.PROPOSED,
        },
    }
