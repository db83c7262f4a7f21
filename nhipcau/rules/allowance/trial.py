"""A network on paper, month after month: what a policy would pay, without anything being stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.corrections import Closed, owed
from nhipcau.rules.allowance.facts import Bonus, Decision, Declaration, Owed, PersonFacts, UnitWord, Work
from nhipcau.rules.allowance.policy import Policy, Terms, terms_for
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Appointment, Leave, Level, Unit


@dataclass(frozen=True)
class Learned:
    """An appointment or a leave, and the first month whose close knows of it; None: it was known all along."""

    what: Appointment | Leave
    known_in: Month | None = None

    def known(self, month: Month) -> bool:
        return self.known_in is None or self.known_in <= month


@dataclass(frozen=True)
class Heard:
    """What one month heard of a person, and what an approver decided about it."""

    report_sent: bool = True
    declaration: Declaration | None = field(default_factory=Declaration)
    decision: Decision | None = None
    work: Work | None = None
    unit_word: UnitWord | None = None
    bonuses: tuple[Bonus, ...] = ()


@dataclass(frozen=True)
class PaperPerson:
    code: str
    name: str
    history: tuple[Learned, ...]
    heard: Mapping[Month, Heard] = field(default_factory=dict)

    def facts(self, month: Month) -> PersonFacts:
        """The person as the close of that month knows them."""
        known = [learned.what for learned in self.history if learned.known(month)]
        heard = self.heard.get(month, Heard())
        return PersonFacts(
            code=self.code,
            name=self.name,
            appointments=tuple(what for what in known if isinstance(what, Appointment)),
            leaves=tuple(what for what in known if isinstance(what, Leave)),
            report_sent=heard.report_sent,
            declaration=heard.declaration,
            decision=heard.decision,
            work=heard.work,
            unit_word=heard.unit_word,
            bonuses=heard.bonuses,
        )


@dataclass(frozen=True)
class Trial:
    """`months` are closed one after the other; `pays_on` names days of payment that are not the usual ones."""

    months: tuple[Month, ...]
    people: tuple[PaperPerson, ...]
    pays_on: Mapping[Month, date] = field(default_factory=dict)


def run(trial: Trial, policy: Policy, levels: Mapping[str, Level], units: Mapping[str, Unit]) -> list[Closed]:
    """Every month as it would be closed, with what the ones before leave to it. Raises Refused without a base."""
    done: list[Closed] = []
    for month in trial.months:
        terms = terms_for(policy, month, levels, units, trial.pays_on.get(month))
        done.append(_closed(trial.people, terms, done))
    return done


def _closed(people: Iterable[PaperPerson], terms: Terms, earlier: Sequence[Closed]) -> Closed:
    known = [person.facts(terms.month) for person in people]
    looked_at = earlier[-max(1, terms.choices.correction_months) :]
    left = owed(looked_at, {person.code: person for person in known}, terms)
    facts = tuple(_with(person, left.get(person.code, ())) for person in known)
    return Closed(terms, facts, assess(facts, terms))


def _with(person: PersonFacts, left: tuple[Owed, ...]) -> PersonFacts:
    return replace(person, owed=left)
