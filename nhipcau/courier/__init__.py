"""Sends one message at a time, at the channel's pace, and turns its refusals into our errors."""
