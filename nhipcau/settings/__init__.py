"""config/*.yaml into frozen rule objects; every fault at once, in plain sentences."""

from nhipcau.settings.faults import BadConfig, Fault
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Network, Pace, Rulebook, Tab

__all__ = ["BadConfig", "Fault", "Network", "Pace", "Rulebook", "Tab", "load_rulebook"]
