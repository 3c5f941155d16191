"""Sheets are made of packaged files only, whatever their HTML asks for."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import page
import pikepdf
import pytest

from services.documents import printing

RED = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">'
    b'<rect width="9" height="9" fill="#f00"/></svg>'
)


@pytest.fixture
def listener():
    """A server on loopback that remembers who knocked."""
    knocks = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            knocks.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", knocks
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_fetched_and_nothing_is_attached(listener, tmp_path):
    address, knocks = listener
    secret = tmp_path / "rahasia.txt"
    secret.write_text("kata kunci kantor")
    html = f"""<html><head><link rel="stylesheet" href="{address}/a.css"><link rel="attachment" href="file://{secret}">
    <style>@import url({address}/b.css); body {{ background: url({address}/c.png) }}</style></head><body>
    <img src="{address}/d.png"><img src="file://{secret}"><object data="{address}/e.svg"></object>
    <a rel="attachment" href="file://{secret}">x</a><img src="data:image/svg+xml,<svg/>"></body></html>"""

    pdf = printing.to_pdf(html, styles=())

    assert knocks == []
    assert b"kata kunci kantor" not in pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert dict(opened.attachments) == {}


@pytest.mark.parametrize("name", ["../fonts/heading.woff2", "heading.woff2/../../x", "tokens.css", ""])
def test_only_named_files_are_packaged(name):
    with pytest.raises(ValueError, match="packaged"):
        printing.packaged_only().fetch(f"packaged:{name}")


def test_a_given_picture_is_shown():
    with_picture = printing.to_pdf('<img src="packaged:lambang">', styles=(), images={"lambang": RED})
    without = printing.to_pdf('<img src="packaged:lambang">', styles=())

    assert len(with_picture) > len(without)


def test_a_picture_of_one_call_is_unknown_to_the_next():
    printing.to_pdf('<img src="packaged:lambang">', styles=(), images={"lambang": RED})

    with pytest.raises(ValueError, match="packaged"):
        printing.packaged_only().fetch("packaged:lambang")


def test_threads_of_one_worker_may_print_at_the_same_time():
    pages = [f"<html lang=id><title>{n}</title><p style='font-family:Judul'>Lembar {n}</p></html>" for n in range(6)]

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda html: printing.to_pdf(html, styles=("base.css",)), pages))

    assert [title(pdf) for pdf in made] == list("012345")


def title(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.docinfo["/Title"])


@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
def test_a_sheet_can_be_kept_as_pdf_a():
    html = "<html lang='id'><title>Lembar</title><body style='font-family:Isi'><h1>Standar</h1><p>Isi</p></html>"

    report = page.validate_pdf_bytes(printing.to_pdf(html, styles=("base.css",), variant="pdf/a-3a"), profile="3a")

    assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.parametrize("theme, colour", [("nila", "#172c57"), ("wilis", "#0f443e"), ("unknown", "#172c57")])
def test_paper_and_pages_share_their_colours(theme, colour):
    assert printing.palette(theme)["primary800"] == colour
