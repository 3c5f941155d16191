"""Tables of survey instruments, periods, answers, and what was done about them."""
