import multiprocessing
import threading
import unicodedata
from datetime import date, timedelta
from itertools import chain

import pytest

from caunoi_kit.search.documents import Circle, Document, Question, Reach, Sort, Spelling
from caunoi_kit.search.index import IndexUnavailable, SearchIndex

DAY = date(2026, 11, 24)
HERE = (20.40, 106.50)
NORTH_10_KM = (20.49, 106.50)
NORTH_20_KM = (20.58, 106.50)


def bare(text: str) -> str:
    """Without marks; enough of folding for these tests, whose kit knows no engine."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


SPELLING = Spelling(fold=bare, accent=str.lower)


def index_in(path) -> SearchIndex:
    return SearchIndex(path, groups=("place", "shift", "offer"), spelling=SPELLING)


def job(id_: int, title: str, **more) -> Document:
    return Document("job", id_, title, **{"posted": DAY, "until": DAY, **more})


def asked(*words: str, **more) -> Question:
    return Question("job", DAY, words=words, **more)


def ids(index: SearchIndex, question: Question) -> list[int]:
    return [hit.id for hit in index.ask(question).hits]


@pytest.fixture
def index(tmp_path):
    return index_in(tmp_path / "search")


def test_an_index_that_was_never_built_says_so(index):
    with pytest.raises(IndexUnavailable):
        index.ask(asked())


def test_every_document_written_is_counted(index):
    assert index.rebuild(job(n, "Thợ hàn") for n in range(1, 51)) == 50
    assert index.count() == 50
    assert index.versions("job").keys() == set(range(1, 51))


def test_words_without_marks_find_those_with_marks(index):
    index.rebuild([job(1, "Thợ hàn"), job(2, "Kế toán")])
    assert ids(index, asked("ke", "toan", reach=Reach.NAMES)) == [2]


def test_exact_marks_come_first(index):
    index.rebuild([job(1, "Công nhân may"), job(2, "Công nhân máy")])
    assert ids(index, asked("máy", reach=Reach.NAMES)) == [2, 1]
    assert ids(index, asked("may", reach=Reach.NAMES)) == [1, 2]


def test_with_marks_a_word_is_not_another(index):
    index.rebuild([job(1, "Công nhân may"), job(2, "Công nhân máy")])
    assert ids(index, asked("máy")) == [2]


def test_a_title_typed_without_marks_is_found_by_a_word_with_marks(index):
    index.rebuild([job(1, "Ke toan truong")])
    assert ids(index, asked("kế", "toán")) == [1]


def test_every_word_has_to_occur(index):
    index.rebuild([job(1, "Thợ hàn"), job(2, "Thợ may")])
    assert ids(index, asked("thợ", "may")) == [2]


def test_words_typed_side_by_side_stand_near_each_other(index):
    index.rebuild(
        [
            job(1, "Phụ thợ hồ"),
            job(2, "Kỹ thuật viên tại Hồ Chí Minh", names="thợ điện tử"),
            job(3, "Hồ sơ và thợ"),
        ]
    )
    assert set(ids(index, asked("thợ", "hồ"))) == {1, 3}
    assert set(ids(index, asked("tho", "ho", reach=Reach.NAMES))) == {1, 3}


def test_the_title_outranks_other_names(index):
    index.rebuild([job(1, "Tổ trưởng", names="thợ hàn"), job(2, "Thợ hàn")])
    assert ids(index, asked("thợ", "hàn")) == [2, 1]


def test_the_text_is_searched_only_when_asked(index):
    index.rebuild([job(1, "Thợ hàn", text="có xe đưa đón")])
    assert ids(index, asked("xe")) == [1], "a word of no title is looked for in the text"
    index.rebuild([job(1, "Thợ hàn", text="có xe đưa đón"), job(2, "Lái xe")])
    assert ids(index, asked("xe")) == [2]
    assert ids(index, asked("xe", reach=Reach.TEXT)) == [2, 1]


def test_a_trade_is_not_every_job_at_a_firm_called_so(index):
    index.rebuild([job(1, "Bảo vệ", by="Công ty May Ví Dụ"), job(2, "Thợ may", by="Xưởng Một")])
    assert ids(index, asked("may")) == [2]
    assert ids(index, asked("công", "ty", "may", "ví", "dụ")) == [1]


def test_among_equals_those_that_state_their_pay_come_first_then_the_newest(index):
    index.rebuild(
        [
            job(1, "Thợ hàn", posted=DAY),
            job(2, "Thợ hàn", pay_low=8_000_000, posted=DAY - timedelta(9)),
            job(3, "Thợ hàn", pay_low=8_000_000, posted=DAY - timedelta(3)),
        ]
    )
    assert ids(index, asked()) == [3, 2, 1]
    assert ids(index, asked("hàn")) == [3, 2, 1]
    assert ids(index, asked(sort=Sort.NEW)) == [1, 3, 2]


def test_pay_sorts_by_the_middle_and_filters_by_the_top(index):
    index.rebuild(
        [
            job(1, "A", pay_low=8_000_000, pay_high=10_000_000),
            job(2, "B", pay_high=12_000_000),
            job(3, "C"),
        ]
    )
    assert ids(index, asked(sort=Sort.PAY)) == [2, 1, 3]
    assert ids(index, asked(pay_at_least=11_000_000)) == [2]
    found = index.ask(asked(count_pays=(5_000_000, 10_000_000, 11_000_000, 20_000_000)))
    assert found.pays == {5_000_000: 2, 10_000_000: 2, 11_000_000: 1, 20_000_000: 0}


def test_what_has_ended_is_not_shown(index):
    index.rebuild([job(1, "A", until=DAY - timedelta(1)), job(2, "B", until=DAY)])
    assert ids(index, asked()) == [2]


def test_a_circle_is_round(index):
    """The corner of a box around 10 km lies 14 km away."""
    corner = (HERE[0] + 0.089, HERE[1] + 0.095)
    index.rebuild(
        [
            job(1, "A", lat=HERE[0], lon=HERE[1]),
            job(2, "B", lat=corner[0], lon=corner[1]),
            job(3, "C"),
        ]
    )
    found = index.ask(asked(circle=Circle(*HERE, 10), count_circles=(5, 10, 20)))
    assert [hit.id for hit in found.hits] == [1]
    assert found.circles == {5: 1, 10: 1, 20: 2}


def test_a_circle_without_limit_only_measures(index):
    index.rebuild([job(1, "A", lat=NORTH_10_KM[0], lon=NORTH_10_KM[1]), job(2, "B")])
    found = index.ask(asked(circle=Circle(*HERE), sort=Sort.NEAR))
    assert [hit.id for hit in found.hits] == [1, 2]
    assert found.hits[0].km == pytest.approx(10.0, abs=0.1)
    assert found.hits[1].km is None


def test_near_sorts_by_distance(index):
    index.rebuild(
        [
            job(1, "A", lat=NORTH_20_KM[0], lon=NORTH_20_KM[1]),
            job(2, "B", lat=NORTH_10_KM[0], lon=NORTH_10_KM[1]),
        ]
    )
    assert ids(index, asked(circle=Circle(*HERE, 30), sort=Sort.NEAR)) == [2, 1]


def test_a_count_says_what_choosing_gives(index):
    index.rebuild(
        [
            job(1, "A", facets={"shift": ("DAY",), "place": ("33",)}),
            job(2, "B", facets={"shift": ("DAY", "NIGHT"), "place": ("33",)}),
            job(3, "C", facets={"shift": ("NIGHT",), "place": ("34",)}),
        ]
    )
    chosen = index.ask(asked(chosen={"shift": ("DAY",)}))
    assert chosen.total == 2
    assert chosen.counts["shift"] == {"DAY": 2, "NIGHT": 2}, "as if no shift were chosen"
    assert chosen.counts["place"] == {"33": 2}
    for value, count in chosen.counts["shift"].items():
        assert index.ask(asked(chosen={"shift": (value,)})).total == count


def test_demands_add_up(index):
    index.rebuild(
        [
            job(1, "A", facets={"offer": ("HOUSING",)}),
            job(2, "B", facets={"offer": ("HOUSING", "NOVICE")}),
        ]
    )
    assert ids(index, asked(demanded=("HOUSING", "NOVICE"))) == [2]


def test_pages_of_a_list_neither_repeat_nor_leave_out(index):
    index.rebuild(job(n, "Thợ hàn") for n in range(1, 26))
    pages = [ids(index, asked("hàn", first=first, size=10)) for first in (0, 10, 20, 30)]
    assert sorted(chain.from_iterable(pages)) == list(range(1, 26))
    assert pages[3] == []


def test_an_update_replaces_and_removes_at_once(index):
    index.rebuild([job(1, "Thợ hàn", version=7), job(2, "Thợ may")])
    index.update([job(1, "Kế toán", version=8), job(3, "Lái xe")], removed=[("job", 2)])
    assert index.versions("job") == {1: 8, 3: 0}
    assert ids(index, asked("kế", "toán")) == [1]
    assert ids(index, asked("hàn")) == []


def test_another_process_sees_an_update_at_its_next_question(index, tmp_path):
    index.rebuild([job(1, "Thợ hàn")])
    reader = index_in(tmp_path / "search")
    assert reader.count() == 1
    index.update([job(2, "Thợ may")])
    assert reader.count() == 2
    index.rebuild([job(n, "Thợ may") for n in range(1, 8)])
    assert reader.count() == 7


def test_an_index_of_another_version_is_not_read(index, tmp_path):
    index.rebuild([job(1, "Thợ hàn")])
    other = SearchIndex(tmp_path / "search", groups=("place",), spelling=SPELLING)
    with pytest.raises(IndexUnavailable):
        other.count()
    other.rebuild([job(1, "Thợ hàn")])
    assert other.count() == 1


@pytest.mark.parametrize("damage", ["cut", "garbage", "gone", "pointer"])
def test_a_damaged_index_is_reported_and_can_be_rebuilt(index, tmp_path, damage):
    index.rebuild([job(n, "Thợ hàn") for n in range(1, 30)])
    folder = tmp_path / "search"
    generation = next(each for each in folder.iterdir() if each.is_dir())
    for file in list(generation.iterdir()):
        if damage == "gone":
            file.unlink()
        elif damage == "cut":
            file.write_bytes(file.read_bytes()[:20])
        elif damage == "garbage":
            file.write_bytes(b"\x00\xff" * 400)
    if damage == "pointer":
        (folder / "current").write_text("{")
    fresh = index_in(folder)
    with pytest.raises(IndexUnavailable):
        fresh.ask(asked("hàn"))
    fresh.rebuild([job(1, "Thợ hàn")])
    assert fresh.count() == 1


def test_readers_are_answered_while_others_write(index):
    index.rebuild([job(n, "Thợ hàn") for n in range(1, 101)])
    counts, failures, stop = set(), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                counts.add(index.ask(asked("hàn", size=0)).total)
            except Exception as failure:
                failures.append(failure)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(6):
        index.rebuild([job(n, "Thợ hàn") for n in range(1, 101)])
        index.update([job(101, f"Thợ hàn {turn}")])
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert counts <= {100, 101}


def _add_one(path, number: int) -> None:
    index_in(path).update([job(number, "Thợ hàn")])


def test_two_writers_wait_for_each_other_and_lose_nothing(index, tmp_path):
    index.rebuild([job(1, "Thợ hàn")])
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_one, args=(tmp_path / "search", n)) for n in range(2, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert index.count() == 4
