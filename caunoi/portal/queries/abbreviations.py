"""Abbreviations of job adverts and of people who type on a phone, spelt out."""

import re
from typing import Final

# Safe wherever they stand, so the index spells them out as well. Folded → folded.
EVERYWHERE: Final[dict[str, str]] = {
    "bhxh": "bao hiem xa hoi",
    "bds": "bat dong san",
    "cntt": "cong nghe thong tin",
    "cskh": "cham soc khach hang",
    "hcns": "hanh chinh nhan su",
    "hdv": "huong dan vien",
    "kcn": "khu cong nghiep",
    "ktx": "ky tuc xa",
    "ktt": "ke toan truong",
    "ktv": "ky thuat vien",
    "ldpt": "lao dong pho thong",
    "nvbh": "nhan vien ban hang",
    "nvkd": "nhan vien kinh doanh",
    "nvkt": "nhan vien ky thuat",
    "nvvp": "nhan vien van phong",
    "tnhh": "trach nhiem huu han",
    "tvv": "tu van vien",
}

# Clear only at the head of a search line: in an advert "CN" is also a branch or a Sunday.
IN_A_SEARCH: Final[dict[str, str]] = {
    "bv": "bảo vệ",
    "cn": "công nhân",
    "gv": "giáo viên",
    "hdv": "hướng dẫn viên",
    "kd": "kinh doanh",
    "ks": "kỹ sư",
    "lx": "lái xe",
    "nv": "nhân viên",
    "pv": "phục vụ",
    "tx": "tài xế",
    "xd": "xây dựng",
    "cntt": "công nghệ thông tin",
    "cskh": "chăm sóc khách hàng",
    "hcns": "hành chính nhân sự",
    "kcn": "khu công nghiệp",
    "ktt": "kế toán trưởng",
    "ktv": "kỹ thuật viên",
    "ldpt": "lao động phổ thông",
    "nvbh": "nhân viên bán hàng",
    "nvkd": "nhân viên kinh doanh",
    "nvkt": "nhân viên kỹ thuật",
    "nvvp": "nhân viên văn phòng",
    "bds": "bất động sản",
    "tvv": "tư vấn viên",
}

_KNOWN = re.compile(rf"\b({'|'.join(EVERYWHERE)})\b")


def spell_out(folded: str) -> str:
    """Folded text with the abbreviations that have one meaning only written in full.

    >>> spell_out("tuyen nvkd tai kcn pho noi")
    'tuyen nhan vien kinh doanh tai khu cong nghiep pho noi'
    """
    return _KNOWN.sub(lambda found: EVERYWHERE[found[1]], folded)
