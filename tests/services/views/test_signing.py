"""The signer's desk: what was read is what is signed, every letter's fate is told, nothing gets lost on the way."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.models import Post, Role
from services.actions import keys
from services.actions import letters as letter_verbs
from services.models import EntryState, Letter, RegisterEntry, SignerKey
from services.workflow import LetterState, State
from tests.factories import make_user, staff
from tests.people import budi, sari
from tests.services.views import desk_stories as story

pytestmark = pytest.mark.django_db
DESK, CONFIRM = "/petugas/kemlagi/tanda-tangan/", "/petugas/kemlagi/tanda-tangan/konfirmasi/"


def make_key():
    return keys.make_key(budi().signing_posts[0], passphrase=story.PASSPHRASE, at=timezone.now())


def value(letter: Letter) -> str:
    return f"{letter.pk}:{letter.content_hash}"


def shown(answer) -> str:
    return " ".join(answer.content.decode().split())


def sign(client, *letters: Letter, passphrase: str = story.PASSPHRASE):
    return client.post(
        CONFIRM, {"surat": [value(letter) for letter in letters], "sign": "1", "passphrase": passphrase}, follow=True
    )


def test_the_desk_shows_the_letters_with_the_most_urgent_opened(client):
    first, second = story.endorsed(), story.endorsed(applicant_name="Mbah Tumini")
    story.login(client, budi())

    page = client.get(DESK).content.decode()
    chosen = client.get(f"{DESK}?surat={second.pk}").content.decode()

    assert page.index("Siti Rohmah") < page.index("Mbah Tumini")
    assert f'value="{value(first)}"' in page
    assert "checked" not in re.search(r'<ul class="letter-list">.*?</ul>', page, re.DOTALL)[0]
    assert "Pratinjau: Siti Rohmah" in page
    assert "Paraf Kasi Pelayanan" in page
    assert "Pratinjau: Mbah Tumini" in chosen
    assert "Anda belum punya sertifikat" in page


def test_a_batch_is_listed_by_name_before_the_passphrase_is_asked(client):
    one, two = story.endorsed(), story.endorsed(applicant_name="Mbah Tumini")
    make_key()
    story.login(client, budi())

    page = shown(client.post(CONFIRM, {"surat": [value(one), value(two)]}))

    assert "Tanda tangani 2 surat" in page
    assert "Siti Rohmah" in page
    assert "Mbah Tumini" in page
    assert 'autocomplete="current-password"' in page
    assert Letter.objects.filter(state=LetterState.DRAFT).count() == 2


def test_signing_needs_a_choice(client):
    story.endorsed()
    story.login(client, budi())

    assert "Pilih paling sedikit satu surat" in shown(client.post(CONFIRM, {}, follow=True))
    assert "Pilih paling sedikit satu surat" in shown(client.post(CONFIRM, {"surat": ["ngawur", ":"]}, follow=True))
    assert client.post(CONFIRM, {"all": "1"}).url == f"{DESK}?semua=1"
    assert client.get(CONFIRM).status_code == 405


def test_a_batch_is_signed_and_one_bad_letter_stops_no_other(client):
    one, bad, two = (
        story.endorsed(),
        story.endorsed(applicant_name="Milik Sendiri"),
        story.endorsed(applicant_name="Mbah Tumini"),
    )
    make_key()
    type(bad.submission).objects.filter(pk=bad.submission_id).update(officer=budi().user)
    story.login(client, budi())

    page = shown(sign(client, one, bad, two))

    states = [story.fresh(row).state for row in (one, bad, two)]
    assert states == ["issued", "draft", "issued"]
    assert "2 surat ditandatangani dan dikirim ke warga, 1 belum." in page
    assert f"Milik Sendiri, {bad.submission.number}: Anda yang memeriksa permohonan ini." in page
    assert [entry.seq for entry in RegisterEntry.objects.order_by("seq")] == [1, 2]
    assert story.PASSPHRASE not in page


def test_what_changed_since_it_was_read_is_not_signed(client):
    letter = story.endorsed()
    make_key()
    story.login(client, budi())
    stale = {"surat": f"{letter.pk}:{'0' * 64}"}

    page = shown(client.post(CONFIRM, stale))
    answer = shown(client.post(CONFIRM, {**stale, "sign": "1", "passphrase": story.PASSPHRASE}, follow=True))

    assert "Isi surat ini berubah sejak Anda membacanya" in page
    assert "Isi surat berubah sejak Anda membacanya. Baca lagi sebelum menandatangani." in answer
    assert (story.fresh(letter).state, RegisterEntry.objects.count()) == ("draft", 0)


def test_a_wrong_passphrase_costs_tries_and_then_a_rest(client):
    letter = story.endorsed()
    key = make_key()
    story.login(client, budi())

    pages = [shown(sign(client, letter, passphrase="salah sekali ini")) for _ in range(5)]
    resting = shown(sign(client, letter))

    assert "Frasa sandi tidak cocok. Sisa 4 kali percobaan" in pages[0]
    assert "Sisa 1 kali percobaan" in pages[3]
    assert "Sertifikat diistirahatkan 15 menit" in pages[4]
    assert "Sertifikat bisa dipakai lagi pukul" in resting
    assert story.fresh(letter).state == "draft"
    assert "salah sekali ini" not in pages[0]
    SignerKey.objects.filter(pk=key.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    sign(client, letter)
    assert story.fresh(letter).state == "issued"


def test_without_a_certificate_the_way_leads_to_making_one(client):
    letter = story.endorsed()
    story.login(client, budi())

    page = shown(sign(client, letter))

    assert "Anda belum punya sertifikat. Buat dulu, lalu tanda tangani." in page
    assert "Buat sertifikat internal" in page
    assert story.fresh(letter).state == "draft"


def test_a_certificate_is_made_by_whoever_knows_the_accounts_password(client):
    signer = budi()
    story.login(client, signer)
    url = reverse("services:sign_key", args=["kemlagi"])
    said = {"passphrase": story.PASSPHRASE, "again": story.PASSPHRASE, "password": "rahasia-yang-panjang-1"}

    answers = [
        shown(client.post(url, {**said, **change}))
        for change in (
            {"passphrase": "pendek", "again": "pendek"},
            {"again": "lain-lagi-bunyinya"},
            {"passphrase": "aaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaa"},
            {"passphrase": "rahasia-yang-panjang-1", "again": "rahasia-yang-panjang-1"},
            {"password": "salah"},
        )
    ]
    assert SignerKey.objects.count() == 0
    client.post(url, said)

    words = [
        "paling sedikit 12 huruf",
        "yang kedua tidak sama",
        "terlalu mudah ditebak",
        "harus lain dari kata sandi akun",
        "Kata sandi akun tidak cocok",
    ]
    assert [word for word, answer in zip(words, answers, strict=True) if word not in answer] == []
    assert SignerKey.objects.get(revoked_at=None).user == signer.user


def test_the_accounts_password_can_be_tried_five_times(client):
    story.login(client, budi())
    url = reverse("services:sign_key", args=["kemlagi"])
    said = {"passphrase": story.PASSPHRASE, "again": story.PASSPHRASE}

    for _ in range(5):
        client.post(url, {**said, "password": "salah"})
    last = shown(client.post(url, {**said, "password": "rahasia-yang-panjang-1"}))

    assert "Terlalu banyak percobaan" in last
    assert SignerKey.objects.count() == 0


def test_the_passphrase_is_changed_and_the_old_one_opens_nothing(client):
    letter = story.endorsed()
    make_key()
    story.login(client, budi())
    url = reverse("services:sign_passphrase", args=["kemlagi"])
    new = "sapi-hijau-naik-kereta"

    wrong = shown(client.post(url, {"current": "bukan ini frasanya", "passphrase": new, "again": new}))
    client.post(url, {"current": story.PASSPHRASE, "passphrase": new, "again": new})

    assert "Frasa sandi tidak cocok. Sisa 4 kali percobaan" in wrong
    assert "tidak cocok" in shown(sign(client, letter))
    sign(client, letter, passphrase=new)
    assert story.fresh(letter).state == "issued"


def test_a_signer_whose_term_ended_yesterday_is_told_so_and_signs_nothing(client):
    letter = story.endorsed()
    make_key()
    signer = budi()
    yesterday = timezone.localdate() - timedelta(days=1)
    Post.objects.filter(user=signer.user).update(ends_on=yesterday)
    staff("budi", signer.user.name, Role.VERIFIER)
    story.login(client, signer)

    page, answer = client.get(DESK), sign(client, letter)

    assert page.status_code == 403
    assert "Masa jabatan Anda sebagai penanda tangan sudah berakhir" in shown(page)
    assert "Camat Kemlagi berakhir" in shown(page)
    assert answer.status_code == 403
    assert (story.fresh(letter).state, RegisterEntry.objects.count()) == ("draft", 0)


def test_a_letter_for_another_signer_is_not_on_this_desk(client):
    letter = story.endorsed()
    acting = staff(
        "plh", "Sekretaris Plh", Role.SECRETARY, signs=True, capacity="plh", decree="800/1", title="Plh. Camat Kemlagi"
    )
    keys.make_key(acting.signing_posts[0], passphrase=story.PASSPHRASE, at=timezone.now())
    story.login(client, acting)

    assert "Tidak ada surat menunggu" in shown(client.get(DESK))
    assert "sudah tidak menunggu" in shown(sign(client, letter))
    assert client.get(reverse("services:sign_return", args=["kemlagi", letter.pk])).status_code == 404
    assert story.fresh(letter).state == "draft"


def test_a_stuck_letter_is_shown_and_keeps_its_number_when_it_is_signed_again(client):
    stuck, other = story.endorsed(), story.endorsed(applicant_name="Mbah Tumini")
    make_key()
    letter_verbs.begin_signing(stuck, content_hash=stuck.content_hash, staff=budi(), at=timezone.now())
    story.login(client, budi())
    page = shown(client.get(DESK))
    assert "Belum selesai, tanda tangani lagi" in page
    number, code = story.fresh(stuck).entry.number, story.fresh(stuck).code

    sign(client, other, stuck)

    again = story.fresh(stuck)
    assert (again.state, again.entry.number, again.code) == ("issued", number, code)
    assert sorted(RegisterEntry.objects.values_list("seq", flat=True)) == [1, 2]


def test_a_stuck_letter_is_given_up_with_a_reason_and_its_number_is_void(client):
    stuck = story.endorsed()
    letter_verbs.begin_signing(stuck, content_hash=stuck.content_hash, staff=budi(), at=timezone.now())
    story.login(client, budi())
    url = reverse("services:sign_give_up", args=["kemlagi", stuck.pk])

    assert client.post(url, {}).status_code == 422
    client.post(url, {"prepared": "Permohonan dibatalkan"})

    again = story.fresh(stuck)
    assert (again.state, again.entry.state, again.entry.reason) == ("void", EntryState.VOID, "Permohonan dibatalkan")
    assert story.fresh(again.submission).state == State.COMPLETE


def test_a_numbered_letter_cannot_simply_be_returned(client):
    stuck = story.endorsed()
    letter_verbs.begin_signing(stuck, content_hash=stuck.content_hash, staff=budi(), at=timezone.now())
    story.login(client, budi())

    client.post(reverse("services:sign_return", args=["kemlagi", stuck.pk]), {"prepared": "Keperluan belum jelas"})

    assert story.fresh(stuck).state == "signing"


def test_the_signer_returns_a_letter_with_a_reason(client):
    letter = story.endorsed()
    story.login(client, budi())

    page = shown(
        client.post(
            reverse("services:sign_return", args=["kemlagi", letter.pk]),
            {"prepared": "Keperluan belum jelas"},
            follow=True,
        )
    )

    assert "Surat Siti Rohmah dikembalikan." in page
    assert story.fresh(letter).state == "void"
    assert story.fresh(letter.submission).events.last().note == "Keperluan belum jelas"


def test_the_preview_has_a_page_of_its_own_for_phones(client):
    letter = story.endorsed()
    story.login(client, budi())
    url = reverse("services:sign_preview", args=["kemlagi", letter.pk])
    page = client.get(url).content.decode()
    assert f'name="surat" value="{value(letter)}"' in page
    story.letters.return_letter(letter.submission, reason="x", staff=budi(), at=timezone.now())

    assert "sudah tidak menunggu tanda tangan Anda" in shown(client.get(url, follow=True))


def test_an_issued_letter_is_revoked_with_a_public_reason_and_replaced(client):
    letter = story.issued()
    story.login(client, budi())
    url = reverse("services:letter_revoke", args=["kemlagi", letter.pk])
    assert "Surat terbit" in shown(client.get("/petugas/kemlagi/tanda-tangan/terbit/"))

    assert client.post(url, {}).status_code == 422
    client.post(url, {"prepared": "Ada kesalahan data di surat", "replace": "1"})
    second = client.post(url, {"prepared": "Ada kesalahan data di surat"}, follow=True)

    again = story.fresh(letter)
    assert (again.state, again.revoke_reason, again.revoked_by) == (
        "revoked",
        "Ada kesalahan data di surat",
        budi().user,
    )
    assert story.fresh(again.submission).state == State.COMPLETE
    assert "Surat ini sudah dicabut." in shown(second)
    new = letter_verbs.draft_letter(story.fresh(letter.submission), staff=sari(), at=timezone.now())
    assert new.replaces == letter


def test_the_desk_reads_a_fixed_number_of_rows(client, django_assert_num_queries):
    story.login(client, budi())
    story.endorsed()
    client.get(DESK)
    with django_assert_num_queries(12):
        client.get(DESK)
    story.endorsed()
    story.endorsed()

    with django_assert_num_queries(12):
        client.get(DESK)


def test_a_clerk_has_no_business_at_the_signers_desk(client):
    letter = story.endorsed()
    story.login(client, sari())

    assert client.get(DESK).status_code == 403
    assert client.post(CONFIRM, {"surat": value(letter)}).status_code == 403
    assert make_user("sari", "Sari").pk == sari().user.pk
