"""docker-compose.yml and nginx.conf: read for what must hold; nginx itself is started here, Docker is not."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from config.keys import NAMES, load_keys

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
KEEPERS = {"db": "/var/lib/postgresql/data", "redis": "/data", "web": "/data/private", "worker": "/data/private"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"setup"}))
def test_every_service_says_how_it_is_known_to_live(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_runs_without_root_on_a_read_only_system(name):
    service = SERVICES[name]

    assert int(service["user"].split(":")[0]) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name, folder", sorted(KEEPERS.items()))
def test_what_must_survive_lies_in_a_named_volume(name, folder):
    mounts = dict(volume.split(":")[:2][::-1] for volume in SERVICES[name]["volumes"])

    assert mounts[folder] in COMPOSE["volumes"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_secret_a_service_reads_is_a_declared_file(name):
    service = SERVICES[name]
    granted = set(service.get("secrets", []))
    named = set(re.findall(r"/run/secrets/(\w+)", yaml.safe_dump(service)))

    assert named <= granted <= set(COMPOSE["secrets"])
    assert all(COMPOSE["secrets"][secret]["file"] == f"./secrets/{secret}" for secret in granted)


def test_no_secret_stands_in_the_file():
    for service in SERVICES.values():
        for key, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|DATABASE_URL|BROKER_URL|EMAIL_URL", key):
                assert key.endswith("_FILE")
                assert value.startswith("/run/secrets/")


def test_database_and_broker_are_reached_from_inside_only():
    assert COMPOSE["networks"]["inner"]["internal"] is True
    assert all("ports" not in service for name, service in SERVICES.items() if name != "proxy")
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inner"]
    assert int(re.search(r"postgres:(\d+)", SERVICES["db"]["image"])[1]) >= 15
    assert "--appendonly yes" in " ".join(SERVICES["redis"]["command"])


def test_fresh_secrets_are_accepted_kept_and_closed(tmp_path, monkeypatch):
    folder = tmp_path / "secrets"
    for _ in range(2):  # the second time must not replace anything
        subprocess.run([sys.executable, "scripts/new_secrets.py", folder], cwd=ROOT, check=True, capture_output=True)
        contents = {path.name: path.read_text() for path in folder.iterdir()}
    for name in NAMES:
        monkeypatch.setenv(f"PENDOPO_{name}_FILE", str(folder / name.lower()))

    assert set(load_keys(demo=False, folder=tmp_path)) == set(NAMES)
    assert {path.name: path.read_text() for path in folder.iterdir()} == contents
    assert set(COMPOSE["secrets"]) - set(contents) == {"email_url", "tls_certificate", "tls_key"}
    assert folder.stat().st_mode & 0o077 == 0


# ---------------------------------------------------------------- the proxy, running


class Portal(BaseHTTPRequestHandler):
    """Stands where the web container stands: shows the headers it got, hands out one private file."""

    def do_GET(self):
        self.send_response(200)
        if self.path == "/berkas":
            self.send_header("X-Accel-Redirect", "/_private/ab/abcd")
            self.send_header("Content-Type", "image/webp")
        self.end_headers()
        self.wfile.write("\n".join(f"{key}: {value}" for key, value in self.headers.items()).encode())

    def log_message(self, *args):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """nginx with docker/nginx.conf, in a folder of its own: only addresses and folders are exchanged."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        assert os.environ.get("CI") != "true", "nginx is missing: apt-get install nginx-light"
        pytest.skip("nginx is not on this machine")
    folder = tmp_path_factory.mktemp("proxy")
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    port = free_port()
    configuration = laid_out(folder, upstream=portal.server_port, port=port)
    check = subprocess.run([nginx, "-t", "-c", configuration], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    with subprocess.Popen([nginx, "-c", configuration, "-g", "daemon off;"], stdout=subprocess.DEVNULL) as server:
        _wait_for(port)
        yield port
        server.terminate()
    portal.shutdown()
    portal.server_close()


def laid_out(folder, *, upstream, port):
    for name in ("private/ab", "static"):
        (folder / name).mkdir(parents=True)
    (folder / "private/ab/abcd").write_bytes(b"KTP")
    (folder / "static/portal.abc.css").write_text("body{}")
    folder.parent.chmod(0o755)
    folder.chmod(0o755)
    make_certificate(folder)
    text = (ROOT / "docker/nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "/tmp/": f"{folder}/",  # noqa: S108 - first: the folder itself may lie there
        "web:8000": f"127.0.0.1:{upstream}",
        "listen 8080": f"listen 127.0.0.1:{free_port()}",
        "listen 8443": f"listen 127.0.0.1:{port}",
        "/run/secrets": str(folder),
        "/data": str(folder),
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(("user root;\n" if os.getuid() == 0 else "") + text)
    return folder / "nginx.conf"


def make_certificate(folder):
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=localhost", "-keyout", folder / "tls_key", "-out", folder / "tls_certificate"]
    subprocess.run([*command, *names], check=True, capture_output=True)


def _wait_for(port):
    for _ in range(100):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx does not answer")


def get(port, path, **headers):
    import ssl

    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    request = urllib.request.Request(f"https://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, context=context, timeout=5) as answer:
        return answer.headers, answer.read().decode()


def test_a_private_file_leaves_only_on_the_portals_word(proxy):
    headers, body = get(proxy, "/berkas")

    assert body == "KTP"
    assert headers["Content-Type"] == "image/webp"
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        get(proxy, "/_private/ab/abcd")
    assert "KTP" not in refused.value.read().decode()
    refused.value.close()


def test_static_files_are_served_without_the_portal_and_kept_by_browsers(proxy):
    headers, body = get(proxy, "/static/portal.abc.css")

    assert body == "body{}"
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/static/../private/ab/abcd", "/static../private/ab/abcd", "/static/%2e%2e/private/ab/abcd"]
)
def test_no_path_leads_out_of_the_static_folder(proxy, path):
    try:
        _, body = get(proxy, path)
    except urllib.error.HTTPError as refused:
        body = refused.read().decode()
        refused.close()

    assert "KTP" not in body


def test_what_a_visitor_claims_about_addresses_is_dropped(proxy):
    _, seen = get(
        proxy,
        "/",
        **{"X-Forwarded-For": "203.0.113.77", "X-Forwarded-Host": "jahat.example", "Forwarded": "for=1.2.3.4"},
    )

    assert "203.0.113.77" not in seen
    assert "jahat.example" not in seen
    assert "1.2.3.4" not in seen
    assert "X-Forwarded-For: 127.0.0.1" in seen
    assert "X-Forwarded-Proto: https" in seen
