"""Two editors of one record: whoever saves second is told, and nothing is replaced unseen."""

from datetime import date

from django import forms
from django.template import Context, Template
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from caunoi_kit.ui import editing
from caunoi_kit.ui.fields import DateField, MoneyField

NAMES = ("name", "phone", "wage")
VALUES = strategies.sampled_from(["", "a", "b", "c", 7_000_000])
EDITORS = strategies.sampled_from([0, 1])


def test_the_second_to_save_is_told_of_the_field_both_changed():
    before = editing.state_of({"phone": "1", "name": "Lan"})
    now = {"phone": "2", "name": "Lan"}

    found = editing.compare(before, now, {"phone": "3", "name": "Lan Anh"})

    assert found == [editing.Conflict("phone", "2", "3")]


def test_a_form_left_as_it_was_would_take_back_what_a_colleague_wrote():
    before = editing.state_of({"phone": "1"})
    assert editing.compare(before, {"phone": "2"}, {"phone": "1"}) == [
        editing.Conflict("phone", "2", "1")
    ]


def test_two_who_wrote_the_same_do_not_disagree():
    before = editing.state_of({"phone": "1"})
    assert editing.compare(before, {"phone": "2"}, {"phone": "2"}) == []


def test_nothing_is_nothing_however_a_form_writes_it():
    before = editing.state_of({"email": None, "shifts": []})
    assert (
        editing.compare(before, {"email": "", "shifts": ()}, {"email": "x", "shifts": ["A"]}) == []
    )


def test_the_order_of_wishes_counts():
    before = editing.state_of({"wishes": ["8153", "7212"]})
    assert editing.compare(before, {"wishes": ["7212", "8153"]}, {"wishes": ["8153", "7212"]})


def test_without_a_token_of_ours_every_difference_is_a_conflict():
    for token in ("", "made-up", editing.state_of({})):
        assert len(editing.compare(token, {"phone": "1"}, {"phone": "2"})) == 1


def test_the_token_tells_nothing_of_what_the_record_holds():
    assert "0912345678" not in editing.state_of({"phone": "0912345678"})


def test_the_page_shows_both_values_in_the_words_of_the_form():
    class Form(forms.Form):
        born = DateField(label="Ngày sinh")
        wage = MoneyField(label="Lương")
        shift = forms.ChoiceField(label="Ca", choices=[("DAY", "Giờ hành chính")])

    conflicts = [
        editing.Conflict("born", date(1990, 3, 2), None),
        editing.Conflict("wage", 7_000_000, 8_000_000),
        editing.Conflict("shift", "DAY", ""),
    ]
    page = Template("{% load ui %}{% editing state %}{% edited_meanwhile form conflicts %}").render(
        Context({"form": Form({}), "conflicts": conflicts, "state": "abc"})
    )

    assert "Đồng nghiệp vừa sửa 3 ô" in page
    assert 'name="_before" value="abc"' in page
    for words in ("02/03/1990", "để trống", "7.000.000", "8.000.000", "Giờ hành chính"):
        assert words in page


def test_the_page_is_silent_when_nobody_disagrees():
    page = Template("{% load ui %}{% edited_meanwhile form conflicts %}").render(
        Context({"form": forms.Form(), "conflicts": []})
    )
    assert page.strip() == ""


class TwoEditors(RuleBasedStateMachine):
    """Two people open, type and save one record in any order; `seen` is what each was shown."""

    def __init__(self):
        super().__init__()
        self.record = dict.fromkeys(NAMES, "")
        self.seen = [dict(self.record), dict(self.record)]
        self.tokens = [editing.state_of(self.record)] * 2
        self.typed = [dict(self.record), dict(self.record)]
        self.lost = []

    @rule(who=EDITORS)
    def open(self, who):
        self._show(who)
        self.typed[who] = dict(self.record)

    @rule(who=EDITORS, name=strategies.sampled_from(NAMES), value=VALUES)
    def type(self, who, name, value):
        self.typed[who][name] = value

    @rule(who=EDITORS)
    def save(self, who):
        try:
            editing.refuse_overwriting(self.tokens[who], current=self.record, typed=self.typed[who])
        except editing.EditedMeanwhile as refusal:
            unseen = {c.field for c in refusal.conflicts}
            self.lost += [n for n in unseen if self.seen[who][n] == self.record[n]]
            self._show(who)  # both values are on the page now; what was typed stays
            return
        self.lost += [
            name
            for name in NAMES
            if self.record[name] != self.typed[who][name]
            and self.record[name] != self.seen[who][name]
        ]
        self.record = dict(self.typed[who])
        self._show(who)

    def _show(self, who):
        self.seen[who], self.tokens[who] = dict(self.record), editing.state_of(self.record)

    @invariant()
    def nothing_is_replaced_unseen_and_nobody_is_stopped_without_cause(self):
        assert self.lost == []


TestTwoEditors = TwoEditors.TestCase
# 500 walks of 20 steps: 10,000 steps taken in turn by the two (trust B2).
TestTwoEditors.settings = settings(max_examples=500, stateful_step_count=20, deadline=None)
