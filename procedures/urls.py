"""Addresses of the catalogue."""

from django.urls import path

from procedures.views import public

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", public.catalogue, name="catalogue"),
    path("viec-trong-doi/", public.life_events_page, name="life_events"),
    path("viec-trong-doi/<slug:slug>/", public.life_event_page, name="life_event"),
    path("thu-tuc/<str:code>/", public.procedure, name="procedure"),
]
