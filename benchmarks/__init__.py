"""Measurements: `python -m benchmarks` takes them all, `python -m benchmarks NAME` one."""
