from http import HTTPStatus

from tests.pages import Page

READ = {"for_programs": True}
# With a session alone nobody gets in, whoever it is: programs send a key.
NO_KEY = {"for_programs": True, "shows": HTTPStatus.UNAUTHORIZED}
SEND = {**NO_KEY, "takes_posts": True, "shows": HTTPStatus.UNSUPPORTED_MEDIA_TYPE}


def _vacancy(made):
    return {"public_id": made.vacancy.public_id}


PAGES = {
    "openapi": Page(),
    "exchange_openapi": Page(),
    "api:search_vacancies": Page(**READ),
    "api:search_courses": Page(**READ),
    "api:vacancy_snapshot": Page(**READ),
    "api:vacancy_changes": Page(shows=HTTPStatus.UNPROCESSABLE_ENTITY, **READ),
    "api:vacancy_details": Page(at=_vacancy, **READ),
    "api:course_details": Page(at=lambda made: {"pk": made.intake.programme_id}, **READ),
    "api:occupations": Page(**READ),
    "api:occupation": Page(at=lambda made: {"scheme": "ISCO08", "code": "8153"}, **READ),
    "api:data_value_sets": Page(shows=HTTPStatus.UNPROCESSABLE_ENTITY, **READ),
    "api:sdmx_data": Page(shows=HTTPStatus.UNPROCESSABLE_ENTITY, **READ),
    "api:send_data_values": Page(**SEND),
    "api:send_needs": Page(**SEND),
    "api:send_postings": Page(**SEND),
    "api:close_postings": Page(**SEND),
    "api:read_receipt": Page(at=_vacancy, **NO_KEY),
    "eures:eures_all": Page(**READ),
    "eures:eures_changes": Page(at=lambda made: {"timestamp": 0}, **READ),
    "eures:eures_details": Page(
        for_programs=True, takes_posts=True, shows=HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    ),
}


def make(made):
    """What the other parts made is enough."""
