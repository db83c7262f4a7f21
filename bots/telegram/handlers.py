"""Which update goes to which subject."""

from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bots.telegram.door import Door
from bots.telegram.subjects.checkins import Checkins
from bots.telegram.subjects.group import Group
from bots.telegram.subjects.kits import Kits
from bots.telegram.subjects.months import Months
from bots.telegram.subjects.people import People
from bots.telegram.subjects.reports import Reports
from bots.telegram.subjects.slots import Slots
from bots.telegram.subjects.talk import Talk

PRIVATE, GROUP = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
NEW = PRIVATE & filters.UpdateType.MESSAGE


def register(application: "Application[Any, Any, Any, Any, Any, Any]", door: Door) -> None:
    """Order matters: the first handler that takes an update has it."""
    for handler in (*commands(door), *buttons(door), *happenings(door)):
        application.add_handler(handler)


def commands(door: Door) -> list[BaseHandler[Any, Any, Any]]:
    people, checkins, months, reports = People(door), Checkins(door), Months(door), Reports(door)
    return [
        CommandHandler("start", people.start, PRIVATE),
        CommandHandler(["trangthai", "status"], checkins.show_owed, PRIVATE),
        CommandHandler(["huy", "cancel"], checkins.set_aside, PRIVATE),
        CommandHandler(["thangcuatoi", "mymonth"], reports.show_month, PRIVATE),
        CommandHandler(["phucap", "allowance"], months.show_allowance, PRIVATE),
        CommandHandler(["cauhoi", "questions"], months.list_questions, PRIVATE),
        CommandHandler(["ngaychi", "payday"], months.set_pay_day, PRIVATE),
        CommandHandler(["thuong", "bonus"], months.propose_bonus, PRIVATE | GROUP),
        *anytime(Talk(door)),
        CommandHandler(["tailieu", "kit"], Kits(door).show, PRIVATE),
        CommandHandler(["nhomdieuphoi", "admingroup"], people.bind_group, GROUP),
        CommandHandler(["chuagui", "unanswered"], Group(door).show_owing, PRIVATE | GROUP),
        CommandHandler(["gui", "write"], Group(door).write_letter, PRIVATE),
        CommandHandler(["chude", "topic"], Group(door).bind_topic, GROUP),
    ]


def anytime(talk: Talk) -> list[BaseHandler[Any, Any, Any]]:
    """What anyone may ask for at any time."""
    return [
        CommandHandler(["trogiup", "help"], talk.help, PRIVATE),
        CommandHandler(["chiendich", "campaigns"], talk.campaigns, PRIVATE),
        CommandHandler(["hoi", "ask"], talk.ask, PRIVATE),
        CommandHandler(["khan", "urgent"], talk.report_urgent, PRIVATE),
        CommandHandler(["tamdung", "pause"], talk.pause, PRIVATE),
        CommandHandler(["nghi", "leave"], talk.leave, PRIVATE),
        CommandHandler(["trolai", "resume"], talk.come_back, PRIVATE),
        CommandHandler(["gionhac", "reminders"], talk.hours, PRIVATE),
        CommandHandler(["ngonngu", "language"], talk.languages, PRIVATE),
        CommandHandler(["dulieu", "mydata"], talk.my_data, PRIVATE),
        CommandHandler(["xem", "look"], talk.look_up, PRIVATE),
    ]


def buttons(door: Door) -> list[BaseHandler[Any, Any, Any]]:
    """By the letter with which a button's data begins."""
    talk, group, kits = Talk(door), Group(door), Kits(door)
    people, checkins, months, reports, slots = People(door), Checkins(door), Months(door), Reports(door), Slots(door)
    return [
        CallbackQueryHandler(people.answer_consent, r"^j:"),
        CallbackQueryHandler(talk.choose_language, r"^l:"),
        CallbackQueryHandler(talk.choose_leave, r"^v:"),
        CallbackQueryHandler(talk.choose_hour, r"^h:"),
        CallbackQueryHandler(talk.wish_about_data, r"^d:"),
        CallbackQueryHandler(talk.take_question, r"^a:"),
        CallbackQueryHandler(talk.rule_on, r"^r:"),
        CallbackQueryHandler(checkins.press, r"^c:"),
        CallbackQueryHandler(group.press_owing, r"^g:"),
        CallbackQueryHandler(group.press_nudge, r"^n:"),
        CallbackQueryHandler(group.press_letter, r"^e:"),
        CallbackQueryHandler(group.press_recall, r"^z:"),
        CallbackQueryHandler(kits.hand_out, r"^f:"),
        CallbackQueryHandler(kits.ask_share, r"^x:"),
        CallbackQueryHandler(reports.show_another, r"^t:"),
        CallbackQueryHandler(months.decide_review, r"^m:"),
        CallbackQueryHandler(months.review_again, r"^y:"),
        CallbackQueryHandler(months.confirm_unit, r"^u:"),
        CallbackQueryHandler(months.advance_close, r"^k:"),
        CallbackQueryHandler(months.ask_return, r"^w:"),
        CallbackQueryHandler(months.decide_bonus, r"^b:"),
        CallbackQueryHandler(months.reopen_month, r"^o:"),
        CallbackQueryHandler(months.press_allowance, r"^p:"),
        CallbackQueryHandler(slots.decide_slot, r"^s:"),
    ]


def happenings(door: Door) -> list[BaseHandler[Any, Any, Any]]:
    """What is neither a command nor a button, and at the end whatever nobody waits for."""
    people, checkins, slots = People(door), Checkins(door), Slots(door)
    return [
        ChatMemberHandler(people.note_chat, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, people.follow_group),
        MessageHandler(NEW & filters.CONTACT, people.share_number),
        MessageHandler(NEW & filters.TEXT & ~filters.COMMAND, checkins.say),
        MessageHandler(NEW & (filters.PHOTO | filters.Document.ALL), checkins.attach),
        MessageHandler(NEW, checkins.misunderstand),
        TypeHandler(Update, slots.ignore),
    ]
