"""The short official lists that other domains put on their own tables.

One superset per notion: the forms of different years ask for it in different words, and
`reference/form_codes.csv` says which words belong to which form. The codes below are ours and
never change; the labels are the words an official reads. Sources are named per list:

* TT 01/2022 = Thông tư 01/2022/TT-BLĐTBXH (labour supply and demand, until 31/12/2025);
* NĐ 318 = Nghị định 318/2025/NĐ-CP (worker register, from 01/01/2026);
* NĐ 352 = Nghị định 352/2025/NĐ-CP, annex I (job seekers and vacancies, from 01/01/2026).
"""

from typing import Final

from django.db import models


class Scheme(models.TextChoices):
    """A published classification. An older edition stays: records coded with it stay readable."""

    VSCO2020 = "VSCO2020", "Danh mục nghề nghiệp Việt Nam (2020)"
    ISCO08 = "ISCO08", "Phân loại nghề quốc tế (2008)"
    VSIC2007 = "VSIC2007", "Hệ thống ngành kinh tế Việt Nam (2007)"
    VSIC2025 = "VSIC2025", "Hệ thống ngành kinh tế Việt Nam (2025)"


class NameSource(models.TextChoices):
    """Who worded a name: the official list, or this project where the official list has none."""

    OFFICIAL = "official", "Theo văn bản"
    OURS = "ours", "Cầu Nối đặt"


class Sex(models.TextChoices):
    """Sex as printed on the identity card."""

    MALE = "MALE", "Nam"
    FEMALE = "FEMALE", "Nữ"


class GeneralEducation(models.TextChoices):
    """Highest level of general schooling finished (TT 01/2022 no. 9; NĐ 352 form 01)."""

    BELOW_PRIMARY = "BELOW_PRIMARY", "Chưa tốt nghiệp tiểu học"
    PRIMARY = "PRIMARY", "Tốt nghiệp tiểu học"
    LOWER_SECONDARY = "LOWER_SECONDARY", "Tốt nghiệp trung học cơ sở"
    UPPER_SECONDARY = "UPPER_SECONDARY", "Tốt nghiệp trung học phổ thông"


class Qualification(models.TextChoices):
    """Highest technical qualification: the superset of all forms.

    Compare two of them by `rank`, never by their place in this list:

    >>> Qualification.COLLEGE.rank > Qualification.SECONDARY.rank
    True
    """

    NONE = "NONE", "Chưa qua đào tạo"
    SKILLED_NO_PAPER = "SKILLED_NO_PAPER", "Công nhân kỹ thuật không có bằng"
    SHORT_CERTIFICATE = "SHORT_CERTIFICATE", "Chứng chỉ nghề dưới 3 tháng"
    NATIONAL_SKILL = "NATIONAL_SKILL", "Chứng chỉ kỹ năng nghề quốc gia"
    ELEMENTARY = "ELEMENTARY", "Sơ cấp"
    SECONDARY = "SECONDARY", "Trung cấp"
    COLLEGE = "COLLEGE", "Cao đẳng"
    BACHELOR = "BACHELOR", "Đại học"
    MASTER = "MASTER", "Thạc sĩ"
    DOCTOR = "DOCTOR", "Tiến sĩ"

    @property
    def rank(self) -> int:
        """Place on the ladder 0 to 8 that the matching engine compares."""
        return QUALIFICATION_RANKS[self]


# A national skill certificate proves a trade without schooling. It may be of any of five grades;
# counted like a short certificate it never opens a vacancy that asks for a diploma.
QUALIFICATION_RANKS: Final[dict[Qualification, int]] = {
    Qualification.NONE: 0,
    Qualification.SKILLED_NO_PAPER: 1,
    Qualification.SHORT_CERTIFICATE: 2,
    Qualification.NATIONAL_SKILL: 2,
    Qualification.ELEMENTARY: 3,
    Qualification.SECONDARY: 4,
    Qualification.COLLEGE: 5,
    Qualification.BACHELOR: 6,
    Qualification.MASTER: 7,
    Qualification.DOCTOR: 8,
}


class ActivityStatus(models.TextChoices):
    """Economic activity of a person of 15 years or more (TT 01/2022 no. 11; NĐ 318 no. 10)."""

    EMPLOYED = "EMPLOYED", "Có việc làm"
    UNEMPLOYED = "UNEMPLOYED", "Thất nghiệp"
    INACTIVE = "INACTIVE", "Không tham gia hoạt động kinh tế"


class InactiveReason(models.TextChoices):
    """Why a person is outside the labour force (TT 01/2022 no. 11)."""

    STUDYING = "STUDYING", "Đi học"
    RETIRED = "RETIRED", "Hưu trí"
    HOUSEWORK = "HOUSEWORK", "Nội trợ"
    DISABLED = "DISABLED", "Khuyết tật"
    OTHER = "OTHER", "Khác"


class JobStatus(models.TextChoices):
    """Position of a working person in the job (TT 01/2022 no. 12.1)."""

    EMPLOYER = "EMPLOYER", "Chủ cơ sở sản xuất, kinh doanh"
    SELF_EMPLOYED = "SELF_EMPLOYED", "Tự làm"
    FAMILY_WORKER = "FAMILY_WORKER", "Lao động gia đình"
    WAGE_EARNER = "WAGE_EARNER", "Làm công ăn lương"


class UnemployedFor(models.TextChoices):
    """How long a person has been out of work (TT 01/2022 no. 13.1; NĐ 318 no. 14.1)."""

    UNDER_3_MONTHS = "UNDER_3_MONTHS", "Dưới 3 tháng"
    FROM_3_TO_12_MONTHS = "FROM_3_TO_12_MONTHS", "Từ 3 tháng đến 1 năm"
    OVER_12_MONTHS = "OVER_12_MONTHS", "Trên 1 năm"


class UnemployedReason(models.TextChoices):
    """Why a person is out of work (NĐ 318 no. 14.2, answered if the person wishes)."""

    GRADUATED = "GRADUATED", "Mới tốt nghiệp"
    FIRM_CLOSED = "FIRM_CLOSED", "Nơi làm việc giải thể, phá sản"
    CONTRACT_ENDED = "CONTRACT_ENDED", "Hết hợp đồng lao động"
    RESIGNED = "RESIGNED", "Xin thôi việc"
    LAND_TAKEN = "LAND_TAKEN", "Bị thu hồi đất"
    OTHER = "OTHER", "Lý do khác"


class PriorityGroup(models.TextChoices):
    """Groups that law or forms name for help: the union of TT 01/2022 8, NĐ 318 8, NĐ 352 01.

    A person may belong to several. Never a factor of the matching score.
    """

    DISABLED = "DISABLED", "Người khuyết tật"
    POOR = "POOR", "Thuộc hộ nghèo"
    NEAR_POOR = "NEAR_POOR", "Thuộc hộ cận nghèo"
    ETHNIC_MINORITY = "ETHNIC_MINORITY", "Người dân tộc thiểu số"
    LAND_TAKEN = "LAND_TAKEN", "Thuộc hộ có đất bị thu hồi"
    MERIT_FAMILY = "MERIT_FAMILY", "Thân nhân người có công với cách mạng"
    DISCHARGED_SOLDIER = "DISCHARGED_SOLDIER", "Bộ đội xuất ngũ"
    DISCHARGED_POLICE = "DISCHARGED_POLICE", "Hoàn thành nghĩa vụ công an"
    OTHER = "OTHER", "Đối tượng ưu tiên khác"


class ContractKind(models.TextChoices):
    """Kind of labour contract wished or offered (NĐ 352 01a and 03a)."""

    INDEFINITE = "INDEFINITE", "Không xác định thời hạn"
    UNDER_12_MONTHS = "UNDER_12_MONTHS", "Xác định thời hạn dưới 12 tháng"
    FROM_12_TO_36_MONTHS = "FROM_12_TO_36_MONTHS", "Xác định thời hạn từ 12 đến 36 tháng"
    NONE = "NONE", "Không có hợp đồng"


class Shift(models.TextChoices):
    """When work is done. The forms ask for shifts and part time apart; here they are one list."""

    DAY = "DAY", "Giờ hành chính"
    ROTATING = "ROTATING", "Làm ca luân phiên"
    NIGHT = "NIGHT", "Làm đêm"
    PART_TIME = "PART_TIME", "Bán thời gian"


class WorkPurpose(models.TextChoices):
    """For how long a person means to stay, or a firm to keep (NĐ 352 01a and 03a)."""

    LASTING = "LASTING", "Làm việc lâu dài"
    TEMPORARY = "TEMPORARY", "Làm việc tạm thời"
    SIDE_JOB = "SIDE_JOB", "Làm thêm"


class JobRank(models.TextChoices):
    """Rank of the post (NĐ 352 01a and 03a)."""

    STAFF = "STAFF", "Nhân viên"
    MANAGER = "MANAGER", "Quản lý"
    LEADER = "LEADER", "Lãnh đạo"
    OTHER = "OTHER", "Khác"


class ExperienceBand(models.TextChoices):
    """Years of experience as NĐ 352 01a and 03a band them; `min_months` is the floor."""

    NONE = "NONE", "Không yêu cầu"
    UNDER_1_YEAR = "UNDER_1_YEAR", "Dưới 1 năm"
    FROM_1_TO_2_YEARS = "FROM_1_TO_2_YEARS", "Từ 1 đến 2 năm"
    FROM_2_TO_5_YEARS = "FROM_2_TO_5_YEARS", "Từ 2 đến 5 năm"
    OVER_5_YEARS = "OVER_5_YEARS", "Trên 5 năm"

    @property
    def min_months(self) -> int:
        """The least experience in months that falls in the band."""
        return EXPERIENCE_FLOORS[self]


EXPERIENCE_FLOORS: Final[dict[ExperienceBand, int]] = {
    ExperienceBand.NONE: 0,
    ExperienceBand.UNDER_1_YEAR: 1,
    ExperienceBand.FROM_1_TO_2_YEARS: 12,
    ExperienceBand.FROM_2_TO_5_YEARS: 24,
    ExperienceBand.OVER_5_YEARS: 60,
}


class WageKind(models.TextChoices):
    """How a wage is said (NĐ 352 01a and 03a)."""

    MONTH = "MONTH", "Lương tháng"
    DAY = "DAY", "Lương ngày"
    HOUR = "HOUR", "Lương giờ"
    NEGOTIABLE = "NEGOTIABLE", "Thoả thuận khi phỏng vấn"
    COMMISSION = "COMMISSION", "Hoa hồng theo doanh thu, sản phẩm"


class WageBand(models.TextChoices):
    """Monthly wage as the forms band it, bounds in đồng (NĐ 352 01a and 03a, form 04 codes 1-5)."""

    UNDER_5M = "UNDER_5M", "Dưới 5 triệu đồng"
    FROM_5M_TO_10M = "FROM_5M_TO_10M", "Từ 5 đến 10 triệu đồng"
    FROM_10M_TO_20M = "FROM_10M_TO_20M", "Từ 10 đến 20 triệu đồng"
    FROM_20M_TO_50M = "FROM_20M_TO_50M", "Từ 20 đến 50 triệu đồng"
    OVER_50M = "OVER_50M", "Trên 50 triệu đồng"


class FirmKind(models.TextChoices):
    """Kind of employer: superset of TT 01/2022 form 02, NĐ 318 no. 13 and NĐ 352 form 03."""

    STATE_FIRM = "STATE_FIRM", "Doanh nghiệp nhà nước"
    PRIVATE_FIRM = "PRIVATE_FIRM", "Doanh nghiệp ngoài nhà nước"
    FOREIGN_FIRM = "FOREIGN_FIRM", "Doanh nghiệp có vốn đầu tư nước ngoài"
    STATE_OFFICE = "STATE_OFFICE", "Cơ quan, đơn vị nhà nước"
    NON_STATE_UNIT = "NON_STATE_UNIT", "Đơn vị sự nghiệp ngoài nhà nước"
    COOPERATIVE = "COOPERATIVE", "Hợp tác xã, liên hiệp hợp tác xã, tổ hợp tác"
    HOUSEHOLD_BUSINESS = "HOUSEHOLD_BUSINESS", "Hộ kinh doanh"
    FARM_HOUSEHOLD = "FARM_HOUSEHOLD", "Hộ nông, lâm, ngư, diêm nghiệp"
    INDIVIDUAL = "INDIVIDUAL", "Cá nhân"
    ASSOCIATION = "ASSOCIATION", "Tổ chức, đoàn thể khác"


class FirmSize(models.TextChoices):
    """Number of workers as TT 01/2022 form 02 bands it."""

    UNDER_10 = "UNDER_10", "Dưới 10 người"
    FROM_10_TO_50 = "FROM_10_TO_50", "Từ 10 đến 50 người"
    FROM_51_TO_100 = "FROM_51_TO_100", "Từ 51 đến 100 người"
    FROM_101_TO_200 = "FROM_101_TO_200", "Từ 101 đến 200 người"
    FROM_201_TO_500 = "FROM_201_TO_500", "Từ 201 đến 500 người"
    FROM_501_TO_1000 = "FROM_501_TO_1000", "Từ 501 đến 1.000 người"
    FROM_1001_TO_3000 = "FROM_1001_TO_3000", "Từ 1.001 đến 3.000 người"
    FROM_3001_TO_10000 = "FROM_3001_TO_10000", "Từ 3.001 đến 10.000 người"
    OVER_10000 = "OVER_10000", "Trên 10.000 người"


# The seven ability dimensions of NĐ 352: form 01a asks what a person can do, 03a what a post takes.
class Workplace(models.TextChoices):
    """Ability 1: where the work is done."""

    INDOOR = "INDOOR", "Trong nhà"
    OUTDOOR = "OUTDOOR", "Ngoài trời"
    MIXED = "MIXED", "Cả trong nhà và ngoài trời"


class LiftWeight(models.TextChoices):
    """Ability 2: weight to lift."""

    UNDER_5KG = "UNDER_5KG", "Dưới 5 kg"
    FROM_5_TO_20KG = "FROM_5_TO_20KG", "Từ 5 đến 20 kg"
    OVER_20KG = "OVER_20KG", "Trên 20 kg"


class Standing(models.TextChoices):
    """Ability 3: standing and walking."""

    RARELY = "RARELY", "Hầu như không có"
    MEDIUM = "MEDIUM", "Mức trung bình"
    MUCH = "MUCH", "Cần đứng, đi lại nhiều"


class Hearing(models.TextChoices):
    """Ability 4: hearing and speaking."""

    NOT_NEEDED = "NOT_NEEDED", "Không cần thiết"
    BASIC = "BASIC", "Nghe nói cơ bản"
    IMPORTANT = "IMPORTANT", "Quan trọng"


class Sight(models.TextChoices):
    """Ability 5: sight."""

    NORMAL = "NORMAL", "Mức bình thường"
    SMALL_DETAIL = "SMALL_DETAIL", "Nhìn được vật, chi tiết nhỏ"


class HandUse(models.TextChoices):
    """Ability 6: handling things."""

    LARGE = "LARGE", "Lắp ráp đồ vật lớn"
    SMALL = "SMALL", "Lắp ráp đồ vật nhỏ"
    TINY = "TINY", "Lắp ráp đồ vật rất nhỏ"


class TwoHands(models.TextChoices):
    """Ability 7: use of both hands."""

    BOTH = "BOTH", "Cần 2 tay"
    SOMETIMES = "SOMETIMES", "Đôi khi cần 2 tay"
    ONE = "ONE", "Chỉ cần 1 tay"
    LEFT = "LEFT", "Tay trái"
    RIGHT = "RIGHT", "Tay phải"


class SkillKind(models.TextChoices):
    """Family of a skill."""

    SOFT = "SOFT", "Kỹ năng mềm"
    LANGUAGE = "LANGUAGE", "Ngoại ngữ"
    IT = "IT", "Tin học"
    TRADE = "TRADE", "Kỹ năng nghề"


class Proficiency(models.TextChoices):
    """How well a language or computer skill is mastered (NĐ 352 forms 01 and 03a)."""

    GOOD = "GOOD", "Tốt"
    FAIR = "FAIR", "Khá"
    AVERAGE = "AVERAGE", "Trung bình"
