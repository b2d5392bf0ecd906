"""What the demo's applicants say of how their dossiers were handled: about every third of those that are done."""

from datetime import timedelta
from random import Random

from cases.actions.rate import rate
from cases.demo.part import FIRST_KEY, LAST_KEY
from cases.demo.setting import Setting
from cases.models import Dossier

_SHARE = 0.35
_SAID = (
    (5, ("in_time", "polite"), "Cảm ơn cán bộ, xong sớm hơn hẹn."),
    (5, ("clear_guidance",), ""),
    (4, ("easy_online",), "Nộp qua mạng đỡ phải đi lại."),
    (4, (), ""),
    (3, ("unclear_guidance",), "Tôi phải hỏi lại hai lần mới rõ cần giấy tờ gì."),
    (2, ("late", "several_trips"), "Chờ lâu quá, mong cơ quan báo sớm khi chậm."),
)
_LATE = _SAID[-1]


def rate_some(setting: Setting) -> None:
    """The same ones each time; the demo's own citizen is left one to rate; nothing more where it was done before."""
    done = Dossier.objects.filter(
        submission_key__range=(FIRST_KEY, LAST_KEY), finished_at__isnull=False, rating=None
    ).select_related("account")
    for dossier in done.order_by("pk"):
        rng = Random(f"{dossier.submission_key}:rating")  # noqa: S311  # nothing secret is drawn
        of_the_visitor = dossier.account is not None and dossier.account.username == "congdan"
        at = dossier.finished_at + timedelta(minutes=rng.randint(200, 3000)) if dossier.finished_at else setting.now
        if of_the_visitor or rng.random() > _SHARE or at > setting.now:
            continue
        late = dossier.late_from is not None and dossier.finished_at is not None
        was_late = late and dossier.late_from <= dossier.finished_at  # type: ignore[operator]
        score, reasons, words = _LATE if was_late else rng.choice(_SAID[:-1])
        rate(dossier, by=dossier.account, at=at, score=score, reasons=reasons, words=words)
