"""Which letters make a Vietnamese syllable: the test of whether a text was decoded right."""

import unicodedata
from functools import cache, lru_cache

from caunoi_engine.text.folding import TONES

_ONSETS = """ b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x""".split(" ")
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu ych ynh yt
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om
on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt ơng
u ua uân uâng uât uây uc uê uênh uêch ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych
uyên uyêt uynh uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
""".split()
_STOPS = ("c", "ch", "p", "t")
_OF_STOPS = frozenset({"\u0301", "\u0323"})  # sắc, nặng: no other tone before a stop
_NORMAL = unicodedata.normalize


@cache
def _bodies() -> frozenset[str]:
    """All syllables without their tone."""
    glided = [rime for rime in _RIMES if rime[0] in "aăâeêiơyô"]
    plain = {onset + rime for onset in _ONSETS if onset != "qu" for rime in _RIMES}
    return frozenset(plain | {"qu" + rime for rime in glided} | {"gi", "gin", "ging", "gim", "gip"})


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable may be, in any letter case.

    >>> [is_syllable(word) for word in ("Nguyễn", "QUỲNH", "hoà", "hòa")]
    [True, True, True, True]
    >>> [is_syllable(word) for word in ("NguyÔn", "Nguyeãn", "hỏp", "José")]
    [False, False, False, False]
    """
    tone, body = "", ""
    for char in _NORMAL("NFD", word.lower()):
        if char in TONES:
            if tone:
                return False
            tone = char
        else:
            body += char
    body = _NORMAL("NFC", body)
    if body not in _bodies():
        return False
    return not body.endswith(_STOPS) or tone in _OF_STOPS or tone == ""
