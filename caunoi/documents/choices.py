"""Kinds of administrative documents with the letters of their sign (NĐ 30/2020, phụ lục III)."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    """What a paper is (tên loại văn bản); the code is what stands in its sign."""

    REPORT = "BC", "Báo cáo"
    PLAN = "KH", "Kế hoạch"
    NOTICE = "TB", "Thông báo"
    PROPOSAL = "TTr", "Tờ trình"
    DECISION = "QĐ", "Quyết định"


class DocumentState(TextChoices):
    """How far a document is."""

    DRAFT = "DRAFT", "Dự thảo"
    SIGNED = "SIGNED", "Đã ký"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"
