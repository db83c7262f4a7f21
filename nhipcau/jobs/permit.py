"""Whether someone may do something; who may not is told who can (config/roles.yaml)."""

from nhipcau.rules.kernel import Refused, spoken
from nhipcau.rules.roster import Person, may
from nhipcau.settings.rulebook import Rulebook


def permit(book: Rulebook, person: Person | None, action: str) -> None:
    """Raises Refused with the names of the roles that may; a stranger may nothing."""
    if person is None or not may(person, action, book.permissions):
        language = person.language if person else book.network.language
        roles = [role for role in book.role_names if role in book.permissions[action]]
        raise Refused("for_others", roles=", ".join(spoken(book.role_names[role], language) for role in roles))
