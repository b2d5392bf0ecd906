"""One round of review in the demo: some procedures looked at, two with proposals, one of them decided on."""

from datetime import date, timedelta

from cases.demo.setting import Setting
from cases.reports.procedure_facts import measured
from departments.models import Department
from departments.working_time import local
from procedures.actions.decide_review import conclude, decide, draft_simplified
from procedures.actions.plan_review import plan_review
from procedures.actions.propose_change import propose_change
from procedures.compliance_cost import LEGAL_BASIS, wage_on
from procedures.models import ProcedureReview, ProcedureVersion, ProposedChange, ReviewRound

_CODES = ("1.004873", "1.004222", "2.000815", "1.001612", "1.013225")
_CITY, _LEADER, _KEEPER = "H26", "lanhdaotp", "quantri"
Kind = ProposedChange.Kind


def review_some(setting: Setting) -> None:
    """Nothing more where there is a round already."""
    if ReviewRound.objects.exists():
        return
    now, keeper, leader = setting.now, setting.cast.users[_KEEPER], setting.cast.users[_LEADER]
    today = local(now).date()
    city, wage = Department.objects.get(code=_CITY), wage_on(today)
    plan = ReviewRound.objects.create(
        name=f"Rà soát, đơn giản hóa thủ tục hành chính năm {today.year}",
        year=today.year,
        first=date(today.year, 1, 1),
        last=date(today.year, 12, 31),
        legal_basis="Kế hoạch minh họa của bản trình diễn, theo NĐ 63/2010/NĐ-CP",
        decided_by=city,
        hourly_wage=wage.an_hour,
        wage_basis=f"{wage.basis}. {LEGAL_BASIS}"[:500],
    )
    versions = [setting.versions[code] for code in _CODES]
    known = measured([version.procedure_id for version in versions], now)
    made = plan_review(plan, versions, unit=city, measured=known, today=today)
    first, second, third, *_ = made
    _propose(first, versions[0])
    _propose(second, versions[1])
    at = now - timedelta(days=2)
    for review in (first, second):
        conclude(
            review, by=keeper, at=at, conclusion="simplify",
            findings="Số đo cho thấy người dân phải bổ sung giấy tờ mà cơ quan tra cứu được.",
        )  # fmt: skip
    conclude(third, by=keeper, at=at, conclusion="keep", findings="Đã gọn, làm trong ngày; giữ nguyên.")
    decide(
        first, by=leader, at=at, decision=ProcedureReview.Decision.APPROVED, number="01/QĐ-TRINHDIEN",
        day=local(at).date(), note="Công bố phiên bản mới trước khi hết quý.",
    )  # fmt: skip
    draft_simplified(first, by=keeper, at=now - timedelta(days=1))


def _propose(review: ProcedureReview, version: ProcedureVersion) -> None:
    """The last paper that must be brought goes, and a fifth of the limit."""
    papers = [one for one in version.requirements.all() if one.required and not (one.is_note or one.present_only)]
    propose_change(
        review, kind=Kind.DROP_DOCUMENT, document=papers[-1],
        reason="Thông tin đã có trong cơ sở dữ liệu quốc gia, cán bộ tra cứu được.",
    )  # fmt: skip
    limit = next((one for one in version.limits.all() if one.amount and one.amount > 1 and one.unit), None)
    if limit is not None and limit.amount is not None:
        propose_change(
            review, kind=Kind.CUT_LIMIT, limit=limit, amount=max(limit.amount * 4 // 5, 1),
            reason="Chín phần mười hồ sơ xong sớm hơn thời hạn mới.",
        )  # fmt: skip
