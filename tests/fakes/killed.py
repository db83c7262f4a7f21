"""The end of a process, in the middle of whatever it did."""


class Killed(BaseException):
    """The process is gone; nothing can catch it."""
