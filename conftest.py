"""What must be true before Django loads: test mode, a data folder of this run's own, the database the caller named."""

import atexit
import os
import shutil
import tempfile

_DATA = tempfile.mkdtemp(prefix="pendopo-test-")
_OWNER = os.getpid()


def _remove() -> None:
    if os.getpid() == _OWNER:  # a forked child must not take the folder away from its parent
        shutil.rmtree(_DATA, ignore_errors=True)


atexit.register(_remove)
os.environ["PENDOPO_MODE"] = "test"
os.environ["PENDOPO_DATA"] = _DATA
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
# Playwright's synchronous API runs an event loop in the test's own thread; Django's guard would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ |= {  # said outright, so that a developer's .env changes nothing
    "PENDOPO_HOSTS": "localhost,127.0.0.1,[::1],testserver",
    "PENDOPO_PUBLIC_URL": "http://localhost:8000",
    "PENDOPO_TRUSTED_PROXIES": "0",
    "PENDOPO_EMAIL_URL": "",
    "PENDOPO_ACCEL_PREFIX": "",
}
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = f"sqlite:///{_DATA}/pendopo.sqlite3"


def pytest_configure() -> None:
    """Load Django before the first test module names a model; judge properties by what they say, not by how fast.

    Under CI the examples are the same for every run: a submission is judged by its own faults, not by a lucky draw.
    """
    import django
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "pendopo",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=os.environ.get("CI") == "true",
    )
    settings.load_profile("pendopo")
    django.setup()
