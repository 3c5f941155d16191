"""The tree of addresses: fixed paths first, an office's own pages last, because their first part is its name."""

from django.urls import include, path

urlpatterns = [
    path("", include("office.urls")),
    path("", include("surveys.urls")),
    path("", include("complaints.urls")),
    path("", include("services.urls")),
]

handler400 = "office.views.errors.bad_request"
handler403 = "office.views.errors.forbidden"
handler404 = "office.views.errors.not_found"
handler500 = "office.views.errors.server_error"
