"""The analysts' pages."""

from django.urls import path

from varsel.knowledge.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.assessed, name="assessed"),
    path("assessed.csv", views.download, name="download"),
]
