"""Storing understood rows: new ones, changed ones, and those that are there already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from django.db import transaction

from caunoi.employers.models import Employer
from caunoi.vacancies.actions.importing.reading import Draft
from caunoi.vacancies.choices import Source
from caunoi.vacancies.models import Vacancy

_BATCH = 500  # rows of one statement
_NOT_STORED = 0  # in place of the primary key of a firm that a dry run would add
Key = tuple[str, str]


class Outcome(Enum):
    """What became of a row that describes a vacancy."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NEAR_DUPLICATE = "near_duplicate"


@dataclass(slots=True)
class Register:
    """The vacancies and employers that are stored, as far as an import meets them."""

    at: datetime
    dry_run: bool
    _firms: dict[str, int] = field(init=False)  # primary key by folded name
    _seen: set[Key] = field(init=False, default_factory=set)
    _prints: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._firms = dict(
            Employer.objects.filter(made=False).order_by("-id").values_list("search_key", "pk")
        )

    @transaction.atomic
    def store(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Stores a chunk and says for each row what became of it."""
        self._meet_firms(drafts)
        stored = self._stored(drafts)
        self._prints |= self._prints_stored(drafts)
        added: list[Vacancy] = []
        changed: list[Vacancy] = []
        outcomes = []
        for draft in drafts:
            key = draft.source_name, draft.source_id
            vacancy = stored.get(key)
            if key in self._seen or (vacancy is None and self._printed(draft)):
                outcome = Outcome.NEAR_DUPLICATE
            elif vacancy is None:
                outcome = Outcome.ADDED
                added.append(self._vacancy(draft))
                self._prints.add(draft.fields["fingerprint"])
            elif self._amend(vacancy, draft):
                outcome = Outcome.CHANGED
                changed.append(vacancy)
            else:
                outcome = Outcome.UNCHANGED
            self._seen.add(key)
            outcomes.append(outcome)
        if not self.dry_run:
            self._write(added, changed, drafts)
        return outcomes

    def _write(self, added: list[Vacancy], changed: list[Vacancy], drafts: Sequence[Draft]) -> None:
        Vacancy.objects.bulk_create(added, batch_size=_BATCH)
        if changed:
            names = sorted({*drafts[0].fields, "employer_id", "updated_at"})
            columns = [name.removesuffix("_id") for name in names]
            Vacancy.objects.bulk_update(changed, columns, batch_size=_BATCH)

    def _meet_firms(self, drafts: Iterable[Draft]) -> None:
        """Makes sure that every firm of the chunk is known; new ones are stored."""
        new: dict[str, Employer] = {}
        for draft in drafts:
            if draft.firm_key not in self._firms and draft.firm_key not in new:
                new[draft.firm_key] = Employer(
                    name=draft.company, search_key=draft.firm_key, kind=draft.firm_kind
                )
        if self.dry_run:
            self._firms |= dict.fromkeys(new, _NOT_STORED)
            return
        for employer in Employer.objects.bulk_create(new.values(), batch_size=_BATCH):
            self._firms[employer.search_key] = employer.pk

    def _stored(self, drafts: Sequence[Draft]) -> dict[Key, Vacancy]:
        """Vacancies of the chunk that an earlier import brought in."""
        found: dict[Key, Vacancy] = {}
        for source in sorted({draft.source_name for draft in drafts}):
            ids = [draft.source_id for draft in drafts if draft.source_name == source]
            for start in range(0, len(ids), _BATCH):
                some = Vacancy.objects.filter(
                    source_name=source, source_id__in=ids[start : start + _BATCH]
                )
                found |= {(each.source_name, each.source_id): each for each in some}
        return found

    def _prints_stored(self, drafts: Sequence[Draft]) -> set[str]:
        prints = list({draft.fields["fingerprint"] for draft in drafts} - self._prints)
        found: set[str] = set()
        for start in range(0, len(prints), _BATCH):
            some = Vacancy.objects.filter(fingerprint__in=prints[start : start + _BATCH])
            found |= set(some.values_list("fingerprint", flat=True))
        return found

    def _printed(self, draft: Draft) -> bool:
        return draft.fields["fingerprint"] in self._prints

    def _vacancy(self, draft: Draft) -> Vacancy:
        return Vacancy(
            employer_id=self._firms[draft.firm_key],
            source=Source.IMPORTED,
            source_name=draft.source_name,
            source_id=draft.source_id,
            **draft.fields,
        )

    def _amend(self, vacancy: Vacancy, draft: Draft) -> bool:
        """Brings a stored vacancy to what the row says; False when it says so already."""
        wanted = {**draft.fields, "employer_id": self._firms[draft.firm_key]}
        if not draft.posting_day_known:
            del wanted["posted_on"]
        if not draft.deadline_known:
            del wanted["closes_on"]
        # People may have been hired since: a row never takes back positions that are filled.
        wanted["positions"] = max(wanted["positions"], vacancy.filled)
        different = {
            name: value for name, value in wanted.items() if getattr(vacancy, name) != value
        }
        for name, value in different.items():
            setattr(vacancy, name, value)
        if different:
            vacancy.posted_on = min(vacancy.posted_on, vacancy.closes_on)
            vacancy.updated_at = self.at
        return bool(different)
