"""Papers that somebody sends with a claim of theirs over the network."""

import uuid

from django.db import models
from encrypted_fields.fields import EncryptedTextField

from caunoi.unemployment.choices import SentPaperKind


class SentPaper(models.Model):
    """A photograph or scan sent with a claim (giấy tờ gửi qua mạng): of a draft too."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey("unemployment.Claim", models.CASCADE, related_name="sent_papers")
    kind = models.CharField("loại giấy tờ", max_length=11, choices=SentPaperKind)
    name = models.CharField("tên tệp", max_length=120)  # ends with the kind that it really is
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField(max_length=64)
    content = EncryptedTextField("nội dung")  # base64
    at = models.DateTimeField("gửi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "sha256"], name="a_paper_is_kept_once_in_a_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"Giấy tờ gửi {self.pk}"
