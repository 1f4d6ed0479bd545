"""Finding the table in a sheet and what its columns hold, on plain rows."""

from datetime import date

from caunoi_engine.sheets.columns import Meanings
from caunoi_engine.sheets.grid import Grid
from caunoi_engine.sheets.reading import read_row, read_table
from caunoi_engine.sheets.rows import FieldSpec, Kind
from caunoi_engine.sheets.words import SEXES

ON = date(2026, 3, 2)
SPECS = (
    FieldSpec("full_name", "Họ và tên", Kind.NAME, ("họ tên",), required=True),
    FieldSpec("birth_date", "Ngày sinh", Kind.DAY, ("năm sinh",), required=True),
    FieldSpec("sex", "Giới tính", Kind.SEX, ("giới",), codes=dict(SEXES)),
    FieldSpec("identity_number", "Số định danh", Kind.IDENTITY, ("số cccd", "cccd")),
    FieldSpec("permanent_commune", "Xã thường trú", Kind.PLACE, ("thường trú > xã",)),
    FieldSpec("commune", "Xã nơi ở", Kind.PLACE, ("xã", "nơi ở > xã")),
    FieldSpec(
        "priority",
        "Đối tượng ưu tiên",
        Kind.CODE,
        (),
        codes={"hộ nghèo": "POOR", "khuyết tật": "DISABLED"},
        many=True,
    ),
)
MEANINGS = Meanings.of(SPECS)
PEOPLE = [
    ["1", "NGUYỄN VĂN THỬ", "25/03/1990", "Nam", "034090000123"],
    ["2", "Trần Thị Mẫu", "17/10/1988", "Nữ", "034188000456"],
    ["3", "Lê Văn Tống", "30/01/1979", "Nam", "034079000789"],
]
HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"]


def read(rows, merged=(), **more):
    return read_table(Grid("", rows, merged), MEANINGS, on=ON, **more)


def test_titles_totals_notes_and_repeated_heads_are_no_people():
    reading = read(
        [
            ["UBND XÃ ĐÔNG MINH"],
            ["DANH SÁCH"],
            [],
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["I", "Thôn Đông"],
            *PEOPLE[:2],
            HEAD,
            PEOPLE[2],
            [None, "Tổng cộng: 3"],
            [],
            ["Ghi chú: đã rà soát"],
            [None, None, "Đông Minh, ngày 5 tháng 1 năm 2026"],
            [None, "Người lập biểu"],
        ]
    )

    assert [row.number for row in reading.rows] == [7, 8, 10]
    assert reading.head_rows == (4,)
    assert [why for _, why in reading.left_out] == [
        "dòng chia nhóm",
        "đầu bảng lặp lại",
        "dòng cộng",
        "dòng ghi chú hoặc chữ ký",
        "dòng ghi chú hoặc chữ ký",
        "dòng ghi chú hoặc chữ ký",
    ]
    assert reading.rows[0].values["full_name"] == "Nguyễn Văn Thử"
    assert reading.rows[2].values["full_name"] == "Lê Văn Tống"  # no total


def test_columns_under_common_heads_are_told_apart():
    rows = [
        ["Họ tên", "Ngày sinh", "Nơi đăng ký thường trú", None, "Nơi ở", None],
        [None, None, "Xã", "Thôn", "Xã", "Thôn"],
        ["An Thử", "25/03/1990", "Xã Một", "1", "Xã Hai", "2"],
    ]

    merged = read(rows, [(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1)])
    flat = read(rows)

    for reading in (merged, flat):
        assert reading.rows[0].values["permanent_commune"] == "Xã Một"
        assert reading.rows[0].values["commune"] == "Xã Hai"
        assert reading.head_rows == (1, 2)


def test_ticks_and_days_under_a_code_say_both():
    rows = [
        ["Họ tên", "Năm sinh", None, "Đối tượng ưu tiên", None],
        [None, "Nam", "Nữ", "Hộ nghèo", "Khuyết tật"],
        ["An Thử", 1965, None, "x", "x"],
        ["Hoa Thử", None, "25/03/1990", None, "X"],
    ]

    one, other = read(rows, [(0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0)]).rows

    assert (one.values["birth_date"], one.values["sex"], one.values["priority"]) == (
        1965,
        "MALE",
        "POOR,DISABLED",
    )
    assert (other.values["birth_date"], other.values["sex"]) == (date(1990, 3, 25), "FEMALE")


def test_two_columns_that_could_be_the_same_are_neither_until_said():
    rows = [
        ["Họ tên", "Ngày sinh", "CCCD", "CCCD"],
        ["An Thử", "25/03/1990", "034090000123", "034090000124"],
    ]

    open_ = read(rows)
    said = read(rows, columns={2: None, 3: "identity_number"})

    assert [(one.field, one.sure) for one in open_.columns[2:]] == [(None, False), (None, False)]
    assert said.rows[0].values["identity_number"] == "034090000124"


def test_a_head_that_its_content_belies_is_not_believed():
    rows = [
        ["Họ tên", "Ngày sinh", "Số CCCD"],
        *(["An Thử", "25/03/1990", word] for word in ("Kinh", "Tày", "Dao", "Kinh")),
    ]

    column = read(rows).columns[2]

    assert (column.field, column.sure) == (None, False) or column.field is None


def test_the_head_of_another_person_is_not_taken():
    rows = [["Họ tên chủ hộ", "Họ và tên", "Ngày sinh"], ["Chủ Hộ", "An Thử", "25/03/1990"]]

    assert read(rows).rows[0].values["full_name"] == "An Thử"


def test_a_column_without_a_head_is_known_by_what_it_holds():
    rows = [["", "Họ và tên", "Ngày sinh", "", "Column5"], *PEOPLE]

    fields = [one.field for one in read(rows).columns]

    assert fields[3:] == ["sex", "identity_number"]


def test_an_open_order_of_days_is_asked_once_and_answered():
    rows = [HEAD, *([n, "An Thử", f"0{n}/03/1990", "Nam", None] for n in range(1, 9))]

    asked = read(rows)
    answered = read(rows, answers={"birth_date:ORDER": "MD"})

    assert [one.key for one in asked.questions] == ["birth_date:ORDER"]
    assert [row.is_good for row in asked.rows] == [n == 3 for n in range(1, 9)]
    assert answered.questions == ()
    assert answered.rows[4].values["birth_date"] == date(1990, 5, 3)


def test_days_that_a_program_turned_round_are_asked():
    rows = [
        HEAD,
        *([n, "An Thử", date(1990, 3, n), "Nam", None] for n in range(1, 10)),
        *([n, "Ba Thử", f"{n}/03/1990", "Nam", None] for n in range(13, 29)),
    ]

    asked, turned = read(rows), read(rows, answers={"birth_date:SWAPPED": "SWAP"})

    assert [one.key for one in asked.questions] == ["birth_date:SWAPPED"]
    assert turned.rows[4].values["birth_date"] == date(1990, 5, 3)


def test_identity_numbers_prove_what_serials_of_a_text_file_count_from():
    rows = [
        HEAD,
        *(
            [n, "An Thử", str(32937 + 366 * n - 1462), "Nam", f"0340{90 + n}000123"]
            for n in range(5)
        ),
    ]

    reading = read_table(Grid("", rows, typed=False), MEANINGS, on=ON)

    assert reading.questions == ()
    assert reading.rows[0].values["birth_date"] == date(1990, 3, 5)


def test_a_hidden_row_is_read_and_named():
    grid = Grid("", [HEAD, *PEOPLE], hidden_rows=frozenset({3}))

    faults = [fault for row in read_table(grid, MEANINGS, on=ON).rows for fault in row.faults]

    assert [(fault.kind, fault.stops, fault.cell[1:]) for fault in faults] == [
        ("ROW_HIDDEN", False, "3")
    ]


def test_a_person_whose_family_name_is_like_a_group_of_houses_stays_a_person():
    rows = [
        HEAD,
        *PEOPLE,
        ["4", "Tô Văn An", None, "Nam", None],
        ["5", "Bàn Thị Mùi", None, None, None],
    ]

    assert [row.values["full_name"] for row in read(rows).rows][3:] == ["Tô Văn An", "Bàn Thị Mùi"]


def test_a_spoilt_cell_is_not_stored():
    reading = read([HEAD, *PEOPLE], doubts={(1, 1): ""})

    assert reading.rows[0].values["full_name"] is None
    assert [fault.kind for fault in reading.rows[0].faults] == ["ENCODING"]
    assert reading.rows[0].faults[0].cell == "B2"


def test_a_mended_cell_is_checked_with_its_row():
    values = {
        "full_name": "An Thử",
        "birth_date": date(1990, 3, 25),
        "sex": "MALE",
        "identity_number": None,
    }

    mended = read_row(
        values,
        {"identity_number": "34090000123"},
        MEANINGS,
        number=9,
        on=ON,
        letters={"identity_number": "E"},
    )

    assert mended.values["identity_number"] == "034090000123"
    assert (mended.is_good, mended.faults[0].cell) == (True, "E9")
