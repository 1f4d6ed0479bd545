from hypothesis import given
from hypothesis import strategies as st

from caunoi_kit.search.spelling import closest_word, likeliest_marks, split_word

KNOWN = {"toan": 40, "ke": 50, "dien": 30, "nuoc": 9, "truong": 12, "kho": 5}
letters = st.text("abcdeghiklmnopqrstuvxy", min_size=1, max_size=9)


def test_one_slip_in_a_short_word_is_forgiven():
    assert closest_word("toasn", KNOWN) == "toan"
    assert closest_word("nyyc", {"nuoc": 9}) is None, "two slips"


def test_keys_meant_as_marks_are_taken_off():
    assert closest_word("ddieejn", KNOWN) == "dien"
    assert closest_word("d9ie6n5", KNOWN) == "dien"
    assert closest_word("keets", {"ket": 3}) == "ket"


def test_a_word_like_none_is_left_alone():
    assert closest_word("xyzqw", KNOWN) is None
    assert closest_word("bac", {"abc": 9}) is None, "short words are near to everything"


def test_two_words_written_as_one_are_parted():
    seen = {("ke", "toan"): 9}

    def count(first: str, second: str) -> int:
        return seen.get((first, second), 0)

    assert split_word("ketoan", KNOWN, count) == ("ke", "toan")
    assert split_word("khodien", KNOWN, count) is None, "nobody writes them side by side"
    assert split_word("khoxyz", KNOWN, count) is None


@given(letters, st.dictionaries(letters, st.integers(1, 99), max_size=8))
def test_whatever_is_suggested_is_known(word, vocabulary):
    near = closest_word(word, vocabulary)
    assert near is None or near in vocabulary
    pair = split_word(word, vocabulary, lambda first, second: 1)
    assert pair is None or (set(pair) <= vocabulary.keys() and "".join(pair) == word)


def test_a_lone_word_keeps_its_form_unless_that_is_rare():
    assert likeliest_marks(["may"], [{"may": 20, "máy": 90}], lambda a, b: 0) == ("may",)
    assert likeliest_marks(["ban"], [{"ban": 1, "bán": 90}], lambda a, b: 0) == ("bán",)


def test_neighbours_decide_together():
    seen = {("bảo", "vệ"): 40, ("báo", "vé"): 1}
    choices = [{"báo": 50, "bảo": 45, "bao": 30}, {"vé": 60, "vệ": 45}]
    assert likeliest_marks(["bao", "ve"], choices, lambda a, b: seen.get((a, b), 0)) == (
        "bảo",
        "vệ",
    )


@given(
    st.lists(
        st.tuples(letters, st.dictionaries(letters, st.integers(1, 99), min_size=1, max_size=7)),
        max_size=5,
    )
)
def test_each_word_gets_one_of_its_forms(lines):
    words = [word for word, _ in lines]
    choices = [forms for _, forms in lines]
    chosen = likeliest_marks(words, choices, lambda a, b: 0)
    assert len(chosen) == len(words)
    assert all(form in forms for form, forms in zip(chosen, choices, strict=True))
