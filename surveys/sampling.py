"""How many respondents a survey needs: Krejcie and Morgan's table as the formula behind it; pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import sqrt

from surveys.scoring import half_up

CHI_SQUARED = Fraction(3841, 1000)
P_TIMES_Q = Fraction(1, 4)
ERROR_SQUARED = Fraction(25, 10_000)


def required(users: int) -> int:
    """S for N users of the previous period, rounded to nearest: a ceiling gives wrong values (DOMAIN 1.6).

    Raises ValueError for a negative number.
    """
    if users < 0:
        raise ValueError("Jumlah pengguna layanan tidak boleh kurang dari 0")
    if users == 0:
        return 0
    spread = CHI_SQUARED * P_TIMES_Q
    return int(half_up(spread * users / (ERROR_SQUARED * (users - 1) + spread), 0))


def margin(answers: int, users: int) -> Decimal | None:
    """The error in percent that `answers` out of `users` leave at 95 % confidence; None where it cannot be said."""
    if answers < 1 or users < 1:
        return None
    if answers >= users:
        return Decimal(0)
    spread = float(CHI_SQUARED * P_TIMES_Q)
    return half_up(Fraction(sqrt(spread * (users - answers) / (answers * (users - 1))) * 100), 1)
