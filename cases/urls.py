"""Addresses of dossiers, grouped by audience."""

from django.urls import path

from cases.views import (
    cashier,
    citizen,
    conversation,
    counter,
    desk,
    dossier,
    drafts,
    files,
    form_preview,
    intake,
    keeping,
    lookup,
    notices,
    overdue,
    paying,
    pdf,
    rating,
    ratings,
    register,
    reports,
    start,
    wizard,
)

app_name = "cases"
urlpatterns = [
    # Citizens
    path("nop-ho-so/<str:code>/", start.start, name="start"),
    path("nop-ho-so/<str:code>/<int:number>/", start.start, name="start_again"),
    path("nop-ho-so/<str:code>/<int:number>/<slug:page>/", wizard.page, name="wizard_again"),
    path("nop-ho-so/<str:code>/<int:number>/<slug:page>/luu/", keeping.keep, name="wizard_keep_again"),
    path("nop-ho-so/<str:code>/<slug:page>/", wizard.page, name="wizard"),
    path("nop-ho-so/<str:code>/<slug:page>/luu/", keeping.keep, name="wizard_keep"),
    path("ho-so-cua-toi/", citizen.mine, name="mine"),
    path("ho-so-cua-toi/nhap/<uuid:key>/xoa/", drafts.delete, name="draft_delete"),
    path("ho-so-cua-toi/nhap/<uuid:key>/sao-chep/", drafts.copy, name="draft_copy"),
    path("ho-so-cua-toi/<str:code>/", citizen.dossier, name="my_dossier"),
    path("ho-so-cua-toi/<str:code>/bo-sung/", citizen.supplement, name="my_supplement"),
    path("ho-so-cua-toi/<str:code>/rut/", citizen.withdrawal, name="my_withdrawal"),
    path("ho-so-cua-toi/<str:code>/hoi-dap/", conversation.mine, name="my_conversation"),
    path("ho-so-cua-toi/<str:code>/danh-gia/", rating.mine, name="my_rating"),
    path("thong-bao/", notices.told, name="notices"),
    path("thong-bao/doc/", notices.read, name="notices_read"),
    path("tai-khoan/thong-bao/", notices.preferences, name="notice_preferences"),
    path("ho-so-cua-toi/<str:code>/nop-phi/", paying.pay, name="my_payment"),
    path("thanh-toan/ket-qua/", paying.callback, name="payment_callback"),
    path("cong-thanh-toan-thu/<str:reference>/", paying.trial_gateway, name="trial_gateway"),
    path("ho-so-cua-toi/<str:code>/nop-tuong-tu/", drafts.similar, name="my_copy"),
    path("tra-cuu/", lookup.look_up, name="lookup"),
    path("tra-cuu/danh-gia/", rating.from_look_up, name="lookup_rating"),
    path("tep/<int:pk>/", files.document, name="document"),
    # The counter
    path("mot-cua/", counter.queue, name="intake"),
    path("mot-cua/tiep-nhan/", counter.choose, name="counter"),
    path("mot-cua/tiep-nhan/<str:code>/", intake.form, name="counter_form"),
    path("thu-phi/", cashier.payments, name="payments"),
    path("thu-phi/sao-ke/", cashier.statement, name="statement"),
    path("thu-phi/<int:pk>/xac-nhan/", cashier.confirm, name="payment_confirm"),
    path("thu-phi/<int:pk>/hoan/", cashier.give_back, name="payment_refund"),
    # The desk
    path("xu-ly/", desk.queue, name="desk"),
    path("xu-ly/<str:code>/", dossier.page, name="dossier"),
    path("xu-ly/<str:code>/hoi-dap/", conversation.office, name="conversation"),
    path("xu-ly/<str:code>/<slug:action>/", dossier.act, name="act"),
    path("mo-ho-so/", dossier.open_by_code, name="open"),
    path("qua-han/", overdue.overdue, name="overdue"),
    # Reports
    path("bao-cao/", reports.index, name="reports"),
    path("bao-cao/ii06a/", reports.ii06a, name="report_06a"),
    path("bao-cao/ii06a/ho-so/", reports.ii06a_list, name="report_06a_list"),
    path("danh-gia/", ratings.ratings, name="ratings"),
    # For administrators
    path("xem-thu/to-khai/<int:pk>/", form_preview.preview, name="form_preview"),
    # On paper
    path("so-theo-doi/", register.choose, name="register"),
    path("in/so-theo-doi.pdf", register.book, name="register_pdf"),
    path("in/mau/<str:code>.pdf", pdf.blank, name="blank_form"),
    path("in/<str:code>/<slug:form>.pdf", pdf.form, name="pdf"),
]
