"""The first page of a month's folder: HTML that works from a disk as well as from a server."""

from nhipcau.documents.pictures import WIDE, Pictures
from nhipcau.documents.sentences import Sentences
from nhipcau.documents.tables import compared, growth, in_time, percent, signed
from nhipcau.ports.outputs import IndexEntry, MonthIndex
from nhipcau.rules.kernel import Words
from nhipcau.rules.vietnamese import fold, grouped


def month_index(index: MonthIndex, network: Words, speech: Sentences, pictures: Pictures) -> str:
    """Everyone's page is found by name, typed with or without diacritics; every chart says in words what it shows."""
    figures = index.figures
    charts = [pictures.standings(figures.rounds), pictures.items(figures.rounds, WIDE), pictures.weeks_by_unit(figures)]
    template = speech.environment.get_template(f"reports/index.{speech.language}.html.j2")
    return template.render(
        language=speech.language,
        network=speech.name(network),
        month=speech.month(figures.month),
        as_of=speech.say("as_of", at=figures.as_of),
        status=speech.say("month_status", final=figures.final),
        compared=compared(figures.before, speech),
        quiet=speech.say("quiet", units=[speech.name(row.names) for row in figures.quiet]),
        figures=[grouped(figures.people), percent(figures.tally), in_time(figures.tally), grouped(figures.items)],
        growth=signed(growth(figures.followers)),
        charts=[chart for chart in charts if chart],
        people=[_entry(entry, speech) for entry in index.people],
        units=[_entry(entry, speech) for entry in index.units],
        papers=index.papers,
        lists=[_entry(entry, speech) for entry in index.lists],
    )


def _entry(entry: IndexEntry, speech: Sentences) -> dict[str, str]:
    about = speech.name(entry.about)
    return {"name": entry.name or about, "about": about, "path": entry.path, "search": fold(f"{entry.name} {about}")}
