"""Questions about vacancies, one module for each kind."""

from caunoi.vacancies.queries.registers import (
    VACANCY,
    monthly_wage,
    open_vacancies,
    search_documents,
)

__all__ = ["VACANCY", "monthly_wage", "open_vacancies", "search_documents"]
