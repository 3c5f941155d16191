"""The portal's addresses and one bare view: the floor that everything is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from office.guards import everyone, open_to


@open_to(everyone)
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
