import re

from django.db import IntegrityError, transaction
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from caunoi.accounts.models import User
from caunoi.classifications.choices import FirmKind
from caunoi.employers.models import Employer
from caunoi.places.models import Place
from caunoi_engine.text import folding
from caunoi_kit.journal.actions import record

DIGITS = 10  # of a firm; a branch adds three


class CannotRegister(Exception):
    """The employer cannot be registered; the message is Vietnamese and may be shown."""


@transaction.atomic
def register_employer(
    *,
    name: str,
    kind: FirmKind,
    tax_code: str,
    by: User | None,
    place: Place | None = None,
    address: str = "",
    phone: str = "",
) -> Employer:
    """Enter an employer in the register, not yet verified.

    Raises CannotRegister when the name is empty or the tax code wrong or already registered.
    """
    clean = " ".join(folding.tidy(name).split())
    if not clean:
        raise CannotRegister("Chưa có tên doanh nghiệp. Nhập như trên giấy đăng ký kinh doanh.")
    code = checked_tax_code(tax_code)
    try:
        with transaction.atomic():
            employer = Employer.objects.create(
                name=clean,
                search_key=folding.fold(clean),
                kind=kind,
                tax_code=code,
                place=place,
                address=address,
                phone=phone,
            )
    except IntegrityError as error:
        raise CannotRegister(
            f"Mã số thuế {code} đã đăng ký. Tìm doanh nghiệp đó thay vì tạo mới."
        ) from error
    record("employers.employer.registered", by=by, about=employer)
    return employer


def checked_tax_code(typed: str) -> str:
    """The tax code as it is printed, 0100109106 or 0100109106-001.

    Raises CannotRegister with what is wrong. The check digit is python-stdnum's `vn.mst`.
    """
    digits = re.sub(r"\D", "", typed)
    if len(digits) not in {DIGITS, DIGITS + 3}:
        raise CannotRegister(
            f"Mã số thuế có {DIGITS} chữ số (chi nhánh thêm 3), anh/chị nhập {len(digits)} chữ số. "
            "Xem lại giấy đăng ký kinh doanh."
        )
    try:
        mst.validate(digits)
    except ValidationError as error:
        raise CannotRegister(
            f"Mã số thuế {typed.strip()} sai chữ số kiểm tra. Xem lại giấy đăng ký kinh doanh."
        ) from error
    return digits if len(digits) == DIGITS else f"{digits[:DIGITS]}-{digits[DIGITS:]}"
