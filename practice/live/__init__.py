"""The live practice network: invented people who answer by themselves, and a clock that goes from event to event."""
