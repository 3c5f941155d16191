"""What holds for every address of the API: no cookie, no session, no CORS, JSON only, bounded, one shape of refusal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from werkzeug.test import Client as Wsgi

from config.wsgi import application
from office.actions import limits
from office.logs import redacted
from services.api.throttles import READ
from tests.people import dewi
from tests.services.api.asking import KEY, ROOT, a_service, get

pytestmark = pytest.mark.django_db
SUBMIT = f"{ROOT}/offices/kemlagi/drafts/tidak-ada/submit"
TRACK = f"{ROOT}/offices/kemlagi/track"


def raw(content, content_type="application/json"):
    a_service()
    return Client().generic("POST", SUBMIT, content, content_type=content_type, headers={"Idempotency-Key": KEY})


def is_problem(answer, status: int) -> bool:
    told = answer.json()
    return (answer.status_code, answer["Content-Type"], sorted(told)) == (
        status,
        "application/problem+json",
        ["detail", "errors", "status", "title"],
    ) and told["status"] == status


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/v1",
        "/v1/",
        "/v1/nik/3516154405880004",
        "/v2/offices",
        "/v1/offices/",
        "/v1/verify/a/b",
        "/v1/a\nb",
        "/v1/offices/Ke%20mlagi",
    ],
)
def test_an_unknown_address_is_refused_in_json(path):
    assert is_problem(Client().get(f"/api{path}"), 404)
    assert is_problem(Client().post(f"/api{path}"), 404)


def test_no_answer_sets_a_cookie_or_invites_another_origin():
    a_service()
    answers = [
        Client().get(f"{ROOT}{path}", headers={"Origin": "https://lain.example", "Accept": "text/html"})
        for path in ("/offices", "/schema", "/verify/K7", "/nope")
    ]

    for answer in answers:
        assert not answer.cookies
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        assert "json" in answer["Content-Type"]


def test_being_logged_in_changes_nothing():
    a_service()
    staff = Client()
    staff.force_login(dewi(at=timezone.now()).user)

    assert staff.get(f"{ROOT}/offices").json() == get("/offices").json()


def test_a_program_needs_no_csrf_token():
    a_service()
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(TRACK, "{}", content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "method, path, allowed",
    [
        ("post", "/offices", "GET, HEAD"),
        ("delete", "/offices/kemlagi", "GET, HEAD"),
        ("get", "/offices/kemlagi/track", "POST"),
        ("options", "/offices", "GET, HEAD"),
        ("put", "/verify", "POST"),
    ],
)
def test_another_method_is_refused_with_those_that_are_served(method, path, allowed):
    answer = getattr(Client(), method)(f"{ROOT}{path}")

    assert is_problem(answer, 405)
    assert answer["Allow"] == allowed


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b'"teks"', b"null", b"NaN", b'{"number": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 5_000, b'{"number": 1e999}',
])  # fmt: skip
def test_a_body_that_is_no_object_is_refused(content):
    assert is_problem(raw(content), 400)


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json-patch+json",
        "ngawur",
    ],
)
def test_another_kind_of_body_is_refused(kind):
    assert is_problem(raw(b"{}", kind), 415)


@pytest.mark.parametrize(
    "charset", ["utf-16", "zlib", "base64", "undefined", "idna", "\x00", "x" * 1000, '"zlib"', "*=utf-8''zlib"]
)
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/html"])
def test_the_charset_of_a_header_is_not_believed(one_transaction, charset, kind):
    named = f"; charset{charset if charset.startswith('*') else '=' + charset}"

    answer = Wsgi(application).post(f"{ROOT}/verify?a=%41&b=%ff", data=b"--x--\r\n", content_type=kind + named)

    assert answer.status_code in {400, 415}
    assert answer.json["status"] == answer.status_code


@pytest.mark.parametrize("content, kind", [
    (b"", "multipart/form-data"), (b"--x", "multipart/form-data; boundary="), (b"--x\r\nrusak", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nteks\r\n--x--\r\n', "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 500 + b"--x--\r\n", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1\r\n' * 40 + b"--x--\r\n", "multipart/form-data; boundary=x"),
])  # fmt: skip
def test_a_broken_form_is_refused(content, kind):
    assert is_problem(Client().post(f"{ROOT}/verify", content, content_type=kind), 400)


def test_a_body_beyond_its_bound_is_refused_before_it_is_read():
    assert is_problem(raw(b'{"data": "' + b"x" * 256 * 1024 + b'"}'), 413)
    assert is_problem(Client().post(TRACK, b"{" + b" " * 5_000 + b"}", content_type="application/json"), 413)


def test_reading_too_often_ends_with_a_word_on_when_to_come_back():
    a_service()
    limits.take(
        READ.scope,
        "127.0.0.1",
        at=timezone.now() + timedelta(hours=1),
        burst=READ.burst,
        per_seconds=READ.per_seconds,
        count=READ.burst,
    )

    stopped = [Client().get(f"{ROOT}/offices", headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(3)]

    assert all(is_problem(answer, 429) and int(answer["Retry-After"]) >= 1 for answer in stopped)


def test_a_fault_of_ours_is_told_with_a_code_and_no_trace(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("rahasia 3516154405880004")

    monkeypatch.setattr("services.api.catalogue.offices", broken)
    answer = Client().get(f"{ROOT}/offices")

    assert is_problem(answer, 500)
    assert "G-" in answer.json()["detail"]
    assert "rahasia" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.json()["detail"].split("kode ")[1].rstrip(".") in caplog.text


def test_the_description_comes_as_json_or_yaml():
    as_json, as_yaml, wrong = (
        Client().get(f"{ROOT}/schema"),
        Client().get(f"{ROOT}/schema", {"format": "yaml"}),
        Client().get(f"{ROOT}/schema", {"format": "exe"}),
    )

    assert as_json.json()["openapi"].startswith("3.")
    assert as_yaml.text.startswith("openapi: 3.")
    assert is_problem(wrong, 400)


def test_reading_the_head_is_reading():
    a_service()

    answer = Client().head(f"{ROOT}/offices")

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_log_of_an_address_names_no_key():
    logged = redacted("Internal Server Error: /api/v1/offices/kemlagi/drafts/rahasia-sekali/submit")

    assert "rahasia" not in logged
    assert logged.endswith("/drafts/[kode]/submit")
