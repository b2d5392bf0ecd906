"""The dossier (hồ sơ): one matter of one applicant at one agency, under one version of a procedure."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.models.applicant import Applicant
from cases.models.dossier_choices import Delivery, DeliveryStatus, Digitisation, Finance, Sync
from cases.models.dossier_indexes import CONSTRAINTS, INDEXES
from cases.models.dossier_moments import DossierMoments
from cases.models.dossier_opinions import DossierOpinions
from cases.models.dossier_queries import DossierQuerySet, LivingDossiers
from cases.status import Status
from departments.models import Department, Post, User
from procedures.channels import Channel
from procedures.models import ProcedureCase, ProcedureVersion, StepKind, WorkflowStep

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from cases.models.clock_stop import ClockStop
    from cases.models.document import Document, Paper
    from cases.models.event import Event
    from cases.models.message import Message
    from cases.models.notice import Notice
    from cases.models.opinion import Opinion
    from cases.models.payment import Payment
    from cases.models.proposal import Proposal
    from cases.models.result import Apology, Result
    from cases.models.review import ReviewEntry
    from cases.models.supplement import SupplementRequest
    from cases.models.task import Task


class Dossier(DossierMoments, DossierOpinions):
    """Its status is written by `cases.actions._move` alone; its due moments are recomputed, never edited."""

    Status = Status
    Delivery = Delivery
    Finance = Finance
    Digitisation = Digitisation
    DeliveryStatus = DeliveryStatus
    Sync = Sync

    # Identity. The code is taken as the last statement of the transaction that takes the dossier in.
    code = models.CharField("mã hồ sơ", max_length=40, unique=True, null=True, editable=False)
    submission_key = models.UUIDField(
        "khóa của lần nộp", default=uuid.uuid4, unique=True, editable=False, help_text="Nộp hai lần vẫn là một hồ sơ."
    )
    revision = models.PositiveIntegerField("lần thay đổi", default=0, editable=False)

    # What is asked, and of whom.
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="dossiers", verbose_name="phiên bản thủ tục"
    )
    case = models.ForeignKey(
        ProcedureCase, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="trường hợp"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="dossiers", verbose_name="cơ quan có thẩm quyền"
    )
    desk = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="nơi tiếp nhận")
    division = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="phòng chuyên môn")
    origin_desk = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # `dossier_taken_in_for` begins with it
        verbose_name="nơi nhận hộ",
        help_text="Bộ phận Một cửa nhận hồ sơ thay cơ quan có thẩm quyền ở địa bàn khác (phi địa giới).",
    )
    sent_on_at = models.DateTimeField("chuyển đến cơ quan có thẩm quyền lúc", null=True, blank=True)
    returns_to_origin = models.BooleanField("trả kết quả tại nơi nhận hộ", default=False)
    application = models.ForeignKey(
        "cases.Application",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="lần nộp liên thông",
    )
    waits_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chờ kết quả của hồ sơ",
        help_text="Liên thông: hồ sơ trước xong thì Bộ phận Một cửa mới kiểm tra hồ sơ này.",
    )
    channel = models.CharField("cách thức nộp", max_length=12, choices=Channel)
    summary = models.CharField("trích yếu", max_length=1000)
    sets = models.PositiveSmallIntegerField("số bộ hồ sơ", default=1)
    form_data = models.JSONField("tờ khai", default=dict, blank=True)

    # Who: the account that submitted, the clerk who entered it, the people on the paper.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        db_index=False,  # `dossier_of_account` begins with it
        verbose_name="tài khoản",
    )
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhập"
    )
    submitter = models.ForeignKey(Applicant, models.PROTECT, related_name="+", verbose_name="người nộp")
    owner = models.ForeignKey(Applicant, models.PROTECT, related_name="owned", verbose_name="chủ hồ sơ")

    # Where it stands.
    status = models.PositiveSmallIntegerField("trạng thái", choices=Status, default=Status.NEW)
    current_task = models.OneToOneField(
        "cases.Task", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bước hiện tại"
    )
    handed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="người vừa chuyển đi",
        help_text="Còn lấy lại được: người nhận chưa làm gì.",
    )
    proposal = models.OneToOneField(
        "cases.Proposal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="việc đã trình lãnh đạo",
        help_text="Đang chờ duyệt, hoặc không được duyệt mà hồ sơ chưa sang việc khác.",
    )
    finance_status = models.CharField("phí, lệ phí", max_length=12, choices=Finance, default=Finance.NOTHING)
    fee_amount = models.PositiveIntegerField("phí, lệ phí phải nộp (đồng)", default=0)
    fee_answers = models.JSONField(
        "số lượng và đề nghị miễn, giảm", default=dict, blank=True, help_text="Người nộp khai."
    )
    fee_lines = models.JSONField("cách tính phí, lệ phí", default=list, blank=True)
    digitisation_status = models.CharField("số hóa", max_length=12, choices=Digitisation, default=Digitisation.NONE)
    delivery_status = models.CharField(
        "trả kết quả", max_length=12, choices=DeliveryStatus, default=DeliveryStatus.NOT_READY
    )
    sync_status = models.CharField("đồng bộ quốc gia", max_length=12, choices=Sync, default=Sync.PENDING)
    delivery = models.CharField("cách nhận kết quả", max_length=12, choices=Delivery, default=Delivery.PICK_UP)
    delivery_address = models.CharField("địa chỉ nhận kết quả", max_length=500, blank=True)
    shelf = models.CharField("nơi để hồ sơ giấy", max_length=60, blank=True, help_text="Kệ, ngăn.")
    paper_unit = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # nobody asks for all papers of a unit
        verbose_name="hồ sơ giấy đang ở",
        help_text="Đơn vị đã xác nhận nhận hồ sơ giấy; để trống khi chưa giao đi.",
    )
    supplement_count = models.PositiveSmallIntegerField("số lần yêu cầu bổ sung", default=0)

    if TYPE_CHECKING:
        tasks: RelatedManager[Task]
        events: RelatedManager[Event]
        stops: RelatedManager[ClockStop]
        supplements: RelatedManager[SupplementRequest]
        documents: RelatedManager[Document]
        papers: RelatedManager[Paper]
        notices: RelatedManager[Notice]
        opinions: RelatedManager[Opinion]
        messages: RelatedManager[Message]
        payments: RelatedManager[Payment]
        proposals: RelatedManager[Proposal]
        apologies: RelatedManager[Apology]
        review_entries: RelatedManager[ReviewEntry]
        result: Result

    # Whoever asks for dossiers gets no deleted ones; those who need them too say so.
    objects = LivingDossiers()
    everything = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "hồ sơ"
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return self.code or "hồ sơ đang nộp"

    def get_absolute_url(self) -> str:
        """The page for those who work on the dossier; applicants have their own."""
        return reverse("cases:dossier", args=[self.code])

    @property
    def is_to_be_sent_on(self) -> bool:
        """Taken in for another unit, which does not have it yet."""
        return self.origin_desk_id is not None and self.sent_on_at is None

    @property
    def is_not_there_yet(self) -> bool:
        """Not yet for its desk to answer: its papers are at another one, or an earlier result is awaited."""
        return self.is_to_be_sent_on or self.waits_for_id is not None

    @property
    def hands_over_at(self) -> Department:
        """The desk where the applicant fetches the result."""
        return self.origin_desk if self.returns_to_origin and self.origin_desk is not None else self.desk

    @property
    def owes(self) -> bool:
        """Whether a fee is still to be collected, its amount known or not."""
        return self.finance_status in (self.Finance.OWED, self.Finance.UNSETTLED)

    @property
    def open_proposal(self) -> "Proposal | None":
        """What waits for the leader's word, if anything."""
        return self.proposal if self.proposal is not None and not self.proposal.decision else None

    @property
    def holder(self) -> User | None:
        """Who holds the step at hand; nobody does once the holder has left the unit, from that very day on.

        Lists and pages know it from `with_holder`; elsewhere it is asked of the database.
        """
        task = self.current_task
        if task is None or task.assignee is None:
            return None
        if "gone_holder" in self.__dict__:
            return None if self.__dict__["gone_holder"] == task.assignee_id else task.assignee
        works_there = Post.objects.in_force().filter(user=task.assignee_id, department=task.department_id)
        return task.assignee if works_there.filter(user__is_active=True).exists() else None

    def next_step(self) -> WorkflowStep | None:
        """The step of the workflow that follows the one at hand."""
        return next(iter(self.steps_after(self.current_task.step.position if self.current_task else -1)), None)

    def steps_after(self, position: int) -> list[WorkflowStep]:
        """The steps of the workflow behind that place, without the one of issuing where the signature issues."""
        ahead = (step for step in self.version.steps.all() if step.position > position)
        return [step for step in ahead if step.kind != StepKind.ISSUE or self.department.clerk_issues]

    @property
    def is_issued_by_clerk(self) -> bool:
        """Whether a records clerk numbers and issues the result once it is signed."""
        return self.department.clerk_issues and any(step.kind == StepKind.ISSUE for step in self.version.steps.all())
