"""A sample month for previews and tests, made by the real rules from templates/reports/_samples."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from nhipcau.ports.outputs import ListDocument
from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.choices import Choices, Watched
from nhipcau.rules.allowance.facts import Decision, PersonFacts, Ruling
from nhipcau.rules.allowance.lines import Assessment, Line
from nhipcau.rules.allowance.lists import payment_lists
from nhipcau.rules.allowance.policy import BaseSalary, PaidBy, Policy, Rate, terms_for
from nhipcau.rules.checkins import Checkin, Round
from nhipcau.rules.fields import Answer
from nhipcau.rules.forms import SENT, Draft
from nhipcau.rules.kernel import Month, Span, Words, fingerprint
from nhipcau.rules.reports import CampaignFacts, Member, MonthFacts, Names, NextCampaign
from nhipcau.rules.roster import Appointment, Leave, Level, Unit

Sample = Mapping[str, Any]


@dataclass(frozen=True)
class SampleMonth:
    """`facts` are the month's, `people` the codes of those with a story, `lists` one document a payer."""

    facts: MonthFacts
    people: Mapping[str, str]
    lists: tuple[ListDocument, ...]
    network: Words

    def member(self, story: str) -> Member:
        return next(member for member in self.facts.members if member.code == self.people[story])


def sample_month(templates: Path, final: bool = True) -> SampleMonth:
    sample = json.loads((templates / "reports/_samples/month.json").read_text("utf-8"))
    month, units = Month.parse(sample["month"]), _units(sample)
    people = list(_people(sample, list(units)))
    assessment = _assessment(month, people, sample, units)
    lines = {line.person: line for line in assessment.lines}
    rounds = [_round(number, month, final, *row) for number, row in enumerate(sample["rounds"], 1)]
    members = {person["code"]: _member(person, rounds, lines[person["code"]]) for person in people}
    facts = MonthFacts(
        month=month,
        as_of=datetime.fromisoformat(sample["as_of"]),
        members=tuple(members[line.person] for line in assessment.lines),
        campaigns=tuple(_campaign(number, campaign) for number, campaign in enumerate(sample["campaigns"])),
        final=final,
        names=_names(sample, units),
        coming=tuple(NextCampaign(row["names"], *_days(row)) for row in sample["coming"]),
    )
    facts = replace(facts, before=_month_before(facts, people, rounds))
    stories = {story: f"CTV{number:03}" for number, story in enumerate(sample["people"], 1)}
    return SampleMonth(facts, stories, tuple(_lists(assessment, facts, sample)), sample["network"])


def _names(sample: Sample, units: Mapping[str, Words]) -> Names:
    levels = {code: row["names"] for code, row in sample["levels"].items()}
    return Names(units, levels, sample["programmes"], {"campaign_work": sample["campaign_work"]})


def _days(row: Sample) -> tuple[date, date]:
    return date.fromisoformat(row["first"]), date.fromisoformat(row["last"])


def _campaign(number: int, row: Sample) -> CampaignFacts:
    first, last = _days(row)
    return CampaignFacts(str(number), row["names"], first, last, tuple(row["tasks"]), row["audience"], row["told"])


def _member(person: Sample, rounds: Sequence[Round], line: Line | None) -> Member:
    checkins = tuple(_checkins(person, rounds))
    return Member(person["code"], person["name"], person["unit"], person["level"], checkins, line)


def _month_before(facts: MonthFacts, people: Sequence[Sample], rounds: Sequence[Round]) -> MonthFacts:
    """The same people four weeks earlier, each week with the answers of the next; their pages were smaller."""
    earlier = [_four_weeks_earlier(asked) for asked in rounds]
    members = [_member(_as_before(person), earlier, None) for person in people if "joined" not in person]
    return replace(facts, month=facts.month.previous, members=tuple(members), final=True)


def _as_before(person: Sample) -> Sample:
    first, *others = person["answers"]
    followers = [None, person.get("followers", (None, None))[0]]
    return {**person, "answers": [*others[:3], first, *others[3:]], "followers": followers}


def _four_weeks_earlier(asked: Round) -> Round:
    month, earlier = asked.month.previous, timedelta(weeks=4)
    first, last = asked.first_day - earlier, asked.last_day - earlier
    iso = first.isocalendar()
    return replace(
        asked,
        key=f"{asked.programme}:{month}:{asked.id}",
        period=f"{iso.year}-W{iso.week}" if "-W" in asked.period else str(month),
        month=month,
        first_day=first,
        last_day=last,
        opens_at=asked.opens_at - earlier,
        due_at=asked.due_at - earlier,
        closes_at=asked.closes_at - earlier,
        closed=True,
    )


def _units(sample: Sample) -> dict[str, Words]:
    """The units of the stories, and as many as the whole network has."""
    more = {
        f"unit_{number:02}": {"vi": f"Liên đoàn Lao động {place}", "en": f"Federation of Labour, {place}"}
        for number, place in enumerate(sample["more_units"], 1)
    }
    return {**sample["units"], **more}


def _short(names: Words) -> Words:
    return {"vi": names["vi"].replace("Liên đoàn Lao động tỉnh", "LĐLĐ").replace("Liên đoàn Lao động", "LĐLĐ")}


def _people(sample: Sample, units: list[str]) -> Iterator[Sample]:
    """Those with a story, a crowd in one unit, one national and four provincial in each of the others."""
    for number, person in enumerate(sample["people"].values(), 1):
        yield {"code": f"CTV{number:03}", **person}
    crowd = sample["crowd"]
    places = [crowd["unit"]] * crowd["size"] + [unit for unit in units if unit.startswith("unit_") for _ in range(5)]
    for number, unit in enumerate(places):
        level = "provincial" if unit == crowd["unit"] or number % 5 else "national"
        yield {
            "code": f"CTV{number + 101:03}",
            "name": _name(crowd, number),
            "unit": unit,
            "level": level,
            "answers": _answers(number),
            "followers": _followers(number),
            "campaign_work": ("many", "some", "some", "none")[number % 4],
        }


def _name(crowd: Sample, number: int) -> str:
    return " ".join(crowd[part][number * step % len(crowd[part])] for part, step in _STEPS.items())


_STEPS = {"family": 7, "middle": 3, "given": 5}
"""How far to go on in each list of names, so that a crowd looks like one."""


def _followers(number: int) -> list[int | None]:
    """Two of three run a page; most pages grow, some shrink."""
    before = 2000 + 37 * number
    return [before, before + 450 * (number % 9) - 300] if number % 3 else [None, None]


def _answers(number: int) -> list[object]:
    kinds: list[object] = [1, "late 1", 2, 0, "never", 1]
    return [
        *(kinds[(number * 3 + week * (number % 5)) % 6] for week in range(4)),
        "sent",
        "late" if number % 7 else "never",
    ]


def _round(
    number: int, month: Month, closed: bool, programme: str, period: str, first: str, last: str, due: str
) -> Round:
    due_at = datetime.fromisoformat(due)
    return Round(
        id=number,
        key=f"{programme}:{period}",
        programme=programme,
        form=programme,
        period=period,
        month=month,
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last),
        opens_at=due_at - timedelta(days=4),
        due_at=due_at,
        closes_at=due_at + timedelta(days=2),
        closed=closed,
    )


def _checkins(person: Sample, rounds: Sequence[Round]) -> Iterator[Checkin]:
    """An answer is how many links were sent, with "late" or "edited" before it; null: was not asked."""
    for asked, answer in zip(rounds, person["answers"], strict=True):
        if answer is not None:
            yield _checkin(person, asked, str(answer))


def _checkin(person: Sample, asked: Round, answer: str) -> Checkin:
    kind, _, count = answer.partition(" ") if not answer.isdigit() else ("sent", " ", answer)
    silent = kind in ("never", "excused")
    links = tuple(f"https://congdoan.example/tin/{asked.id}-{number}" for number in range(int(count or 0)))
    sent = asked.due_at + (timedelta(hours=9) if kind == "late" else -timedelta(hours=50, minutes=7 * asked.id))
    return Checkin(
        id=asked.id,
        round=asked,
        person_id=int(person["code"][3:]),
        unit=person["unit"],
        level=person["level"],
        excused=kind == "excused",
        draft=Draft(SENT),
        version=0 if silent else 2 if kind == "edited" else 1,
        first_sent_at=None if silent else sent,
        answers=None if silent else {"links": links, **_reported(person, asked)},
    )


def _reported(person: Sample, asked: Round) -> dict[str, Answer]:
    """What the monthly form asks. "followers" holds those of the month before, and those of the month."""
    if asked.programme != "monthly":
        return {}
    told: dict[str, Answer] = {key: person.get(key) for key in ("reach", "campaign_work", "highlight")}
    return {"followers": person.get("followers", (None, None))[1], **told}


def _assessment(month: Month, people: list[Sample], sample: Sample, units: Mapping[str, Words]) -> Assessment:
    levels = {code: Level(code, row["names"], row["rank"]) for code, row in sample["levels"].items()}
    known = {code: Unit(code, names, _short(names), None, Span(month.first)) for code, names in units.items()}
    return assess([_facts(month, person) for person in people], terms_for(_policy(sample), month, levels, known))


def _facts(month: Month, person: Sample) -> PersonFacts:
    joined = date.fromisoformat(person["joined"]) if "joined" in person else month.previous.first
    leaves = [Leave(Span(*map(date.fromisoformat, person["leave"])))] if "leave" in person else []
    kind, reason, by = person.get("ruling", ("", "", ""))
    return PersonFacts(
        code=person["code"],
        name=person["name"],
        appointments=(Appointment(person["unit"], person["level"], Span(joined)),),
        leaves=tuple(leaves),
        report_sent=person.get("report_sent", True),
        decision=Decision(Ruling(kind), reason, by) if kind else None,
    )


def _policy(sample: Sample) -> Policy:
    base = sample["base"]
    since = date.fromisoformat(base["from"])
    rates = [
        Rate(since, level, Fraction(rate["coefficient"]), PaidBy(rate["payer"]), sample["bases"][-1])
        for level, rate in sample["rates"].items()
    ]
    return Policy(
        base_salaries=(BaseSalary(since, base["amount"], base["decree"]),),
        rates=tuple(rates),
        network_payer=sample["root"],
        choices=(Choices(since, "mẫu", watched=frozenset({Watched.MONTHLY_REPORT})),),
        zero_tens="linh",
    )


def _lists(assessment: Assessment, facts: MonthFacts, sample: Sample) -> Iterator[ListDocument]:
    for payments in payment_lists(assessment, facts.names.units, "linh"):
        yield ListDocument(
            month=facts.month,
            payer=payments.payer,
            payer_names=facts.names.units[payments.payer],
            payments=payments,
            unit_names={code: _short(words) for code, words in facts.names.units.items()},
            level_names=facts.names.levels,
            accounts={},
            version=1,
            policy_version=fingerprint(sample["rates"], sample["base"]),
            bases=tuple(sample["bases"]),
            place=sample["place"] if payments.payer == sample["root"] else "",
            prepared_on=facts.as_of.date(),
        )
