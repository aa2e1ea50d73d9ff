"""Public pages of the signs; names and addresses that say nothing about the one who reads them."""

from django.urls import path

from varsel.base.signs import views

app_name = "signs"

urlpatterns = [
    path("signs/", views.start, name="start"),
    path("signs/choose/", views.choose, name="choose"),
    path("signs/answer/", views.answer, name="answer"),
    path("signs/at/<slug:sector>/", views.of_sector, name="sector"),
    path("signs/at/<slug:sector>/sheet/", views.sheet, name="sheet"),
    path("help/", views.help_page, name="help"),
    path("help/<slug:language>/", views.help_page, name="help_in"),
]
