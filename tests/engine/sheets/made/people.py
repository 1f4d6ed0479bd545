"""Made-up people: names from common syllables, numbers from nowhere."""

# ruff: noqa: E501  tables of made data

import random
from datetime import date, timedelta
from typing import Any

ON = date(2026, 3, 2)
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý Đinh Lương Trịnh Phùng Hà Triệu Nông Ma".split()
MIDDLES = {
    "MALE": "Văn Đức Hữu Quang Minh Đình Xuân Công".split(),
    "FEMALE": "Thị Thu Ngọc Thanh Phương Kim Bích Hồng".split(),
}
GIVENS = {
    "MALE": "Hùng Dũng Cường Tuấn Thắng Sơn Hải Khánh Toàn Nghĩa Ứng Ánh Quý Tú Lộc Hoà Hiếu Đạt Vượng Ái".split(),
    "FEMALE": "Hoa Lan Huệ Hương Nga Thuỷ Quỳnh Trang Yến Ngân Oanh Uyên Ánh Hiền Nhung Đào Mơ Vui Thoa Xuyến".split(),
}
COMMUNES = [
    "Xã Đông Minh",
    "Xã Tân Trào",
    "Phường Trần Lãm",
    "Xã Vũ Thư",
    "Xã Ái Quốc",
    "Phường Mỹ Lâm",
    "Xã Yên Phú",
]
DISTRICTS = ["Huyện Tiền Hải", "Huyện Sơn Dương", "Thành phố Thái Bình", "Huyện Hàm Yên"]
PROVINCES = ["Tỉnh Thái Bình", "Tỉnh Tuyên Quang", "Hưng Yên", "Hải Dương"]
HAMLETS = ["Thôn Đông Hải", "Xóm 3", "Tổ dân phố 5", "Thôn Nà Luông", "Khu Đồng Tâm"]
ETHNIC = {"Kinh": "01", "Tày": "02", "Dao": "09", "Mông": "08", "Cao Lan": "15"}
GENERAL = {
    "Chưa học xong tiểu học": "BELOW_PRIMARY",
    "Tốt nghiệp tiểu học": "PRIMARY",
    "TN THCS": "LOWER_SECONDARY",
    "Tốt nghiệp THPT": "UPPER_SECONDARY",
    "12/12": "UPPER_SECONDARY",
}
QUALIFICATION = {
    "Chưa qua đào tạo": "NONE",
    "CNKT không bằng": "SKILLED_NO_PAPER",
    "Sơ cấp": "ELEMENTARY",
    "Trung cấp": "SECONDARY",
    "Cao đẳng": "COLLEGE",
    "ĐH": "BACHELOR",
    "Đại học": "BACHELOR",
}
ACTIVITY = {
    "Có việc làm": "EMPLOYED",
    "Người thất nghiệp": "UNEMPLOYED",
    "Không tham gia hoạt động kinh tế": "INACTIVE",
}
JOBS = ["Công nhân may", "Làm ruộng", "Thợ hàn", "Giáo viên mầm non", "Lái xe", "Buôn bán nhỏ"]
JOB_STATUS = {
    "Tự làm": "SELF_EMPLOYED",
    "Làm công ăn lương": "WAGE_EARNER",
    "Lao động gia đình": "FAMILY_WORKER",
}
PRIORITY = {
    "Hộ nghèo": "POOR",
    "Hộ cận nghèo": "NEAR_POOR",
    "Người khuyết tật": "DISABLED",
    None: None,
}
FIRMS = [
    "Công ty CP May Đông Minh",
    "Công ty TNHH Hoà Bình",
    "HTX Tân Trào",
    "Công ty TNHH Điện tử Á Châu",
]
CONTRACT = {
    "Không xác định thời hạn": "INDEFINITE",
    "Dưới 12 tháng": "UNDER_12_MONTHS",
    "Từ 12 đến 36 tháng": "FROM_12_TO_36_MONTHS",
}
FOREIGN = [
    ("Kim Min Jun", "Hàn Quốc"),
    ("Tanaka Hiroshi", "Nhật Bản"),
    ("Li Wei Chen", "Trung Quốc"),
    ("Somchai Prasert", "Thái Lan"),
    ("Singh Rajesh", "Ấn Độ"),
]
POSITION = {
    "Chuyên gia": "EXPERT",
    "Lao động kỹ thuật": "TECHNICIAN",
    "Nhà quản lý": "MANAGER",
    "Giám đốc điều hành": "DIRECTOR",
}
LEVEL = {"Đại học": "BACHELOR", "Thạc sĩ": "MASTER", "Chứng chỉ hành nghề": "PRACTICE_CERTIFICATE"}

Cell = Any
Person = dict[str, Any]


def person(chance: random.Random, number: int) -> Person:
    """A made person with all that any list asks."""
    sex = chance.choice(["MALE", "FEMALE"])
    birth = date(1958, 1, 1) + timedelta(days=chance.randrange(50 * 365))
    name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES[sex])} {chance.choice(GIVENS[sex])}"
    digit = (0 if birth.year < 2000 else 2) + (sex == "FEMALE")
    place = chance.choice(["034", "008", "002", "030", "001"])
    general = chance.choice(list(GENERAL))
    foreign = chance.choice(FOREIGN)
    start = date(2018, 1, 1) + timedelta(days=chance.randrange(2500))
    return {
        "number": number,
        "full_name": name,
        "birth_date": birth,
        "sex": sex,
        "identity_number": f"{place}{digit}{birth.year % 100:02d}{chance.randrange(10**6):06d}",
        "phone": chance.choice(["09", "03", "08", "07"]) + f"{chance.randrange(10**8):08d}",
        "insurance_number": f"{chance.randrange(10**9, 10**10)}",
        "ethnic": chance.choice(list(ETHNIC)),
        "commune": chance.choice(COMMUNES),
        "district": chance.choice(DISTRICTS),
        "province": chance.choice(PROVINCES),
        "hamlet": chance.choice(HAMLETS),
        "general": general,
        "qualification": chance.choice(list(QUALIFICATION)),
        "activity": chance.choice(list(ACTIVITY)),
        "job": chance.choice(JOBS),
        "job_status": chance.choice(list(JOB_STATUS)),
        "priority": chance.choice(list(PRIORITY)),
        "firm": chance.choice(FIRMS),
        "contract": chance.choice(list(CONTRACT)),
        "start": start,
        "end": start + timedelta(days=700),
        "wage": chance.randrange(50, 250) * 100_000,
        "foreign": foreign[0],
        "nation": foreign[1],
        "passport": f"{chance.choice('BCMPE')}{chance.randrange(10**7, 10**8)}",
        "position": chance.choice(list(POSITION)),
        "level": chance.choice(list(LEVEL)),
        "permit": f"{chance.randrange(10**5, 10**6)}/SNV-GP",
        "count": chance.randrange(1, 60),
        "women": chance.randrange(0, 20),
        "need": chance.choice(JOBS),
        "area": chance.choice(["Thành thị", "Nông thôn"]),
        "head": f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES['MALE'])} {chance.choice(GIVENS['MALE'])}",
    }
