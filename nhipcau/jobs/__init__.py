"""The use cases: one file each, named by a verb. Load facts, ask a rule, apply its intents in one transaction."""
