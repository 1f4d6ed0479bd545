import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.training.choices import OrderState
from caunoi.training.models.schools import Institution, Intake, Programme


class FirmOrder(models.Model):
    """What a firm asks schools to train for it (đơn đặt đào tạo)."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    occupation = models.ForeignKey("classifications.Occupation", models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="orders"
    )
    people = models.PositiveIntegerField("số người cần")
    starts_on = models.DateField("cần học từ ngày")
    wage_min = models.PositiveBigIntegerField("lương hứa từ (đồng/tháng)", null=True, blank=True)
    share_percent = models.PositiveSmallIntegerField("phần học phí doanh nghiệp trả (%)", default=0)
    note = models.CharField("ghi thêm", max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=OrderState, default=OrderState.OPEN)
    intake = models.OneToOneField(
        Intake, models.PROTECT, null=True, blank=True, related_name="order"
    )
    made_on = models.DateField("đặt ngày")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(people__range=(1, 1_000)), name="a_firm_orders_1_to_1000_people"
            ),
            models.CheckConstraint(
                condition=Q(share_percent__lte=100), name="a_firm_pays_at_most_the_whole_fee"
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.ANSWERED, intake__isnull=False)
                | ~Q(state=OrderState.ANSWERED) & Q(intake__isnull=True),
                name="an_answered_order_has_its_class",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_on"], name="orders_open_by_start")]

    def __str__(self) -> str:
        return f"Đơn đặt đào tạo {self.pk}"


class JobTrainingContract(models.Model):
    """The contract under which a firm trains on the job (hợp đồng đào tạo tại doanh nghiệp)."""

    personal_data = False

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="contracts")
    number = models.CharField("số hợp đồng", max_length=60)
    signed_on = models.DateField("ngày ký")
    ends_on = models.DateField("hết hạn")
    learners = models.PositiveIntegerField("số người học")
    amount = models.PositiveBigIntegerField("kinh phí (đồng)", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"], name="a_training_contract_is_entered_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("signed_on")),
                name="a_training_contract_ends_after_it_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(number=""), name="a_training_contract_has_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"Hợp đồng {self.number}"
