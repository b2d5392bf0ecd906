"""Addresses of the catalogue."""

from django.urls import path

from procedures.views import public

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", public.catalogue, name="catalogue"),
    path("thu-tuc/<str:code>/", public.procedure, name="procedure"),
]
