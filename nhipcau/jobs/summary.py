"""What a job did, in counts: printed, logged, shown as a Prefect artifact."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Summary:
    """Counts by name; an empty one means that there was nothing to do."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Summary") -> "Summary":
        names = dict.fromkeys([*self.counts, *other.counts])
        return Summary({name: self.counts.get(name, 0) + other.counts.get(name, 0) for name in names})
