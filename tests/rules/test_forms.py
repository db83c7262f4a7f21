"""How typed answers are understood, and the way through each form of this repository."""

import unicodedata
from dataclasses import replace

import pytest

from nhipcau.rules.fields import Answer, Condition, Field, FieldKind, Option, read
from nhipcau.rules.forms import (
    BACK,
    EDIT,
    REVIEW,
    SEND,
    SENT,
    SKIP,
    Chose,
    Draft,
    Form,
    Heard,
    Outcome,
    Said,
    Turn,
    answers_as_data,
    answers_from_data,
    begin,
    position,
    show,
    step,
)
from tests.rules.samples import book

WORDS = {"vi": "Câu hỏi?", "en": "Question?"}


def a_field(kind: FieldKind, key: str = "asked", **facts: object) -> Field:
    return replace(Field(key, kind, WORDS, WORDS), **facts)


YES_NO = a_field(FieldKind.YES_NO)
NUMBER = a_field(FieldKind.NUMBER, least=0, most=10_000_000)
LINKS = a_field(FieldKind.LINKS, most=3)
TEXT = a_field(FieldKind.TEXT, most=20)
OPTIONS = (Option("many", {"vi": "Nhiều việc", "en": "A lot"}), Option("none", {"vi": "Không", "en": "Not yet"}))
CHOICE = a_field(FieldKind.CHOICE, options=OPTIONS)


class TestYesAndNo:
    @pytest.mark.parametrize(
        "text", ["Có", "co", "CÓ", "vâng", "dạ", "Dạ có ạ.", "có ạ", "Dạ vâng ạ", "ok", "Ok!", "đồng ý", "đúng", "yes"]
    )
    def test_yes(self, text: str) -> None:
        assert read(YES_NO, text) == (True, "")

    @pytest.mark.parametrize(
        "text", ["Không", "khong", "ko", "k", "Dạ không ạ", "không.", "Chưa", "không có", "no", "Sai"]
    )
    def test_no(self, text: str) -> None:
        assert read(YES_NO, text) == (False, "")

    @pytest.mark.parametrize("text", ["", "có thể", "không biết", "1", "🙂", "alo"])
    def test_neither(self, text: str) -> None:
        assert read(YES_NO, text) == (None, "yes_no")

    def test_letters_and_marks_in_two_pieces_are_understood(self) -> None:
        assert read(YES_NO, unicodedata.normalize("NFD", "Có")) == (True, "")


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0", 0),
            ("1500", 1500),
            ("1.500", 1500),
            ("1 500", 1500),
            ("12 000", 12_000),
            ("1,500", 1500),  # a phone set to English
            ("1.234.567", 1_234_567),
            ("007", 7),
        ],
    )
    def test_grouped_or_not(self, text: str, number: int) -> None:
        assert read(NUMBER, text) == (number, "")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "nhiều",
            "-5",
            "1.5",  # never fifteen
            "0.3",  # never three
            "1,5",
            "15.00",
            "1.500,5",
            "1.50.000",
            "12 00",
            "1500 người",
            "1e3",
            "²",
            "१२",  # digits of another script
        ],
    )
    def test_anything_else_is_asked_again(self, text: str) -> None:
        assert read(NUMBER, text) == (None, "number")

    @pytest.mark.parametrize(("text", "hint"), [("0", "number_range"), ("1", ""), ("31", ""), ("32", "number_range")])
    def test_the_range_is_kept(self, text: str, hint: str) -> None:
        assert read(replace(NUMBER, least=1, most=31), text)[1] == hint


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "links"),
        [
            ("https://a.vn/1", ["https://a.vn/1"]),
            ("https://a.vn/1\nhttps://a.vn/2", ["https://a.vn/1", "https://a.vn/2"]),
            ("https://a.vn/1, https://a.vn/2; https://a.vn/3", ["https://a.vn/1", "https://a.vn/2", "https://a.vn/3"]),
            ("https://a.vn/1,https://a.vn/2", ["https://a.vn/1", "https://a.vn/2"]),  # no space after the comma
            ("https://a.vn/1 https://a.vn/1", ["https://a.vn/1"]),  # the same item twice counts once
            ("https://a.vn/1 https://a.vn/1.", ["https://a.vn/1"]),
            ("Tin tuần này: https://a.vn/1.", ["https://a.vn/1"]),
            ("Tin:https://a.vn/1", ["https://a.vn/1"]),
            ("(https://a.vn/1)", ["https://a.vn/1"]),
            ("“https://a.vn/1”.", ["https://a.vn/1"]),
            ("<https://a.vn/1>", ["https://a.vn/1"]),
            ("HTTPS://A.vn/1", ["HTTPS://A.vn/1"]),
            ("https://a.vn/x,y.htm", ["https://a.vn/x,y.htm"]),  # a comma inside an address
            ("https://vi.wikipedia.org/wiki/A_(B)", ["https://vi.wikipedia.org/wiki/A_(B)"]),
            ("https://fb.com/s?u=https://a.vn/1", ["https://fb.com/s?u=https://a.vn/1"]),  # one inside another
            ("http://[abc https://a.vn/1", ["https://a.vn/1"]),  # Python's reader raises on the first
        ],
    )
    def test_are_found_in_what_people_write(self, text: str, links: list[str]) -> None:
        assert read(LINKS, text) == (tuple(links), "")

    @pytest.mark.parametrize(
        "text", ["", "a.vn/1", "www.a.vn", "https://", "https://...", "https://a", "http://[abc", "https://℀.vn/", "có"]
    )
    def test_anything_else_is_asked_again(self, text: str) -> None:
        assert read(LINKS, text) == (None, "links")

    def test_more_than_allowed_is_told(self) -> None:
        assert read(LINKS, " ".join(f"https://a.vn/{n}" for n in range(4))) == (None, "links_many")


class TestChoicesAndText:
    @pytest.mark.parametrize("text", ["Nhiều việc", "nhieu viec", "a lot", "many"])
    def test_an_option_is_known_by_its_words(self, text: str) -> None:
        assert read(CHOICE, text) == ("many", "")

    def test_other_words_are_no_option(self) -> None:
        assert read(CHOICE, "vừa vừa") == (None, "choice")

    @pytest.mark.parametrize(
        ("text", "hint"), [("x" * 20, ""), ("x" * 21, "text_long"), ("", "text"), (" \n ", "text")]
    )
    def test_a_text_has_a_length(self, text: str, hint: str) -> None:
        assert read(TEXT, text)[1] == hint


def walk(form: Form, *heard: Heard, draft: Draft | None = None) -> Turn:
    turn = show(form, draft or begin(form))
    for each in heard:
        turn = step(form, turn.draft, each)
    return turn


def only(asked: Field) -> Form:
    """A form of one question, then one more."""
    return Form("f", WORDS, (asked, a_field(FieldKind.TEXT, "rest")), WORDS)


OPTIONAL = {"required": False}


class TestSkipping:
    @pytest.mark.parametrize("text", ["không", "Không có ạ", "chưa có", "bỏ qua", "Không có gì thêm", "ko", "hết"])
    @pytest.mark.parametrize("asked", [LINKS, NUMBER, TEXT], ids=lambda f: f.kind.value)
    def test_words_for_nothing_skip_what_may_be_skipped(self, asked: Field, text: str) -> None:
        assert walk(only(replace(asked, required=False)), Said(text)).draft == Draft("rest", {"asked": None})

    @pytest.mark.parametrize("asked", [LINKS, TEXT], ids=lambda f: f.kind.value)
    def test_the_words_of_the_skip_button_can_be_typed(self, asked: Field) -> None:
        skippable = replace(asked, required=False, skip_label={"vi": "Tuần này chưa có", "en": "None this week"})
        for text in ("tuần này chưa có", "None this week"):
            assert walk(only(skippable), Said(text)).draft.answers == {"asked": None}

    def test_no_is_an_answer_to_a_yes_or_no_question_even_when_it_may_be_skipped(self) -> None:
        assert walk(only(replace(YES_NO, required=False)), Said("không")).draft.answers == {"asked": False}

    def test_no_is_an_option_when_an_option_says_no(self) -> None:
        assert walk(only(replace(CHOICE, required=False)), Said("không")).draft.answers == {"asked": "none"}

    def test_what_is_required_is_not_skipped_by_an_old_button(self) -> None:
        assert walk(only(TEXT), Chose("asked", SKIP)).draft == begin(only(TEXT))

    def test_a_required_text_may_say_no(self) -> None:
        assert walk(only(TEXT), Said("không")).draft.answers == {"asked": "không"}

    @pytest.mark.parametrize(
        ("asked", "hint"),
        [(YES_NO, "yes_no"), (CHOICE, "choice"), (NUMBER, "number"), (LINKS, "links"), (TEXT, "text")],
        ids=lambda value: value if isinstance(value, str) else value.kind.value,
    )
    def test_a_sticker_is_answered_with_a_hint(self, asked: Field, hint: str) -> None:
        turn = walk(only(asked), Said(""))
        assert (turn.outcome, turn.hint, turn.draft.step) == (Outcome.HINT, hint, "asked")


class TestWeeklyCheckin:
    FORM = book().forms["weekly_checkin"]
    LINK = "https://example.org/tin"

    def test_two_answers_a_look_and_off(self) -> None:
        turn = walk(self.FORM, Said(self.LINK), Said("Tuần tới có hội nghị."), Said("xong"))
        assert turn.outcome is Outcome.SENT
        assert turn.draft == Draft(SENT, {"items": (self.LINK,), "note": "Tuần tới có hội nghị."})

    def test_three_taps_without_news(self) -> None:
        turn = walk(self.FORM, Chose("items", SKIP), Chose("note", SKIP), Chose(REVIEW, SEND))
        assert turn.draft == Draft(SENT, {"items": None, "note": None})

    def test_a_note_keeps_its_lines_and_nothing_else(self) -> None:
        typed = unicodedata.normalize("NFD", "Hai việc: \r\n  một là  hội nghị \nhai là tập huấn  ")
        turn = walk(self.FORM, Chose("items", SKIP), Said(typed))
        assert turn.draft.answers["note"] == "Hai việc:\nmột là hội nghị\nhai là tập huấn"

    @pytest.mark.parametrize("word", ["Xong", "xong rồi ạ", "gửi", "Gửi ạ", "ok", "Đồng ý.", "send"])
    def test_done_is_understood_in_the_review(self, word: str) -> None:
        assert walk(self.FORM, Said("không"), Said("không"), Said(word)).outcome is Outcome.SENT

    @pytest.mark.parametrize("word", ["", "khoan đã", "không", "sửa giúp"])
    def test_other_words_in_the_review_are_answered_with_a_hint(self, word: str) -> None:
        turn = walk(self.FORM, Said("không"), Said("không"), Said(word))
        assert (turn.outcome, turn.hint, turn.draft.step) == (Outcome.HINT, "review", REVIEW)

    def test_done_does_not_send_from_a_question(self) -> None:
        turn = walk(self.FORM, Said(self.LINK), Said("xong"))
        assert (turn.outcome, turn.draft.answers["note"]) == (Outcome.REVIEW, "xong")

    def test_going_back_keeps_what_was_said(self) -> None:
        turn = walk(self.FORM, Said(self.LINK), Said("Chào"), Said("quay lại"), Chose("note", BACK))
        assert turn.draft == Draft("items", {"items": (self.LINK,), "note": "Chào"})

    def test_an_old_button_shows_the_present_question_again(self) -> None:
        turn = walk(self.FORM, Said(self.LINK), Chose("items", SKIP))
        assert turn == Turn(Draft("note", {"items": (self.LINK,)}), Outcome.ASK)

    @pytest.mark.parametrize("pressed", [Chose(REVIEW, SEND), Chose("items", SKIP), Chose("open", "open")])
    def test_after_sending_old_buttons_show_what_was_sent(self, pressed: Chose) -> None:
        sent = Draft(SENT, {"items": None, "note": None})
        assert step(self.FORM, sent, pressed) == Turn(sent, Outcome.SENT)

    @pytest.mark.parametrize("where", [REVIEW, SENT])
    def test_editing_begins_anew_and_keeps_the_answers(self, where: str) -> None:
        answers: dict[str, Answer] = {"items": (self.LINK,), "note": "Chào"}
        turn = step(self.FORM, Draft(where, answers), Chose(where, EDIT))
        assert turn == Turn(Draft("items", answers), Outcome.ASK)
        again = walk(self.FORM, Said(f"{self.LINK}/2"), draft=turn.draft)
        assert again.draft == Draft("note", {"items": (f"{self.LINK}/2",), "note": "Chào"})


class TestEligibility:
    FORM = book().forms["eligibility"]

    def test_days_away_are_asked_of_those_who_were_away(self) -> None:
        turn = walk(self.FORM, *map(Said, ("không", "không", "5", "có", "không", "đúng", "đúng")), Chose(REVIEW, SEND))
        assert turn.draft.answers == {
            "as_known": False,
            "active": False,
            "away_days": 5,
            "excused": True,
            "paid_elsewhere": False,
            "place_right": True,
            "account_right": True,
        }

    def test_when_all_is_as_known_two_taps_are_a_declaration(self) -> None:
        turn = walk(self.FORM, Chose("as_known", "yes"), Chose(REVIEW, SEND))
        assert (turn.outcome, turn.draft.answers) == (Outcome.SENT, {"as_known": True})

    def test_a_changed_mind_leaves_the_branch_and_its_answer(self) -> None:
        draft = walk(self.FORM, *map(Said, ("không", "không", "5", "có", "không", "đúng", "đúng"))).draft
        turn = walk(self.FORM, Chose(REVIEW, EDIT), Chose("as_known", "yes"), draft=draft)
        assert turn.draft == Draft(REVIEW, {"as_known": True})

    @pytest.mark.parametrize(
        ("heard", "place"),
        [
            ((), (1, 1)),
            ((Said("không"),), (2, 5)),
            ((Said("không"), Said("có")), (3, 5)),
            ((Said("không"), Said("không")), (3, 7)),
            ((Said("không"), Said("không"), Said("5")), (4, 7)),
            ((Said("có"),), (1, 1)),  # in the review everything is behind
        ],
    )
    def test_the_place_counts_the_questions_of_this_person(
        self, heard: tuple[Heard, ...], place: tuple[int, int]
    ) -> None:
        assert position(self.FORM, walk(self.FORM, *heard).draft) == place


# Why only of those who were away; details only of those whose reason was another.
CHAIN = Form(
    "chain",
    WORDS,
    (
        a_field(FieldKind.YES_NO, "active"),
        a_field(FieldKind.CHOICE, "why", options=OPTIONS, only_if=Condition("active", False)),
        a_field(FieldKind.TEXT, "details", only_if=Condition("why", "many")),
        a_field(FieldKind.TEXT, "rest", required=False),
    ),
    WORDS,
)


class TestBranchesInBranches:
    away = walk(CHAIN, Said("không"), Said("many"), Said("ốm")).draft

    def test_lead_one_into_the_other(self) -> None:
        assert self.away == Draft("rest", {"active": False, "why": "many", "details": "ốm"})

    def test_leaving_the_first_leaves_both(self) -> None:
        turn = walk(CHAIN, Chose("rest", BACK), Chose("details", BACK), Chose("why", BACK), draft=self.away)
        assert turn.draft.step == "active"
        assert walk(CHAIN, Said("có"), draft=turn.draft).draft == Draft("rest", {"active": True})


class TestAFormChangedMeanwhile:
    """Coordinators edit forms while rounds are open; nobody gets stuck on a question that is gone."""

    SHORTER = replace(CHAIN, fields=(CHAIN.fields[0], CHAIN.fields[3]))
    STUCK = Draft("why", {"active": False})

    def test_the_next_open_question_is_shown_instead(self) -> None:
        assert show(self.SHORTER, self.STUCK) == Turn(Draft("rest", {"active": False}), Outcome.ASK)

    def test_words_for_the_question_that_is_gone_answer_no_other(self) -> None:
        assert step(self.SHORTER, self.STUCK, Said("many")) == show(self.SHORTER, self.STUCK)

    def test_a_tap_on_the_question_shown_instead_counts(self) -> None:
        assert step(self.SHORTER, self.STUCK, Chose("rest", SKIP)).outcome is Outcome.REVIEW

    def test_without_an_open_question_there_is_the_review(self) -> None:
        everything = Draft("why", {"active": True, "rest": None})
        assert show(self.SHORTER, everything) == Turn(Draft(REVIEW, everything.answers), Outcome.REVIEW)


class TestAsData:
    @pytest.mark.parametrize(
        "answers",
        [
            {},
            {"a": True, "b": False, "c": 0, "d": 1, "e": "có", "f": None},
            {"items": ("https://a.vn/1", "https://a.vn/2"), "none": ()},
        ],
    )
    def test_answers_survive_a_row(self, answers: dict[str, Answer]) -> None:
        data = answers_as_data(answers)
        assert answers_from_data(data) == answers
        assert [type(value) for value in answers_from_data(data).values()] == [type(v) for v in answers.values()]


def test_the_version_of_a_form_changes_with_its_words() -> None:
    form = book().forms["weekly_checkin"]
    assert form.version == replace(form).version
    assert form.version != replace(form, thanks={"vi": "Xin cảm ơn!"}).version


class TestOtherKinds:
    @pytest.mark.parametrize("text", ["16/5/2026", "16-05-2026", "16.5.2026", "2026-05-16"])
    def test_a_day_is_written_in_several_ways(self, text: str) -> None:
        assert read(a_field(FieldKind.DATE), text) == ("2026-05-16", "")

    @pytest.mark.parametrize("text", ["5/16/2026", "mai", "", "31/02/2026"])
    def test_what_is_no_day_gets_a_hint(self, text: str) -> None:
        assert read(a_field(FieldKind.DATE), text) == (None, "date")

    @pytest.mark.parametrize("text", ["https://a.vn/t 1500", "1.500 https://a.vn/t", "https://a.vn/t\n1 500"])
    def test_a_page_is_its_link_and_its_followers(self, text: str) -> None:
        assert read(a_field(FieldKind.PAGE), text) == (("https://a.vn/t", "1500"), "")

    @pytest.mark.parametrize(
        "text", ["https://a.vn/t", "1500", "https://a.vn/1 https://a.vn/2 3", "https://a.vn/t nhiều"]
    )
    def test_half_a_page_gets_a_hint(self, text: str) -> None:
        assert read(a_field(FieldKind.PAGE), text) == (None, "page")

    @pytest.mark.parametrize(
        ("text", "keys"),
        [("nhieu viec", ("many",)), ("Không, nhiều việc", ("many", "none")), ("Khong\nA lot", ("many", "none"))],
    )
    def test_several_are_typed_between_commas_or_on_lines(self, text: str, keys: tuple[str, ...]) -> None:
        assert read(a_field(FieldKind.SEVERAL, options=OPTIONS), text) == (keys, "")

    @pytest.mark.parametrize("text", ["", "nhiều việc, bơi lội", "1"])
    def test_an_option_that_is_not_there_gets_a_hint(self, text: str) -> None:
        assert read(a_field(FieldKind.SEVERAL, options=OPTIONS), text) == (None, "several")
