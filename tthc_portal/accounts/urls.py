"""Addresses of an account."""

from django.urls import path

from tthc_portal.accounts.views import data, identity, joining, mine, resetting, sessions

app_name = "accounts"
urlpatterns = [
    path("dang-ky/", joining.sign_up, name="sign_up"),
    path("dang-ky/ma/", joining.sign_up_code, name="sign_up_code"),
    path("quen-mat-khau/", resetting.forgot, name="forgot"),
    path("quen-mat-khau/ma/", resetting.forgot_code, name="forgot_code"),
    path("quen-mat-khau/moi/", resetting.forgot_new, name="forgot_new"),
    path("tai-khoan/", mine.overview, name="overview"),
    path("tai-khoan/thong-tin/", mine.profile, name="profile"),
    path("tai-khoan/mat-khau/", mine.password, name="password"),
    path("tai-khoan/lien-he/", mine.contact, name="contact"),
    path("tai-khoan/lien-he/ma/", mine.contact_code, name="contact_code"),
    path("dang-nhap/dinh-danh/", identity.start, name="identity_start"),
    path("dang-nhap/dinh-danh/ve/", identity.back, name="identity_back"),
    path("dang-nhap/dinh-danh/lan-dau/", identity.first, name="identity_first"),
    path("dang-nhap/dinh-danh/tiep/", identity.resume, name="identity_resume"),
    path("tai-khoan/dinh-danh/", identity.identity, name="identity"),
    path("tai-khoan/du-lieu/", data.data, name="data"),
    path("tai-khoan/du-lieu/tai-ve/", data.download, name="download"),
    path("tai-khoan/du-lieu/ai-da-xem/", data.openings, name="openings"),
    path("tai-khoan/ho-so-tai-quay/", data.link, name="link"),
    path("tai-khoan/xoa/", data.leave, name="leave"),
    path("du-lieu-cua-ban/", data.privacy, name="privacy"),
    path("tai-khoan/phien/", sessions.sessions, name="sessions"),
]
