"""`spreadsheets`: whole files, their properties and batches of changes."""

from practice.core.calls import Call
from practice.sheets.batch import run_batch
from practice.sheets.batch.tabs import add_sheet, copied_tab, free_title, set_properties
from practice.sheets.calculating import Calculator
from practice.sheets.describe import describe
from practice.sheets.errors import GoogleError, not_ours
from practice.sheets.fields import parse_mask
from practice.sheets.handlers.access import body_of, changing, is_set, opened
from practice.sheets.metadata import filtered_areas, matching
from practice.sheets.ranges import locate
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld


def create(world: SheetsWorld, call: Call) -> Json:
    """Make a spreadsheet, with the tabs that are given; cells cannot come along."""
    body = body_of(call)
    properties, sheets = body.get("properties") or {}, body.get("sheets") or []
    if any(set(sheet) - {"properties"} for sheet in sheets) or set(body) - {"properties", "sheets"}:
        raise not_ours("creation of spreadsheets with more than properties and tabs")
    with world.lock:
        title = properties.get("title") or "Untitled spreadsheet"
        made = world.create(title, call.account, locale=properties.get("locale") or "en_US")
        made.time_zone = properties.get("timeZone") or made.time_zone
        if sheets:
            with world.editing(made, call.account) as edit:
                # The given tabs take the place of the first one, whose title and id they may have.
                edit.spreadsheet.tabs = []
                for sheet in sheets:
                    add_sheet(edit, sheet)
        return describe(world.get(made.id))


def get(world: SheetsWorld, call: Call) -> Json:
    """Describe a spreadsheet, with its cells if they are asked for."""
    with world.lock:
        spreadsheet = opened(world, call)
        texts = call.params.get("ranges")
        located = None if texts is None else [locate(spreadsheet, text) for text in texts]
        calculator = Calculator(spreadsheet, world.clock.now()) if _wants_cells(call.params) else None
        return describe(spreadsheet, calculator, located)


def get_by_data_filter(world: SheetsWorld, call: Call) -> Json:
    """Describe the parts of a spreadsheet that data filters select."""
    body = body_of(call)
    with world.lock:
        spreadsheet = opened(world, call)
        filters = body.get("dataFilters") or []
        located = [area for one in filters for area in filtered_areas(spreadsheet, one)] if filters else None
        wanted = _wants_cells({**call.params, "includeGridData": body.get("includeGridData")})
        return describe(spreadsheet, Calculator(spreadsheet, world.clock.now()) if wanted else None, located)


def copy_to(world: SheetsWorld, call: Call) -> Json:
    """Copy a tab into another spreadsheet, at its end; formulas that mean other tabs lose them."""
    source = opened(world, call).tab_numbered(int(call.params["sheetId"]))
    target = world.get(body_of(call).get("destinationSpreadsheetId", ""))
    target.check_access(call.account, writing=True)
    with world.editing(target, call.account) as edit:
        tabs = edit.spreadsheet.tabs
        tab = copied_tab(edit.spreadsheet, source, edit.spreadsheet.take_id())
        tabs.append(tab)
        title = free_title(edit.spreadsheet, f"Copy of {source.title}")
        set_properties(edit.spreadsheet, tab, {**tab.properties(0), "title": title})
        edit.spreadsheet.check_size()
        return tab.properties(tabs.index(tab))


def search_metadata(world: SheetsWorld, call: Call) -> Json:
    """Find developer metadata."""
    spreadsheet = opened(world, call)
    found = []
    for data_filter in body_of(call).get("dataFilters") or []:
        found += [
            {"developerMetadata": one, "dataFilters": [data_filter]} for one in matching(spreadsheet, data_filter)
        ]
    return {"matchedDeveloperMetadata": found} if found else {}


def get_metadata(world: SheetsWorld, call: Call) -> Json:
    """One piece of developer metadata, by its id."""
    for one in opened(world, call).metadata:
        if str(one["metadataId"]) == call.params["metadataId"]:
            return one
    raise GoogleError(404, f"No developer metadata found with ID: {call.params['metadataId']}")


def _wants_cells(params: Json) -> bool:
    """A field mask decides alone; without one `includeGridData` does."""
    if not params.get("fields"):
        return is_set(params.get("includeGridData"))
    mask = parse_mask(params["fields"])
    return "*" in mask or ("sheets" in mask and (not mask["sheets"] or bool({"*", "data"} & set(mask["sheets"]))))


def batch_update(world: SheetsWorld, call: Call) -> Json:
    """Carry out a batch of changes, all or none."""
    body = body_of(call)
    with changing(world, call) as edit:
        replies = run_batch(edit, body.get("requests") or [])
    answer: Json = {"spreadsheetId": edit.spreadsheet.id, "replies": replies}
    if is_set(body.get("includeSpreadsheetInResponse")):
        answer["updatedSpreadsheet"] = describe(edit.spreadsheet)
    return answer
