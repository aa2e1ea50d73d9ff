"""The addresses of casework: neutral, with the random number of the case and nothing else."""

from django.urls import path

from varsel.casework.cases.views import acts, emergencies, lists, origins, pages

app_name = "cases"
urlpatterns = [
    path("", lists.case_list, name="list"),
    path("new/", lists.new_case, name="new"),
    path("emergency/", emergencies.emergency, name="emergency"),
    path("from/<slug:reference>/", origins.open_from_referral, name="open_from_referral"),
    path("join/<slug:reference>/", origins.join_referral, name="join_referral"),
    path("<slug:number>/", pages.detail, name="detail"),
    path("<slug:number>/clock/", pages.clock, name="clock"),
    path("<slug:number>/clock/<slug:clock>/start/", acts.start_clock, name="clock_start"),
    path("<slug:number>/clock/<slug:clock>/extend/", acts.extend_clock, name="clock_extend"),
    path("<slug:number>/clock/<slug:clock>/end/", acts.end_clock, name="clock_end"),
    path("<slug:number>/clock/started/<uuid:pk>/correct/", acts.correct_start, name="clock_correct_started"),
    path("<slug:number>/clock/extended/<uuid:pk>/correct/", acts.correct_extension, name="clock_correct_extended"),
    path("<slug:number>/clock/ended/<uuid:pk>/correct/", acts.correct_end, name="clock_correct_ended"),
    path("<slug:number>/assess/", pages.assess, name="assess"),
    path("<slug:number>/decide/", pages.decide, name="decide"),
    path("<slug:number>/pass-on/", acts.pass_on, name="pass_on"),
    path("<slug:number>/access/", pages.share, name="share"),
    path("<slug:number>/access/<uuid:pk>/end/", acts.end_share, name="share_end"),
    path("<slug:number>/person/", acts.person, name="person"),
    path("<slug:number>/identity/", pages.identity, name="identity"),
    path("<slug:number>/identity/write/", acts.write_identity, name="identity_write"),
    path("<slug:number>/residence/", acts.residence, name="residence"),
    path("<slug:number>/interview/", acts.interview, name="interview"),
    path("<slug:number>/situation/", acts.situation, name="situation"),
    path("<slug:number>/situation/<uuid:pk>/correct/", acts.correct_situation, name="situation_correct"),
    path("<slug:number>/element/", acts.element, name="element"),
    path("<slug:number>/consent/", acts.consent, name="consent"),
    path("<slug:number>/consent/<uuid:pk>/withdraw/", acts.withdraw, name="consent_withdraw"),
    path("<slug:number>/note/", acts.note, name="note"),
    path("<slug:number>/note/<uuid:pk>/correct/", acts.correct_note, name="note_correct"),
    path("<slug:number>/notification/", acts.notification, name="notification"),
    path("<slug:number>/notification/<uuid:pk>/correct/", acts.correct_notification, name="notification_correct"),
    path("<slug:number>/notification/<uuid:pk>/answer/", acts.answer, name="notification_answer"),
    path("<slug:number>/representative/", acts.representative, name="representative"),
    path("<slug:number>/representative/<uuid:pk>/correct/", acts.correct_representative, name="representative_correct"),
    path("<slug:number>/representative/<uuid:pk>/end/", acts.end_representative, name="representative_end"),
    path("<slug:number>/team/", acts.team, name="team"),
    path("<slug:number>/close/", acts.close, name="close"),
    path("<slug:number>/reopen/", acts.reopen, name="reopen"),
]
