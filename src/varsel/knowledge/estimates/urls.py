"""The analysts' pages of estimates."""

from django.urls import path

from varsel.knowledge.estimates.views import guides, releases, results, snapshots

app_name = "estimates"
urlpatterns = [
    path("", snapshots.overview, name="list"),
    path("new/", snapshots.freeze, name="freeze"),
    path("bring-in/", snapshots.bring_in, name="bring-in"),
    path("example/", snapshots.example, name="example"),
    path("without-names/", guides.without_names, name="without-names"),
    path("synthetic/", guides.synthetic, name="synthetic"),
    path("counts/<uuid:snapshot>/", snapshots.snapshot_page, name="snapshot"),
    path("counts/<uuid:snapshot>/estimate/", snapshots.run, name="run"),
    path("counts/<uuid:snapshot>/overlaps.csv", snapshots.download, name="table"),
    path("results/<uuid:estimate>/", results.result, name="result"),
    path("results/<uuid:estimate>/release/", releases.prepare, name="prepare"),
    path("releases/<uuid:release>/", releases.release_page, name="release"),
]
