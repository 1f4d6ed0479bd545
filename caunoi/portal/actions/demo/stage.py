"""What the scenes of a demo are played with: the day, the accounts, whose side they are on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.people.models import JobWish, LabourProfile, Person
from caunoi.portal.actions.demo.ground import Ground
from caunoi.training.models import Institution
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_engine.province.chance import stream

CROWD = 6_000  # of a large province, these people are enough to play all scenes


@dataclass(frozen=True)
class Stage:
    """A made province in which something is to happen."""

    on: date
    at: datetime
    seed: int
    ground: Ground
    users: dict[str, User]
    guide: Person  # whom the visitor is, as a job seeker
    firm: Employer  # whom the visitor acts for, as an employer
    school: Institution  # and as a school
    employers: list[Employer]
    institutions: list[Institution]

    @property
    def counsellor(self) -> User:
        """Whom the visitor is at the centre."""
        return self.users["tu-van"]

    @property
    def recruiter(self) -> User:
        """Whom the visitor is at the firm."""
        return self.users["doanh-nghiep"]

    @property
    def teacher(self) -> User:
        """Whom the visitor is at the school."""
        return self.users["truong"]

    def day(self, days: int) -> date:
        """So many days after the day of the demo; before it when negative."""
        return self.on + timedelta(days=days)

    def ago(self, days: float) -> datetime:
        """The moment so many days before the demo is made."""
        return self.at - timedelta(days=days)

    def moment(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A time of the day that lies so many days ahead."""
        return timezone.make_aware(datetime.combine(self.day(days), time(hour, minute)))

    def chance(self, name: str) -> Random:
        """The source of chance of one scene."""
        return stream(self.seed, f"scene/{name}")

    def adverts(self, employer: Employer) -> list[Vacancy]:
        """The open adverts of an employer, the first made first."""
        found = Vacancy.objects.filter(employer=employer, state=VacancyState.OPEN)
        return list(found.order_by("id"))

    def people_wishing(self, occupations: Iterable[int]) -> dict[int, list[int]]:
        """Made people by the occupation they wish, whoever was made first at the head.

        The job seeker whom the visitor is stays out of it.
        """
        first = self.guide.pk
        wishes = JobWish.objects.filter(
            occupation__in=set(occupations),
            profile__person__made=True,
            profile__person__gt=first,
            profile__person__lt=first + CROWD,
        )
        found: dict[int, list[int]] = {}
        for occupation, person in wishes.order_by("profile__person", "rank").values_list(
            "occupation", "profile__person"
        ):
            found.setdefault(occupation, []).append(person)
        return found

    def anybody(self, most: int) -> list[int]:
        """Made people whatever they wish, without the visitor's own."""
        profiles = LabourProfile.objects.filter(person__made=True).exclude(person=self.guide)
        return list(profiles.order_by("person").values_list("person", flat=True)[:most])
