"""What the database keeps of the dossier beside its rows: an index for each list, and what must never be false."""

from django.db import models
from django.db.models import F, Q

from cases.models.dossier_queries.clock import LIVING, RUNS
from cases.status import Status

STANDING_STILL = Q(status__in=[Status.WAITING, Status.PAYING, Status.STOPPED], finished_at=None)

INDEXES = [
    # One partial index for each list people open by default, so that history costs nothing.
    models.Index(
        fields=["desk", "answer_due_at", "id"],
        condition=Q(status=Status.NEW) & LIVING,
        include=["submitted_at", "version", "origin_desk", "sent_on_at", "waits_for"],
        name="dossier_to_answer",
    ),
    models.Index(
        fields=["origin_desk", "-submitted_at", "-id"],
        condition=Q(origin_desk__isnull=False) & LIVING,
        name="dossier_taken_in_for",
    ),
    models.Index(
        fields=["desk", "status", "due_at", "id"],
        condition=Q(status__in=[Status.RECEIVED, Status.WAITING, Status.FINISHED]) & LIVING,
        name="dossier_at_the_desk",
    ),
    models.Index(
        fields=["division", "due_at", "id"],
        condition=RUNS & LIVING,
        include=["late_from", "status", "current_task"],
        name="dossier_running_in_division",
    ),
    models.Index(
        fields=["department", "due_at", "id"],
        condition=RUNS & LIVING,
        include=["late_from", "status", "current_task"],
        name="dossier_running_in_agency",
    ),
    models.Index(
        fields=["desk", "due_at", "id"],
        condition=RUNS & LIVING,
        include=["late_from", "status", "current_task"],
        name="dossier_running_at_desk",
    ),
    models.Index(fields=["due_at", "id"], condition=RUNS & LIVING, include=["late_from"], name="dossier_running"),
    models.Index(fields=["division", "due_at", "id"], condition=STANDING_STILL & LIVING, name="dossier_standing"),
    models.Index(fields=["department", "due_at"], condition=STANDING_STILL & LIVING, name="dossier_standing_in_agency"),
    models.Index(fields=["desk", "due_at"], condition=STANDING_STILL & LIVING, name="dossier_standing_at_desk"),
    models.Index(fields=["account", "-submitted_at"], name="dossier_of_account"),
    models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="dossier_deleted"),
    # The register (Mẫu 07) of a desk and of an agency: by receipt, a page at a time, with the deleted ones.
    *(
        models.Index(
            fields=[unit, "received_at", "id"],
            condition=Q(received_at__isnull=False),
            name=f"dossier_register_of_{name}",
        )
        for unit, name in (("desk", "desk"), ("department", "agency"))
    ),
    # Reports: what a period touched is what was not finished before it; of one agency, and of the city.
    models.Index(
        fields=["department", "finished_at"],
        condition=Q(received_at__isnull=False),
        name="dossier_of_period",
    ),
    models.Index(fields=["finished_at"], condition=Q(received_at__isnull=False), name="dossier_of_any_period"),
]

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(received_at=None) | Q(due_at__isnull=False) | Q(limit_unit=""),
        name="received_dossier_has_its_promise",
        violation_error_message="Hồ sơ đã tiếp nhận phải có ngày hẹn trả.",
    ),
    models.CheckConstraint(
        condition=Q(clock_running=False) | Q(received_at__isnull=False, finished_at=None),
        name="clock_runs_from_receipt_to_finish",
        violation_error_message="Thời hạn chỉ tính từ khi tiếp nhận đến khi xử lý xong.",
    ),
    models.CheckConstraint(
        condition=Q(returned_at=None) | Q(finished_at__isnull=False, finished_at__lte=F("returned_at")),
        name="result_is_returned_after_it_is_finished",
        violation_error_message="Chỉ trả kết quả sau khi xử lý xong.",
    ),
    models.CheckConstraint(
        condition=Q(origin_desk__isnull=False) | Q(sent_on_at=None, returns_to_origin=False),
        name="only_what_was_taken_in_for_others_is_sent_on",
        violation_error_message="Chỉ hồ sơ nhận hộ mới được chuyển đi và trả tại nơi nhận hộ.",
    ),
    models.CheckConstraint(
        condition=LIVING | Q(clock_running=False, finished_at=None),
        name="deleted_dossier_has_no_result",
        violation_error_message="Chỉ xóa hồ sơ chưa giải quyết xong; hồ sơ đã xóa không tính thời hạn.",
    ),
]
