"""Benchmarks, run by hand and by `make bench`; every figure is a ratio to a floor measured in the same run."""
