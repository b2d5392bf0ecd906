"""All addresses of the portal; each floor brings its own."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from tthc_portal import installing, language, views
from tthc_portal.sign_in import SignIn
from tthc_portal.sign_in_form import SignInForm

urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", SignIn.as_view(authentication_form=SignInForm), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("ngon-ngu/", language.switch, name="language"),
    path("ung-dung.webmanifest", installing.manifest, name="manifest"),
    path("tho-phuc-vu.js", installing.worker, name="worker"),
    path("ngoai-tuyen/", installing.offline, name="offline"),
    path("suc-khoe/", views.health, name="health"),
    path("quan-tri/", admin.site.urls),
    path("", include("tthc_portal.accounts.urls")),
    path("", include("procedures.urls")),
    path("", include("cases.urls")),
]

handler400 = "tthc_portal.views.bad_request"
handler403 = "tthc_portal.views.forbidden"
handler404 = "tthc_portal.views.not_found"
handler500 = "tthc_portal.views.broken"
