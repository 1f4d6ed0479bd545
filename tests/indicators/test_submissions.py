"""Forms handed in: figures as they are typed, two clerks, states that say why, one's own never."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.indicators.actions.reminding import remind_of_forms
from caunoi.indicators.actions.submissions import (
    CannotHandIn,
    FormIsClosed,
    OwnFigures,
    SomethingMissing,
    approve,
    approve_many,
    correct,
    lock_period,
    open_submission,
    save_figures,
    send,
    send_back,
    take_back,
    unlock,
)
from caunoi.indicators.choices.figures import Bound, SubmissionState
from caunoi.indicators.models import Correction, Definition, Figure, Total
from caunoi.indicators.queries.entries import Entry, entry_words, read_entry
from caunoi.indicators.queries.standings import overview
from caunoi.indicators.queries.submissions import (
    owed_by,
    period_for,
    sheet_of,
    standing_of,
    values_of_submission,
)
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import editing
from caunoi_kit.ui.typed import CannotRead
from tests.indicators.collecting_factories import AT, ON, collecting

pytestmark = pytest.mark.django_db

FULL = {
    "viec-lam-moi": Entry(120),
    "viec-lam-ngoai-nuoc": Entry(20),
    "tien-qua": Entry(6_960_000_000, Bound.OVER),
    "giam-ngheo": Entry(487),
}


@pytest.fixture
def made():
    return collecting()


@pytest.fixture
def form_of(made):
    """A form of a unit, filled in and handed in by the officer."""

    def make(unit=None, *, sent=True, values=FULL, by=None):
        submission = open_submission(form=made.form, unit=unit or made.unit, period=made.period)
        save_figures(submission=submission, values=values, by=by or made.officer, at=AT)
        if sent:
            submission = send(submission=submission, by=by or made.officer, at=AT, gaps=True)
        return submission

    return make


@pytest.mark.parametrize(
    ("at", "text", "value", "bound"),
    [
        (0, "7.500", 7_500, Bound.EXACT),
        (0, "25953", 25_953, Bound.EXACT),
        (0, "25.953 lượt", 25_953, Bound.EXACT),
        (0, "gần 68.800", 68_800, Bound.NEARLY),
        (2, "7.500.000", 7_500_000, Bound.EXACT),
        (2, "7,5 tỷ", 7_500_000_000, Bound.EXACT),
        (2, "trên 6,96 tỷ đồng", 6_960_000_000, Bound.OVER),
        (3, "4,87", 487, Bound.EXACT),
        (3, "-0,36 điểm %", -36, Bound.EXACT),
        (3, "4.87", 487, Bound.EXACT),
    ],
)
def test_figures_are_read_as_people_write_them(made, at, text, value, bound):
    definition = made.indicators[at].definitions.get()

    assert read_entry(text, definition) == Entry(value, bound)


@pytest.mark.parametrize(
    ("at", "text", "why"),
    [
        (0, "4,87", "số nguyên"),
        (0, "một trăm", "Không hiểu"),
        (0, "-5", "không thể âm"),
        (0, "12..5", "Chưa rõ"),
        (3, "4,875", "2 chữ số sau dấu phẩy"),
        (2, "9" * 30, "quá lớn"),
    ],
)
def test_a_number_that_is_none_is_told_what_to_write(made, at, text, why):
    with pytest.raises(CannotRead, match=why):
        read_entry(text, made.indicators[at].definitions.get())


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.sampled_from([Bound.EXACT, Bound.OVER, Bound.NEARLY, Bound.ABOUT]),
)
def test_what_is_shown_is_read_back_as_the_same(value, bound):
    definition = Definition(unit="PERCENT", decimals=2, short_name="Tỷ lệ")

    assert read_entry(entry_words(Entry(value, bound), definition), definition) == Entry(
        value, bound
    )


def test_a_unit_sees_what_it_owes_with_the_day_it_is_due(made):
    owed = owed_by([made.unit], on=ON)

    assert [(each.period.code, f"{each.due_on}", each.filled, each.lines) for each in owed] == [
        ("2026-10", "2026-11-05", 0, 4),
        ("2026-11", "2026-12-05", 0, 4),
    ]
    assert owed[0].days_late(ON) == 0


def test_periods_come_back_as_long_as_the_form_is_in_use(made, form_of):
    for code, day in (("2026-03", AT), ("2026-08", datetime(2026, 9, 2, tzinfo=UTC))):
        period = period_for(made.form, code)
        submission = open_submission(form=made.form, unit=made.unit, period=period)
        save_figures(
            submission=submission, values={"viec-lam-moi": Entry(1)}, by=made.officer, at=day
        )
        send(submission=submission, by=made.officer, at=day, gaps=True)

    codes = [each.period.code for each in owed_by([made.unit], on=ON) if not each.is_handed_in]

    assert codes == ["2026-09", "2026-10", "2026-11"]  # March was loaded long afterwards


def test_a_form_has_no_period_of_another_length(made):
    with pytest.raises(ValueError, match="nộp theo tháng"):
        period_for(made.form, "2026")


def test_two_clerks_on_one_form_see_each_other_and_lose_nothing(made, form_of):
    submission = form_of(sent=False)
    seen = editing.state_of(values_of_submission(submission))
    theirs = {**FULL, "viec-lam-moi": Entry(130)}
    save_figures(submission=submission, values=theirs, by=made.officer, at=AT, seen=seen)

    mine = {**FULL, "viec-lam-ngoai-nuoc": Entry(25)}
    save_figures(submission=submission, values=mine, by=made.officer, at=AT, seen=seen)
    with pytest.raises(editing.EditedMeanwhile) as refusal:
        save_figures(
            submission=submission,
            values={**FULL, "viec-lam-moi": Entry(140)},
            by=made.officer,
            at=AT,
            seen=seen,
        )

    [conflict] = refusal.value.conflicts
    assert (conflict.theirs, conflict.yours) == (Entry(130), Entry(140))
    now = values_of_submission(submission)
    assert (now["viec-lam-moi"], now["viec-lam-ngoai-nuoc"]) == (Entry(130), Entry(25))
    submission.refresh_from_db()
    assert submission.version == 3


def test_an_emptied_row_is_no_zero(made, form_of):
    submission = form_of(sent=False)

    save_figures(submission=submission, values={"viec-lam-moi": None}, by=made.officer, at=AT)

    assert values_of_submission(submission)["viec-lam-moi"] is None
    save_figures(submission=submission, values={"viec-lam-moi": Entry(0)}, by=made.officer, at=AT)
    assert values_of_submission(submission)["viec-lam-moi"] == Entry(0)


def test_what_is_missing_is_named_before_it_is_handed_in(made, form_of):
    submission = form_of(sent=False, values={"viec-lam-moi": Entry(1)})

    with pytest.raises(SomethingMissing, match="«Đi làm ở nước ngoài», «Tiền quà tặng»"):
        send(submission=submission, by=made.officer, at=AT)

    assert send(submission=submission, by=made.officer, at=AT, gaps=True).state == "SENT"


def test_an_empty_form_is_not_handed_in(made):
    submission = open_submission(form=made.form, unit=made.unit, period=made.period)

    with pytest.raises(SomethingMissing, match="chưa có số nào"):
        send(submission=submission, by=made.officer, at=AT, gaps=True)


def test_figures_count_once_handed_in_and_no_longer_once_sent_back(made, form_of):
    def total():
        row = Total.objects.filter(indicator=made.jobs, place=made.province).first()
        return row.value if row else None

    submission = form_of(sent=False)
    assert total() is None
    send(submission=submission, by=made.officer, at=AT)
    assert total() == 120
    send_back(submission=submission, why="Số tháng trước", by=made.approver, at=AT)
    assert total() is None


def test_nobody_approves_what_they_handed_in(made, form_of):
    submission = form_of(by=made.approver)

    with pytest.raises(OwnFigures, match="không tự duyệt"):
        approve(submission=submission, by=made.approver, at=AT)


def test_what_was_handed_in_can_be_taken_back_until_somebody_decides(made, form_of):
    submission = form_of()
    with pytest.raises(FormIsClosed, match=r"đã nộp ngày 03/11/2026.*Rút lại"):
        save_figures(submission=submission, values=FULL, by=made.officer, at=AT)

    assert take_back(submission=submission, by=made.officer, at=AT).state == SubmissionState.OPEN
    send(submission=submission, by=made.officer, at=AT)
    approve(submission=submission, by=made.approver, at=AT)
    with pytest.raises(FormIsClosed, match="đã duyệt"):
        take_back(submission=submission, by=made.officer, at=AT)


def test_a_form_sent_back_says_why_and_is_handed_in_again(made, form_of):
    submission = form_of()
    with pytest.raises(CannotHandIn, match="vì sao trả lại"):
        send_back(submission=submission, why=" ", by=made.approver, at=AT)

    returned = send_back(submission=submission, why="Thiếu thôn 3", by=made.approver, at=AT)

    assert (returned.state, returned.state_why) == ("RETURNED", "Thiếu thôn 3")
    told = Message.objects.get(user_id=made.officer.pk)
    assert "trả lại để sửa, vì Thiếu thôn 3" in told.text
    save_figures(submission=submission, values={"viec-lam-moi": Entry(125)}, by=made.officer, at=AT)
    assert send(submission=submission, by=made.officer, at=AT).state == "SENT"


def test_many_are_approved_at_once_and_the_others_say_why_not(made, form_of):
    forms = [form_of(made.units[0]), form_of(made.units[1], by=made.approver)]

    done, refused = approve_many(submissions=forms, by=made.approver, at=AT)

    assert done == 1
    [(form, why)] = refused
    assert form == forms[1]
    assert "không tự duyệt" in why


def test_a_signed_report_locks_and_the_lock_says_which(made, form_of):
    submission = form_of()
    approve(submission=submission, by=made.approver, at=AT)
    span = {"first": made.period.first, "last": made.period.last}
    why = "báo cáo 12/BC-SNV đã ký"

    assert lock_period(place=made.province, **span, why=why, by=made.approver, at=AT) == 1

    with pytest.raises(FormIsClosed, match="đã khoá vì báo cáo 12/BC-SNV đã ký"):
        save_figures(submission=submission, values=FULL, by=made.officer, at=AT)
    figure = Figure.objects.get(indicator=made.jobs)
    with pytest.raises(FormIsClosed, match="12/BC-SNV"):
        correct(figure=figure, entry=Entry(1), why="Sai", by=made.approver, at=AT)
    assert unlock(submission=submission, why="Sai đơn vị", by=made.approver).state == "APPROVED"


def test_a_correction_keeps_what_stood_there_and_the_totals_follow(made, form_of):
    submission = form_of()
    approve(submission=submission, by=made.approver, at=AT)
    figure = Figure.objects.get(indicator=made.jobs)
    with pytest.raises(CannotHandIn, match="lý do"):
        correct(figure=figure, entry=Entry(100), why="", by=made.approver, at=AT)
    with pytest.raises(CannotHandIn, match="giống số đang có"):
        correct(figure=figure, entry=Entry(120), why="x", by=made.approver, at=AT)

    correct(figure=figure, entry=Entry(100), why="Đếm hai lần 20", by=made.approver, at=AT)

    [kept] = Correction.objects.all()
    assert (kept.before, kept.after, kept.why, kept.by) == (
        120, 100, "Đếm hai lần 20", made.approver,
    )  # fmt: skip
    assert Total.objects.get(indicator=made.jobs, place=made.province).value == 100


def test_how_far_a_period_is_costs_three_questions_however_many_units(
    django_assert_num_queries,
):
    made = collecting(communes=5)
    submission = open_submission(form=made.form, unit=made.units[2], period=made.period)
    save_figures(submission=submission, values=FULL, by=made.officer, at=AT)
    send(submission=submission, by=made.officer, at=AT)

    with django_assert_num_queries(3):
        standing = standing_of(made.form, made.period)

    assert (standing.handed_in, len(standing.units)) == (1, 5)


def test_the_form_shows_the_period_and_the_year_before(made, form_of):
    for code, value in (("2026-09", 110), ("2025-10", 90)):
        earlier = open_submission(
            form=made.form, unit=made.unit, period=period_for(made.form, code)
        )
        save_figures(
            submission=earlier, values={"viec-lam-moi": Entry(value)}, by=made.officer, at=AT
        )

    line = sheet_of(made.form, made.unit, made.period).lines[0]

    assert (line.entry, line.earlier, line.last_year) == (None, Entry(110), Entry(90))


def test_an_officer_is_reminded_once_a_form_period_and_stage(made, form_of):
    def remind(day):
        return remind_of_forms(on=day, at=AT, address_of=lambda owed: f"/{owed.unit.code}/")

    assert remind(date(2026, 11, 1)) == 0
    assert remind(date(2026, 11, 3)) == 1
    assert remind(date(2026, 11, 4)) == 0
    assert remind(date(2026, 11, 6)) == 1
    assert remind(date(2026, 11, 7)) == 0
    [first, late] = Message.objects.order_by("id")
    assert "hạn nộp 05/11/2026" in first.text
    assert "quá hạn 1 ngày, chưa nộp" in late.text
    form_of()
    assert remind(date(2026, 11, 12)) == 0


def test_old_forms_that_wait_or_went_back_are_found_again(made):
    old = period_for(made.form, "2024-05")
    submission = open_submission(form=made.form, unit=made.unit, period=old)
    save_figures(submission=submission, values=FULL, by=made.officer, at=AT)
    send(submission=submission, by=made.officer, at=AT)

    assert "2024-05" in [each.period.code for each in owed_by([made.unit], on=ON)]
    [waiting] = [each for each in overview(on=ON) if each.waiting]
    assert (waiting.period.code, waiting.handed_in) == ("2024-05", 1)
    approve(submission=submission, by=made.approver, at=AT)
    assert "2024-05" not in [each.period.code for each in overview(on=ON)]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["an", "binh"]),
            st.sampled_from(["open", "save"]),
            st.sampled_from(["viec-lam-moi", "viec-lam-ngoai-nuoc"]),
            st.integers(min_value=0, max_value=5),
        ),
        max_size=14,
    )
)
def test_no_interleaving_of_two_clerks_overwrites_unseen(made, steps):
    """What is replaced was on the screen of whoever replaced it, whatever the order."""
    period = period_for(made.form, "2026-07")
    submission = open_submission(form=made.form, unit=made.unit, period=period)
    codes = [each.code for each in made.indicators]
    save_figures(submission=submission, values=dict.fromkeys(codes), by=None, at=AT)
    screens: dict[str, dict] = {}
    tokens: dict[str, str] = {}
    for clerk, deed, code, value in steps:
        now = values_of_submission(submission)
        if deed == "open" or clerk not in screens:
            screens[clerk], tokens[clerk] = dict(now), editing.state_of(now)
            continue
        typed = {**screens[clerk], code: Entry(value)}
        try:
            changed = save_figures(
                submission=submission, values=typed, by=None, at=AT, seen=tokens[clerk]
            )
        except editing.EditedMeanwhile:
            assert values_of_submission(submission) == now
            continue
        for each in changed:
            assert now[each] == screens[clerk][each]
        after = values_of_submission(submission)
        screens[clerk], tokens[clerk] = dict(after), editing.state_of(after)
