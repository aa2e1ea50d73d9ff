"""Addresses that anybody may open; neutral, since they stay in the browser's history."""

from django.urls import path

from varsel.casework.referrals.views import receipt, write

app_name = "referrals"
urlpatterns = [
    path("referral/", write.begin, name="begin"),
    path("referral/write/", write.write, name="write"),
    path("referral/saved/", write.resume, name="resume"),
    path("receipt/", receipt.receipt, name="receipt"),
]
