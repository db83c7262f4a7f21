"""The rules: facts and a moment in, intents and reasons out. Standard library only, no clock, no I/O, no chance."""
