"""`spreadsheets.values`: reading and writing cells by A1 ranges."""

from collections.abc import Callable
from functools import partial

from practice.core.calls import Call
from practice.sheets.calculating import Calculator
from practice.sheets.errors import GoogleError, refused
from practice.sheets.handlers.access import body_of, changing, choice, is_set, opened
from practice.sheets.metadata import filtered_areas
from practice.sheets.reading import Asked, read_area, read_range
from practice.sheets.rendering import Rendering
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld
from practice.sheets.writing import (
    Writing,
    append_range,
    clear_located,
    clear_range,
    read_values,
    update_range,
    write_values,
)

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
    writing = _writing(call.params)
    with changing(world, call) as edit:
        return update_range(edit, call.params["range"], body_of(call), writing)


def append(world: SheetsWorld, call: Call) -> Json:
    """Write below a table."""
    writing = _writing(call.params)
    insert = choice(call.params, "insertDataOption", INSERTIONS) == "INSERT_ROWS"
    with changing(world, call) as edit:
        return append_range(edit, call.params["range"], body_of(call), writing, insert=insert)


def batch_update(world: SheetsWorld, call: Call) -> Json:
    """Write several ranges, all or none."""
    body = body_of(call)
    writing = _writing(body)
    with changing(world, call) as edit:
        responses = [
            _in_place(place, partial(update_range, edit, one.get("range", ""), one, writing))
            for place, one in enumerate(body.get("data") or [])
        ]
    return {"spreadsheetId": edit.spreadsheet.id, **_totals(responses), "responses": responses}


def batch_update_by_data_filter(world: SheetsWorld, call: Call) -> Json:
    """Write to the ranges that data filters select, all or none."""
    body = body_of(call)
    writing = _writing(body)
    responses: list[Json] = []
    with changing(world, call) as edit:
        for place, one in enumerate(body.get("data") or []):
            data_filter = one.get("dataFilter") or {}
            for located in filtered_areas(edit.spreadsheet, data_filter):
                response = _in_place(place, partial(write_values, edit, located, read_values(one), writing))
                del response["spreadsheetId"]
                responses.append({**response, "dataFilter": data_filter})
    return {"spreadsheetId": edit.spreadsheet.id, **_totals(responses), "responses": responses}


def _totals(responses: list[Json]) -> Json:
    totals = {
        f"totalUpdated{name}": sum(response.get(f"updated{name}", 0) for response in responses)
        for name in ("Rows", "Columns", "Cells")
    }
    totals["totalUpdatedSheets"] = len({response["updatedRange"].rpartition("!")[0] for response in responses})
    return {name: total for name, total in totals.items() if total}


def _in_place(place: int, update: Callable[[], Json]) -> Json:
    """Name the place of a refusal among the data."""
    try:
        return update()
    except GoogleError as error:
        raise GoogleError(error.code, f"Invalid data[{place}]: {error.message}", error.details) from error


def clear(world: SheetsWorld, call: Call) -> Json:
    """Empty one range."""
    with changing(world, call) as edit:
        cleared = clear_range(edit, call.params["range"])
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRange": cleared}


def batch_clear(world: SheetsWorld, call: Call) -> Json:
    """Empty several ranges, all or none."""
    with changing(world, call) as edit:
        cleared = [clear_range(edit, text) for text in body_of(call).get("ranges") or []]
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRanges": cleared}


def batch_get_by_data_filter(world: SheetsWorld, call: Call) -> Json:
    """Read the ranges that data filters select."""
    body = body_of(call)
    wanted = asked(body)
    found = []
    with world.lock:
        spreadsheet = opened(world, call)
        calculator = Calculator(spreadsheet, world.clock.now())
        for one in body.get("dataFilters") or []:
            for located in filtered_areas(spreadsheet, one):
                values = read_area(spreadsheet, calculator, located.tab, located.clipped(), wanted)
                found.append({"valueRange": values, "dataFilters": [one]})
    return {"spreadsheetId": spreadsheet.id, "valueRanges": found}


def batch_clear_by_data_filter(world: SheetsWorld, call: Call) -> Json:
    """Empty the ranges that data filters select, all or none."""
    with changing(world, call) as edit:
        filters = body_of(call).get("dataFilters") or []
        areas = [located for one in filters for located in filtered_areas(edit.spreadsheet, one)]
        cleared = [clear_located(edit, located) for located in areas]
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRanges": cleared}


def asked(source: Json, prefix: str = "") -> Asked:
    """How the caller wants values; `prefix` is `response` for what a write echoes."""

    def name(plain: str) -> str:
        return prefix + plain[0].upper() + plain[1:] if prefix else plain

    rendering = Rendering(
        choice(source, name("valueRenderOption"), RENDERINGS), choice(source, name("dateTimeRenderOption"), DATES)
    )
    return Asked(rendering, choice(source, "majorDimension", DIMENSIONS))


def _writing(source: Json) -> Writing:
    option = choice(source, "valueInputOption", INPUTS)
    if option == INPUTS[0]:
        raise refused("'valueInputOption' is required but not specified")
    echo = asked(source, "response") if is_set(source.get("includeValuesInResponse")) else None
    return Writing(option == "USER_ENTERED", echo)
