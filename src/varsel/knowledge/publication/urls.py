"""The public pages of figures."""

from django.urls import path

from varsel.knowledge.publication import views

app_name = "publication"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("figures.csv", views.download, name="download"),
    path("estimates/<slug:released>/overlaps.csv", views.overlaps, name="overlaps"),
    path("estimates/<slug:released>/estimate.json", views.paper, name="estimate"),
]
