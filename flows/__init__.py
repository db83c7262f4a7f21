"""The doors for the clock: Prefect flows of a few lines each. Prefect wakes; once is decided in our own store."""
