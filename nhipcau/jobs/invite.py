"""Ways in: made anew, revoked, listed."""

from datetime import datetime

from nhipcau.jobs.import_roster import Tokens
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Store
from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import Invite, Person
from nhipcau.settings.rulebook import Rulebook


def invites(store: Store) -> list[tuple[Person, Invite]]:
    """Everyone with their newest invite, whatever became of it."""
    with store.read() as tx:
        newest = tx.invites.newest()
        return [(person, newest[person.id]) for person in tx.people.all() if person.id in newest]


def renew_invite(store: Store, book: Rulebook, code: str, token: Tokens, by: str, now: datetime) -> Summary:
    """A new way in for one person; older ones open nothing any more. Raises Refused for nobody."""
    with store.begin() as tx:
        person = tx.people.by_code(code)
        if person is None:
            raise Refused("nobody", code=code)
        revoked = tx.invites.revoke(person.id, now)
        tx.invites.add(now, Invite(token(f"{code}@{now.isoformat()}"), person.id, now + book.joining.invite_lasts))
        tx.journal.write(Entry(now, by, "invite_renewed", f"person:{code}"))
    return Summary({"made": 1, "revoked": revoked})


def revoke_invite(store: Store, code: str, by: str, now: datetime) -> Summary:
    """Close every open way in of one person. Raises Refused for nobody."""
    with store.begin() as tx:
        person = tx.people.by_code(code)
        if person is None:
            raise Refused("nobody", code=code)
        revoked = tx.invites.revoke(person.id, now)
        tx.journal.write(Entry(now, by, "invite_revoked", f"person:{code}"))
    return Summary({"revoked": revoked})
