"""The demo's settings with the bare view beside the portal, in a data folder of the benchmark's own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("PENDOPO_DATA", str(Path(tempfile.gettempdir()) / "pendopo-bench"))

from config.settings import *  # noqa: F403 - settings are meant to be read whole, after the folder is named

ROOT_URLCONF = "bench.urls"
