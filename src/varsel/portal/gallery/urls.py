from django.urls import path

from varsel.portal.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.doors, name="public"),
    path("inbox/", views.inbox, name="inbox"),
    path("case/", views.case, name="case"),
    path("sheet/", views.sheet, name="sheet"),
]
