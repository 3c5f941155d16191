"""What every test gets without asking: cheap password hashes, an empty mailbox."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache


@pytest.fixture(autouse=True, scope="session")
def quick_argon2():
    """The same algorithm with the smallest cost: a hash takes 1 ms instead of 60."""
    before = Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1
    yield
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = before


@pytest.fixture(autouse=True)
def empty_cache():
    """Rows get the same keys again from test to test; what was kept of the last ones must go."""
    cache.clear()
