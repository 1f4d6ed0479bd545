import pytest

from caunoi_kit.office.sending import file_answer


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.pdf", "application/pdf"), ("A.PDF", "application/pdf"), ("a.csv", "text/csv")],
)
def test_a_file_is_of_the_kind_its_name_ends_with(name, kind):
    assert file_answer(b"x", name)["Content-Type"].startswith(kind)


def test_a_file_is_kept_unless_it_is_to_be_shown():
    assert file_answer(b"x", "a.pdf")["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert file_answer(b"x", "a.pdf", shown=True)["Content-Disposition"].startswith("inline")


def test_no_name_breaks_out_of_the_header():
    answer = file_answer(b"x", 'hợp "đồng"\r\nX: 1.pdf')

    assert "\r" not in answer["Content-Disposition"]
    assert "X" not in answer


def test_an_unknown_kind_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        file_answer(b"x", "a.html")
