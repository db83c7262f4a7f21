"""Prefect's server as far as the agenda goes: runs that wait, by the name that makes each of them once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import State

PAGE = 20


@dataclass
class WaitingRun:
    """One scheduled run as the page shows it."""

    name: str
    parameters: dict[str, Any]
    tags: list[str]
    expected_start_time: datetime
    idempotency_key: str
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Deployed:
    id: str


class FakePrefect:
    """Answers what `flows.agenda` asks of Prefect's client; one page holds little, as on the real one."""

    def __init__(self) -> None:
        self.runs: list[WaitingRun] = []

    async def read_flow_runs(
        self, flow_run_filter: FlowRunFilter, limit: int, offset: int, **_: Any
    ) -> list[WaitingRun]:
        before = flow_run_filter.expected_start_time
        until = before.before_ if before else None
        tags = set(flow_run_filter.tags.all_ or []) if flow_run_filter.tags else set()
        found = [
            run for run in self.runs if tags <= set(run.tags) and (until is None or run.expected_start_time <= until)
        ]
        return found[offset : offset + min(limit, 20)]

    async def read_deployment_by_name(self, name: str) -> Deployed:
        return Deployed(name)

    async def create_flow_run_from_deployment(self, deployment: str, *, state: State[Any], **given: Any) -> None:
        moment = state.state_details.scheduled_time
        assert moment is not None
        if given["idempotency_key"] not in {run.idempotency_key for run in self.runs}:
            self.runs.append(WaitingRun(expected_start_time=moment, **given))

    async def delete_flow_run(self, number: UUID) -> None:
        self.runs = [run for run in self.runs if run.id != number]
