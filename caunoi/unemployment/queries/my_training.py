"""What somebody sees of the own request for training support, and of one not sent yet."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.unemployment.choices import NUMBERED
from caunoi.unemployment.choices.training import (
    OPEN_TRAINING,
    TAKES_PAPERS,
    TrainingGround,
    TrainingState,
)
from caunoi.unemployment.models import (
    Decision,
    TrainingDraft,
    TrainingMonth,
    TrainingPaper,
    TrainingSupport,
)
from caunoi.unemployment.queries.clock import Left, left
from caunoi.unemployment.queries.training import decision_due
from caunoi_rules.unemployment import training


@dataclass(frozen=True)
class OwnTraining:
    """The last file of somebody with what matters to them."""

    person: Person
    support: TrainingSupport | None
    drafted: bool
    papers: list[TrainingPaper]
    decision: Decision | None
    months: list[TrainingMonth]
    due: Left | None
    withdrawal: Left | None

    @property
    def may_file(self) -> bool:
        """Whether a new request may be begun."""
        return self.support is None or self.support.state not in OPEN_TRAINING

    @property
    def takes_papers(self) -> bool:
        """Whether more papers may be sent."""
        return self.support is not None and self.support.state in TAKES_PAPERS

    @property
    def may_withdraw(self) -> bool:
        """Whether it can be taken back today (Mẫu 07)."""
        if self.support is None:
            return False
        if self.support.state not in {*TAKES_PAPERS, TrainingState.PROPOSED}:
            return False
        return self.withdrawal is None or self.withdrawal.working_days >= 0


def own_training(user: User, *, on: date) -> OwnTraining | None:
    """The last file of the person of an account; None while there is no record. Six queries."""
    person = person_of(user)
    if person is None:
        return None
    drafted = TrainingDraft.objects.filter(account=user).exists()
    found = TrainingSupport.objects.filter(person=person).select_related("person")
    support = found.order_by("-id").first()
    if support is None:
        return OwnTraining(person, None, drafted, [], None, [], None, None)
    due = decision_due(support) if support.state in {"RECEIVED", "PROPOSED"} else None
    until = (
        training.withdraw_due(support.completed_on)
        if support.completed_on and support.ground == TrainingGround.LEFT
        else None
    )
    return OwnTraining(
        person,
        support,
        drafted,
        list(papers_of(support)),
        support.decisions.filter(state__in=NUMBERED).order_by("-approved_at", "-id").first(),
        list(support.months.order_by("number")),
        left(due, on=on) if due else None,
        left(until, on=on) if until else None,
    )


def draft_of(user: User) -> tuple[dict[str, str], list[TrainingPaper]]:
    """What an account typed and attached and has not sent. Two queries."""
    draft = TrainingDraft.objects.filter(account=user).first()
    if draft is None:
        return {}, []
    return json.loads(draft.typed), list(draft.papers.defer("content").order_by("id"))


def papers_of(support: TrainingSupport) -> QuerySet[TrainingPaper]:
    """The papers of a file without their bytes, in the order in which they came."""
    return support.papers.defer("content").order_by("id")


def find_training_paper(public_id: UUID) -> TrainingPaper | None:
    """The paper of an address, with whose it is."""
    found = TrainingPaper.objects.select_related("support__person", "draft")
    return found.filter(public_id=public_id).first()
