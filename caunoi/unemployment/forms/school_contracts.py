"""The contract of an employer with a school, as the two wrote it (Mẫu 25, Phụ lục II)."""

from typing import Any, Final

from django import forms

from caunoi.unemployment.actions.school_contracts import Agreed
from caunoi.unemployment.models.school_contracts import LONGEST, LONGEST_CLAUSE
from caunoi_kit.ui.fields import DateField, PhoneField

SHORT: Final = 200


def _words(label: str, most: int = LONGEST) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False)


def _clause(label: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": "4"})
    return forms.CharField(label=label, max_length=LONGEST_CLAUSE, required=False, widget=widget)


class SchoolContractForm(forms.Form):
    """Nothing is demanded: what stays empty is dotted on the paper, for the pen."""

    signed_on = DateField(label="Ngày ký", required=False)
    signed_at = _words("Ký tại")
    ground = _words("Căn cứ khác")
    firm_title = _words("Chức vụ người đại diện đơn vị", SHORT)
    firm_licence = _words("Giấy đăng ký kinh doanh: số, ngày")
    school_representative = _words("Người đại diện cơ sở đào tạo", SHORT)
    school_title = _words("Chức vụ", SHORT)
    school_address = _words("Địa chỉ")
    school_phone = PhoneField(label="Điện thoại", required=False)
    school_email = forms.EmailField(label="Thư điện tử", required=False)
    school_account = _words("Số tài khoản", 30)
    school_bank = _words("Ngân hàng", SHORT)
    school_tax_code = _words("Mã số thuế", 14)
    school_licence = _words("Giấy đăng ký hoạt động giáo dục nghề nghiệp: số, ngày")
    level = _words("Trình độ đào tạo")
    progress = _clause("Tiến độ đào tạo")
    syllabus = _clause("Chương trình đào tạo")
    payment = _clause("Phương thức thanh toán")
    firm_duties = _clause("Quyền và trách nhiệm của đơn vị")
    school_duties = _clause("Quyền và trách nhiệm của cơ sở đào tạo")
    terms = _clause("Điều khoản chung, hiệu lực")

    @property
    def agreed(self) -> Agreed:
        """What was typed."""
        told: dict[str, Any] = self.cleaned_data
        return Agreed(**{name: value for name, value in told.items() if value is not None})
