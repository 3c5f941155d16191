"""`/healthz`: one answer for the monitor, the details for an office's admin."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from office import health
from office.guards import everyone, open_to
from office.models import Post, User
from office.roles import Role


@open_to(everyone)
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    at = timezone.now()
    findings = health.examine(at=at)
    failing = health.failing(findings)
    answer: dict[str, object] = {"status": "fail", "failing": failing} if failing else {"status": "ok"}
    if "database" not in failing and _is_admin(request.user, at):
        answer["details"] = {finding.code: finding.detail for finding in findings}
    return JsonResponse(answer, status=HTTPStatus.SERVICE_UNAVAILABLE if failing else HTTPStatus.OK)


def _is_admin(user: object, at: datetime) -> bool:
    """Holds an admin's post somewhere today; an installation's health is no single office's."""
    if not isinstance(user, User):
        return False
    day = timezone.localdate(at)
    return any(post.holds_on(day) for post in Post.objects.filter(user=user, role=Role.ADMIN))
