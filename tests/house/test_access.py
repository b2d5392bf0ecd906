"""Every address of the portal, tried as every kind of person: who comes in, and for whom it does not exist."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from cases.actions.ask_for_file import ask_for_file
from cases.actions.batch import begin_batch
from cases.actions.fix_scores import fix_scores
from cases.actions.give_papers import give_papers
from cases.actions.make_files import make_one
from cases.actions.seal_report import seal_report
from cases.models import Application, Document, Dossier, Draft, SavedQueue, SealedReport, Snippet
from cases.reports import periods
from cases.reports.question import Question
from cases.reports.report_06a import II_06A
from cases.reports.sealing import Subject, scope_covering
from cases.scoring_rules import load_scoring_rule
from procedures.actions.plan_review import plan_review
from procedures.models import Bundle, LifeEvent, ProcedureReview, ReviewRound
from tests.cases.reports.prepared import wanted
from tests.world import World, hanoi

STRANGER, CITIZEN, OTHER_CITIZEN = "stranger", "mai", "hung"
STAFF = {"lan", "ha", "minh", "binh", "son", "dung", "thanh"}
# Whoever only watches opens no file and no paper: personal data is for the work.
HANDLING = STAFF - {"thanh"}
FOREIGN = {"oanh", "phu", "tam"}
EVERYBODY = {STRANGER, CITIZEN, OTHER_CITIZEN, "quan"} | STAFF | FOREIGN
# Heads, leaders and inspectors: reports are theirs.
LEADING = {"ha", "son", "dung", "thanh", "tam"}
SIGNED_IN = EVERYBODY - {STRANGER}
# Who holds the same posts as a colleague is asked where the table tells the two apart: each page costs time.
TWINS = {"binh": "minh", "dung": "son"}

# Who gets a page (200) at each address; everybody else is sent to sign in, refused or told that there is nothing.
TABLE: dict[str, tuple[str, set[str]]] = {
    "home": ("/", EVERYBODY),
    "login": ("/dang-nhap/", {STRANGER}),
    "health": ("/suc-khoe/", EVERYBODY),
    "manifest": ("/ung-dung.webmanifest", EVERYBODY),
    "worker": ("/tho-phuc-vu.js", EVERYBODY),
    "offline": ("/ngoai-tuyen/", EVERYBODY),
    "accounts:sign_up": ("/dang-ky/", {STRANGER}),
    "accounts:forgot": ("/quen-mat-khau/", EVERYBODY),
    "accounts:overview": ("/tai-khoan/", SIGNED_IN),
    "accounts:profile": ("/tai-khoan/thong-tin/", SIGNED_IN),
    "accounts:password": ("/tai-khoan/mat-khau/", SIGNED_IN),
    "accounts:contact": ("/tai-khoan/lien-he/", SIGNED_IN),
    # Without a provider in the settings they do not exist; tests/tthc_portal/accounts/test_identity.py tries them.
    "accounts:identity_start": ("/dang-nhap/dinh-danh/", set()),
    "accounts:identity_back": ("/dang-nhap/dinh-danh/ve/", set()),
    "accounts:identity_first": ("/dang-nhap/dinh-danh/lan-dau/", set()),
    "accounts:identity_resume": ("/dang-nhap/dinh-danh/tiep/", set()),
    "accounts:identity": ("/tai-khoan/dinh-danh/", set()),
    "accounts:privacy": ("/du-lieu-cua-ban/", EVERYBODY),
    "accounts:data": ("/tai-khoan/du-lieu/", SIGNED_IN),
    "accounts:openings": ("/tai-khoan/du-lieu/ai-da-xem/", SIGNED_IN),
    "accounts:link": ("/tai-khoan/ho-so-tai-quay/", SIGNED_IN),
    "accounts:leave": ("/tai-khoan/xoa/", SIGNED_IN),
    "accounts:sessions": ("/tai-khoan/phien/", SIGNED_IN),
    # Pages behind a code that was sent: without one they lead back.
    "accounts:sign_up_code": ("/dang-ky/ma/", set()),
    "accounts:forgot_code": ("/quen-mat-khau/ma/", set()),
    "accounts:forgot_new": ("/quen-mat-khau/moi/", set()),
    "accounts:contact_code": ("/tai-khoan/lien-he/ma/", set()),
    "procedures:catalogue": ("/thu-tuc/", EVERYBODY),
    "procedures:procedure": ("/thu-tuc/1.013225/", EVERYBODY),
    "procedures:life_events": ("/viec-trong-doi/", EVERYBODY),
    "procedures:life_event": ("/viec-trong-doi/lam-nha/", EVERYBODY),
    "cases:start": ("/nop-ho-so/1.001193/", SIGNED_IN),
    "cases:wizard": ("/nop-ho-so/1.013225/nguoi-nop/", {CITIZEN}),
    "cases:start_again": ("/nop-ho-so/1.013225/2/", SIGNED_IN),
    "cases:wizard_again": ("/nop-ho-so/1.013225/1/nguoi-nop/", {CITIZEN}),
    "cases:mine": ("/ho-so-cua-toi/", SIGNED_IN),
    "cases:draft_delete": ("/ho-so-cua-toi/nhap/{draft}/xoa/", {CITIZEN}),
    "cases:draft_copy": ("/ho-so-cua-toi/nhap/{draft}/sao-chep/", {CITIZEN}),
    "cases:my_copy": ("/ho-so-cua-toi/{code}/nop-tuong-tu/", {CITIZEN}),
    "cases:my_dossier": ("/ho-so-cua-toi/{code}/", {CITIZEN}),
    "cases:my_supplement": ("/ho-so-cua-toi/{waiting}/bo-sung/", {CITIZEN}),
    "cases:my_delivery": ("/ho-so-cua-toi/{code}/cach-nhan/", {CITIZEN}),
    "cases:my_bundle": ("/ho-so-cua-toi/{code}/giay-to.zip", {CITIZEN}),
    "cases:bundle": ("/in/{code}/giay-to.zip", HANDLING),
    "cases:my_withdrawal": ("/ho-so-cua-toi/{code}/rut/", {CITIZEN}),
    "cases:my_conversation": ("/ho-so-cua-toi/{code}/hoi-dap/", {CITIZEN}),
    "cases:my_rating": ("/ho-so-cua-toi/{finished}/danh-gia/", {CITIZEN}),
    # Without the pass that the look-up hands out it leads back.
    "cases:lookup_rating": ("/tra-cuu/danh-gia/", set()),
    "cases:lookup_payment": ("/tra-cuu/nop-phi/", set()),
    "cases:application": ("/lien-thong/{application}/", {CITIZEN} | STAFF),
    "cases:my_papers": ("/giay-to-cua-toi/", SIGNED_IN),
    "cases:my_paper_out": ("/giay-to-cua-toi/{document}/bo/", {CITIZEN}),
    "cases:notices": ("/thong-bao/", SIGNED_IN),
    "cases:notice_preferences": ("/tai-khoan/thong-bao/", SIGNED_IN),
    "cases:my_payment": ("/ho-so-cua-toi/{code}/nop-phi/", {CITIZEN}),
    # There is none unless it is set up for trying out.
    "cases:trial_gateway": ("/cong-thanh-toan-thu/H261P1/", set()),
    "cases:lookup": ("/tra-cuu/", EVERYBODY),
    "cases:check": ("/kiem-tra/", EVERYBODY),
    "cases:check_result": ("/kiem-tra/{token}/", EVERYBODY),
    "cases:document": ("/tep/{document}/", {CITIZEN} | HANDLING),
    "cases:document_preview": ("/tep/{document}/anh-nho/", {CITIZEN} | HANDLING),
    "cases:intake": ("/mot-cua/", {"lan", "oanh"}),
    "cases:counter": ("/mot-cua/tiep-nhan/", {"lan", "oanh"}),
    "cases:counter_form": ("/mot-cua/tiep-nhan/1.013225/", {"lan", "oanh"}),
    "cases:taken_in_for": ("/nhan-ho/", {"lan", "oanh"}),
    "cases:payments": ("/thu-phi/", {"lan", "oanh"}),
    "cases:statement": ("/thu-phi/sao-ke/", {"lan", "oanh"}),
    "cases:payment_confirm": ("/thu-phi/{payment}/xac-nhan/", {"lan"}),
    "cases:payment_refund": ("/thu-phi/{receipt}/hoan/", {"lan"}),
    "cases:desk": ("/xu-ly/", {"ha", "minh", "binh", "son", "dung", "phu", "tam"}),
    "cases:dossier": ("/xu-ly/{code}/", STAFF),
    "cases:conversation": ("/xu-ly/{code}/hoi-dap/", STAFF),
    "cases:review": ("/xu-ly/{code}/giay-to/", HANDLING),
    "cases:result_draft": ("/xu-ly/{code}/soan-ket-qua/", {"minh"}),
    "cases:act": ("/xu-ly/{code}/propose/", {"minh"}),
    "cases:deputies": ("/lam-thay/", (STAFF - {"thanh"}) | FOREIGN),
    "cases:move_work": ("/chuyen-viec/", {"ha", "quan"}),
    "cases:deleted": ("/ho-so-da-xoa/", {"lan", "oanh", "son", "dung", "tam", "thanh"}),
    "cases:opinions": ("/y-kien/", {"ha", "minh", "binh", "son", "dung", "phu", "tam"}),
    "cases:overdue": ("/qua-han/", STAFF | FOREIGN),
    "cases:workload": ("/khoi-luong/", {"ha", "minh", "binh", "phu"}),
    "cases:scores": ("/cham-diem/", {"ha", "minh", "binh", "phu", "son", "dung", "tam"}),
    # Minh's of October, fixed by Hà: his own, his head's, his leaders'.
    "cases:score": ("/cham-diem/H26.105.03/thang-2026-10/{minh}/", {"minh", "ha", "son", "dung"}),
    "cases:scores_fix": ("/cham-diem/H26.105.03/thang-2026-10/chot/", {"ha"}),
    "cases:score_object": ("/cham-diem/H26.105.03/thang-2026-10/{minh}/phan-hoi/", {"minh"}),
    "cases:score_answer": ("/cham-diem/H26.105.03/thang-2026-10/{minh}/tra-loi/", {"ha", "son", "dung"}),
    "cases:late_review": ("/ra-soat/", LEADING),
    "cases:late_week": ("/ra-soat/trong-tuan/", LEADING),
    "cases:bulk": ("/hang-loat/assign/?ho-so={code}", {"ha"}),
    "cases:batch": ("/hang-loat/ket-qua/{batch}/", {"lan"}),
    "cases:snippets": ("/mau-cau/", STAFF | FOREIGN | {"quan"}),
    "cases:snippet_add": ("/mau-cau/them/", STAFF | FOREIGN | {"quan"}),
    # Shared in the division by Minh, as the list above.
    "cases:snippet": ("/mau-cau/{snippet}/", {"minh", "ha"}),
    "cases:handovers": ("/giao-nhan/", {"lan", "ha", "minh", "binh", "oanh", "phu"}),
    "cases:handover": ("/giao-nhan/{handover}/", {"lan", "ha", "minh", "binh"}),
    "cases:handover_pdf": ("/in/giao-nhan/{handover}.pdf", {"lan", "ha", "minh", "binh"}),
    "cases:visit_pdf": ("/in/mot-luot/{counter}.pdf", {"lan"}),
    "cases:handover_give": ("/giao-nhan/H26.105.01/H26.105.03/", {"lan"}),
    "cases:reminders": ("/nhac-viec/", STAFF | FOREIGN | {"quan"}),
    "cases:shortcuts": ("/phim-tat/", STAFF | FOREIGN | {"quan"}),
    "cases:queues": ("/danh-sach/", STAFF | FOREIGN | {"quan"}),
    "cases:queue_save": ("/danh-sach/luu/?tu=xu-ly?muc%3Dqua-han", {"ha", "minh", "binh", "son", "dung", "phu", "tam"}),
    "cases:columns": ("/danh-sach/cot/?tu=mot-cua?muc%3Dcan-chuyen", {"lan", "oanh"}),
    # Shared in the division by Minh, who keeps it; his head may change it too.
    "cases:queue": ("/danh-sach/{queue}/", {"minh", "ha"}),
    "cases:open_data": ("/cong-khai/", EVERYBODY),
    "cases:open_data_table": ("/cong-khai/dung-han/", EVERYBODY),
    "cases:open_data_file": ("/cong-khai/thu-tuc.json", EVERYBODY),
    "cases:feedback_public": ("/phan-anh/", EVERYBODY),
    "cases:feedback_send": ("/phan-anh/gui/", EVERYBODY),
    "cases:feedback_lookup": ("/phan-anh/tra-cuu/", EVERYBODY),
    "cases:feedback_mine": ("/phan-anh/cua-toi/", SIGNED_IN),
    # Before it is published it is its sender's; tests/cases/views/test_feedback.py reads a published one.
    "cases:feedback": ("/phan-anh/{feedback}/", {CITIZEN}),
    "cases:feedback_follow": ("/phan-anh/{feedback}/rut/", {CITIZEN}),
    "cases:feedback_desk": ("/xu-ly-phan-anh/", STAFF | FOREIGN),
    "cases:feedback_work": ("/xu-ly-phan-anh/{feedback}/", {"lan", "son", "dung", "thanh"}),
    "cases:feedback_act": ("/xu-ly-phan-anh/{feedback}/accept/", {"lan", "son", "dung"}),
    "cases:reports": ("/bao-cao/", LEADING),
    "cases:dashboard": ("/dieu-hanh/", LEADING),
    "cases:wall": ("/dieu-hanh/man-hinh/", LEADING),
    "cases:prepared_reports": ("/bao-cao/tep/", LEADING),
    # Asked for by the head of the division, made, and hers alone.
    "cases:prepared_report": ("/bao-cao/tep/{prepared}/", {"ha"}),
    "cases:sealed_reports": ("/bao-cao/niem-phong/", LEADING),
    "cases:seal_report": ("/bao-cao/ii06a/niem-phong/", LEADING),
    # Sealed by the head of the division.
    "cases:sealed_report": ("/bao-cao/niem-phong/{sealed}/", LEADING - {"tam"}),
    "cases:report": ("/bao-cao/ii06a/", LEADING),
    "cases:report_list": ("/bao-cao/ii06a/ho-so/?cot=7", LEADING),
    "cases:work_time": ("/bao-cao/gio-lam-theo-buoc/", LEADING),
    "cases:index_766": ("/bao-cao/chi-so-766/", LEADING),
    "cases:index_766_units": ("/bao-cao/chi-so-766/don-vi/", LEADING),
    "cases:index_766_list": ("/bao-cao/chi-so-766/danh-sach/?tieu-chi=DOSSIER_SYNC&phan=mau", LEADING),
    "cases:ratings": ("/danh-gia/", LEADING),
    "cases:simplify": ("/ra-soat-thu-tuc/", LEADING | {"quan"}),
    "cases:simplify_add": ("/ra-soat-thu-tuc/them/", {"quan"}),
    "cases:simplify_progress": ("/ra-soat-thu-tuc/tien-do/", LEADING | {"quan"}),
    "cases:simplify_list": ("/ra-soat-thu-tuc/tien-do/danh-sach/?cot=ke-hoach&nam=2026", LEADING | {"quan"}),
    "cases:simplify_round": ("/ra-soat-thu-tuc/{round}/", LEADING | {"quan"}),
    "cases:simplify_change": ("/ra-soat-thu-tuc/{round}/sua/", {"quan"}),
    "cases:simplify_add_procedures": ("/ra-soat-thu-tuc/{round}/them-thu-tuc/", {"quan"}),
    "cases:simplify_procedure": ("/ra-soat-thu-tuc/thu-tuc/{reviewed}/", LEADING | {"quan"}),
    "cases:simplify_dossiers": ("/ra-soat-thu-tuc/thu-tuc/{reviewed}/ho-so/?so=nhan", LEADING | {"quan"}),
    # The leaders of the ward decide in this round; an administrator writes, and does not decide.
    "cases:simplify_act": ("/ra-soat-thu-tuc/thu-tuc/{reviewed}/quyet-dinh/", {"son", "dung"}),
    "cases:form_preview": ("/xem-thu/to-khai/{version}/", {"quan"}),
    "cases:pdf": ("/in/{code}/tiep-nhan.pdf", {CITIZEN} | HANDLING),
    "cases:signature_list": ("/in/trinh-ky.pdf", {"ha", "son", "dung", "tam"}),
    "cases:issued": ("/so-van-ban/", {"son", "dung", "tam"}),
    "cases:register": ("/so-theo-doi/", {"lan", "oanh", "son", "dung", "tam"}),
    "cases:blank_form": ("/in/mau/1.013225.pdf", EVERYBODY),
    "cases:register_pdf": ("/in/so-theo-doi.pdf?tu=2026-11-01&den=2026-11-30", {"lan", "oanh", "son", "dung", "tam"}),
}
# Addresses that only do something: no page to look at.
DOING = {
    "accounts:download",
    "logout",
    "language",
    "cases:open",
    "cases:notices_read",
    "cases:prepare_report",
    "cases:prepared_delete",
    "cases:schedule_report",
    "cases:schedule_change",
    "cases:checklist",
    "cases:watch",
    "cases:my_apology",
    "cases:payment_slip",
    "cases:wizard_keep",
    "cases:wizard_keep_again",
    "cases:payment_callback",
    "cases:upload_begin",
    "cases:upload",
    "cases:uploads_parked",
}
# The administrator's own pages are tried by name of the site as a whole.
ADMIN = "admin"


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The name of every address, admin apart."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        elif entry.namespace != ADMIN:
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else prefix)


def test_every_address_is_in_the_table() -> None:
    assert set(names()) == set(TABLE) | DOING


@pytest.fixture
def places(world: World) -> dict[str, Any]:
    """One dossier held by Minh with a file, one that waits for Mai, one draft."""
    from cases.actions.supplement import Missing, ask_completion

    at = hanoi("2026-11-20 09:00")
    LifeEvent.objects.create(slug="lam-nha", name="Làm nhà")
    dossier = world.assigned(at)
    waiting = world.submitted(at)
    ask_completion(waiting, by=world.lan, at=at, missing=[Missing("Bản vẽ")])
    draft = Draft.objects.create(account=world.mai, version=world.permit, started_at=at, saved_at=at)
    payment, receipt = two_payments(world)
    finished = world.finished(at)
    review = a_review(world)
    return {
        "round": review.round_id,
        "reviewed": review.pk,
        "code": dossier.code,
        "waiting": waiting.code,
        "finished": finished.code,
        "token": finished.issued_results.get().token,
        "draft": draft.key,
        "document": a_document(dossier, world),
        "version": world.permit.pk,
        "payment": payment,
        "receipt": receipt,
        "batch": a_batch(dossier, world),
        "queue": a_saved_queue(world),
        "application": an_application(dossier, world),
        "sealed": a_sealed_report(world),
        "prepared": a_prepared_report(world),
        "feedback": world.complained(at).code,
        "snippet": Snippet.objects.create(owner=world.minh, department=world.office, title="Chào", text="Kính gửi.").pk,
        "counter": world.taken_in(at).code,
        "handover": a_handover(dossier, world),
        "minh": fixed_scores(world),
    }


def an_application(dossier: Dossier, world: World) -> UUID:
    """The key of an interlinked submission of Mai, of which the dossier is one."""
    bundle = Bundle.objects.create(procedure=world.renewal.procedure, legal_basis="NĐ 63/2024/NĐ-CP")
    made = Application.objects.create(
        bundle=bundle, version=world.renewal, account=world.mai, submitted_at=dossier.submitted_at
    )
    Dossier.objects.filter(pk=dossier.pk).update(application=made)
    return made.key


def a_review(world: World) -> ProcedureReview:
    """The permit in a round in which the ward decides."""
    day = date(2026, 1, 5)
    plan = ReviewRound.objects.create(
        name="Kế hoạch 2026", year=2026, first=day, last=date(2026, 12, 31), legal_basis="Kế hoạch 12/KH-UBND",
        decided_by=world.ward, hourly_wage=59_422, wage_basis="GDP 2025",
    )  # fmt: skip
    return plan_review(plan, [world.permit], unit=world.ward, measured={}, today=day)[0]


def a_batch(dossier: Dossier, world: World) -> UUID:
    """The key of a batch that Lan has sent; nothing of it is done yet."""
    at = hanoi("2026-11-20 09:00")
    items = [(dossier, dossier.revision)]
    return begin_batch(key=uuid4(), action="transfer", by=world.lan, at=at, said={}, items=items).key


def a_handover(dossier: Dossier, world: World) -> int:
    """The number of a list by which Lan gives the dossier's papers to the division."""
    at = hanoi("2026-11-20 09:00")
    return give_papers([dossier], key=uuid4(), giver=world.desk, taker=world.office, by=world.lan, at=at).pk


def a_saved_queue(world: World) -> int:
    """The id of a list that Minh keeps for his division."""
    queue = SavedQueue(owner=world.minh, department=world.office, page="xu-ly", name="Chờ bổ sung")
    queue.save()
    return queue.pk


def a_sealed_report(world: World) -> int:
    """The id of the report of October that Hà has sealed."""
    subject = Subject(world.office, SealedReport.Covers.DIVISION)
    question = Question(
        scope_covering(subject), periods.period(periods.Kind.MONTH, 2026, 10), hanoi("2026-11-20 09:00")
    )
    return seal_report(II_06A, subject, question, by=world.ha, at=hanoi("2026-11-20 09:00")).pk


def a_prepared_report(world: World) -> UUID:
    """The key of a file that was made for Hà and lies ready."""
    at = timezone.now()
    made, _ = ask_for_file(wanted(world.ha, "", "csv", at=at), by=world.ha, at=at)
    make_one(lambda: at)
    return made.key


def fixed_scores(world: World) -> int:
    """The id of Minh, whose scores of October Hà has fixed."""
    october = periods.period(periods.Kind.MONTH, 2026, 10)
    load_scoring_rule()
    fix_scores(world.office, october, by=world.ha, at=hanoi("2026-11-20 09:00"))
    return world.minh.pk


def two_payments(world: World) -> tuple[int, int]:
    """The ids of a transfer that is awaited and of a fee that was taken."""
    from cases.actions.payment import collect_fee
    from cases.actions.start_payment import start_payment

    at = hanoi("2026-11-20 09:00")
    owing, paid = (world.received(at, world.renewal) for _ in range(2))
    collect_fee(paid, by=world.lan, at=at)
    return start_payment(owing, by=world.mai, at=at, method="transfer").pk, paid.payments.get().pk


def a_document(dossier: Dossier, world: World) -> int:
    """The id of a stored file of the dossier."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cases.storage import accept_upload
    from tests.pictures import png

    upload = SimpleUploadedFile("a.png", png(), "image/png")
    document: Document = accept_upload(
        upload,
        at=hanoi("2026-11-20 09:00"),
        by=world.mai,
        dossier=dossier,
        requirement=dossier.version.requirements.first(),
    )
    return document.pk


def test_who_comes_in(world: World, places: dict[str, Any], signed_in: Any) -> None:
    clients = {who: Client() if who == STRANGER else signed_in(world.people[who]) for who in sorted(EVERYBODY)}
    wrong = {}
    for name, (address, welcome) in TABLE.items():
        asked = {who for who in EVERYBODY if (who in welcome) != (TWINS.get(who, "") in welcome) or who not in TWINS}
        found = {who: _status(clients[who], address.format(**places)) for who in sorted(asked)}
        odd = {who: status for who, status in found.items() if status not in (200, 302, 403, 404, 409)}
        came_in = {who for who, status in found.items() if status == 200}
        if odd or came_in != welcome & asked:
            wrong[name] = {"odd": odd, "let in": came_in - welcome, "kept out": (welcome & asked) - came_in}
    assert wrong == {}, "\n".join(f"{name}: {how}" for name, how in wrong.items())


def _status(client: Client, address: str) -> int:
    """Of the answer at an address; what looking at it may have left behind is undone."""
    here = transaction.savepoint()
    answer = client.get(address)
    if answer.streaming:  # read to the end, so that the file is closed and the connection is not
        b"".join(answer.streaming_content)  # type: ignore[arg-type]
    transaction.savepoint_rollback(here)
    return answer.status_code


def test_a_stranger_is_sent_to_sign_in_and_learns_nothing(world: World, places: dict[str, Any], client: Client) -> None:
    for name, (address, welcome) in TABLE.items():
        if STRANGER in welcome:
            continue
        here = client.get(address.format(**places))
        keys = {name: uuid4() for name in ("draft", "batch", "application", "prepared")}
        nothing = {**dict.fromkeys(places, 0), "code": "H26.105-261120-9999", "waiting": "X", **keys}
        nowhere = client.get(address.format(**nothing))
        assert here.status_code in (302, 404), name
        assert here.status_code == nowhere.status_code, name


def test_what_is_not_ones_own_does_not_exist(world: World, places: dict[str, Any], signed_in: Any) -> None:
    for who in (*FOREIGN, OTHER_CITIZEN):
        client = signed_in(world.people[who])
        for name in ("cases:my_dossier", "cases:document", "cases:pdf"):
            assert client.get(TABLE[name][0].format(**places)).status_code == 404, (who, name)
    for who in FOREIGN:
        client = signed_in(world.people[who])
        for name in ("cases:dossier", "cases:act"):
            assert client.get(TABLE[name][0].format(**places)).status_code == 404, (who, name)


def test_a_foreign_clerk_moves_nothing(world: World, places: dict[str, Any], signed_in: Any) -> None:
    before = Dossier.objects.get(code=places["code"]).revision
    for who in (*FOREIGN, OTHER_CITIZEN, "thanh", "quan"):
        client = signed_in(world.people[who])
        for action in ("propose", "assign", "sign", "withdraw", "stop", "comment", "hand_over"):
            answer = client.post(f"/xu-ly/{places['code']}/{action}/", {"revision": before, "text": "x", "reason": "x"})
            assert answer.status_code in (403, 404), (who, action, answer.status_code)
    assert Dossier.objects.get(code=places["code"]).revision == before


def test_the_administration_is_for_administrators_alone(world: World, signed_in: Any) -> None:
    for who in sorted(EVERYBODY - {STRANGER}):
        came_in = signed_in(world.people[who]).get("/quan-tri/").status_code == 200
        assert came_in == (who == "quan"), who


def test_forms_are_refused_without_their_token(world: World, places: dict[str, Any]) -> None:
    for who, address in ((world.minh, TABLE["cases:act"][0]), (world.mai, TABLE["cases:my_withdrawal"][0])):
        client = Client(enforce_csrf_checks=True)
        client.force_login(who)
        assert client.post(address.format(**places), {"reason": "x"}).status_code == 403
