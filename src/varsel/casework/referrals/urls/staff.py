"""Addresses for people with a log-in."""

from django.urls import path

from varsel.casework.referrals.views import desk, inbox, lookup, outreach, sent

app_name = "inbox"
urlpatterns = [
    path("inbox/", inbox.listing, name="list"),
    path("inbox/search/", lookup.search, name="search"),
    path("inbox/<slug:reference>/", inbox.opened, name="open"),
    path("inbox/<slug:reference>/decide/", inbox.decide, name="decide"),
    path("inbox/<slug:reference>/ask/", inbox.ask, name="ask"),
    path("inbox/<slug:reference>/files/<int:position>/", inbox.download, name="file"),
    path("sent/", sent.listing, name="sent"),
    path("sent/<slug:reference>/", sent.opened, name="sent_one"),
    path("outreach/", outreach.listing, name="outreach"),
    path("outreach/new/", outreach.new, name="suspicion_new"),
    path("outreach/<uuid:suspicion>/", outreach.opened, name="suspicion"),
    path("outreach/<uuid:suspicion>/visit/", outreach.visit, name="visit"),
    path("outreach/<uuid:suspicion>/close/", outreach.close, name="suspicion_close"),
    path("desk/", desk.desk, name="desk"),
]
