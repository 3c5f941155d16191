"""A body that is too large is refused by its announced size, before it is read."""

import pytest

PAGE = "/kemlagi/permohonan/x/unggah/"


@pytest.mark.parametrize("announced", [48 * 1024 * 1024 + 1, 10**10, "banyak"])
def test_a_body_that_is_too_large_or_of_no_size_is_refused_unread(client, announced):
    answer = client.generic("POST", PAGE, b"x", CONTENT_LENGTH=str(announced))

    assert answer.status_code == 413
    assert "Berkas terlalu besar" in answer.content.decode()


def test_the_upload_script_gets_words_it_can_show(client):
    answer = client.generic("POST", PAGE, b"x", CONTENT_LENGTH=str(10**9), HTTP_X_REQUESTED_WITH="fetch")

    assert (answer.status_code, "Kiriman terlalu besar" in answer.json()["error"]) == (413, True)


@pytest.mark.django_db
def test_a_body_at_the_limit_is_read(client, settings):
    settings.REQUEST_BODY_LIMIT = 10

    assert client.generic("POST", PAGE, b"0123456789").status_code == 404
