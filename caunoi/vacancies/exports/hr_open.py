"""An advert as an HR-Open PositionOpening, the document that exchanges like EURES read.

Only what the register knows is written. Left out: postal codes, which Vietnamese addresses lack,
and the code of the subdivision, for which exchanges expect codes of another list.
"""

import re
from typing import Final
from xml.etree import ElementTree as XML

from django.conf import settings

from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.feed import address_of

HR: Final = "http://www.hr-xml.org/3"
OAGIS: Final = "http://www.openapplications.org/oagis/9"
ISCO: Final = {
    "listName": "ISCO2008",
    "listVersionID": "2008",
    "listURI": "http://ec.europa.eu/esco/ConceptScheme/ISCO2008",
}
VERSION: Final = "1.3"
MONTHS_A_YEAR: Final = 12
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

XML.register_namespace("", HR)
XML.register_namespace("oa", OAGIS)


def source() -> str:
    """By which the exchange knows this register: "VN-33"."""
    return f"VN-{settings.CAUNOI_PROVINCE}"


def position_opening(vacancy: Vacancy, *, is_open: bool) -> str:
    """The document of one advert."""
    ours = {"schemeAgencyID": source(), "schemeAgencyName": settings.CAUNOI_UNIT_NAME}
    top = XML.Element(
        _hr("PositionOpening"),
        {
            "validFrom": vacancy.posted_on.isoformat(),
            "majorVersionID": "3",
            "minorVersionID": "2",
        },
    )
    number = {"schemeID": source(), **ours, "schemeVersionID": VERSION}
    _add(top, "DocumentID", str(vacancy.public_id), number)
    state = "Active" if is_open else "Closed"
    _add(top, "PositionOpeningStatusCode", state, {"name": state})
    requester = _add(top, "PostingRequester")
    _add(requester, "PartyID", source(), {"schemeID": source(), **ours})
    _profile(_add(top, "PositionProfile", attributes={"languageCode": "vi"}), vacancy)
    return XML.tostring(top, encoding="unicode", xml_declaration=True)


def _profile(profile: XML.Element, vacancy: Vacancy) -> None:
    method = _add(_add(profile, "PostingInstruction"), "ApplicationMethod")
    _add(method, "Instructions", address_of(vacancy))
    _add(profile, "PositionTitle", vacancy.title)
    _location(profile, vacancy)
    _organisation(profile, vacancy)
    _add(profile, "PositionOpenQuantity", str(vacancy.free))
    if vacancy.occupation is not None:
        _add(profile, "JobCategoryCode", vacancy.occupation.code, ISCO)
    _add(profile, "PositionOfferingTypeCode", "DirectHire")
    _experience(profile, vacancy)
    words = (vacancy.description, vacancy.requirements, vacancy.benefits)
    text = "\n\n".join(part for part in words if part) or vacancy.title
    _add(_add(profile, "PositionFormattedDescription"), "Content", text)
    _add(profile, "WorkingLanguageCode", "VI")
    _add(_add(_add(profile, "PositionPeriod"), "StartDate"), "DateText", "na")
    _add(profile, "ImmediateStartIndicator", "false")
    part_time = "PART_TIME" in vacancy.shifts
    _add(profile, "PositionScheduleTypeCode", "PartTime" if part_time else "FullTime")
    _add(profile, "ApplicationCloseDate", vacancy.closes_on.isoformat())


def _location(profile: XML.Element, vacancy: Vacancy) -> None:
    address = _add(_add(profile, "PositionLocation"), "Address")
    if vacancy.address:
        _add_oagis(address, "AddressLine", vacancy.address)
    if vacancy.place is not None:
        _add_oagis(address, "CityName", vacancy.place.name)
    _add(address, "CountryCode", "VN")


def _organisation(profile: XML.Element, vacancy: Vacancy) -> None:
    employer = vacancy.employer
    organisation = _add(profile, "PositionOrganization")
    names = _add(organisation, "OrganizationIdentifiers")
    _add(names, "OrganizationName", employer.name)
    if employer.tax_code:
        _add(names, "OrganizationLegalID", employer.tax_code)
    if employer.industry is not None:
        _add(organisation, "IndustryCode", employer.industry.code)


def _experience(profile: XML.Element, vacancy: Vacancy) -> None:
    if not vacancy.experience_months or vacancy.occupation is None:
        return
    summary = _add(_add(profile, "PositionQualifications"), "ExperienceSummary")
    category = _add(summary, "ExperienceCategory")
    _add(category, "CategoryCode", vacancy.occupation.code, ISCO)
    years = f"{vacancy.experience_months / MONTHS_A_YEAR:.3g}"
    _add(category, "Measure", years, {"unitCode": "year"})


def _add(
    parent: XML.Element, name: str, text: str = "", attributes: dict[str, str] | None = None
) -> XML.Element:
    return _child(parent, _hr(name), text, attributes or {})


def _add_oagis(parent: XML.Element, name: str, text: str) -> XML.Element:
    return _child(parent, f"{{{OAGIS}}}{name}", text, {})


def _child(parent: XML.Element, name: str, text: str, attributes: dict[str, str]) -> XML.Element:
    child = XML.SubElement(parent, name, attributes)
    child.text = _NOT_XML.sub("", text) or None  # characters XML has no way to write
    return child


def _hr(name: str) -> str:
    return f"{{{HR}}}{name}"
