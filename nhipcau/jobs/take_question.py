"""Somebody of the admin group takes a question, answers it, or leaves it; its card shows where it stands (R42)."""

from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.ask_people import LONGEST, QUESTION, URGENT
from nhipcau.jobs.hearing import hear_one_of_group, settle_first
from nhipcau.jobs.naming import person_name
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.ports.talk import Prompt
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

ANSWER = "answer"
TAKEN, RELEASED, ANSWERED = "taken", "released", "answered"
LONGEST_ON_CARD = 500
"""Characters of an answer that the card repeats; the whole of it is in the chat of whoever asked."""


def take_question(
    store: Store, book: Rulebook, inbound: Inbound, by_chat: int, code: str, question: int, over: bool, now: datetime
) -> Summary:
    """Whoever takes it is asked for the words in their own chat. `over`: from the one who has it.

    `question` is the number of the update that asked, `code` that of whoever asked.
    """

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "answer_people")
        asker = tx.people.by_code(code)
        if asker is None:
            raise Refused("nobody", code=code)
        told = tx.journal.about(_subject(question))
        holder = _holder(tx, told, person, over)
        view: dict[str, Json] = {"name": asker.name}
        key = f"taken:{question}:{len(told)}"
        prompt = Message(key, To(person.id), "talk/answer", view, Lane.CONVERSATION, now)
        settle_first(tx, prompt, Entry(now, person.code, TAKEN, _subject(question)))
        if holder is not None:
            _take_from(tx, inbound, holder, person, asker, _prompt(code, question), now)
        tx.talk.open_prompt(person.id, _prompt(code, question), now)
        _show(tx, code, question, now, by=person.name)
        return Summary({"prompted": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def answer_person(tx: Tx, inbound: Inbound, person: Person, subject: str, words: str, now: datetime) -> Summary:
    """The words of a coordinator to whoever asked."""
    code, _, question = subject.partition(":")
    asker = tx.people.by_code(code)
    tx.talk.close_prompt(person.id)
    if asker is None or not asker.reachable:
        raise Refused("out_of_reach", name=asker.name if asker else code)
    view: dict[str, Json] = {"name": person.name, "words": words[:LONGEST]}
    key = f"answer:{inbound.update_id}"
    tx.outbox.put([Message(key, To(asker.id), "talk/answered", view, Lane.CONVERSATION, now)])
    tx.outbox.put([reply(inbound, now, "talk/answer_sent", {"name": asker.name}, person)])
    tx.journal.write(Entry(now, person.code, ANSWERED, _subject(int(question)), detail={"words": words}))
    _show(tx, code, int(question), now, by=person.name, answer=words)
    return Summary({"answered": 1})


def release_question(tx: Tx, person: Person, now: datetime) -> None:
    """Whoever took a question and leaves it gives it back to the others."""
    prompt = tx.talk.prompt(person.id)
    if prompt is not None and prompt.kind == ANSWER:
        code, _, question = prompt.subject.partition(":")
        tx.journal.write(Entry(now, person.code, RELEASED, _subject(int(question))))
        _show(tx, code, int(question), now)


def _holder(tx: Tx, told: list[Entry], person: Person, over: bool) -> Person | None:
    """Who has the question and will lose it. Raises Refused: it is answered, or somebody else has it."""
    last = told[-1] if told else None
    if last is None or last.what == RELEASED or (last.what == TAKEN and last.who == person.code):
        return None
    if last.what == ANSWERED:
        raise Refused("answered_before", by=person_name(tx, last.who))
    if not over:
        raise Refused("taken", by=person_name(tx, last.who))
    return tx.people.by_code(last.who)


def _take_from(
    tx: Tx, inbound: Inbound, holder: Person, person: Person, asker: Person, prompt: Prompt, now: datetime
) -> None:
    """The one who had it is told; what they type next is no answer any more."""
    if tx.talk.prompt(holder.id) == prompt:
        tx.talk.close_prompt(holder.id)
    view: dict[str, Json] = {"name": asker.name, "by": person.name}
    key = f"moved:{inbound.update_id}"
    tx.outbox.put([Message(key, To(holder.id), "talk/question_moved", view, Lane.CONVERSATION, now)])


def _show(tx: Tx, code: str, question: int, now: datetime, by: str = "", answer: str = "") -> None:
    """The card in the group, as it stands now; where it never arrived there is nothing to change."""
    for kind in (QUESTION, URGENT):
        posted = tx.outbox.posted(f"{kind}:{question}:")
        if posted is None:
            continue
        key = f"{kind}:{question}:{len(tx.journal.about(_subject(question)))}"
        view = {**posted.view, "by": by, "answer": answer[:LONGEST_ON_CARD]}
        card = Message(key, To(group=ADMIN_GROUP), f"talk/{kind}_came", view, Lane.CONVERSATION, now)
        buttons = () if answer else _buttons(code, question, taken=bool(by))
        tx.outbox.put([replace(card, buttons=buttons, edits=posted.message_id)])


def _buttons(code: str, question: int, taken: bool) -> Rows:
    if taken:
        return ((Button(f"a:{code}:{question}:over", name="answer_instead"),),)
    return ((Button(f"a:{code}:{question}", name="answer"),),)


def _prompt(code: str, question: int) -> Prompt:
    return Prompt(ANSWER, f"{code}:{question}")


def _subject(question: int) -> str:
    return f"question:{question}"
