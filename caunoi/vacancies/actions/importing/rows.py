"""What comes out of a file of vacancies, row by row, before anything is understood."""

from dataclasses import dataclass

from caunoi.vacancies.choices import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPosting:
    """One row as the file has it; every field as text, "" where the file has none."""

    line: int
    source: str
    title: str
    company: str
    id: str = ""
    salary: str = ""
    location: str = ""
    address: str = ""
    level: str = ""
    experience: str = ""
    education: str = ""
    quantity: str = ""
    posted: str = ""
    expires: str = ""
    description: str = ""
    requirements: str = ""
    benefits: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used, and why."""

    line: int
    reason: Rejection
    column: str = ""

    def __str__(self) -> str:
        where = f"Dòng {self.line}" + (f", cột «{self.column}»" if self.column else "")
        return f"{where}: {self.reason.label}"
