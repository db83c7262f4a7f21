"""What a person sees at every turn: words in both languages, buttons that fit and lead back to their question."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from nhipcau.messages.templates import Templates
from nhipcau.rules import dialogue, forms
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.dialogue import Card, Stage
from nhipcau.rules.fields import FieldKind
from nhipcau.rules.forms import REVIEW, SENT, Chose, Draft, Form, Heard, Outcome, Said, Turn
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import spoken
from tests.rules.samples import PROJECT, a_checkin, a_round, book

LARGEST_ID = 2**63 - 1
LANGUAGES = ("vi", "en")
ROUNDS = {
    "weekly_checkin": ("2026-W19", "weekly_checkin"),
    "monthly_report": ("2026-05", "monthly_report"),
    "eligibility": ("2026-05", "eligibility"),
    "campaign_result": ("wrap_up", "tet_sum_vay_2027"),
}
EVERY_FORM = pytest.mark.parametrize("form", book().forms.values(), ids=lambda form: form.key)
BOTH_LANGUAGES = pytest.mark.parametrize("language", LANGUAGES)

ANSWERS = {
    FieldKind.YES_NO: ["có", "không"],
    FieldKind.CHOICE: ["many", "one"],
    FieldKind.NUMBER: ["12", "31"],
    FieldKind.LINKS: ["https://a.vn/1 https://a.vn/2"],
    FieldKind.TEXT: ["Ít hơn <b>& nhiều hơn</b>"],
}
NONSENSE = ["", "alo", "999999999", " ".join(f"https://a.vn/{n}" for n in range(30)), "x" * 4096]


@cache
def words() -> Templates:
    return Templates(PROJECT / "templates")


def stage(form: Form, language: str = "vi", draft: Draft | None = None) -> Stage:
    asked = a_round(*ROUNDS[form.key])
    checkin = replace(a_checkin(asked, draft=draft or forms.begin(form)), id=LARGEST_ID)
    return Stage(form, checkin, book().calendar, language)


def turns(form: Form, draft: Draft | None = None, depth: int = 0) -> Iterator[Turn]:
    """Every way through a form, with every misunderstanding on the way."""
    turn = forms.show(form, draft or forms.begin(form))
    yield turn
    for text in NONSENSE:
        yield forms.step(form, turn.draft, Said(text))
    for heard in _onward(form, turn.draft.step):
        following = forms.step(form, turn.draft, heard)
        if depth < 8:
            yield from turns(form, following.draft, depth + 1)


def _onward(form: Form, step: str) -> list[Heard]:
    field = form.field(step)
    if field is None:
        return [Chose(REVIEW, forms.SEND)] if step == REVIEW else []
    skip: list[Heard] = [] if field.required else [Chose(step, forms.SKIP)]
    return [*(Said(text) for text in ANSWERS[field.kind]), *skip]


@cache
def all_turns(key: str) -> list[Turn]:
    return list(turns(book().forms[key]))


def text_of(card: Card, language: str) -> str:
    return words().message(card.template, {**card.view, "name": "Nguyễn Thị Ánh"}, language)


def buttons_of(card: Card) -> list[Button]:
    return [button for row in card.buttons for button in row]


class TestEveryTurn:
    @EVERY_FORM
    def test_all_outcomes_are_met(self, form: Form) -> None:
        assert {turn.outcome for turn in all_turns(form.key)} == set(Outcome)

    @EVERY_FORM
    @BOTH_LANGUAGES
    def test_has_words(self, form: Form, language: str) -> None:
        for turn in all_turns(form.key):
            text = text_of(dialogue.card(stage(form, language), turn), language)
            assert spoken(form.title, language) in text
            if turn.hint and turn.draft.step != SENT:
                assert "💡" in text

    @EVERY_FORM
    @BOTH_LANGUAGES
    def test_has_buttons_with_words_that_fit_their_64_bytes(self, form: Form, language: str) -> None:
        for turn in all_turns(form.key):
            for button in buttons_of(dialogue.card(stage(form, language), turn)):
                assert button.label or words().label(button.name, language)
                assert 1 <= len(button.data.encode()) <= 64

    @EVERY_FORM
    def test_has_buttons_that_move_on_from_where_they_stand(self, form: Form) -> None:
        for turn in all_turns(form.key):
            for button in buttons_of(dialogue.card(stage(form), turn)):
                kind, checkin, step, value = button.data.split(":", 3)
                assert (kind, int(checkin), step) == ("c", LARGEST_ID, turn.draft.step)
                assert forms.step(form, turn.draft, Chose(step, value)).draft.step != turn.draft.step

    @EVERY_FORM
    def test_the_first_question_has_no_way_back_and_the_others_have(self, form: Form) -> None:
        for turn in all_turns(form.key):
            if form.field(turn.draft.step) is not None:
                first = turn.draft.step == form.fields[0].key
                backs = [b for b in buttons_of(dialogue.card(stage(form), turn)) if b.name == "back"]
                assert len(backs) == (0 if first else 1)


class TestWhatIsSaid:
    WEEKLY = book().forms["weekly_checkin"]
    ELIGIBILITY = book().forms["eligibility"]
    MONTHLY = book().forms["monthly_report"]

    def seen(self, form: Form, *heard: Heard, language: str = "vi") -> str:
        turn = forms.show(form, forms.begin(form))
        for each in heard:
            turn = forms.step(form, turn.draft, each)
        return text_of(dialogue.card(stage(form, language), turn), language)

    def test_a_question_says_its_place_and_its_example(self) -> None:
        assert self.seen(self.WEEKLY) == (
            "<b>Báo cáo tuần</b> (04/05/2026 – 10/05/2026)\n\n"
            "<i>Câu 1/2</i>\n"
            "Tuần này anh/chị có tin, bài nào về hoạt động công đoàn? Anh/chị dán đường dẫn vào đây, "
            "mỗi dòng một bài nhé.\n"
            "<i>Ví dụ: https://example.org/tin-cong-doan</i>"
        )

    def test_the_place_grows_with_a_branch(self) -> None:
        assert "Câu" not in self.seen(self.ELIGIBILITY)
        assert "Câu 2/5" in self.seen(self.ELIGIBILITY, Said("không"))
        assert "Question 3 of 7" in self.seen(self.ELIGIBILITY, Said("no"), Said("no"), language="en")

    def test_a_hint_names_the_limits(self) -> None:
        assert "trong khoảng từ 1 đến 31" in self.seen(self.ELIGIBILITY, Said("không"), Said("không"), Said("40"))
        assert "between 0 and 10.000.000" in self.seen(self.MONTHLY, Said("99999999999"), language="en")

    def test_the_review_shows_every_answer(self) -> None:
        text = self.seen(self.MONTHLY, Said("12.500"), Said("many"), Said("Tin <b>hay</b>"), Said("không"))
        assert "• Người theo dõi: 12.500" in text
        assert "• Tham gia chiến dịch: Nhiều việc" in text
        assert "• Việc nổi bật: Tin &lt;b&gt;hay&lt;/b&gt;" in text
        assert "• Khó khăn: không có" in text

    def test_the_end_says_until_when_it_can_be_changed(self) -> None:
        text = self.seen(self.WEEKLY, Said("không"), Said("không"), Said("xong"))
        assert "Có thể sửa đến 21:00 Chủ nhật 10/05/2026." in text


PROMPTS = [("checkins/opening", 0), ("checkins/reminder", 1), ("checkins/reminder", 2)]


class TestPrompts:
    @EVERY_FORM
    @BOTH_LANGUAGES
    @pytest.mark.parametrize(("template", "step"), PROMPTS)
    def test_carry_the_question_where_the_person_stands(
        self, form: Form, language: str, template: str, step: int
    ) -> None:
        for turn in all_turns(form.key):
            field = form.field(turn.draft.step)
            card = dialogue.prompt(stage(form, language, turn.draft), template, step)
            text = text_of(card, language)
            if field is not None:
                assert spoken(field.ask, language) in unescape(text)
            elif turn.draft.step == REVIEW:
                assert forms.SEND in {button.data.rpartition(":")[2] for button in buttons_of(card)}
            assert buttons_of(card) == buttons_of(dialogue.card(stage(form, language), forms.show(form, turn.draft)))

    def test_name_the_person_and_the_deadline(self) -> None:
        card = dialogue.prompt(stage(book().forms["weekly_checkin"]), "checkins/reminder", 2)
        assert "Nhắc lần 2" in text_of(card, "vi")
        assert "Anh/chị Nguyễn Thị Ánh chưa gửi. Hạn: 12:00 Chủ nhật 10/05/2026." in text_of(card, "vi")

    def test_a_question_that_config_took_away_gives_way_to_the_next(self) -> None:
        """One stale draft must not keep everyone else from being reminded."""
        form = book().forms["weekly_checkin"]
        card = dialogue.prompt(stage(form, draft=Draft("photos", {"items": None})), "checkins/reminder", 1)
        assert spoken(form.fields[1].ask, "vi") in text_of(card, "vi")


def test_the_words_about_a_round_are_local_days_and_times() -> None:
    form = book().forms["monthly_report"]
    about = dialogue.about(a_round("2027-01", "monthly_report"), form, book().calendar, "vi")
    assert about == {
        "title": "Báo cáo tháng",
        "first_day": "01/01/2027",
        "last_day": "31/01/2027",
        "deadline": "17:00 Thứ Năm 11/02/2027",  # after Tết
        "closes": "17:00 Thứ Năm 11/02/2027",
    }


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (None, ""),
        (12, "12"),
        ("Chào", "Chào"),
        (("https://a.vn", "https://b.vn"), "https://a.vn https://b.vn"),
    ],
)
def test_an_answer_is_one_line_in_a_cell(answer: forms.Answer, text: str) -> None:
    assert dialogue.answer_text(answer) == text


def test_an_option_that_is_gone_is_shown_by_its_key() -> None:
    form = book().forms["monthly_report"]
    card = dialogue.card(stage(form), Turn(Draft(REVIEW, {"campaign_work": "heaps"}), Outcome.REVIEW))
    assert "• Tham gia chiến dịch: heaps" in text_of(card, "vi")


def test_a_button_carries_its_checkin_step_and_value() -> None:
    checkin: Checkin = replace(a_checkin(), id=42)
    assert dialogue.data(checkin, "items", "skip") == "c:42:items:skip"
    assert len(dialogue.data(replace(checkin, id=LARGEST_ID), "k" * 20, "v" * 20).encode()) <= 64
