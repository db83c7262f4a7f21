"""What every practice server shares: the clock, one pipeline for all calls, faults, limits, log, control API."""
