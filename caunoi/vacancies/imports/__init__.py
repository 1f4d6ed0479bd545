"""Reading what firms and job boards hand in: files of adverts, one advert, sheets of needs."""

from caunoi.vacancies.imports.files import CannotRead, read_vacancies, sha256_of

__all__ = ["CannotRead", "read_vacancies", "sha256_of"]
