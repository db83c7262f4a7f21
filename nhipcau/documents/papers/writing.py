"""What a paper says: a template writes plain lines, and each line is a title, a heading, a paragraph or a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from nhipcau.documents.papers.tables import TABLES
from nhipcau.documents.sentences import Sentences
from nhipcau.ports.outputs import PaperHead, Reported
from nhipcau.rules.reports import NetworkMonth, Review

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Block:
    """One piece of the body: a heading, a paragraph, or a table of headings and rows (with a `text` of "").

    `leads`: a table or the signature follows, and must not be torn from this paragraph.
    """

    text: str = ""
    heading: bool = False
    leads: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole paper: what it is about (trích yếu), the bases it rests on, its body."""

    title: str
    bases: tuple[str, ...]
    blocks: tuple[Block, ...]


def paper(reported: Reported, head: PaperHead, speech: Sentences) -> Paper:
    """The paper of a month, a campaign or several months, by the template of its kind."""
    template = speech.environment.get_template(f"documents/papers/{_kind(reported)}.vi.j2")
    lines = [line.strip() for line in template.render(report=reported, head=head).splitlines() if line.strip()]
    title, *body = lines
    tables = TABLES[type(reported)](reported, speech)
    blocks = list(_blocks(body, tables))
    return Paper(title.removeprefix("# "), _ended(head.bases), tuple(_leading(blocks)))


def _kind(reported: Reported) -> str:
    if isinstance(reported, NetworkMonth):
        return "month"
    return "review" if isinstance(reported, Review) else "campaign"


def _blocks(lines: Sequence[str], tables: Mapping[str, Rows]) -> Iterator[Block]:
    """A heading begins with "## ", a table is asked for as "[name] A | B" (one without rows is left out)."""
    for line in lines:
        if line.startswith("## "):
            yield Block(line.removeprefix("## "), heading=True)
        elif line.startswith("["):
            name, _, columns = line.removeprefix("[").partition("]")
            if tables[name]:
                heads = tuple(column.strip() for column in columns.split("|"))
                yield Block(columns=heads, rows=tuple(tuple(row) for row in tables[name]))
        else:
            yield Block(line)


def _leading(blocks: Sequence[Block]) -> Iterator[Block]:
    for block, following in zip_longest(blocks, blocks[1:]):
        yield replace(block, leads=not block.columns and (following is None or bool(following.columns)))


def _ended(bases: Sequence[str]) -> tuple[str, ...]:
    """Each basis ends with a semicolon, the last one with a full stop."""
    return tuple(f"Căn cứ {basis}{'.' if number == len(bases) else ';'}" for number, basis in enumerate(bases, 1))
