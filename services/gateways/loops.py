"""pyHanko is asynchronous inside; its sums must also run where an event loop happens to run already."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def alone(work: Callable[[], T]) -> T:
    """Do the work here, or in a thread of its own when this one runs an event loop (an ASGI server, a test's browser)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
