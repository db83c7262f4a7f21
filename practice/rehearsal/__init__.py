"""A whole month on a virtual clock: personas drive the real bot and the real flows against the practice servers."""
