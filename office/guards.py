"""Who may open a view: every view declares it with `@open_to(...)`; middleware refuses one that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from office.roles import Role

if TYPE_CHECKING:
    from office.staff import Staff

View = Callable[..., HttpResponseBase]
Rule = Callable[["Staff"], bool]


@dataclass(frozen=True)
class Guard:
    """The declaration on a view: open to everyone, to anyone logged in, or to staff of the office who pass a rule."""

    public: bool = False
    logged_in: bool = False
    rules: tuple[Rule, ...] = ()

    def admits(self, staff: Staff) -> bool:
        return any(rule(staff) for rule in self.rules)


def everyone(staff: Any) -> bool:
    """Anybody, without an account."""
    return True


def logged_in(staff: Any) -> bool:
    """Any member of staff, whatever the office."""
    return True


def member(staff: Staff) -> bool:
    """Anyone who holds a post in this office today."""
    return bool(staff.posts)


def _holds(*roles: Role) -> Rule:
    def rule(staff: Staff) -> bool:
        return bool(staff.roles & set(roles))

    rule.__doc__ = "Holds one of: " + ", ".join(roles)
    return rule


reviewer = _holds(Role.COUNTER, Role.VERIFIER, Role.SECTION_HEAD)
section_head = _holds(Role.SECTION_HEAD)
office_admin = _holds(Role.ADMIN)
catalogue_editor = _holds(Role.ADMIN, Role.SECTION_HEAD)
auditor = _holds(Role.AUDITOR, Role.ADMIN)
case_reader = _holds(Role.COUNTER, Role.VERIFIER, Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD, Role.AUDITOR)
endorser = _holds(Role.SECTION_HEAD, Role.SECRETARY)
objection_reader = _holds(Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD)
promise_reader = _holds(Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD, Role.AUDITOR)
complaint_desk = _holds(Role.COMPLAINTS, Role.SECTION_HEAD, Role.HEAD, Role.AUDITOR)
complaint_handler = _holds(Role.COMPLAINTS, Role.SECTION_HEAD, Role.HEAD)
complaint_taker = _holds(Role.COMPLAINTS, Role.SECTION_HEAD, Role.HEAD, Role.COUNTER)
complaint_keeper = _holds(Role.ADMIN, Role.SECTION_HEAD, Role.COMPLAINTS)
agency_officer = _holds(Role.AGENCY)
complaint_figures = _holds(Role.COMPLAINTS, Role.SECTION_HEAD, Role.HEAD, Role.SECRETARY, Role.AUDITOR)
day_planner = _holds(Role.COMPLAINTS, Role.SECTION_HEAD, Role.ADMIN)


def signer(staff: Staff) -> bool:
    """Holds a signing post today."""
    return bool(staff.signing_posts)


def open_to(*rules: Rule) -> Callable[[View], View]:
    """Declare who may open a view; the guard itself runs in `office.middleware.DeclaredGuards`."""
    guard = Guard(public=everyone in rules, logged_in=logged_in in rules, rules=rules)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        guarded.guard = guard  # type: ignore[attr-defined]  # read by the middleware and by the test over all URLs
        return guarded

    return declare


def refusal(request: HttpRequest, guard: Guard) -> HttpResponseBase | None:
    """The answer for somebody the guard does not admit, or None when they may pass.

    Outside the office: 404 (nobody learns what exists there). Inside with the wrong role: 403 with what to do.
    """
    if guard.public:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if guard.logged_in:
        return None
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None or not staff.posts:
        raise Http404
    if not guard.admits(staff):
        return render(request, "403.html", {"wanted": True}, status=403)
    return None
