"""What happens in groups: who made them, who comes and goes, what bots may do there, and becoming a supergroup."""

from practice.telegram.accounts import Bot, Person
from practice.telegram.chats import SUPERGROUP_BELOW, Chat
from practice.telegram.ledger import Ledger, author
from practice.telegram.members import chat_member
from practice.telegram.wire import Json

FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = SUPERGROUP_BELOW - 1_000_000_001
STATUSES = ("member", "administrator", "left", "kicked")


class Groups(Ledger):
    """The groups of the world. What cannot be done raises ValueError or LookupError in a sentence."""

    def add_group(
        self,
        title: str,
        members: list[int],
        id: int | None = None,
        forum: bool = False,
        admins: list[int] | None = None,
        bot: int | None = None,
    ) -> Json:
        """Let the first member make a group with the others, and with a bot if there is one; return the Chat object."""
        with self.lock:
            people = [self.person(member) for member in members]
            if not people:
                raise ValueError("A group needs at least one member.")
            chat = self._new_group(title, id, forum)
            chat.members = {person.id: "member" for person in people}
            chat.members |= {self.person(admin).id: "administrator" for admin in admins or []}
            chat.members[people[0].id] = "creator"
            if self.bots:
                self.set_bot_status(chat.id, people[0].id, bot=bot)
            return chat.described

    def set_bot_status(self, chat: int, by: int, status: str = "member", bot: int | None = None) -> None:
        """Let someone take a bot into a group, make it an administrator, or throw it out (`kicked`)."""
        if status not in STATUSES:
            raise ValueError(f"A bot is one of {', '.join(STATUSES)}, not {status!r}.")
        with self.lock:
            self.change_member(self.group(chat), self.bot(bot), self.person(by), status)

    def add_member(self, chat: int, user: int, by: int) -> None:
        """Let someone take another person into a group."""
        with self.lock:
            self.change_member(self.group(chat), self.person(user), self.person(by), "member")

    def remove_member(self, chat: int, user: int, by: int) -> None:
        """Let someone throw another person out of a group."""
        with self.lock:
            self.change_member(self.group(chat), self.person(user), self.person(by), "kicked")

    def leave(self, chat: int, user: int) -> None:
        """Let someone leave a group."""
        with self.lock:
            person = self.person(user)
            self.change_member(self.group(chat), person, person, "left")

    def join(self, user: int, link: str) -> Json:
        """Let someone follow an invite link: into the group, or among those who ask. Return the Chat object."""
        with self.lock:
            person = self.person(user)
            group = next((chat for chat in self.chats.values() if link in chat.links), None)
            if group is None or not self._is_valid(group, group.links[link]):
                raise ValueError("This invite link has expired.")
            if group.status(user) == "kicked":
                raise ValueError(f"{person.first_name} was removed from {group.described['title']}.")
            if group.links[link]["creates_join_request"]:
                self._request_to_join(group, person, link)
            else:
                self.admit(group, person, link)
            return group.described

    def admit(self, group: Chat, person: Person, link: str, by: Bot | None = None) -> None:
        """Make someone who came by a link a member; `by` is the bot that approved it, where that was needed."""
        group.joined_by.append(link)
        self.change_member(group, person, by or person, "member", link=group.links[link], requested=by is not None)

    def migrate(self, chat: int) -> Json:
        """Turn a group into a supergroup with a new id; return its Chat object. The old id is of no more use."""
        with self.lock:
            old = self.group(chat)
            if old.described["type"] == "supergroup":
                raise ValueError(f"{old.described['title']} is a supergroup already.")
            new = self._new_group(old.described["title"], self._free_id(FIRST_SUPERGROUP), forum=False)
            new.members = dict(old.members)
            creator = next(self.people[user] for user, status in old.members.items() if status == "creator")
            self.post(old, creator, {"migrate_to_chat_id": new.id})
            self.post(new, creator, {"migrate_from_chat_id": old.id})
            old.migrated_to = new.id
            return new.described

    def group(self, chat_id: int) -> Chat:
        """Return a group; raise LookupError if there is none, ValueError if it has become a supergroup."""
        group = self.chats.get((0, chat_id))
        if group is None:
            raise LookupError(f"There is no group {chat_id}.")
        if group.migrated_to is not None:
            raise ValueError(f"Group {chat_id} has become supergroup {group.migrated_to}.")
        return group

    def change_member(
        self,
        group: Chat,
        target: Bot | Person,
        by: Bot | Person,
        status: str,
        link: Json | None = None,
        requested: bool = False,
    ) -> None:
        """Change someone's status; people see who came and went, bots are told as the Bot API says."""
        old = group.status(target.id)
        was_in = group.has(target.id)
        change: Json = {
            "chat": group.described,
            "from": by.user(),
            "date": self.moment(),
            "old_chat_member": chat_member(target.user(), old),
            "new_chat_member": chat_member(target.user(), status),
            **({"invite_link": link} if link else {}),
            **({"via_join_request": True} if requested else {}),
        }
        group.members[target.id] = status
        self.record("member", group, author(by), member=target.user(), status=status)
        self._tell_of_member(group, target, change)
        if was_in != group.has(target.id):
            came = {"new_chat_members": [target.user()]}
            self.post(group, by, {"left_chat_member": target.user()} if was_in else came)

    def _tell_of_member(self, group: Chat, target: Bot | Person, change: Json) -> None:
        if isinstance(target, Bot):
            target.push("my_chat_member", change, self.moment())
            return
        for bot in self.bots.values():
            # "The bot must be an administrator in the chat" to hear of others.
            if group.is_run_by(bot.id):
                bot.push("chat_member", change, self.moment())

    def _request_to_join(self, group: Chat, person: Person, link: str) -> None:
        group.requests[person.id] = link
        request = {
            "chat": group.described,
            "from": person.user(),
            "user_chat_id": person.id,
            "date": self.moment(),
            "invite_link": group.links[link],
        }
        for bot in self.bots.values():
            if group.is_run_by(bot.id):
                bot.push("chat_join_request", request, self.moment())

    def _is_valid(self, group: Chat, link: Json) -> bool:
        expired = link.get("expire_date", self.moment() + 1) <= self.moment()
        used_up = group.joined_by.count(link["invite_link"]) >= link.get("member_limit", len(group.joined_by) + 1)
        return not (link["is_revoked"] or expired or used_up)

    def _new_group(self, title: str, wanted: int | None, forum: bool) -> Chat:
        group_id = wanted or self._free_id(FIRST_SUPERGROUP if forum else FIRST_GROUP)
        if group_id >= 0 or (0, group_id) in self.chats:
            raise ValueError(f"A group's id is negative and its own, not {group_id}.")
        kind = "supergroup" if group_id < SUPERGROUP_BELOW else "group"
        if forum and kind == "group":
            raise ValueError(f"Only a supergroup can be a forum: its id is below {SUPERGROUP_BELOW}, not {group_id}.")
        described = {"id": group_id, "type": kind, "title": title, **({"is_forum": True} if forum else {})}
        chat = self.chats[0, group_id] = Chat(described)
        return chat

    def _free_id(self, first: int) -> int:
        while (0, first) in self.chats:
            first -= 1
        return first
