"""Addresses: logging in, the desk chooser, the door of the installation."""

from django.urls import path
from django.urls.resolvers import URLPattern

from office.views import account

urlpatterns: list[URLPattern] = [
    path("", account.landing, name="landing"),
    path("masuk/", account.login, name="login"),
    path("keluar/", account.logout, name="logout"),
    path("akun/", account.account, name="account"),
    path("undangan/<str:token>/", account.invitation, name="invitation"),
    path("petugas/", account.desk, name="desk"),
    path("petugas/<slug:office>/", account.home, name="home"),
    path("petugas/<slug:office>/lainnya/", account.more, name="more"),
    path("lambang/<slug:office>", account.emblem, name="emblem"),
]
