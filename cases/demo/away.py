"""Who of the demo's ward stands in for whom: one is away now, others will be."""

from datetime import timedelta

from cases.demo.moments import working_day
from cases.demo.setting import HOME, Setting
from departments.actions.deputies import name_deputy
from departments.models import Post

# Who is away, who stands in, who arranged it; the first and last day counted from today.
_AWAY = (
    ("cn.xaydung2", "cn.xaydung3", "truongphong", -2, 4),
    ("thuly", "cn.xaydung2", "thuly", 8, 12),
    ("motcua", "cn.tiepnhan2", "motcua", 5, 6),
    ("lanhdao", "truongphong", "lanhdao", 14, 16),
)


def name_deputies(setting: Setting) -> None:
    """Nothing more where somebody has a deputy already."""
    if Post.objects.exclude(deputy_for=None).exists():
        return
    users, today = setting.cast.users, setting.now.date()
    for away, to, by, first, last in _AWAY:
        post = Post.objects.get(user=users[away], department__code__startswith=HOME, deputy_for=None)
        begins = today + timedelta(days=first)
        arranged = min(begins, working_day(today, -1, setting.calendar))
        name_deputy(post, to=users[to], first=begins, last=today + timedelta(days=last), by=users[by], today=arranged)
