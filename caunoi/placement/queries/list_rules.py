"""The rules of lists on the pages: in which order, from how many firms, not too many a position."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from caunoi.placement.models import Application, MatchRun, VacancyResult
from caunoi.placement.queries.policies import policy_in_force
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import ReferralRules
from caunoi_engine.matching.referrals import BY_SCORE_LESS_PRICE

Hit = TypeVar("Hit")


@dataclass(frozen=True)
class ListRules:
    """What the lists of a day keep to, and what they need to know of some vacancies."""

    rules: ReferralRules
    price: Mapping[int, int]  # vacancy -> basis points; empty when lists go by score
    sent: Mapping[int, int]  # vacancy -> people whose application is open

    def rank(self, vacancy: Vacancy, worth: int) -> tuple[bool, int]:
        """What a list is sorted by: whom it may be shown to no more last, then by its worth."""
        return self._is_crowded(vacancy), self.price.get(vacancy.pk, 0) - worth

    def _is_crowded(self, vacancy: Vacancy) -> bool:
        """Whether as many people have been sent as the policy lets a vacancy have."""
        most = self.rules.per_position
        return bool(most) and self.sent.get(vacancy.pk, 0) >= most * vacancy.free

    def spread(self, hits: Sequence[tuple[Hit, Vacancy]], shown: int) -> list[tuple[Hit, Vacancy]]:
        """The first so many, of as many firms as asked if there are: later ones of a firm named
        already make room for the best of another.
        """
        first, rest = list(hits[:shown]), list(hits[shown:])
        firms = Counter(vacancy.employer_id for _, vacancy in first)
        wanted = min(self.rules.firms_at_least, shown)
        for hit in rest:
            if len(firms) >= wanted:
                break
            if hit[1].employer_id in firms:
                continue
            at = max(i for i, (_, one) in enumerate(first) if firms[one.employer_id] > 1)
            firms[first[at][1].employer_id] -= 1
            first[at : at + 1] = []
            first.append(hit)
            firms[hit[1].employer_id] += 1
        return first


def list_rules(run: MatchRun, vacancies: Iterable[int], *, on: date) -> ListRules:
    """The rules in force, with prices and crowds of these vacancies. Three queries at most."""
    rules, keys = policy_in_force(on=on).rules, list(vacancies)
    price: dict[int, int] = {}
    if rules.rank_by == BY_SCORE_LESS_PRICE:
        results = VacancyResult.objects.filter(run=run, vacancy__in=keys)
        price = dict(results.values_list("vacancy_id", "price"))
    waiting = Application.objects.open().filter(vacancy__in=keys)
    return ListRules(rules, price, Counter(waiting.values_list("vacancy_id", flat=True)))
