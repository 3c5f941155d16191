"""Addresses: the complaints that everybody may read."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import joining, public, public_map

_LIST = "<slug:office>/laporan-warga"

urlpatterns: list[URLPattern] = [
    path(f"{_LIST}/", public.show_list, name="public_list"),
    path(f"{_LIST}/peta/", public_map.show_map, name="public_map"),
    path(f"{_LIST}/data.csv", public.sheet, name="public_csv"),
    path(f"{_LIST}/<str:number>/", public.show, name="public_page"),
    path(f"{_LIST}/<str:number>/saya-juga/", joining.join, name="public_join"),
    path(f"{_LIST}/<str:number>/foto/<uuid:pk>", public.photo, name="public_photo"),
]
