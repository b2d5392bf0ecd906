"""Reports on fees: what was taken and given back, and how much of it online."""

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from cases.models import Payment
from cases.reports.forms.listings import PAYMENTS
from cases.reports.frame.definition import Column, Definition, Identity, Ratio
from cases.reports.question import Question

_ONLINE = (Payment.Method.TRANSFER, Payment.Method.GATEWAY)
_AT_THE_DESK = (Payment.Method.CASH, Payment.Method.CARD)


def _moved(question: Question) -> QuerySet[Payment]:
    """Fees confirmed in the period, and those given back in it; both moments never change once written."""
    before, moment = question.period.before, question.moment
    taken = Q(confirmed_at__gt=before, confirmed_at__lte=moment)
    back = Q(refunded_at__gt=before, refunded_at__lte=moment)
    fees = Payment.objects.filter(taken | back, purpose=Payment.Purpose.FEE, dossier__in=question.rows.values("pk"))
    return fees.annotate(taken=_yes(taken), back=_yes(back))


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value("yes")), default=Value("no"), output_field=CharField())


def _taken(*methods: Payment.Method) -> dict[str, tuple[str, ...]]:
    return {"taken": ("yes",), **({"method": methods} if methods else {})}


FEES = Definition(
    key="thu-phi",
    number="Thu phí, lệ phí",
    title="Thu, hoàn phí và lệ phí",
    about="Số khoản, số tiền theo cách nộp, hoàn trả, còn lại",
    members=_moved,
    axes=("taken", "back", "method"),
    columns=(
        Column("3", "Số khoản đã thu", "Số khoản", _taken()),
        Column("4", "Đã thu: số tiền", "Số tiền", _taken(), sums=("5", "6", "7", "8"), amount=True),
        Column("5", "Đã thu: tiền mặt", "Tiền mặt", _taken(Payment.Method.CASH), amount=True),
        Column("6", "Đã thu: quẹt thẻ tại quầy", "Quẹt thẻ", _taken(Payment.Method.CARD), amount=True),
        Column("7", "Đã thu: chuyển khoản", "Chuyển khoản", _taken(Payment.Method.TRANSFER), amount=True),
        Column("8", "Đã thu: cổng thanh toán", "Cổng thanh toán", _taken(Payment.Method.GATEWAY), amount=True),
        Column("9", "Số khoản đã hoàn", "Số khoản", {"back": ("yes",)}),
        Column("10", "Đã hoàn: số tiền", "Số tiền", {"back": ("yes",)}, amount=True),
        Column("11", "Còn lại sau khi hoàn (đồng)", "Còn lại", sums=("4",), less=("10",), amount=True),
    ),
    groups=(("Đã thu trong kỳ (đồng)", "3", "8"), ("Đã hoàn trong kỳ (đồng)", "9", "10")),
    identities=(Identity(("4",), ("5", "6", "7", "8")),),
    explained=lambda question: (
        "Khoản thu thuộc kỳ theo lúc xác nhận đã nhận tiền, khoản hoàn theo lúc hoàn; khoản thu kỳ trước mà hoàn kỳ "
        "này chỉ nằm ở phần hoàn. Nghĩa vụ tài chính nộp vào ngân sách (thuế, tiền sử dụng đất) không tính.",
    ),
    listing=PAYMENTS,
    prefix="dossier__",
    months="confirmed_at",
    noun="khoản nộp",
)


def _paid(question: Question) -> QuerySet[Payment]:
    """What was owed and paid in the period, one payment a dossier: what was paid twice is no second one."""
    before, moment = question.period.before, question.moment
    return Payment.objects.filter(
        purpose=Payment.Purpose.FEE,
        surplus=False,
        confirmed_at__gt=before,
        confirmed_at__lte=moment,
        dossier__in=question.rows.values("pk"),
    )


ONLINE_PAYMENT = Definition(
    key="thanh-toan",
    number="Thanh toán trực tuyến",
    title="Thanh toán trực tuyến",
    about="Hồ sơ nộp phí qua chuyển khoản, cổng thanh toán hay tại quầy; tỷ lệ trực tuyến",
    members=_paid,
    axes=("method",),
    columns=(
        Column("3", "Hồ sơ đã nộp phí, lệ phí: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Nộp trực tuyến", where={"method": _ONLINE}, meaning="Chuyển khoản VietQR hoặc cổng thanh toán."),
        Column("5", "Nộp tại quầy", where={"method": _AT_THE_DESK}, meaning="Tiền mặt hoặc quẹt thẻ."),
        Ratio("ty-le", "Tỷ lệ nộp trực tuyến", {"4": 1}, {"3": 1}),
        Column("6", "Số tiền (đồng): tổng số", "Tổng số", sums=("7", "8"), amount=True),
        Column("7", "Số tiền nộp trực tuyến", "Trực tuyến", {"method": _ONLINE}, amount=True),
        Column("8", "Số tiền nộp tại quầy", "Tại quầy", {"method": _AT_THE_DESK}, amount=True),
        Ratio("ty-le-tien", "Tỷ lệ số tiền nộp trực tuyến", {"7": 1}, {"6": 1}, "Tỷ lệ"),
    ),
    groups=(("Số hồ sơ", "3", "5"), ("Số tiền (đồng)", "6", "8")),
    identities=(Identity(("3",), ("4", "5")), Identity(("6",), ("7", "8"))),
    explained=lambda question: ("Khoản phí, lệ phí xác nhận trong kỳ; khoản nộp thừa không tính.",),
    listing=PAYMENTS,
    prefix="dossier__",
    months="confirmed_at",
    noun="khoản nộp",
)
MONEY = (FEES, ONLINE_PAYMENT)
