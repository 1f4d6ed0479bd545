"""When a notice counts, and until when a complaint is answered."""

from datetime import date

import pytest

from caunoi_rules.complaints import accept_by, answer_by, file_by, second_by
from caunoi_rules.notices import Contact, lacks

FULL = Contact("Công ty A", "Bến Mẫu", "Chị Hoa", "Thợ may", "WAITING")
ON = date(2026, 4, 20)


@pytest.mark.parametrize(
    ("contacts", "situation", "words", "count"),
    [
        ([FULL], "NONE", "", 0),
        ([], "NONE", "", 1),
        ([], "TRIAL", "", 0),
        ([], "UNSIGNED", "", 1),
        ([], "UNSIGNED", "Công ty B", 0),
        ([Contact(employer="Công ty A")], "NONE", "", 1),
        ([FULL], "", "", 1),
        ([FULL], "OTHER", " ", 1),
    ],
)
def test_a_notice_counts_filled_in_wholly(contacts, situation, words, count):
    assert len(lacks(contacts, situation=situation, words=words, on=ON)) == count


@pytest.mark.parametrize(
    ("second", "hard", "remote", "days"),
    [
        (False, False, False, 30),
        (False, True, False, 45),
        (False, False, True, 45),
        (False, True, True, 60),
        (True, False, False, 45),
        (True, True, False, 60),
        (True, False, True, 60),
        (True, True, True, 70),
    ],
)
def test_a_complaint_is_answered_in_so_many_days(second, hard, remote, days):
    found = answer_by(ON, second=second, hard=hard, remote=remote)
    assert (found.length, "Luật Khiếu nại" in found.article) == (days, True)


def test_terms_move_to_the_next_working_day():
    assert accept_by(date(2026, 4, 1)).day == date(2026, 4, 13)  # the 11th is a Saturday
    assert file_by(ON).length == 90
    assert second_by(ON).length == 30
