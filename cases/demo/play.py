"""Bring the planned dossiers to life: each one whole or not at all, so that an interrupted demo can go on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from cases.actions.submit import submit
from cases.actions.take_in import take_in
from cases.demo.answers import Writer, answers
from cases.demo.away import name_deputies
from cases.demo.closed import close_the_period
from cases.demo.feedback import leave_feedback
from cases.demo.outbox import send_the_past
from cases.demo.part import FIRST_KEY, LAST_KEY, Part, key_of
from cases.demo.plan import plan
from cases.demo.ratings import rate_some
from cases.demo.scenes import BUILDING
from cases.demo.setting import HOME, Files, Setting
from cases.demo.simplified import review_some
from cases.demo.stage import Stage
from cases.demo.talk import leave_questions
from cases.demo.teamwork import work_together
from cases.demo.unusual import take_in_the_unusual
from cases.models import Dossier, Draft
from cases.wizard import WHO
from departments.working_time import local
from procedures.models import RequiredDocument

_WITH_FILES = 0.35
_READS_ALL = 0.5
_DRAFT = "1.001193"


def foreign_dossiers() -> int:
    """How many dossiers were not made by the demo."""
    return Dossier.objects.exclude(submission_key__range=(FIRST_KEY, LAST_KEY)).count()


def played() -> set[int]:
    """The numbers of the demo's dossiers that exist."""
    keys = Dossier.objects.filter(submission_key__range=(FIRST_KEY, LAST_KEY))
    first = key_of(0).int
    return {key.int - first for key in keys.values_list("submission_key", flat=True)}


def play(count: int, *, seed: int, setting: Setting, files: Files) -> Iterator[int]:
    """Make the dossiers 1 to `count` that do not exist yet; yields after each one how many are still to be made."""
    there = played()
    parts = plan([number for number in range(1, count + 1) if number not in there], seed=seed, setting=setting)
    for left, part in zip(range(len(parts) - 1, -1, -1), parts, strict=True):
        with transaction.atomic():
            _play_one(part, seed=seed, setting=setting, files=files)
        yield left
    _leave_a_draft(setting)
    leave_questions(setting)
    rate_some(setting)
    leave_feedback(setting)
    review_some(setting)
    take_in_the_unusual(setting, files)
    work_together(setting)
    name_deputies(setting)
    close_the_period(setting)


def _play_one(part: Part, *, seed: int, setting: Setting, files: Files) -> None:
    rng = Random(f"{seed}:{part.number}:stage")  # noqa: S311  # nothing secret is drawn
    dossier = _intake(part, setting=setting, files=files, rng=rng)
    Stage(part, dossier, setting=setting, files=files, rng=rng).play()
    _read_notices(dossier, now=setting.now, rng=rng)
    send_the_past(dossier, part.number)


def _read_notices(dossier: Dossier, *, now: datetime, rng: Random) -> None:
    """The applicant has read what came some hours ago; of the newest one nobody knows."""
    notices = list(dossier.notices.order_by("created_at", "pk"))
    for notice in notices if rng.random() < _READS_ALL else notices[:-1]:
        read_at = notice.created_at + timedelta(minutes=rng.randint(15, 600))
        if read_at < now:
            notice.read_at = read_at
            notice.save(update_fields=["read_at"])


def _intake(part: Part, *, setting: Setting, files: Files, rng: Random) -> Dossier:
    """Online through a draft with its files, otherwise over the counter with the papers counted."""
    at = part.begins_at
    fields = list(part.version.form_fields.all())
    who = part.owner or part.submitter
    form = answers(fields, Writer(who, local(at).date(), setting.cast.names, setting.communes, rng))
    wanted = [paper for paper in part.version.requirements.all() if _is_handed_in(paper, part)]
    papers = {paper.pk: (paper.originals, paper.copies) for paper in wanted}
    if part.account is None:
        return take_in(part.intake(form, papers), by=part.team.clerk, at=at)
    on_paper = rng.random() > _WITH_FILES and part.version.procedure.code not in BUILDING
    if on_paper and part.account.username != "congdan":
        # Their papers were brought to the desk.
        return submit(part.intake(form, papers), by=part.account, at=at)
    begun = at - timedelta(minutes=rng.randint(8, 40))
    draft = Draft.objects.create(
        account=part.account, version=part.version, offering=part.offering, started_at=begun, saved_at=at
    )
    documents = [files.paper(paper, at=begun, by=part.account, draft=draft, dossier=None) for paper in wanted]
    return submit(part.intake(form, {}), by=part.account, at=at, documents=documents, draft=draft)


def _is_handed_in(paper: RequiredDocument, part: Part) -> bool:
    of_case = paper.case_id in (None, part.case.pk if part.case else None)
    return paper.required and of_case and not (paper.is_note or paper.present_only)


def _leave_a_draft(setting: Setting) -> None:
    """The citizen has answered the first page of something and not sent it yet."""
    account, person = setting.cast.users["congdan"], setting.cast.citizens["congdan"]
    yesterday: datetime = setting.now - timedelta(hours=20)
    typed = {"full_name": person.full_name, "personal_id": person.personal_id, "phone": person.phone}
    Draft.objects.get_or_create(
        account=account,
        version=setting.versions[_DRAFT],
        defaults={
            "offering": setting.offerings[_DRAFT, HOME],
            "answers": {
                "for_whom": setting.versions[_DRAFT].usual_owner,
                WHO: {name: [value] for name, value in typed.items()},
            },
            "started_at": yesterday,
            "saved_at": yesterday + timedelta(minutes=12),
        },
    )
