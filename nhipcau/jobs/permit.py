"""Whether someone may do something; who may not is told who can (config/roles.yaml)."""

from nhipcau.rules.kernel import Refused, spoken
from nhipcau.rules.roster import Person, may
from nhipcau.settings.rulebook import Rulebook


def permit(book: Rulebook, person: Person, action: str) -> None:
    """Raises Refused with the names of the roles that may."""
    if not may(person, action, book.permissions):
        roles = [role for role in book.role_names if role in book.permissions[action]]
        names = ", ".join(spoken(book.role_names[role], person.language) for role in roles)
        raise Refused("for_others", roles=names)
