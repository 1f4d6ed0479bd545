"""The seal on QR codes (trust D6, F8), and the codes themselves."""

import random
import re
import string
import uuid
import xml.etree.ElementTree as ET

import pytest

from caunoi_kit.office import qr, seal
from caunoi_kit.office.seal import BadSeal

KEY = str(uuid.UUID(int=0x5EA1))
ALPHABET = string.ascii_letters + string.digits + "-_.=+/ \n\0ệ"


@pytest.fixture
def sealed():
    return seal.sign("referral", KEY)


def mutated(text: str, chance: random.Random) -> str:
    """One to three small changes: a letter replaced, left out, put in, swapped, or case turned."""
    letters = list(text)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(letters))
        match chance.randrange(5):
            case 0:
                letters[at] = chance.choice(ALPHABET)
            case 1:
                del letters[at]
            case 2:
                letters.insert(at, chance.choice(ALPHABET))
            case 3:
                letters[at] = letters[at].swapcase()
            case 4:
                letters[at], letters[-1] = letters[-1], letters[at]
    return "".join(letters)


def accepted(text: str, kind: str = "referral") -> bool:
    try:
        seal.read(text, kind)
    except BadSeal:
        return False
    return True


def test_a_seal_gives_its_key_back(sealed):
    assert seal.read(sealed, "referral") == KEY


def test_no_mutation_of_a_seal_is_accepted(sealed):
    chance = random.Random(20261128)
    tried = [mutated(sealed, chance) for _ in range(100_000)]

    assert [text for text in tried if text != sealed and accepted(text)] == []


def test_each_of_its_bits_counts(sealed):
    raw = sealed.encode()
    turned = [
        bytes([*raw[:at], raw[at] ^ (1 << bit), *raw[at + 1 :]]).decode("latin-1")
        for at in range(len(raw))
        for bit in range(8)
    ]
    assert [text for text in turned if accepted(text)] == []


def test_a_seal_of_one_use_is_none_for_another(sealed):
    assert not accepted(sealed, "ticket")


def test_a_seal_of_another_installation_is_refused(sealed, settings):
    settings.SEAL_KEY = "another"

    assert not accepted(sealed)


@pytest.mark.parametrize("text", ["", ".", KEY, f"{KEY}.", "a" * 9_999, "x." + "A" * 86])
def test_what_is_no_seal_is_refused_in_words(text):
    with pytest.raises(BadSeal, match="không phải do trung tâm cấp"):
        seal.read(text, "referral")


@pytest.mark.parametrize(("kind", "key"), [("a.b", KEY), ("referral", "Trần Văn A"), ("", KEY)])
def test_a_seal_takes_numbers_and_no_names(kind, key):
    with pytest.raises(ValueError, match="without dots"):
        seal.sign(kind, key)


def test_a_code_for_a_page_is_one_safe_drawing_with_its_name(sealed):
    drawing = qr.svg(f"https://vieclam.example/x/{sealed}", label='Mã "thư" <b>')

    root = ET.fromstring(drawing)  # noqa: S314  our own text
    assert root.get("aria-label") == 'Mã "thư" <b>'
    assert root.get("role") == "img"
    assert not re.search(r"style=|<script|<b>", drawing)


def test_a_code_for_a_page_and_one_as_a_picture_have_the_same_modules(sealed):
    drawing = qr.svg(sealed, label="x")

    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawing):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    code = qr.segno.make(sealed, error="m", micro=False)
    assert dark == {
        (x + qr.BORDER, y + qr.BORDER)
        for y, row in enumerate(code.matrix)
        for x, module in enumerate(row)
        if module
    }
    assert qr.png(sealed).startswith(b"\x89PNG")
