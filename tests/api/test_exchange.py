"""Adverts as exchanges like EURES fetch them."""

import json
from datetime import date, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest

from caunoi.vacancies.choices import VacancyState
from tests.api.conftest import NOON
from tests.classifications.factories import IndustryFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

DOOR = "/api/eures/v0.1"
# The elements of a position opening in their order, as the exchange's own examples have them.
PROFILE = "PositionProfile"
ELEMENTS = (
    "DocumentID",
    "PositionOpeningStatusCode",
    "PostingRequester/PartyID",
    f"{PROFILE}/PostingInstruction/ApplicationMethod/Instructions",
    f"{PROFILE}/PositionTitle",
    f"{PROFILE}/PositionLocation/Address/oa:AddressLine",
    f"{PROFILE}/PositionLocation/Address/oa:CityName",
    f"{PROFILE}/PositionLocation/Address/oa:CountrySubDivisionCode",
    f"{PROFILE}/PositionLocation/Address/CountryCode",
    f"{PROFILE}/PositionLocation/Address/oa:PostalCode",
    f"{PROFILE}/PositionOrganization/OrganizationIdentifiers/OrganizationName",
    f"{PROFILE}/PositionOrganization/OrganizationIdentifiers/OrganizationLegalID",
    f"{PROFILE}/PositionOrganization/IndustryCode",
    f"{PROFILE}/PositionOpenQuantity",
    f"{PROFILE}/JobCategoryCode",
    f"{PROFILE}/PositionOfferingTypeCode",
    f"{PROFILE}/PositionQualifications/ExperienceSummary/ExperienceCategory/CategoryCode",
    f"{PROFILE}/PositionQualifications/ExperienceSummary/ExperienceCategory/Measure",
    f"{PROFILE}/PositionFormattedDescription/Content",
    f"{PROFILE}/WorkingLanguageCode",
    f"{PROFILE}/PositionPeriod/StartDate/DateText",
    f"{PROFILE}/ImmediateStartIndicator",
    f"{PROFILE}/PositionScheduleTypeCode",
    f"{PROFILE}/ApplicationCloseDate",
)
UNKNOWN_HERE = {
    f"{PROFILE}/PositionLocation/Address/oa:CountrySubDivisionCode",
    f"{PROFILE}/PositionLocation/Address/oa:PostalCode",
}
NAMESPACES = {
    "{http://www.hr-xml.org/3}": "",
    "{http://www.openapplications.org/oagis/9}": "oa:",
}


def paths(element, above=""):
    """Addresses of the elements without children, in the order of the document."""
    for child in element:
        space, name = child.tag.split("}")
        path = f"{above}{NAMESPACES[space + '}']}{name}"
        yield from paths(child, f"{path}/") if len(child) else [path]


def details(client, *numbers):
    answer = client.post(f"{DOOR}/getDetails", json.dumps([str(one) for one in numbers]),
                         content_type="application/json")  # fmt: skip
    assert answer.status_code == 200
    return answer.json()["details"]


def references(page):
    return {kind: [one["reference"] for one in some] for kind, some in page.items()}


def test_a_document_has_the_elements_of_the_exchange_in_their_order(register, client):
    full = VacancyFactory(address="Số 1, đường Mẫu", experience_months=18)
    full.employer.industry = IndustryFactory()
    full.employer.save()

    told = details(client, full.public_id)[str(full.public_id)]
    document = ElementTree.fromstring(told["content"])  # noqa: S314  our own text

    assert list(paths(document)) == [one for one in ELEMENTS if one not in UNKNOWN_HERE]
    assert document.tag == "{http://www.hr-xml.org/3}PositionOpening"
    assert document.attrib["validFrom"] == "2026-11-01"
    assert (told["status"], told["source"]) == ("ACTIVE", "VN-33")


def test_an_advert_that_says_little_has_no_empty_elements(register, client):
    bare = VacancyFactory(nowhere=True, occupation=None, description="")

    content = details(client, bare.public_id)[str(bare.public_id)]["content"]
    document = ElementTree.fromstring(content)  # noqa: S314  our own text

    assert set(paths(document)) < set(ELEMENTS)
    assert [one.tag for one in document.iter() if not len(one) and not one.text] == []


def test_hostile_words_stay_words(register, client):
    words = '</Content><x a="&">]]>\x0b\ufffe Thợ'
    hostile = VacancyFactory(title=words, description=words)

    content = details(client, hostile.public_id)[str(hostile.public_id)]["content"]
    document = ElementTree.fromstring(content)  # noqa: S314  our own text

    title = document.find(".//{http://www.hr-xml.org/3}PositionTitle")
    assert title is not None
    assert title.text == '</Content><x a="&">]]> Thợ'


def test_all_references_are_those_of_open_adverts(register, client, django_assert_num_queries):
    VacancyFactory(state=VacancyState.PENDING)
    VacancyFactory(closed=True)

    with django_assert_num_queries(1):
        page = client.get(f"{DOOR}/getAll").json()

    assert references(page) == {
        "allReferences": [str(register.sewing.public_id), str(register.welding.public_id)]
    }
    assert "closingTimestamp" not in page["allReferences"][0]


def test_changes_are_sorted_into_made_changed_and_closed(
    register, client, noon, django_assert_num_queries
):
    last_day = VacancyFactory(closes_on=date(2026, 11, 24))
    since = int((NOON + timedelta(hours=1)).timestamp() * 1000)
    noon.move_to(NOON + timedelta(days=1), tick=False)
    register.sewing.save()
    register.welding.state = VacancyState.CLOSED
    register.welding.save()
    fresh = VacancyFactory(posted_on=date(2026, 11, 25))

    with django_assert_num_queries(1):
        page = client.get(f"{DOOR}/getChanges/{since}").json()

    assert references(page) == {
        "createdReferences": [str(fresh.public_id)],
        "modifiedReferences": [str(register.sewing.public_id)],
        "closedReferences": [str(register.welding.public_id), str(last_day.public_id)],
    }


def test_numbers_that_are_none_of_ours_or_hidden_are_left_out(register, client):
    hidden = VacancyFactory(state=VacancyState.PENDING)

    assert details(client, uuid4(), hidden.public_id) == {}
