"""The colours of the shared sheets, light enough to read on and to print."""

from nhipcau.rules.sheets.columns import Owner, TabDeclaration, Tone

HEADERS = {Owner.BOT: "E3E8EC", Owner.PEOPLE: "CFE8C9", Owner.FREE: "FFF4CC"}
"""Over a column: grey is the network's, green is filled in by people and read, yellow is theirs alone."""

FILLS = {
    Tone.GOOD: "DDF1DF",
    Tone.WAITING: "FFF2CC",
    Tone.LATE: "FCE5CD",
    Tone.BAD: "F8D7DA",
    Tone.QUIET: "ECEFF1",
}
INKS = {
    Tone.GOOD: "1B5E20",
    Tone.WAITING: "7A5B00",
    Tone.LATE: "8A4B00",
    Tone.BAD: "8B1A1A",
    Tone.QUIET: "5F6B73",
}
_FILLED_IN = "6AA84F"


def tab_colour(declared: TabDeclaration) -> str:
    """Green for a tab in which people fill something in; "" for one that is read."""
    return _FILLED_IN if declared.asks else ""


def rgb(colour: str) -> dict[str, float]:
    """As Google has it: shares of red, green and blue."""
    red, green, blue = (round(int(colour[place : place + 2], 16) / 255, 4) for place in (0, 2, 4))
    return {"red": red, "green": green, "blue": blue}
