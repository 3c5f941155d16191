"""What a file may be and what the process that decodes it may use."""

import resource

LARGEST_STORED = 2_000_000
MOST_PIXELS = 50_000_000

CPU_SECONDS = 10
MEMORY = 280 * 1024 * 1024  # data and anonymous maps: what a decoder can blow up
ADDRESS_SPACE = 1024 * 1024 * 1024
LARGEST_ANSWER = 4 * 1024 * 1024
OPEN_FILES = 32


def tighten() -> None:
    """From here on a bomb gets MemoryError or a signal in this process; the web server only sees a refusal."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_DATA, MEMORY)
    _limit(resource.RLIMIT_AS, ADDRESS_SPACE)
    _limit(resource.RLIMIT_FSIZE, LARGEST_ANSWER)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))
