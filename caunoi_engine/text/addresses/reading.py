"""Reading an address: every name in it, the units that fit them together, and what is left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from caunoi_engine.text.addresses.units import Entry, Gazetteer
from caunoi_engine.text.addresses.words import (
    COMMUNE_KINDS,
    Word,
    is_detail,
    is_idle,
    key_of,
    kind_at,
    name_key,
    roman,
    split_words,
)
from caunoi_engine.text.folding import tidy

MOST_WORDS: Final = 6
MOST_CHOICES: Final = 30
SHORTEST_WITH_SLIP: Final = 4  # letters of a name in which one wrong letter is forgiven

# What each disagreement costs. A word that nothing explains outweighs any single slip.
UNEXPLAINED, SLIP, OTHER_MARKS, OTHER_KIND, FORMER, LOOSE = 4, 3, 3, 2, 2, 2
OTHER_ERA, NO_DISTRICT, NO_PROVINCE, ODD_ORDER, AFTER_DETAIL = 1, 2, 1, 1, 8
PASSED_OVER, AFTER_NAME, UNHEEDED = 2, 4, 8
FIRM = 6  # the most a reading with all three levels may cost


class Why(StrEnum):
    """Why a reading did not end in one unit, or what it leant on."""

    SURE = "SURE"
    EMPTY = "EMPTY"
    NO_COMMUNE = "NO_COMMUNE"  # no commune was named, or none that is known
    SPLIT = "SPLIT"  # one former commune that went into several
    SEVERAL = "SEVERAL"  # several communes answer the words
    UNSURE = "UNSURE"  # one answers, but some words stayed unexplained
    BY_OFFICE = "BY_OFFICE"  # settled by the office that holds the list
    BY_HAMLET = "BY_HAMLET"  # settled by the hamlet


@dataclass(frozen=True, slots=True)
class Reading:
    """What an address says: one unit in force, or the units among which a person chooses."""

    unit: int | None
    choices: tuple[int, ...]
    named: int | None  # the unit that the words name, of either era
    detail: str  # house, street, hamlet: what stands before the commune
    why: Why


@dataclass(frozen=True, slots=True)
class _Mention:
    """A stretch of words that is the name of an entry."""

    start: int  # where its kind begins
    first: int
    end: int
    kind: str
    entry: Entry
    slip: bool = False


@dataclass(frozen=True, slots=True)
class _Fit:
    """A commune with the larger units named beside it, and what it costs to believe it."""

    cost: int
    commune: _Mention
    district: _Mention | None
    province: _Mention | None
    left_over: int

    @property
    def levels(self) -> int:
        return 1 + (self.district is not None) + (self.province is not None)

    @property
    def slips(self) -> int:
        return sum(each.slip for each in (self.commune, self.district, self.province) if each)


class AddressReader:
    """Reads addresses against one gazetteer."""

    def __init__(
        self, gazetteer: Gazetteer, hamlets: dict[tuple[int, str], int] | None = None
    ) -> None:
        self.gazetteer = gazetteer
        self.hamlets = hamlets or {}  # former commune and key of a hamlet → commune it went into

    def read(self, text: str, *, on: date, near: int | None = None) -> Reading:
        """The commune in force on the day that an address names.

        >>> era = date(1900, 1, 1), date(2025, 6, 30)
        >>> from caunoi_engine.text.addresses import Level, Step, Unit
        >>> units = [Unit(1, Level.PROVINCE, "Tỉnh Hải Dương", None, *era),
        ...          Unit(2, Level.DISTRICT, "Thị xã Kinh Môn", 1, *era),
        ...          Unit(3, Level.COMMUNE, "Xã Lê Ninh", 2, *era),
        ...          Unit(4, Level.COMMUNE, "Phường Bắc An Phụ", None, date(2025, 7, 1), None)]
        >>> reader = AddressReader(Gazetteer(units, [Step(3, 4)]))
        >>> found = reader.read("Thôn 2, x. Lê Ninh, TX Kinh Môn", on=date(2026, 1, 1))
        >>> found.unit, found.named, found.detail
        (4, 3, 'Thôn 2')
        """
        text = tidy(text)
        words = split_words(text)
        if not words:
            return Reading(None, (), None, "", Why.EMPTY)
        look = _Look(self.gazetteer, words)
        fits = look.fits()
        if not look.is_firm(fits):
            fits += look.fits_with_slips()
        if not fits:
            return Reading(None, (), None, text, Why.NO_COMMUNE)
        return self._settle(text, look, fits, on, near)

    def _settle(
        self, text: str, look: "_Look", fits: list[_Fit], on: date, near: int | None
    ) -> Reading:
        best = min(fits, key=lambda fit: (fit.cost, -fit.levels, fit.commune.start))
        kept = [fit for fit in fits if _stands_beside(fit, best, firm=look.is_firm([best]))]
        detail = look.detail(text, best)
        named = dict.fromkeys(fit.commune.entry.unit for fit in kept)
        ends = {unit: self.gazetteer.in_force(unit, on) for unit in named}
        choices = list(dict.fromkeys(end for found in ends.values() for end in found))
        sure = best.left_over == 0 and (best.cost <= UNEXPLAINED or look.is_firm([best]))
        only = next(iter(named)) if len(named) == 1 else None
        if not choices:
            return Reading(None, (), only, detail, Why.NO_COMMUNE)
        if len(choices) == 1:
            if sure:
                return Reading(choices[0], (), best.commune.entry.unit, detail, Why.SURE)
            return Reading(None, tuple(choices), best.commune.entry.unit, detail, Why.UNSURE)
        if only is not None and sure:
            end = self._by_hamlet(only, detail)
            if end in choices:
                return Reading(end, (), only, detail, Why.BY_HAMLET)
        choices = self._by_office(choices, best, near)
        if len(choices) == 1 and sure:
            return Reading(choices[0], (), only, detail, Why.BY_OFFICE)
        why = Why.SPLIT if only is not None else Why.SEVERAL
        return Reading(None, tuple(choices[:MOST_CHOICES]), only, detail, why)

    def _by_hamlet(self, former: int, detail: str) -> int | None:
        for part in detail.split(","):
            if end := self.hamlets.get((former, name_key(part))):
                return end
        return None

    def _by_office(self, choices: list[int], best: _Fit, near: int | None) -> list[int]:
        """Those in the office's commune, else in its province where the text names none."""
        if near is None:
            return choices
        if near in choices:
            return [near]
        if best.province is not None:
            return choices
        home = self.gazetteer.same_province(self.gazetteer.line(near)[-1])
        close = [each for each in choices if self.gazetteer.line(each)[-1] in home]
        return close or choices


class _Look:
    """One address on the table."""

    def __init__(self, gazetteer: Gazetteer, words: list[Word]) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.kinds = [("", 0)] * len(words)
        for at in range(len(words)):
            if not (at and self.kinds[at - 1][1] == 2):  # "xã" of "thị xã" is no kind of its own
                self.kinds[at] = kind_at(words, at)
        # Words that need no explanation: numbers, "cũ", "Việt Nam", and the kinds themselves.
        self.idle = [is_idle(words, at) or self._is_kind_word(at) for at in range(len(words))]
        self._costs: dict[int, tuple[_Mention, int]] = {}
        self.communes: list[_Mention] = []
        self.above: list[_Mention] = []
        for start, first, end, kind in self._spans():
            self._find(start, first, end, kind)
        self.covered = {
            at for each in self.above for at in range(each.first, each.end)
        }  # words of a larger unit's name
        self.clear = {
            (each.start, each.end) for each in self.above if self._is_clear(each)
        }  # larger units that nobody can overlook
        self.told = [
            at
            for at, (kind, _) in enumerate(self.kinds)
            if kind in COMMUNE_KINDS and at not in self.covered and not self._trails(at)
        ]

    def fits(self) -> list[_Fit]:
        """Every commune that is named letter by letter, with what is named around it."""
        return [self._fit(mention, self.above) for mention in self._likely()]

    def _likely(self) -> list[_Mention]:
        """The communes that lie in a larger unit that is named; all of them if none does."""
        named = {each.entry.unit for each in self.above}
        close = [
            each
            for each in self.communes
            if each.entry.district in named
            or each.entry.province in named
            or not named.isdisjoint(each.entry.more_provinces)
        ]
        return close or self.communes

    def fits_with_slips(self) -> list[_Fit]:
        """Communes, districts and provinces in whose names one letter may be wrong."""
        above = self.above + list(self._slips_above())
        fits = [self._fit(each, above) for each in self.communes] if above != self.above else []
        return fits + [self._fit(each, above) for each in self._slips_inside(above)]

    def is_firm(self, fits: list[_Fit]) -> bool:
        """Whether some fit explains every word and names enough to need no second look."""
        return any(
            fit.left_over == 0
            and fit.province is not None
            and (
                (fit.district is not None and fit.cost <= FIRM and not fit.slips)
                or (fit.commune.kind in COMMUNE_KINDS and fit.cost <= ODD_ORDER)
            )
            for fit in fits
        )  # fmt: skip

    def detail(self, text: str, fit: _Fit) -> str:
        """What stands before the units; behind them where the largest comes first."""
        mentions = [each for each in (fit.commune, fit.district, fit.province) if each]
        start = min(mentions, key=lambda each: each.start)
        if start is fit.commune or fit.commune.end <= max(each.start for each in mentions):
            return text[: self.words[start.start].start].strip(" ,;-–.")
        end = max(each.end for each in mentions)
        return text[self.words[end - 1].end :].strip(" ,;-–.")

    # --- Names in the text ---------------------------------------------------------------------

    def _spans(self) -> Iterator[tuple[int, int, int, str]]:
        """Stretches that may be a name: where the kind begins, the name begins, it ends."""
        for at in range(len(self.words)):
            kind, size = self.kinds[at]
            yield from ((at, at, end, "") for end in self._ends(at))
            if size and at + size < len(self.words) and not self.words[at + size].hard:
                yield from ((at, at + size, end, kind) for end in self._ends(at + size))

    def _ends(self, first: int) -> Iterator[int]:
        letters = 0
        for end in range(first + 1, min(first + MOST_WORDS, len(self.words)) + 1):
            if end - 1 > first and self.words[end - 1].hard:
                return
            letters += len(self.words[end - 1].key)
            if letters > self.gazetteer.longest:
                return
            yield end

    def _find(self, start: int, first: int, end: int, kind: str) -> None:
        some = self.words[first:end]
        keys = {key_of(some)}
        if end == first + 1 and kind in ("Phường", "Quận"):
            number = roman(some[0]) or some[0].key
            if number.isdigit():
                keys = {f"{'phuong' if kind == 'Phường' else 'quan'}{number}"}
        elif end == first + 1 and some[0].key.isdigit():
            return
        for key in keys:
            for entry in self.gazetteer.communes.get(key, ()):
                if _kind_may(kind, entry, lowest=True):
                    self.communes.append(_Mention(start, first, end, kind, entry))
            for entry in self.gazetteer.above.get(key, ()):
                if _kind_may(kind, entry, lowest=False):
                    self.above.append(_Mention(start, first, end, kind, entry))

    def _is_clear(self, mention: _Mention) -> bool:
        end = mention.end
        return (bool(mention.kind) or self.words[mention.start].hard) and (
            end == len(self.words) or self.words[end].hard
        )

    def _trails(self, at: int) -> bool:
        """A kind that follows its name: "Vĩnh Thuận (Thị trấn)"."""
        end = at + self.kinds[at][1]
        return end >= len(self.words) or self.words[end].hard

    # --- Names with a slip ---------------------------------------------------------------------

    def _slips_above(self) -> Iterator[_Mention]:
        known = {(each.first, each.end) for each in self.above}
        for start, first, end, kind in self._slip_spans(SHORTEST_WITH_SLIP + 1):
            if (first, end) in known or kind in COMMUNE_KINDS:
                continue
            key = key_of(self.words[first:end])
            for name in _alike(key, self.gazetteer.names_above):
                for entry in self.gazetteer.above[name]:
                    if _kind_may(kind, entry, lowest=False):
                        yield _Mention(start, first, end, kind, entry, slip=True)

    def _slips_inside(self, above: list[_Mention]) -> Iterator[_Mention]:
        """Communes of the larger units that are named, with one letter wrong."""
        scopes = {each.entry.unit for each in above}
        for start, first, end, kind in self._slip_spans(SHORTEST_WITH_SLIP):
            key = key_of(self.words[first:end])
            seen: set[int] = set()
            for scope in scopes:
                names, inside = self.gazetteer.names_inside(scope)
                for entry in (each for name in _alike(key, names) for each in inside[name]):
                    if entry.unit not in seen and _kind_may(kind, entry, lowest=True):
                        seen.add(entry.unit)
                        yield _Mention(start, first, end, kind, entry, slip=True)

    def _slip_spans(self, shortest: int) -> Iterator[tuple[int, int, int, str]]:
        """Stretches long enough to be known with a wrong letter, where a name may begin."""
        for start, first, end, kind in self._spans():
            letters = sum(len(word.key) for word in self.words[first:end])
            if letters >= shortest and self._begins(start, kind):
                yield start, first, end, kind

    def _begins(self, start: int, kind: str) -> bool:
        """Whether a name may begin here: after a comma, a kind, a number, or a known name."""
        before = self.words[start - 1] if start else None
        return (
            bool(kind) or before is None or self.words[start].hard or self.words[start].soft
            or before.key.isdigit() or start - 1 in self.covered
        )  # fmt: skip

    # --- Weighing ------------------------------------------------------------------------------

    def _fit(self, commune: _Mention, above: list[_Mention]) -> _Fit:
        """The cheapest way to read the larger units beside one commune."""
        entry = commune.entry
        districts = {entry.district} | entry.more_districts
        provinces = {entry.province} | entry.more_provinces
        beside = [each for each in above if each.end <= commune.start or each.start >= commune.end]
        lower = [None, *(each for each in beside if each.entry.unit in districts)]
        upper = [None, *(each for each in beside if each.entry.unit in provinces)]
        base = self._cost_of(commune) + self._unheeded(commune)
        best: _Fit | None = None
        for district, province in product(lower, upper):
            if district and province and _overlap(district, province):
                continue
            fit = self._weigh(base, commune, district, province)
            if best is None or fit.cost < best.cost:
                best = fit
        assert best is not None  # noqa: S101  both lists hold None
        return best

    def _weigh(
        self, base: int, commune: _Mention, district: _Mention | None, province: _Mention | None
    ) -> _Fit:
        entry, cost = commune.entry, base
        if district is not None:
            cost += self._cost_of(district) + OTHER_ERA * (district.entry.unit != entry.district)
        elif entry.district is not None:
            cost += NO_DISTRICT
        if province is not None:
            cost += self._cost_of(province) + OTHER_ERA * (province.entry.unit != entry.province)
        else:
            cost += NO_PROVINCE
        mentions = [each for each in (commune, district, province) if each is not None]
        left_over = self._left_over(mentions)
        cost += PASSED_OVER * sum(
            not any(first < each.end and each.start < end for each in mentions)
            for first, end in self.clear
        )
        cost += UNEXPLAINED * left_over + ODD_ORDER * (
            mentions != sorted(mentions, key=lambda each: each.start)
        )
        return _Fit(cost, commune, district, province, left_over)

    def _cost_of(self, mention: _Mention) -> int:
        known = self._costs.get(id(mention))
        if known is None:
            known = self._costs[id(mention)] = (mention, self._reckon(mention))
        return known[1]

    def _reckon(self, mention: _Mention) -> int:
        entry, some = mention.entry, self.words[mention.first : mention.end]
        cost = SLIP * mention.slip + FORMER * (not entry.official)
        if not mention.slip and entry.base and not all(word.plain for word in some):
            base = "".join(word.base for word in some)
            tones = "".join(word.tones for word in some)
            cost += OTHER_MARKS * (base != entry.base or tones != entry.tones)
        kind = mention.kind or self._kind_behind(mention.end)
        if kind and kind != entry.kind:
            cost += OTHER_KIND if entry.kind in COMMUNE_KINDS else 1
        return cost

    def _kind_behind(self, end: int) -> str:
        if end < len(self.words) and self.words[end].hard and self.kinds[end][0]:
            return self.kinds[end][0] if self._trails(end) else ""
        return ""

    def _unheeded(self, commune: _Mention) -> int:
        """What speaks against a mention: another word says "xã", or a street word stands before."""
        cost = 0
        if any(not commune.start <= at < commune.end for at in self.told):
            cost += UNHEEDED
        if commune.start and not commune.kind:
            before = commune.start - 1
            if not self._begins(commune.start, commune.kind):
                cost += LOOSE
            if is_detail(self.words[before]) and before not in self.covered:
                cost += AFTER_DETAIL
            if self._follows_a_name(commune.start):
                cost += AFTER_NAME
        return cost

    def _follows_a_name(self, start: int) -> bool:
        """Whether a stretch between commas that looks like another unit stands just before."""
        if not self.words[start].hard:
            return False
        first = next((at for at in range(start - 1, -1, -1) if self.words[at].hard), 0)
        some = self.words[first:start]
        return len(some) <= MOST_WORDS and not any(
            word.key.isdigit() or (is_detail(word) and at not in self.covered)
            for at, word in enumerate(some, first)
        )

    def _left_over(self, mentions: list[_Mention]) -> int:
        """Words from the first unit on that nothing explains; behind a commune that comes last
        stands its street."""
        start = min(each.start for each in mentions)
        end = len(self.words)
        if len(mentions) > 1 and max(mentions, key=lambda each: each.end) is mentions[0]:
            end = mentions[0].end
        left = self.idle[start:end].count(False)
        if not left:
            return 0
        for each in mentions:
            left -= self.idle[each.start : each.end].count(False)
        return left

    def _is_kind_word(self, at: int) -> bool:
        return bool(self.kinds[at][0]) or (at > 0 and self.kinds[at - 1][1] == 2)


def _alike(key: str, names: Sequence[str]) -> list[str]:
    """The names that differ from the key in exactly one letter."""
    found = extract(key, names, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [name for name, distance, _ in found if distance]


def _stands_beside(fit: _Fit, best: _Fit, *, firm: bool) -> bool:
    """Whether a reading must be kept open beside the best one.

    With commune, district and province named, only its equals. With two levels the text may be of
    the new era, or of the old one with the district left out: both stay, if of the same kind.
    """
    if not firm:
        return fit.cost <= best.cost + NO_DISTRICT
    if best.district is not None:
        return fit.cost <= best.cost and fit.levels >= best.levels
    same_kind = fit.commune.entry.kind == best.commune.entry.kind
    return fit.cost <= best.cost + NO_DISTRICT * same_kind


def _kind_may(kind: str, entry: Entry, *, lowest: bool) -> bool:
    """Whether what somebody calls a "huyện" or a "xã" can be this unit."""
    if not kind:
        return True
    if lowest:
        return (kind in COMMUNE_KINDS) == (entry.kind in COMMUNE_KINDS)
    if entry.district is None:  # a province
        return kind in ("Tỉnh", "Thành phố")
    return kind in ("Quận", "Huyện", "Thị xã", "Thành phố")


def _overlap(one: _Mention, other: _Mention) -> bool:
    return one.start < other.end and other.start < one.end
