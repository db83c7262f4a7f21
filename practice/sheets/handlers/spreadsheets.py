"""`spreadsheets`: whole files, their properties and batches of changes."""

from practice.core.calls import Call
from practice.sheets.batch import run_batch
from practice.sheets.describe import describe
from practice.sheets.handlers.access import body_of, changing, is_set, opened
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld


def create(world: SheetsWorld, call: Call) -> Json:
    """Make a spreadsheet."""
    properties = body_of(call).get("properties") or {}
    title = properties.get("title") or "Untitled spreadsheet"
    made = world.create(title, call.account, locale=properties.get("locale") or "en_US")
    return describe(made)


def get(world: SheetsWorld, call: Call) -> Json:
    """Describe a spreadsheet."""
    return describe(opened(world, call))


def batch_update(world: SheetsWorld, call: Call) -> Json:
    """Carry out a batch of changes, all or none."""
    body = body_of(call)
    with changing(world, call) as edit:
        replies = run_batch(edit, body.get("requests") or [])
    answer: Json = {"spreadsheetId": edit.spreadsheet.id, "replies": replies}
    if is_set(body.get("includeSpreadsheetInResponse")):
        answer["updatedSpreadsheet"] = describe(edit.spreadsheet)
    return answer
