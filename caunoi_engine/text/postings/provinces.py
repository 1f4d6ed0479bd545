"""Which provinces a posting offers work in, by the codes before and after 1 July 2025.

Names come from the caller's lists of provinces and districts. A name counts only where it speaks
of the place of work: not in the name of a firm, a street or a school, nor where staff may travel.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from caunoi_engine.text.folding import fold, place_tones
from caunoi_engine.text.postings.found import Candidate, Found, surest
from caunoi_engine.text.postings.layout import Field, Grade, Line, Posting

# Ways of writing a province besides its official name, by that name folded.
_OTHER_NAMES = {
    "ho chi minh": "tphcm|hcm|hcmc|tphcmc|Sài Gòn|saigon|sg|hochiminh",
    "ha noi": "hn|hanoi|tphn",
    "da nang": "danang|tpdn",
    "hai phong": "haiphong",
    "can tho": "cantho",
    "ba ria - vung tau": "Bà Rịa|Vũng Tàu|brvt|br-vt",
    "hue": "Thừa Thiên Huế|Thừa Thiên - Huế|Thừa Thiên-Huế|Thừa Thiên",
    "thua thien hue": "Huế|Thừa Thiên - Huế|Thừa Thiên-Huế|Thừa Thiên",
    "dak lak": "Đắc Lắc|Đăk Lăk|Đak Lak|Đắk Lắc|Đăk Lắk|Đắc Lắk|Dak Lăk|Dak Lắk|daklak",
    "dak nong": "Đắc Nông|Đăk Nông|Đak Nông|Dak Nông|daknong",
    "bac kan": "Bắc Cạn|backan",
    "kon tum": "kontum|Kon Tum",
    "gia lai": "pleiku|plei ku",
    "lam dong": "Đà Lạt|dalat",
    "binh dinh": "Quy Nhơn|Qui Nhơn",
    "khanh hoa": "Nha Trang",
    "dong nai": "Biên Hòa",
    "nghe an": "tp vinh|tp.vinh|tp. vinh|thành phố vinh",
}
# Districts whose names more than one province has, where one of them is meant nearly always.
_USUAL_PROVINCE = {
    "tan phu": "ho chi minh",
    "binh tan": "ho chi minh",
    "hoang mai": "ha noi",
    "thanh tri": "ha noi",
    "son tay": "ha noi",
    "tan uyen": "binh duong",
    "phu my": "ba ria - vung tau",
}
# District names that are also everyday words: "quản lý nhân sự", "thống nhất".
_EVERYDAY_WORDS = frozenset({"ly nhan", "thong nhat", "dai tu", "nhu thanh", "hai an", "tan hung"})
_KIND_BEFORE = re.compile(r"(?:quan|huyen|thi xa|thanh pho|\btp|\btx|\bq|\bh)[. ]*$")
_KIND = re.compile(r"^(?:tỉnh|thành phố|quận|huyện đảo|huyện|thị xã) ", re.IGNORECASE)
_FORMERLY = re.compile(r"[ ]?\(?(?:cũ|trước đây)\b")
_FIRST_WORDS = re.compile(r"[a-z0-9]+(?:[ ][a-z0-9]+)?")
_SHORTEST_WITHOUT_MARKS = 4  # "huế" needs its mark, "ha noi" does not
_NUMBERED_DISTRICT = re.compile(r"\b(?:quan|q\.?)[ ]?(?:1[0-2]|[1-9])\b(?![.,]\d)")
_CITY_OF_NUMBERED_DISTRICTS = "ho chi minh"

# Before a name these make it a street or ward, a firm or school, a journey, a place of work.
_SMALLER_PLACE_BEFORE = re.compile(
    r"(?:\b(?:duong|(?<!thanh )pho|ngo|ngach|hem|phuong|(?<!thi )xa|p|thi tran|tt|ap|thon|kdc"
    r"|khu dan cu|toa nha|chung cu|cho|cau|nga tu|nga ba|vong xoay|quang truong|cong vien"
    r"|khach san|quoc lo|xa lo|cao toc|so)\.?|\d[a-z]?)[ ]*$"
)
_FIRM_BEFORE = re.compile(
    r"\b(?:cong ty|cty|tap doan|ngan hang|benh vien|truong|dai hoc|hoc vien|doanh nghiep"
    r"|tong cong ty|nha khoa|khach san|bao|dai truyen hinh|tieng|mon|nguoi|dac san|thuong hieu"
    r"|sieu thi|showroom xe|bank|hiep hoi|so (?:giao duc|y te))"
    r"(?:(?! tai | o |chi nhanh|tru so|dia chi)[^,\n;:()|\[\]-])*$"
)
_TRAVEL_BEFORE = re.compile(
    r"(?:cong tac|du lich|tour|di lai|khao sat|thi truong|giao hang|khach hang|tuyen duong"
    r"|xuat khau|van chuyen|toan quoc|trai dai|chi nhanh rong|he thong|hon \d+|co mat"
    r"|mien)[^.;\n]{0,40}$"
)
_WORKPLACE_BEFORE = re.compile(
    r"(?:lam viec|dia diem|dia chi|van phong|chi nhanh|nha may|xuong|kcn|khu cong nghiep|co so"
    r"|tru so|khu vuc|noi lam|cua hang|showroom|kho|\btai|\bo|location|office|based in|based at"
    r"|in the|cong trinh|trung tam|tuyen dung)"
    r"[^.;\n]{0,80}$"
)
# A line is an address when it holds one of these, a list of places when it holds only such words.
_ADDRESS = re.compile(
    r"^\d|\b(?:quan|huyen|phuong|duong|pho|tang|toa nha|so nha|kcn|khu cong nghiep|lo|ngo|thi xa"
    r"|tp|tinh|p\.|q\.)"
)
_ONLY_PLACES = re.compile(
    r"(?:tp|thanh pho|tinh|quan|huyen|thi xa|va|hoac|khu vuc|noi khac|\d+|viet nam|vietnam|kv"
    r"|tai|city|province|q|chi nhanh|lam viec)\b"
)
_HEAD_OFFICE_LABEL = re.compile(r"dia chi(?! lam)|address|dc\b|tai\b")
_NAMES_A_LINE = re.compile(r"[ ]*(?:[:(-]|$)")
_BETWEEN_LINES = " \n-+*.•|0123456789)"
_MOST_BEFORE_NAME = 12  # "Thành phố "
_NOT_A_LETTER = re.compile(r"[^a-z]")
_REACH = 70
_MOST_AFTER_ADDRESS = 25
_LONGEST_PLACE_LINE = 160
_MOST_LETTERS_LEFT = 2

_WORKPLACE, _BARE_LINE, _ADDRESS_LINE, _TITLE, _HEAD_OFFICE, _SPOKEN = 100, 100, 70, 65, 60, 40


@dataclass(frozen=True, slots=True)
class ProvinceCodes:
    """Two-digit codes of provinces, in the order the posting names them."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """One way of writing a place."""

    folded: str
    marked: str
    code: str
    is_province: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    code: str
    is_province: bool
    is_former: bool  # "Hưng Yên (Thái Bình cũ)": the second name says where it was
    start: int
    end: int


class ProvinceNames:
    """The names by which a posting can name a province, old and new."""

    def __init__(
        self, names: Iterable[_Name], code_after: Mapping[str, str], numbered: str
    ) -> None:
        self._by_first_words: dict[str, list[_Name]] = {}
        for name in sorted(names, key=lambda one: (-len(one.folded), not one.is_province)):
            first = _FIRST_WORDS.search(name.folded)
            if first:
                self._by_first_words.setdefault(first[0], []).append(name)
        self._first_words = re.compile(rf"\b{_any_of(self._by_first_words)}\b")
        self._code_after = dict(code_after)
        self._numbered = numbered

    @classmethod
    def from_rows(
        cls,
        provinces: Iterable[Mapping[str, str]],
        districts: Iterable[Mapping[str, str]] = (),
    ) -> "ProvinceNames":
        """Build from rows code_before, name_before, code_after and rows name, province_code.

        A district counts only when no other province has one of its name.

        >>> from caunoi_engine.text.postings.layout import Posting
        >>> names = ProvinceNames.from_rows(
        ...     [{"code_before": "34", "name_before": "Thái Bình", "code_after": "33"}])
        >>> read_provinces(Posting("Làm tại Thái Bình"), Found("", 0, 0), names).value.after
        ('33',)
        """
        names: list[_Name] = []
        code_after: dict[str, str] = {}
        code_of: dict[str, str] = {}
        for row in provinces:
            code, bare = row["code_before"], _without_kind(row["name_before"])
            code_after[code] = row["code_after"]
            code_of[fold(bare)] = code
            for written in (bare, *_OTHER_NAMES.get(fold(bare), "").split("|")):
                if written:
                    names.append(_Name(fold(written), place_tones(written).lower(), code, True))
        names.extend(_district_names(districts, code_of))
        return cls(names, code_after, code_of.get(_CITY_OF_NUMBERED_DISTRICTS, ""))

    def codes(self, mentions: Iterable[_Mention]) -> ProvinceCodes:
        """Return the codes of both eras, each once.

        Where a former province is named, the one it joined only tells where it is now.
        """
        named = list(mentions)
        former = {mention.code for mention in named if mention.is_former}
        joined = {self._code_after[code] for code in former}
        before = tuple(
            dict.fromkeys(
                mention.code
                for mention in named
                if mention.code in former or self._code_after[mention.code] not in joined
            )
        )
        return ProvinceCodes(
            before, tuple(dict.fromkeys(self._code_after[code] for code in before))
        )

    def mentions(self, posting: Posting) -> list[_Mention]:
        """Return the names in a posting, in text order."""
        found: list[_Mention] = []
        if self._numbered:
            for numbered in _NUMBERED_DISTRICT.finditer(posting.folded):
                found.append(
                    _Mention(self._numbered, False, False, numbered.start(), numbered.end())
                )
        reached = 0
        for words in self._first_words.finditer(posting.folded):
            if words.start() >= reached:
                mention = self._mention_at(posting, words)
                if mention is not None:
                    found.append(mention)
                    reached = mention.end
        return sorted(found, key=lambda mention: mention.start)

    def _mention_at(self, posting: Posting, words: re.Match[str]) -> _Mention | None:
        """Return the longest name that stands here with its own marks."""
        start, first = words.start(), words[0]
        for key in (first, first.partition(" ")[0]) if " " in first else (first,):
            for name in self._by_first_words.get(key, ()):
                end = start + len(name.folded)
                if _stands_at(posting, name, start, end):
                    is_former = _FORMERLY.match(posting.marked, end) is not None
                    return _Mention(name.code, name.is_province, is_former, start, end)
        return None


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of words that share their beginnings, which is quick to search with.

    >>> _any_of(["ba be", "ba vi", "hue"])
    '(?:ba (?:be|vi)|hue)'
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    branches = []
    for letter, rest in tails.items():
        longer = [tail for tail in rest if tail]
        following = _any_of(longer) if longer else ""
        optional = f"(?:{following})?" if longer and len(longer) < len(rest) else following
        branches.append((re.escape(letter) if letter != " " else " ") + optional)
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _without_kind(name: str) -> str:
    return _KIND.sub("", name.strip())


def _district_names(
    districts: Iterable[Mapping[str, str]], code_of: Mapping[str, str]
) -> Iterator[_Name]:
    """Yield the districts that identify their province."""
    provinces_of: dict[str, dict[str, str]] = {}
    for row in districts:
        bare = _without_kind(row["name"])
        provinces_of.setdefault(fold(bare), {})[row["province_code"]] = bare
    for folded, named in provinces_of.items():
        usual = code_of.get(_USUAL_PROVINCE.get(folded, ""))
        if folded in code_of or folded in _EVERYDAY_WORDS or " " not in folded:
            continue  # of one syllable ("Lắk", "Chũ") it is found by its province only
        if len(named) == 1 or usual in named:
            code = usual if usual in named else next(iter(named))
            yield _Name(folded, place_tones(named[code]).lower(), code, False)


def _stands_at(posting: Posting, name: _Name, start: int, stop: int) -> bool:
    """Say whether a name stands here as a whole word and with its own marks, or with none."""
    if not posting.folded.startswith(name.folded, start):
        return False
    if posting.folded[stop : stop + 1].isalnum():
        return False
    written = posting.marked[start:stop]
    if written.isascii():
        return len(name.folded) > _SHORTEST_WITHOUT_MARKS or name.marked.isascii()
    return place_tones(written) == name.marked


def read_provinces(
    posting: Posting, title: Found[str], names: ProvinceNames
) -> Found[ProvinceCodes] | None:
    """Return the provinces of the place of work, None when the posting names none."""
    places = names.mentions(posting)
    if not places:
        return None
    candidates = [
        *_labelled(posting, places),
        *_lines_of_places(posting, title, places),
        *_in_title(posting, title, places),
        *_spoken(posting, title, places),
    ]
    best = surest(candidates)
    return Found(names.codes(best.value), best.start, best.end) if best is not None else None


def _candidate(grade: int, mentions: list[_Mention]) -> Candidate[list[_Mention]]:
    return Candidate(grade, mentions, mentions[0].start, mentions[-1].end)


def _labelled(posting: Posting, places: list[_Mention]) -> Iterator[Candidate[list[_Mention]]]:
    for value in posting.under(Field.PLACE):
        if value.grade == Grade.SAME_LINE:
            continue
        label = posting.folded[value.label_start : value.start]
        end = min(value.end, value.start + _LONGEST_PLACE_LINE)
        mentions = _between(posting, places, value.start, end)
        if mentions:
            mentions = _highest_level([*mentions, *_listed_below(posting, places, value.end)])
            is_address = _HEAD_OFFICE_LABEL.match(label) is not None
            yield _candidate(_HEAD_OFFICE if is_address else _WORKPLACE, mentions)


def _listed_below(posting: Posting, places: list[_Mention], end: int) -> Iterator[_Mention]:
    """Yield the places of a list that goes on line by line: "HN: 300 …", "HCM: 26 …"."""
    for place in places:
        if place.start < end:
            continue
        line = posting.line_at(place.start)
        is_next = not posting.folded[end : line.start].strip(_BETWEEN_LINES)
        if not (is_next and place.is_province and place.start - line.start <= _MOST_BEFORE_NAME):
            return
        if not _NAMES_A_LINE.match(posting.folded, place.end, line.end):
            return
        yield place
        end = line.end


def _lines_of_places(
    posting: Posting, title: Found[str], places: list[_Mention]
) -> Iterator[Candidate[list[_Mention]]]:
    """Yield lines that hold only places, or an address: a board's field without its label."""
    for line in _lines_with(posting, places):
        if title.overlaps(line.start, line.end) or line.end - line.start > _LONGEST_PLACE_LINE:
            continue
        mentions = _between(posting, places, line.start, line.end)
        if not mentions:
            continue
        rest, reached = "", line.start
        for mention in mentions:
            rest += posting.folded[reached : mention.start] + " "
            reached = mention.end
        rest += posting.folded[reached : line.end]
        letters = _NOT_A_LETTER.sub("", _ONLY_PLACES.sub("", rest))
        if len(letters) <= _MOST_LETTERS_LEFT:
            yield _candidate(_BARE_LINE, _highest_level(mentions))
        elif _ADDRESS.search(rest) and line.end - mentions[-1].end <= _MOST_AFTER_ADDRESS:
            yield _candidate(_ADDRESS_LINE, _highest_level(mentions))


def _in_title(
    posting: Posting, title: Found[str], places: list[_Mention]
) -> Iterator[Candidate[list[_Mention]]]:
    mentions = _highest_level(_between(posting, places, title.start, title.end))
    if mentions:
        yield _candidate(_TITLE, mentions)


def _spoken(
    posting: Posting, title: Found[str], places: list[_Mention]
) -> Iterator[Candidate[list[_Mention]]]:
    """Yield the places that sentences name as the place of work, line by line."""
    for line in _lines_with(posting, places):
        mentions = [
            mention
            for mention in _between(posting, places, line.start, line.end)
            if not title.covers(mention.start) and _is_workplace(posting, mention, line.start)
        ]
        if mentions:
            yield _candidate(_SPOKEN, _highest_level(mentions))


def _lines_with(posting: Posting, places: list[_Mention]) -> list[Line]:
    """Return the lines that name a place, in text order."""
    return list(dict.fromkeys(posting.line_at(place.start) for place in places))


def _between(posting: Posting, places: list[_Mention], start: int, end: int) -> list[_Mention]:
    """Return the places of a stretch that are not a street, a ward, a firm or a school."""
    return [
        place
        for place in places
        if start <= place.start
        and place.end <= end
        and not _SMALLER_PLACE_BEFORE.search(_before(posting, place.start, start))
        and not _FIRM_BEFORE.search(_before(posting, place.start, start))
    ]


def _is_workplace(posting: Posting, mention: _Mention, start: int) -> bool:
    """Say whether a sentence speaks of a place as the place of work, not as a journey's end."""
    before = _before(posting, mention.start, start)
    if not mention.is_province and not _KIND_BEFORE.search(before):
        return False
    return bool(_WORKPLACE_BEFORE.search(before)) and not _TRAVEL_BEFORE.search(before)


def _before(posting: Posting, position: int, start: int) -> str:
    return posting.folded[max(start, position - _REACH) : position]


def _highest_level(mentions: Iterable[_Mention]) -> list[_Mention]:
    """Keep the provinces; keep districts only where no province is named."""
    found = list(mentions)
    return [mention for mention in found if mention.is_province] or found
