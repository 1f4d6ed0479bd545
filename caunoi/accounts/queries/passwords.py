"""Is a password one that everybody would try? Beside Django's list of common ones (trust D3)."""

import re
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError

from caunoi_engine.text.folding import fold

LEAST: Final = 10  # characters; staff have a second factor besides
FEW: Final = 4  # letters beside a name or a date: initials at most
# What people here reach for first. Compared without marks, case, signs and digits.
_WORDS: Final = frozenset({
    "matkhau", "matkhaumoi", "xinchao", "toiyeuvietnam", "vietnam", "anhyeuem", "emyeuanh",
    "hanoi", "saigon", "hungyen", "tuyenquang", "haiphong", "thaibinh", "trungtam", "vieclam",
    "trungtamdichvuvieclam", "dichvuvieclam", "trungtamvieclam", "caunoi", "admin", "quantri",
    "password", "qwerty", "iloveyou", "nhanvien", "giamdoc", "sonoivu", "congan", "taikhoan",
    "dangnhap", "khongnho", "khongbiet", "aa", "abc", "a", "",
})  # fmt: skip
_RUN: Final = re.compile(
    r"(.)\1{3,}|0123|1234|2345|3456|4567|5678|6789|9876|8765|7654|6543|5432|4321"
)


class LongEnough:
    """At least ten characters; no rule about which ones, no age."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(
                f"Mật khẩu cần ít nhất {LEAST} ký tự, anh/chị ghi {len(password)}. Ghi dài hơn."
            )

    def get_help_text(self) -> str:
        return f"Ít nhất {LEAST} ký tự."


class NotEasyToGuess:
    """No common Vietnamese word with digits around it, no date, no name of the user or centre."""

    def validate(self, password: str, user: Any = None) -> None:
        if why := _why_easy(password, user):
            raise ValidationError(f"{why} Chọn một câu dài mà chỉ anh/chị nghĩ ra.")

    def get_help_text(self) -> str:
        return "Không dùng từ thông dụng, ngày tháng hay tên."


def _why_easy(password: str, user: Any) -> str:
    letters = re.sub(r"[^a-z]", "", fold(password))
    digits = re.sub(r"\D", "", password)
    if letters in _WORDS or re.sub(r"(.)\1+", r"\1", letters) in _WORDS:
        return "Mật khẩu này nhiều người dùng, dễ bị đoán."
    if len(letters) < FEW and (_is_day(digits) or _RUN.search(digits)):
        return "Ngày tháng và dãy số liền nhau dễ bị đoán."
    names = [settings.CAUNOI_UNIT_NAME]
    if user is not None:
        names += [user.full_name, user.username]
    for name in names:
        folded = re.sub(r"[^a-z]", "", fold(name))
        rest = len(letters) - len(folded)
        if folded and folded in letters and rest < FEW:
            return "Mật khẩu không được là tên của anh/chị hay của đơn vị."
    return ""


def _is_day(digits: str) -> bool:
    """Eight or six digits that are a day: 02031990, 19900302, 020390."""
    for form, length in (("%d%m%Y", 8), ("%Y%m%d", 8), ("%d%m%y", 6)):
        if len(digits) == length:
            try:
                datetime.strptime(digits, form)  # noqa: DTZ007  only asked whether it is one
            except ValueError:
                continue
            return True
    return False
