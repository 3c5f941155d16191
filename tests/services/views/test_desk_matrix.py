"""Who may do what from where: every role posts every step in every state, and only what the table says goes through."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from office.models import AuditEntry, Role
from services.actions import intake, keys, review
from services.models import Event, Letter, Submission
from services.workflow import MOVES, REVIEWERS, WHO_MAY, State
from tests.factories import make_office, staff
from tests.people import budi, sari
from tests.services.views import desk_stories as story

pytestmark = pytest.mark.django_db
OFFICE = "kemlagi"
LETTER, FORWARDED = "letter", "forwarded"
ENDORSERS = frozenset({Role.SECTION_HEAD})
"""The service of the tests asks for the paraf of the section head only."""
MAY_RETURN = frozenset({Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD})


@dataclass(frozen=True)
class Step:
    """A button: where it posts, what, and where the file stands afterwards."""

    view: str
    data: dict
    target: State


STEPS = {
    "lengkap": Step("case_check", {"do": "lengkap", "mark-ktp": "accepted", "mark-kk": "accepted"}, State.COMPLETE),
    "kembalikan": Step(
        "case_check",
        {"do": "kembalikan", "mark-ktp": "refused", "reason-ktp": "Foto buram, tulisan tidak terbaca"},
        State.RETURNED,
    ),
    "tolak": Step("case_reject", {"prepared": "Permohonan yang sama sudah kami proses."}, State.REJECTED),
    "tarik": Step("case_withdraw", {"prepared": "Salah memilih layanan"}, State.WITHDRAWN),
    "surat": Step("letter_draft", {}, State.DRAFTED),
    "paraf": Step("endorse", {"do": "paraf"}, State.ENDORSED),
    "kembalikan-paraf": Step("endorse", {"do": "kembalikan", "prepared": "Keperluan belum jelas"}, State.COMPLETE),
    "tarik-surat": Step("case_pull_back", {"prepared": "Keperluan belum jelas"}, State.COMPLETE),
    "tanda-tangan": Step("sign_confirm", {"sign": "1", "passphrase": story.PASSPHRASE}, State.ISSUED),
    "teruskan": Step("case_forward", {"note": ""}, State.FORWARDED),
    "siap": Step("case_ready", {"note": ""}, State.READY),
    "serahkan": Step("case_hand_over", {"note": "Siti Rohmah"}, State.HANDED_OVER),
}


def allowed(name: str, role: Role, state: State, product: str) -> bool:
    """What the state table says, and the rules that a state alone cannot tell."""
    step = STEPS[name]
    if step.target not in MOVES[state]:
        return False
    only_from, only_for, by = RULES.get(name, (None, None, WHO_MAY.get(step.target)))
    return (
        (only_from is None or state in only_from) and (only_for is None or product == only_for) and role in (by or ())
    )


RULES: dict[str, tuple] = {
    # step: from these states only, for this kind of product only, by these roles
    "lengkap": ({State.SUBMITTED}, None, REVIEWERS),
    "paraf": ({State.DRAFTED}, LETTER, ENDORSERS),
    "kembalikan-paraf": ({State.DRAFTED, State.ENDORSED}, LETTER, {Role.SECTION_HEAD, Role.SECRETARY}),
    "tarik-surat": ({State.DRAFTED, State.ENDORSED}, LETTER, MAY_RETURN),
    "tanda-tangan": ({State.ENDORSED}, LETTER, {Role.HEAD}),
    "surat": ({State.COMPLETE}, LETTER, REVIEWERS),
    "teruskan": ({State.COMPLETE}, FORWARDED, REVIEWERS),
}


def world() -> list[tuple[Submission, str]]:
    """One submission in each state, and one of a service whose product is forwarded where that differs."""
    rejected, withdrawn, lapsed = story.submitted(), story.submitted(), story.returned()
    review.reject(rejected, reason="ganda", staff=staff("vera", "Vera", Role.VERIFIER), at=timezone.now())
    intake.withdraw(withdrawn, reason="batal", at=timezone.now())
    review.lapse(lapsed, at=timezone.now())
    ready, handed = story.forwarded(), story.forwarded()
    review.note_ready(ready, staff=sari(), at=timezone.now())
    review.note_ready(handed, staff=sari(), at=timezone.now())
    review.hand_over(handed, at=timezone.now(), how="Diambil di loket", staff=sari())
    to_forward = story.submit(story.forwarding_service(), at=timezone.now()).submission
    review.declare_complete(to_forward, staff=sari(), at=timezone.now())
    letters = [
        story.submitted(),
        story.returned(),
        story.completed(),
        story.drafted().submission,
        story.endorsed().submission,
        story.issued().submission,
    ]
    rows = [(row, LETTER) for row in [*letters, rejected, withdrawn, lapsed]]
    rows += [(row, FORWARDED) for row in [to_forward, story.forwarded(), ready, handed]]
    return [(Submission.objects.get(pk=row.pk), product) for row, product in rows]


def person(role: Role):
    """Somebody with this one role who served on none of the files."""
    facts = {"signs": True, "title": "Camat Kemlagi"} if role == Role.HEAD else {}
    return budi() if role == Role.HEAD else staff(f"orang-{role}", f"Orang {role}", role, make_office(), **facts)


def post(client, step: Step, row: Submission) -> State:
    """Press the button; where does the file stand then? Everything is rolled back afterwards."""
    letter = Letter.objects.filter(submission=row, state__in=["draft", "signing", "issued"]).first()
    data = dict(step.data)
    if step.view == "endorse":
        data["hash"] = letter.content_hash if letter else ""
    if step.view == "sign_confirm":
        data["surat"] = f"{letter.pk}:{letter.content_hash}" if letter else ""
    args = [OFFICE] if step.view == "sign_confirm" else [OFFICE, row.number]
    with transaction.atomic():
        client.post(reverse(f"services:{step.view}", args=args), data)
        after = Submission.objects.get(pk=row.pk)
        changed = (
            after.state != row.state
            or Event.objects.filter(submission=row, target=step.target, source=row.state)
            .exclude(pk__in=SEEN[row.pk])
            .exists()
        )
        transaction.set_rollback(True)
    return State(after.state) if changed else State(row.state)


SEEN: dict = {}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_step_goes_through_only_where_the_table_allows_it(client, role):
    rows = world()
    SEEN.update({row.pk: list(Event.objects.filter(submission=row).values_list("pk", flat=True)) for row, _ in rows})
    story.login(client, person(role))

    went = {
        (name, row.state, product)
        for row, product in rows
        for name, step in STEPS.items()
        if post(client, step, row) == step.target and row.state != step.target
    }

    expected = {
        (name, row.state, product)
        for row, product in rows
        for name, step in STEPS.items()
        if allowed(name, role, State(row.state), product)
    }
    assert went == expected


def test_a_refused_step_writes_nothing(client):
    row = story.submitted()
    story.login(client, staff("pengawas", "Pengawas", Role.AUDITOR))
    before = AuditEntry.objects.count(), Event.objects.count()

    answer = client.post(
        reverse("services:case_check", args=[OFFICE, row.number]),
        {"do": "lengkap", "mark-ktp": "accepted", "mark-kk": "accepted"},
    )

    row.refresh_from_db()
    assert answer.status_code == 403
    assert row.state == State.SUBMITTED
    assert (AuditEntry.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("share", ["nik_index", "kk_index"])
def test_nobody_serves_their_own_request_or_their_households(client, share):
    row = story.submitted()
    clerk = sari()
    setattr(clerk.user, share, getattr(row, share))
    clerk.user.save()
    story.login(client, clerk)

    for name in ["lengkap", "kembalikan", "tarik"]:
        client.post(reverse(f"services:{STEPS[name].view}", args=[OFFICE, row.number]), STEPS[name].data)
    client.post(reverse("services:case_take", args=[OFFICE, row.number]))

    row.refresh_from_db()
    assert (row.state, row.officer) == (State.SUBMITTED, None)
    assert list(Event.objects.filter(submission=row).values_list("target", flat=True)) == [State.SUBMITTED]


def test_the_signer_does_not_sign_for_the_own_household(client):
    letter = story.endorsed()
    signer = budi()
    keys.make_key(signer.signing_posts[0], passphrase=story.PASSPHRASE, at=timezone.now())
    signer.user.kk_index = letter.submission.kk_index
    signer.user.save()
    story.login(client, signer)

    answer = client.post(
        reverse("services:sign_confirm", args=[OFFICE]),
        {"surat": f"{letter.pk}:{letter.content_hash}", "sign": "1", "passphrase": story.PASSPHRASE},
        follow=True,
    )

    letter.refresh_from_db()
    assert letter.state == "draft"
    assert "atas nama Anda atau keluarga Anda" in answer.content.decode()
