"""The addresses of the house: public pages under their language, staff pages without."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from varsel.base.design import errors
from varsel.portal.home.views import front

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("varsel.base.accounts.urls")),
    path("cases/", include("varsel.casework.cases.urls")),
    path("", include("varsel.portal.home.urls")),
    path("estimates/", include("varsel.knowledge.estimates.urls")),
    path("statistics/", include("varsel.knowledge.statistics.urls")),
    path("oversight/", include("varsel.base.oversight.urls")),
    path("", include("varsel.casework.referrals.urls.staff")),
]

# The public pages, each language under its own prefix.
urlpatterns += i18n_patterns(
    path("", front, name="front"),
    path("", include("varsel.base.signs.urls")),
    path("", include("varsel.casework.referrals.urls.public")),
    path("figures/", include("varsel.knowledge.publication.urls")),
)

if settings.VARSEL_MODE == "demo":
    urlpatterns += [path("demo/", include("varsel.portal.demo.urls"))]
if settings.VARSEL_MODE in ("demo", "test"):
    urlpatterns += i18n_patterns(path("design/", include("varsel.portal.gallery.urls")))

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.server_error
