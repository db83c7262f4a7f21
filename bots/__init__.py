"""The doors for people: one folder a chat channel."""
