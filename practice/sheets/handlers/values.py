"""`spreadsheets.values`: reading and writing cells by A1 ranges."""

from practice.core.calls import Call
from practice.sheets.calculating import Calculator
from practice.sheets.errors import GoogleError, refused
from practice.sheets.handlers.access import body_of, changing, choice, is_set, opened
from practice.sheets.reading import Asked, read_range
from practice.sheets.rendering import Rendering
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld
from practice.sheets.writing import Writing, append_range, clear_range, update_range

DIMENSIONS = ("DIMENSION_UNSPECIFIED", "ROWS", "COLUMNS")
RENDERINGS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
INPUTS = ("INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED")
INSERTIONS = ("OVERWRITE", "INSERT_ROWS")


def get(world: SheetsWorld, call: Call) -> Json:
    """Read one range."""
    with world.lock:
        spreadsheet = opened(world, call)
        calculator = Calculator(spreadsheet, world.clock.now())
        return read_range(spreadsheet, calculator, call.params["range"], asked(call.params))


def batch_get(world: SheetsWorld, call: Call) -> Json:
    """Read several ranges."""
    with world.lock:
        spreadsheet = opened(world, call)
        calculator = Calculator(spreadsheet, world.clock.now())
        wanted = asked(call.params)
        ranges = [read_range(spreadsheet, calculator, text, wanted) for text in call.params.get("ranges", [])]
    return {"spreadsheetId": spreadsheet.id, "valueRanges": ranges}


def update(world: SheetsWorld, call: Call) -> Json:
    """Write one range."""
    writing = _writing(world, call.params)
    with changing(world, call) as edit:
        return update_range(edit.spreadsheet, call.params["range"], body_of(call), writing)


def append(world: SheetsWorld, call: Call) -> Json:
    """Write below a table."""
    writing = _writing(world, call.params)
    insert = choice(call.params, "insertDataOption", INSERTIONS) == "INSERT_ROWS"
    with changing(world, call) as edit:
        return append_range(edit.spreadsheet, call.params["range"], body_of(call), writing, insert=insert)


def batch_update(world: SheetsWorld, call: Call) -> Json:
    """Write several ranges, all or none."""
    body = body_of(call)
    writing = _writing(world, body)
    with changing(world, call) as edit:
        responses = [
            _update_one(edit.spreadsheet, place, one, writing) for place, one in enumerate(body.get("data") or [])
        ]
    totals = {
        f"totalUpdated{name}": sum(response.get(f"updated{name}", 0) for response in responses)
        for name in ("Rows", "Columns", "Cells")
    }
    totals["totalUpdatedSheets"] = len({response["updatedRange"].rpartition("!")[0] for response in responses})
    counted = {name: total for name, total in totals.items() if total}
    return {"spreadsheetId": edit.spreadsheet.id, **counted, "responses": responses}


def clear(world: SheetsWorld, call: Call) -> Json:
    """Empty one range."""
    with changing(world, call) as edit:
        cleared = clear_range(edit.spreadsheet, call.params["range"])
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRange": cleared}


def batch_clear(world: SheetsWorld, call: Call) -> Json:
    """Empty several ranges, all or none."""
    with changing(world, call) as edit:
        cleared = [clear_range(edit.spreadsheet, text) for text in body_of(call).get("ranges") or []]
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRanges": cleared}


def asked(source: Json, prefix: str = "") -> Asked:
    """How the caller wants values; `prefix` is `response` for what a write echoes."""

    def name(plain: str) -> str:
        return prefix + plain[0].upper() + plain[1:] if prefix else plain

    rendering = Rendering(
        choice(source, name("valueRenderOption"), RENDERINGS), choice(source, name("dateTimeRenderOption"), DATES)
    )
    return Asked(rendering, choice(source, "majorDimension", DIMENSIONS))


def _update_one(spreadsheet: Spreadsheet, place: int, data: Json, writing: Writing) -> Json:
    try:
        return update_range(spreadsheet, data.get("range", ""), data, writing)
    except GoogleError as error:
        raise GoogleError(error.code, f"Invalid data[{place}]: {error.message}", error.details) from error


def _writing(world: SheetsWorld, source: Json) -> Writing:
    option = choice(source, "valueInputOption", INPUTS)
    if option == INPUTS[0]:
        raise refused("'valueInputOption' is required but not specified")
    echo = asked(source, "response") if is_set(source.get("includeValuesInResponse")) else None
    return Writing(option == "USER_ENTERED", world.clock.now(), echo)
