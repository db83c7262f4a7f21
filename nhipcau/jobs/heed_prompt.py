"""A person's words, when they are for something that was asked beside the check-ins."""

from datetime import datetime

from nhipcau.jobs.answer_allowance import PROMPT, answer_in_words
from nhipcau.jobs.ask_people import hand_over
from nhipcau.jobs.note_share import SHARE, note_share
from nhipcau.jobs.return_checkin import RETURN, return_with
from nhipcau.jobs.return_month import RETURN_MONTH, return_month
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.take_leave import LEAVE, leave_on
from nhipcau.jobs.take_question import ANSWER, answer_person
from nhipcau.jobs.write_letter import LETTER, draft_letter
from nhipcau.ports import Inbound, Tx
from nhipcau.ports.letters import Letter
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def heed_prompt(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, words: str, now: datetime) -> Summary | None:
    """What came of the words, or None when nothing waits for any. A sticker is no answer: the prompt stays open."""
    prompt = tx.talk.prompt(person.id)
    if prompt is None or not words.strip():
        return None
    if prompt.kind == ANSWER:
        return answer_person(tx, inbound, person, prompt.subject, words, now)
    if prompt.kind == RETURN:
        return return_with(tx, book, inbound, person, int(prompt.subject), words, now)
    if prompt.kind == PROMPT:
        return answer_in_words(tx, book, inbound, person, prompt.subject, words, now)
    if prompt.kind == RETURN_MONTH:
        return return_month(tx, book, inbound, person, Month.parse(prompt.subject), words, now)
    if prompt.kind == LEAVE:
        return leave_on(tx, book, inbound, person, words, now)
    if prompt.kind == LETTER:
        letter = Letter(inbound.update_id, person.code, prompt.subject, words)
        return draft_letter(tx, book, inbound, person, letter, now)
    if prompt.kind == SHARE:
        return note_share(tx, book, inbound, person, prompt.subject, words, now)
    return hand_over(tx, book, inbound, person, prompt.kind, words, now)
