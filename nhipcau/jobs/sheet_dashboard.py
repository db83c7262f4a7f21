"""The tab Dashboard: the network at a glance. Nothing in it changes while nothing happens."""

from nhipcau.jobs.sheet_facts import Facts
from nhipcau.ports import Row
from nhipcau.rules.checkins import Checkin, tally
from nhipcau.rules.roster import serving


def dashboard_rows(facts: Facts) -> dict[str, Row]:
    """How many people, campaigns and open decisions there are, and how each round goes or went."""
    counted = (_figure(facts, name, count) for name, count in _counts(facts).items())
    return dict([*counted, *(_round(facts, part) for part in facts.rounds)])


def _counts(facts: Facts) -> dict[str, int]:
    now_serving = [p for p in facts.people if serving(p, facts.today, facts.book.levels)]
    calendar = facts.book.calendar
    return {
        "people": len(now_serving),
        "connected": sum(person.reachable for person in now_serving),
        "on_leave": sum(person.on_leave(facts.today) for person in now_serving),
        "campaigns": sum(c.window(calendar).covers(facts.today) for c in facts.book.campaigns.values()),
        "reviews": sum(len(file.assessment.open_reviews) for file in facts.files),
    }


def _figure(facts: Facts, name: str, count: int) -> tuple[str, Row]:
    figure = facts.desk.say("sheets/dashboard", name, {})
    about = facts.desk.say("sheets/dashboard", f"{name}_about", {})
    return figure, {"figure": figure, "value": count, "percent": None, "about": about}


def _round(facts: Facts, checkins: list[Checkin]) -> tuple[str, Row]:
    asked, went = checkins[0].round, tally(checkins)
    title = f"{facts.say(facts.book.called(asked.programme, asked.period))} {asked.period}"
    sentence = "round_over_about" if asked.closed else "round_about"
    about = facts.desk.say("sheets/dashboard", sentence, {"asked": went.asked, "open": went.open})
    return title, {"figure": title, "value": went.answered, "percent": went.percent_answered, "about": about}
