"""Requests about data validation, conditional formats and filters."""

from practice.sheets.editing import Edit, required
from practice.sheets.errors import refused
from practice.sheets.tabs import Json, Tab, grid_range


def set_data_validation(edit: Edit, body: Json) -> None:
    """Give every cell of a range a rule, or take it away when none is given."""
    tab, area = edit.area_of(required(body, "range"))
    rule = body.get("rule")
    if rule is not None and not (rule.get("condition") or {}).get("type"):
        raise refused("A data validation rule needs a condition with a type.")
    stored = rule and {name: value for name, value in rule.items() if value}
    tab.grid.change(area, lambda cell: cell.with_validation(stored))


def add_conditional_format_rule(edit: Edit, body: Json) -> None:
    """Put a rule among those of the tab that its ranges lie on."""
    rule = required(body, "rule")
    tab = _tab_of_rule(edit, rule)
    tab.conditional.insert(body.get("index", 0), _checked_rule(edit, rule))


def update_conditional_format_rule(edit: Edit, body: Json) -> Json:
    """Replace a rule, or move it among the others."""
    index = body.get("index", 0)
    if "rule" in body:
        tab = _tab_of_rule(edit, required(body, "rule"))
        old = _rule_at(tab, index)
        tab.conditional[index] = new = _checked_rule(edit, required(body, "rule"))
        return {"oldRule": old, "newRule": new, "newIndex": index}
    tab = edit.tab_of(body)
    rule = _rule_at(tab, index)
    tab.conditional.remove(rule)
    tab.conditional.insert(body.get("newIndex", 0), rule)
    return {"oldRule": rule, "oldIndex": index, "newRule": rule, "newIndex": body.get("newIndex", 0)}


def delete_conditional_format_rule(edit: Edit, body: Json) -> Json:
    """Remove a rule; the reply shows it."""
    tab, index = edit.tab_of(body), body.get("index", 0)
    rule = _rule_at(tab, index)
    del tab.conditional[index]
    return {"rule": rule}


def set_basic_filter(edit: Edit, body: Json) -> None:
    """Give a tab its filter, replacing the one it had."""
    wanted = required(body, "filter")
    tab, area = edit.area_of(wanted.get("range") or {})
    tab.basic_filter = {**wanted, "range": grid_range(area, tab.sheet_id)}


def clear_basic_filter(edit: Edit, body: Json) -> None:
    """Take a tab's filter away."""
    edit.tab_of(body).basic_filter = None


def _tab_of_rule(edit: Edit, rule: Json) -> Tab:
    if not rule.get("ranges"):
        raise refused("A conditional format rule needs a range.")
    return edit.tab_of(rule["ranges"][0])


def _checked_rule(edit: Edit, rule: Json) -> Json:
    if "booleanRule" not in rule and "gradientRule" not in rule:
        raise refused("Must specify a boolean or a gradient rule.")
    located = [edit.area_of(one) for one in rule["ranges"]]
    return {**rule, "ranges": [grid_range(area, tab.sheet_id) for tab, area in located]}


def _rule_at(tab: Tab, index: int) -> Json:
    if not 0 <= index < len(tab.conditional):
        raise refused(f"No conditional format on sheet: {tab.sheet_id} at index: {index}")
    return tab.conditional[index]
