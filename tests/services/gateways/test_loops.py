"""Signing and judging where an event loop runs already: an ASGI server, a browser test."""

import asyncio

from services.gateways.loops import alone


async def seven() -> int:
    return 7


def test_work_is_done_here_when_no_loop_runs():
    assert alone(lambda: asyncio.run(seven())) == 7


def test_work_is_done_elsewhere_when_a_loop_runs():
    async def caller() -> int:
        return alone(lambda: asyncio.run(seven()))

    assert asyncio.run(caller()) == 7
