"""What colleagues of the demo's ward do among themselves: opinions, papers from room to room, ticks, set sentences."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from cases.actions.consult import answer_opinion, ask_opinion, urge_opinion
from cases.actions.give_papers import confirm_papers, give_papers
from cases.actions.keep_snippet import keep_snippet
from cases.actions.tick import tick
from cases.demo.part import key_of
from cases.demo.setting import HOME, Setting
from cases.handovers import between, offered
from cases.models import Dossier, Handover, Opinion, Snippet
from cases.models.dossier_queries import DossierQuerySet
from cases.status import Status
from departments.models import Department, User
from procedures.models import StepKind

_DESK, _REGISTRY, _ECONOMY = f"{HOME}.01", f"{HOME}.02", f"{HOME}.03"
_WELFARE, _POLICE = f"{HOME}.04", f"{HOME}.05"
_CLERK, _OFFICER, _HEAD = "motcua", "thuly", "truongphong"


@dataclass(frozen=True)
class _Question:
    """Which division asked which other one, how many working days ago, for how many; answered a day after `said`."""

    asks: str
    of: str
    days_ago: int
    term: int
    text: str
    said: str = ""
    by: str = ""
    urged: bool = False


_QUESTIONS = (
    _Question(
        _ECONOMY, _POLICE, 6, 3,
        "Đề nghị cho biết địa chỉ trong hồ sơ có đang vướng tranh chấp, tố cáo nào về trật tự xây dựng không.",
        "Địa chỉ này không có tin báo, tranh chấp nào đang giải quyết.", "cn.cutru1",
    ),
    _Question(
        _ECONOMY, _WELFARE, 4, 2,
        "Đề nghị cho ý kiến về khoảng cách tới trường học, di tích quanh địa điểm nêu trong hồ sơ.", urged=True,
    ),
    _Question(_ECONOMY, _REGISTRY, 1, 3, "Đề nghị đối chiếu văn bản ủy quyền nộp kèm với sổ chứng thực."),
    _Question(
        _REGISTRY, _ECONOMY, 3, 2,
        "Người yêu cầu ghi địa chỉ theo số nhà cũ. Đề nghị cho biết số nhà hiện nay của thửa đất này.", urged=True,
    ),
    _Question(_WELFARE, _ECONOMY, 1, 2, "Đề nghị cho biết hộ này có đăng ký hộ kinh doanh đang hoạt động không."),
    _Question(
        _POLICE, _ECONOMY, 4, 2,
        "Đề nghị xác nhận nhà này đã có giấy phép xây dựng và được phép ở.",
        "Nhà xây năm 2019 theo giấy phép của quận, đã hoàn công.", _OFFICER,
    ),
)  # fmt: skip
_SENTENCES = (
    (_OFFICER, False, "Bản chụp mờ", "Bản chụp bị mờ, không đọc được số và ngày cấp; đề nghị gửi lại bản rõ nét."),
    (_OFFICER, False, "Đủ điều kiện", "Đã kiểm tra, hồ sơ đủ điều kiện; kính trình lãnh đạo ký."),
    (_HEAD, True, "Chờ thực địa", "Phòng sẽ kiểm tra thực địa trong ba ngày làm việc tới và báo trước qua điện thoại."),
    (_HEAD, True, "Trả lại dự thảo", "Dự thảo chưa nêu căn cứ pháp lý trong phần mở đầu; bổ sung rồi trình lại."),
    (_CLERK, False, "Thiếu chữ ký", "Tờ khai chưa có chữ ký của người yêu cầu; đề nghị ký và nộp lại."),
    (_CLERK, True, "Hẹn trong ngày", "Mời ông/bà quay lại quầy trước 17 giờ hôm nay để nhận kết quả."),
)


def work_together(setting: Setting) -> None:
    """Each kind once; nothing more of a kind that is there already."""
    if not Opinion.objects.exists():
        for question in _QUESTIONS:
            _ask(question, setting)
    if not Handover.objects.exists():
        _hand_papers(setting)
    if not Snippet.objects.exists():
        _keep_sentences(setting)
    _tick(setting)


def resting_since(at: datetime) -> DossierQuerySet:
    """Dossiers to which nothing has happened since that moment: the log stays in the order of time."""
    return Dossier.objects.annotate(last=Max("events__at")).filter(last__lt=at).order_by("pk")


def _ask(question: _Question, setting: Setting) -> None:
    """About the first dossier that an officer of the division has held since before, and that no unit was asked of."""
    asked_at = setting.at_desk(question.days_ago, 40)
    held = resting_since(asked_at).filter(
        status=Status.PROCESSING,
        division__code=question.asks,
        current_task__step__kind=StepKind.HANDLE,
        current_task__assignee__isnull=False,
        current_task__opened_at__lt=asked_at,
        opinions=None,
    )
    dossier = held.select_related("current_task__assignee").first()
    if dossier is None or dossier.current_task is None or dossier.current_task.assignee is None:
        return
    officer = dossier.current_task.assignee
    unit = Department.objects.get(code=question.of)
    due_at = setting.at_desk(question.days_ago - question.term, 0)
    ask_opinion(dossier, by=officer, at=asked_at, unit=unit, question=question.text, due_at=due_at)
    if question.said:
        by = setting.cast.users[question.by]
        answer_opinion(dossier, by=by, at=setting.at_desk(question.days_ago - 1, 95), text=question.said)
    if question.urged:
        urge_opinion(dossier, by=officer, at=setting.at_desk(1, 55))


def _hand_papers(setting: Setting) -> None:
    """One list from the desk that was confirmed, one paper missing; one that waits; and results on their way back."""
    desk, division = (Department.objects.get(code=code) for code in (_DESK, _ECONOMY))
    users = setting.cast.users
    given_at, confirmed_at, today = setting.at_desk(2, 30), setting.at_desk(2, 75), setting.at_desk(1, 200)
    first = _list(resting_since(given_at).filter(pk__in=between(desk, division)), desk, division, 3)
    if first:
        made = give_papers(first, key=_key("giao 1"), giver=desk, taker=division, by=users[_CLERK], at=given_at)
        lines = list(made.items.order_by("position"))
        missing = {lines[-1].pk: "Thiếu bản vẽ thiết kế ghi trong giấy tiếp nhận."} if len(lines) > 1 else {}
        confirm_papers(
            made, by=users[_OFFICER], at=confirmed_at, missing=missing, pks={line.pk for line in lines}
        )  # fmt: skip
    for name, giver, taker, by, note in (
        ("giao 2", desk, division, _CLERK, "Có một tập bản vẽ khổ A1 gửi kèm, để trong ống."),
        ("trả 1", division, desk, _OFFICER, "Bản giấy của kết quả đã ký."),
    ):
        ready = _list(offered(giver, taker), giver, taker, 4)
        if ready:
            give_papers(ready, key=_key(name), giver=giver, taker=taker, by=users[by], at=today, note=note)


def _list(rows: DossierQuerySet, giver: Department, taker: Department, most: int) -> list[Dossier]:
    """Some of those that can go this way now, what lies in a drawer for long first."""
    return list(offered(giver, taker).filter(pk__in=rows.values("pk")).order_by("received_at", "pk")[:most])


def _keep_sentences(setting: Setting) -> None:
    """Everybody's own and those of a whole unit."""
    for username, shared, title, text in _SENTENCES:
        owner: User = setting.cast.users[username]
        unit = Department.objects.get(code=_DESK if username == _CLERK else _ECONOMY) if shared else None
        keep_snippet(Snippet(owner=owner), by=owner, title=title, text=text, department=unit)


def _tick(setting: Setting) -> None:
    """The officer has looked at the first things of a step, not yet at the others."""
    officer, at = setting.cast.users[_OFFICER], setting.now - timedelta(minutes=35)
    held = Dossier.objects.filter(
        current_task__assignee=officer, current_task__opened_at__lt=at, current_task__ticks=None
    ).exclude(current_task__step__checklist="")
    if Dossier.objects.filter(tasks__ticks__isnull=False).exists():
        return
    for dossier in held.select_related("current_task__step").order_by("pk")[:3]:
        task = dossier.current_task
        if task is not None:
            tick(dossier, by=officer, at=at, task=task.pk, lines=task.step.checks()[:2])


def _key(name: str) -> uuid.UUID:
    """The same each time, so that a second start says nothing twice."""
    return uuid.uuid5(key_of(0), name)
