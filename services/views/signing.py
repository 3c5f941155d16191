"""The signer's desk: read, send back, sign a batch, retry what got stuck, and what was issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from office.guards import member, open_to, signer
from office.models import Post
from office.staff import Staff
from office.wording import clock, plain_date
from services.actions import letters
from services.actions.keys import live_key
from services.documents.letter import render_html
from services.forms.desk import ReasonForm
from services.forms.signing import GIVE_UP_REASONS, LETTER, RETURN_REASONS, PassphraseForm, ticked
from services.models import Letter
from services.promise_words import Countdown
from services.queries import signing_desk
from services.queries.cases import papers_of
from services.tasks.signing import KeyResting, NoKey, Outcome, PassphraseRefused, content_read, sign_batch
from services.views.asking import REFUSALS, local, office_of, posted, refusal_text, staff_of, with_page
from services.views.countdown import countdown_of
from services.views.letters import missing_labels, parafs
from services.workflow import LetterState


@open_to(member)
@require_safe
def sign_desk(request: HttpRequest, office: str) -> HttpResponse:
    """What waits for this person's signature. Without a signing post today the page says since when."""
    staff, at = staff_of(request), timezone.now()
    if not staff.signing_posts:
        context: dict[str, Any] = {"ended": _ended_post(staff, at), "no_posts": True}
        return render(
            request, "services/signing/sign_desk.html", with_page(request, "Meja tanda tangan", **context), status=403
        )
    waiting, countdown = signing_desk.sign_list(staff), countdown_of(staff.office, at)
    opened = _opened(request, staff, waiting)
    context = {
        "lines": [_line(row, countdown, opened, office) for row in waiting], "all_ticked": "semua" in request.GET, "key": _key_facts(staff, at),
        **(_preview(opened) if opened else {}),
    }  # fmt: skip
    return render(request, "services/signing/sign_desk.html", with_page(request, "Meja tanda tangan", **context))


def _ended_post(staff: Staff, at: datetime) -> Post | None:
    """The signing post whose term ended last, for somebody who may no longer sign."""
    return (
        Post.objects.filter(
            user=staff.user, office=staff.office, signs=True, ends_on__lt=local(staff.office, at).date()
        )
        .order_by("-ends_on")
        .first()
    )


def _opened(request: HttpRequest, staff: Staff, waiting: Sequence[Letter]) -> Letter | None:
    """The letter in the pane: the one asked for, or the most urgent."""
    asked = request.GET.get(LETTER, "")
    chosen = next((row for row in waiting if str(row.pk) == asked), next(iter(waiting), None))
    return signing_desk.letter_to_sign(staff, chosen.pk) if chosen else None


def _line(row: Letter, countdown: Countdown, opened: Letter | None, slug: str) -> dict[str, Any]:
    due = row.submission.due_at
    left = countdown.left(due, row.submission.warn_at) if due else None
    return {
        "letter": row, "value": f"{row.pk}:{row.content_hash}", "opened": opened is not None and opened.pk == row.pk,
        "state": left.state if left else "paused", "left": left.text if left else "Belum berjalan", "tail": row.submission.number.rsplit("-", 1)[-1],
        "stuck": row.state == LetterState.SIGNING, "url": f"{reverse('services:sign_desk', args=[slug])}?{LETTER}={row.pk}",
        "reminded": getattr(row, "reminded", False),
    }  # fmt: skip


def _preview(letter: Letter, heading: str = "h3") -> dict[str, Any]:
    content = content_read(letter)
    return {
        "opened": letter, "submission": letter.submission, "sheet": render_html(content, heading=heading), "parafs": parafs(letter),
        "missing": missing_labels(content), "warnings": letter.submission.data.get("warnings", []),
        "papers": sum(1 for paper in papers_of(letter.submission) if paper.document and paper.document.file),
    }  # fmt: skip


def _key_facts(staff: Staff, at: datetime) -> dict[str, Any]:
    """Whether this signer can sign now, and if not, what to do."""
    key = live_key(staff.user)
    if key is None:
        return {"missing": True}
    resting = key.locked_until if key.locked_until and key.locked_until > at else None
    return {
        "expired": key.expires_at <= at, "until": plain_date(local(staff.office, key.expires_at).date()),
        "resting": clock(local(staff.office, resting)) if resting else "",
    }  # fmt: skip


@open_to(signer)
@require_safe
def sign_preview(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """One letter on a page of its own, as a phone shows it."""
    staff, at = staff_of(request), timezone.now()
    letter = signing_desk.letter_to_sign(staff, pk)
    if letter is None:
        return _gone(request, pk)
    line = _line(letter, countdown_of(staff.office, at), letter, office)
    context = {"line": line, **_preview(letter, "h2"), "key": _key_facts(staff, at)}
    return render(
        request,
        "services/signing/sign_preview.html",
        with_page(request, f"Surat {letter.submission.applicant_name}", **context),
    )


def _gone(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A letter that no longer waits here: another office's is a 404, ours says so."""
    get_object_or_404(Letter, pk=pk, office=office_of(request))
    messages.info(request, "Surat itu sudah tidak menunggu tanda tangan Anda.")
    return redirect("services:sign_desk", office_of(request).slug)


@open_to(signer)
@require_POST
@sensitive_post_parameters()
def sign_confirm(request: HttpRequest, office: str) -> HttpResponseBase:
    """First the list of names, then the passphrase; nothing is signed by a single tap."""
    if "all" in request.POST:
        return redirect(f"{reverse('services:sign_desk', args=[office])}?semua=1")
    wanted = dict(ticked(request.POST))
    found = signing_desk.letters_to_sign(staff_of(request), list(wanted))
    if not found:
        messages.error(
            request,
            "Pilih paling sedikit satu surat untuk ditandatangani."
            if not wanted
            else "Surat yang dipilih sudah tidak menunggu tanda tangan.",
        )
        return redirect("services:sign_desk", office)
    form = PassphraseForm(request.POST if "sign" in request.POST else None)
    if form.is_bound and form.is_valid():
        return _sign(request, found, wanted, form)
    return _confirm_page(request, found, wanted, form)


def _confirm_page(
    request: HttpRequest, found: Sequence[Letter], wanted: dict[UUID, str], form: PassphraseForm
) -> HttpResponse:
    changed = [row for row in found if row.content_hash != wanted[row.pk]]
    fit = [row for row in found if row.content_hash == wanted[row.pk]]
    values = [f"{row.pk}:{row.content_hash}" for row in fit]
    context = {
        "letters": fit,
        "changed": changed,
        "values": values,
        "form": form,
        "key": _key_facts(staff_of(request), timezone.now()),
    }
    return render(
        request,
        "services/signing/sign_confirm.html",
        with_page(request, f"Tanda tangani {len(fit)} surat", **context),
        status=422 if form.is_bound else 200,
    )


def _sign(
    request: HttpRequest, found: Sequence[Letter], wanted: dict[UUID, str], form: PassphraseForm
) -> HttpResponseBase:
    staff, at = staff_of(request), timezone.now()
    try:
        outcomes = sign_batch(
            [(row, wanted[row.pk]) for row in found], staff=staff, passphrase=form.cleaned_data["passphrase"], at=at
        )
    except NoKey:
        messages.error(request, "Anda belum punya sertifikat. Buat dulu, lalu tanda tangani.")
        return redirect("services:sign_key", staff.office.slug)
    except (KeyResting, PassphraseRefused) as refusal:
        form.add_error("passphrase", refusal_of_key(refusal, staff))
        return _confirm_page(request, found, wanted, form)
    _report(request, outcomes)
    return redirect("services:sign_desk", staff.office.slug)


def refusal_of_key(refusal: Exception, staff: Staff) -> str:
    if isinstance(refusal, KeyResting):
        return f"Terlalu banyak percobaan. Sertifikat bisa dipakai lagi pukul {clock(local(staff.office, refusal.args[0]))}"
    left = refusal.args[0]
    return (
        f"Frasa sandi tidak cocok. Sisa {left} kali percobaan"
        if left
        else "Frasa sandi tidak cocok. Sertifikat diistirahatkan 15 menit"
    )


def _report(request: HttpRequest, outcomes: Sequence[Outcome]) -> None:
    """Letter by letter what became of it."""
    done = [outcome for outcome in outcomes if not outcome.problem]
    failed = [outcome for outcome in outcomes if outcome.problem]
    if done:
        messages.success(
            request,
            f"{len(done)} surat ditandatangani dan dikirim ke warga{f', {len(failed)} belum' if failed else ''}.",
        )
    for outcome in failed:
        submission = outcome.letter.submission
        messages.error(request, f"{submission.applicant_name}, {submission.number}: {outcome.problem}")


def _find_waiting(request: HttpRequest, pk: UUID) -> Letter:
    letter = signing_desk.letter_to_sign(staff_of(request), pk)
    if letter is None:
        raise Http404
    return letter


@open_to(signer)
def return_letter(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Send a letter back to be rewritten, with a reason from a short list."""
    letter = _find_waiting(request, pk)
    words = {
        "title": "Kembalikan surat",
        "button": "Kembalikan untuk diperbaiki",
        "lead": "Petugas membaca alasan ini, warga tidak. Waktu layanan tetap berjalan.",
    }
    return _reasoned(
        request,
        letter,
        words,
        RETURN_REASONS,
        lambda why, at: letters.return_letter(letter.submission, reason=why, staff=staff_of(request), at=at),
        "dikembalikan",
    )


@open_to(signer)
def give_up(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Void a numbered letter that could not be signed; the number stays in the register."""
    letter = _find_waiting(request, pk)
    words = {
        "title": "Batalkan nomor surat",
        "button": "Batalkan surat ini",
        "lead": "Nomornya tetap di buku agenda dengan alasan ini dan tidak dipakai lagi.",
    }
    return _reasoned(
        request,
        letter,
        words,
        GIVE_UP_REASONS,
        lambda why, at: letters.give_up(letter, reason=why, staff=staff_of(request), at=at),
        "dibatalkan",
    )


def _reasoned(
    request: HttpRequest, letter: Letter, words: dict[str, str], reasons: tuple[str, ...], act: Any, done: str
) -> HttpResponseBase:
    form, at = ReasonForm(posted(request), reasons=reasons), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            act(form.reason, at)
        except REFUSALS as error:
            messages.error(request, refusal_text(letter.submission, error, at=at))
        else:
            messages.success(request, f"Surat {letter.submission.applicant_name} {done}.")
        return redirect("services:sign_desk", letter.office.slug)
    context = {"form": form, "letter": letter, "submission": letter.submission, "words": words}
    return render(
        request,
        "services/signing/reason.html",
        with_page(request, words["title"], **context),
        status=422 if form.is_bound else 200,
    )
