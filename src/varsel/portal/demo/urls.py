"""The demonstration's own address."""

from django.urls import path

from varsel.portal.demo import views

app_name = "demo"
urlpatterns = [path("enter/<slug:role>/", views.enter, name="enter")]
