"""The catalogue of open data as DCAT-AP 3: JSON-LD and Turtle of the same description.

A node is a mapping: "@id" (without it, a node of no name), "@type", and its statements under
prefixed names. Values are nodes, texts of a language, or typed texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings

Node = dict[str, Any]

PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
IANA: Final = "https://www.iana.org/assignments/media-types"
VIETNAMESE: Final = f"{AUTHORITY}/language/VIE"
PUBLIC: Final = f"{AUTHORITY}/access-right/PUBLIC"
SOCIETY: Final = f"{AUTHORITY}/data-theme/SOCI"
QUARTERLY: Final = f"{AUTHORITY}/frequency/QUARTERLY"
KEYWORDS: Final = ("lao động", "việc làm", "bảo hiểm thất nghiệp", "chỉ tiêu")
FILES: Final = {
    "csv": ("Bảng CSV", "text/csv", "CSV"),
    "sdmx.json": ("SDMX-JSON 2.1", "application/json", "JSON"),
    "dhis2.json": ("DHIS2 dataValueSets", "application/json", "JSON"),
}
"""End of the name of a file: what it is called, its kind on the net, its kind for DCAT."""


def catalogue(
    years: Sequence[int], *, names: Sequence[str], area: str, changed: datetime | None
) -> Node:
    """The catalogue with a data set for each year; `names` of the indicators in it."""
    page = _page()
    publisher = {
        "@id": f"{settings.CAUNOI_ADDRESS}/#don-vi",
        "@type": "foaf:Agent",
        "foaf:name": _text(settings.CAUNOI_UNIT_NAME),
    }
    return {
        "@id": f"{page}#danh-muc",
        "@type": "dcat:Catalog",
        "dct:title": _text(f"Số liệu mở về lao động, việc làm, {area}"),
        "dct:description": _text(
            "Chỉ tiêu lao động, việc làm theo tỉnh và xã, phường. Số người dưới 10 không công bố."
        ),
        "dct:publisher": publisher,
        "dct:language": _typed_node(VIETNAMESE, "dct:LinguisticSystem"),
        "foaf:homepage": {"@id": page, "@type": "foaf:Document"},
        **({"dct:modified": _moment(changed)} if changed else {}),
        "dcat:dataset": [
            _dataset(year, names=names, area=area, publisher=publisher) for year in years
        ],
    }


def as_json_ld(node: Node) -> dict[str, Any]:
    """The description as JSON-LD."""
    return {"@context": PREFIXES, **node}


def as_turtle(node: Node) -> str:
    """The description as Turtle."""
    head = [f"@prefix {name}: <{uri}> ." for name, uri in PREFIXES.items()]
    said: dict[str, list[str]] = {}
    _say(node, said)
    bodies = [f"{name}\n    " + " ;\n    ".join(lines) + " ." for name, lines in said.items()]
    return "\n".join(head) + "\n\n" + "\n\n".join(bodies) + "\n"


def _dataset(year: int, *, names: Sequence[str], area: str, publisher: Node) -> Node:
    page = _page()
    return {
        "@id": f"{page}#nam-{year}",
        "@type": "dcat:Dataset",
        "dct:title": _text(f"Chỉ tiêu lao động, việc làm năm {year}, {area}"),
        "dct:description": _text(
            f"Gồm {len(names)} chỉ tiêu theo tháng, quý, năm của tỉnh và theo quý, năm của xã, "
            f"phường: {'; '.join(names)}."
        ),
        "dct:identifier": {"@value": f"caunoi-{year}"},
        "dct:publisher": {"@id": publisher["@id"]},
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:fn": {"@value": settings.CAUNOI_UNIT_NAME},
            "vcard:hasURL": {"@id": f"{settings.CAUNOI_ADDRESS}/"},
        },
        "dcat:keyword": [_text(word) for word in KEYWORDS],
        "dcat:theme": {
            "@id": SOCIETY,
            "@type": "skos:Concept",
            "skos:prefLabel": _text("Dân số và xã hội"),
        },
        "dct:language": {"@id": VIETNAMESE},
        "dct:accessRights": _typed_node(PUBLIC, "dct:RightsStatement"),
        "dct:accrualPeriodicity": _typed_node(QUARTERLY, "dct:Frequency"),
        "dcat:landingPage": {"@id": page},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(date(year, 1, 1)),
            "dcat:endDate": _day(date(year, 12, 31)),
        },
        "dcat:distribution": [_file(year, end) for end in FILES],
    }


def _file(year: int, end: str) -> Node:
    words, media, kind = FILES[end]
    address = f"{_page()}so-lieu-{year}.{end}"
    return {
        "@id": f"{address}#tep",
        "@type": "dcat:Distribution",
        "dct:title": _text(f"{words}, năm {year}"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _typed_node(f"{IANA}/{media}", "dct:MediaType"),
        "dct:format": _typed_node(f"{AUTHORITY}/file-type/{kind}", "dct:MediaTypeOrExtent"),
        "dct:language": {"@id": VIETNAMESE},
    }


def _page() -> str:
    return f"{settings.CAUNOI_ADDRESS}/so-lieu/cong-khai/"


def _text(words: str) -> Node:
    return {"@value": words, "@language": "vi"}


def _day(day: date) -> Node:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _moment(at: datetime) -> Node:
    return {"@value": at.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def _typed_node(uri: str, kind: str) -> Node:
    return {"@id": uri, "@type": kind}


def _say(node: Mapping[str, Any], said: dict[str, list[str]]) -> str:
    """Write down what a node states, once; its name for who points to it."""
    if "@value" in node:
        return _literal(node)
    if "@id" not in node:
        return "[ " + " ; ".join(_statements(node, said)) + " ]"
    name = f"<{node['@id']}>"
    if len(node) > 1 and name not in said:
        said[name] = []
        said[name] += _statements(node, said)
    return name


def _statements(node: Mapping[str, Any], said: dict[str, list[str]]) -> list[str]:
    lines = []
    for verb, value in node.items():
        if verb == "@type":
            lines.append(f"a {value}")
        elif verb != "@id":
            values: Iterable[Any] = value if isinstance(value, list) else [value]
            lines.append(f"{verb} " + ", ".join(_say(each, said) for each in values))
    return lines


def _literal(node: Mapping[str, Any]) -> str:
    words = str(node["@value"])
    for raw, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        words = words.replace(raw, written)
    if "@language" in node:
        return f'"{words}"@{node["@language"]}'
    return f'"{words}"^^{node["@type"]}' if "@type" in node else f'"{words}"'
