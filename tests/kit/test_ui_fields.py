"""Form fields: what was typed stays, what was understood is said back, errors say what to do."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from caunoi_kit.ui.fields import DateField, MoneyField, PhoneField


class Wish(forms.Form):
    pay = MoneyField(
        label="Lương", per="tháng", least=1_000_000, most=100_000_000, help_text="Ghi sao cũng được"
    )
    phone = PhoneField(label="Số điện thoại")
    born_on = DateField(label="Ngày sinh", latest_year=2012, latest=date(2011, 11, 24))
    starts_on = DateField(label="Đi làm từ", required=False)
    shift = forms.ChoiceField(
        label="Ca", widget=forms.RadioSelect, choices=[("D", "Ngày"), ("N", "Đêm")]
    )
    agrees = forms.BooleanField(label="Đồng ý", required=False)


GOOD = {"pay": "7 triệu rưỡi", "phone": "+84 912 345 678", "born_on": "2/3/90", "shift": "D"}


def shown(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_typed_words_become_values():
    form = Wish(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "pay": 7_500_000,
        "phone": "0912345678",
        "born_on": date(1990, 3, 2),
        "starts_on": None,
        "shift": "D",
        "agrees": False,
    }


def test_after_an_error_the_box_still_holds_what_was_typed():
    form = Wish({**GOOD, "born_on": "1990 tháng ba"})
    assert not form.is_valid()
    assert 'value="1990 tháng ba"' in shown("{% field form.born_on %}", form=form)
    assert 'value="7 triệu rưỡi"' in shown("{% field form.pay %}", form=form)


def test_what_was_understood_is_said_back_under_the_box():
    html = shown("{% field form.pay %}", form=Wish(GOOD))
    assert "= 7.500.000 đ/tháng" in html
    assert 'aria-describedby="id_pay_helptext id_pay_echo"' in html


def test_a_box_written_as_we_write_it_gets_no_echo():
    html = shown("{% field form.phone %}", form=Wish({**GOOD, "phone": "0912 345 678"}))
    assert "field__echo" not in html


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("pay", "7500", "Có thể thiếu chữ triệu"),
        ("pay", "750000000", "Có thể thừa số 0"),
        ("pay", "", "Ghi số tiền"),
        ("phone", "091234567", "có 9 số, cần 10 số"),
        ("born_on", "25/11/2011", "muộn nhất ở đây là 24/11/2011"),
        ("born_on", "", "Ghi ngày theo ngày/tháng/năm"),
    ],
)
def test_errors_say_what_is_wrong_and_what_to_do(name, typed, told):
    form = Wish({**GOOD, name: typed})
    assert told in " ".join(form[name].errors)


def test_a_stored_value_is_written_as_people_write_it():
    form = Wish(initial={"pay": 7_500_000, "phone": "0912345678", "born_on": date(1990, 3, 2)})
    html = shown("{% fields form %}", form=form)
    assert 'value="7.500.000"' in html
    assert 'value="0912 345 678"' in html
    assert 'value="02/03/1990"' in html


def test_writing_the_same_value_in_another_way_is_no_change():
    form = Wish(
        GOOD, initial={"pay": 7_500_000, "phone": "0912345678", "born_on": date(1990, 3, 2)}
    )
    assert form.changed_data == ["shift"]


def test_nought_is_an_amount():
    class Fee(forms.Form):
        fee = MoneyField(label="Học phí")

    form = Fee({"fee": "0"})
    assert form.is_valid()
    assert form.cleaned_data["fee"] == 0
    assert 'value="0"' in str(Fee(initial={"fee": 0})["fee"])
    assert not Fee({"fee": "0"}, initial={"fee": 0}).has_changed()


def test_a_wrong_field_is_tied_to_its_message_for_those_who_cannot_see():
    html = shown("{% field form.phone %}", form=Wish({**GOOD, "phone": "1"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone_error"' in html
    assert 'id="id_phone_error"' in html
    assert '<span class="vh">Lỗi: </span>' in html


def test_the_summary_leads_to_every_wrong_field():
    form = Wish({**GOOD, "phone": "1", "shift": ""})
    html = shown("{% error_summary form %}{% fields form %}", form=form)
    assert "Có 2 chỗ cần sửa" in html
    for anchor in ("id_phone", "id_shift_0"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html


def test_a_form_without_errors_has_no_summary():
    assert "errors" not in shown("{% error_summary form %}", form=Wish(GOOD))


def test_optional_fields_say_so_and_no_field_carries_an_asterisk():
    html = shown("{% fields form %}", form=Wish())
    assert html.count("(không bắt buộc)") == 1  # a single tick is optional by nature
    assert "*" not in html


def test_choices_stand_in_a_fieldset_with_their_counts():
    html = shown("{% choices form.shift counts=counts %}", form=Wish(), counts={"D": "1.204"})
    assert "<fieldset" in html
    assert "<legend" in html
    assert "1.204" in html


def test_what_people_type_is_never_taken_for_markup():
    attack = '"><script>alert(1)</script>'
    form = Wish({**GOOD, "phone": attack, "born_on": attack})
    html = shown("{% error_summary form %}{% fields form %}", form=form)
    assert "<script" not in html
