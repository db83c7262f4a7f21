"""Laws of the stepper, on any form and for whatever a person does: taps on old buttons, nonsense, back, skip, edit."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.fields import COLLECTING, Answer, Condition, Field, FieldKind, Option
from nhipcau.rules.forms import (
    BACK,
    CLEAR,
    DONE,
    EDIT,
    KEEP,
    REVIEW,
    SEND,
    SENT,
    SKIP,
    Attached,
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
from tests.rules.samples import LAW, book

WORDS = {"vi": "Câu hỏi?"}
KEYS = ["one", "two", "three", "four", "five"]
OPTIONS = (Option("many", {"vi": "Nhiều"}), Option("none", {"vi": "Không"}))
POSSIBLE: Mapping[FieldKind, list[Answer]] = {
    FieldKind.YES_NO: [True, False],
    FieldKind.CHOICE: ["many", "none"],
    FieldKind.NUMBER: [0, 1, 2],
}


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Forms as config allows them: conditions only on earlier fields, with answers that can be given."""
    fields: list[Field] = []
    for key in KEYS[: draw(st.integers(1, len(KEYS)))]:
        kind = draw(st.sampled_from(FieldKind))
        earlier = [field for field in fields if field.kind in POSSIBLE]
        condition = None
        if earlier and draw(st.booleans()):
            on = draw(st.sampled_from(earlier))
            condition = Condition(on.key, draw(st.sampled_from(POSSIBLE[on.kind])))
        fields.append(
            Field(
                key,
                kind,
                WORDS,
                WORDS,
                required=draw(st.booleans()),
                options=OPTIONS if kind in (FieldKind.CHOICE, FieldKind.SEVERAL) else (),
                most=draw(st.sampled_from([1, 3, 1000])),
                quick=(0, 1) if kind is FieldKind.NUMBER else (),
                only_if=condition,
            )
        )
    return Form("any", WORDS, tuple(fields), WORDS)


TYPED = [
    "có",
    "không",
    "xong",
    "quay lại",
    "bỏ qua",
    "1",
    "2",
    "many",
    "https://a.vn/1 https://a.vn/2",
    "",
    "http://[x",
]
VALUES = ["yes", "no", "many", "none", "0", "1", SKIP, BACK, SEND, EDIT, KEEP, DONE, CLEAR, "open", "gone", ""]
HEARD = st.builds(Chose, st.sampled_from([*KEYS, REVIEW, SENT, "open", "gone"]), st.sampled_from(VALUES))
HEARD |= st.builds(Attached, st.sampled_from([FieldKind.PHOTOS, FieldKind.FILES]), st.sampled_from(["p1", "p2"]))
HEARD |= st.builds(Said, st.sampled_from(TYPED) | st.text(max_size=20))
TALKS = st.lists(HEARD, max_size=25)
DRAFTS = st.builds(
    Draft,
    st.sampled_from([*KEYS, REVIEW, SENT, "gone"]),
    st.dictionaries(
        st.sampled_from([*KEYS, "gone"]), st.sampled_from([None, True, False, 1, "many", ("https://a.vn",)]), max_size=5
    ),
)
REAL = st.sampled_from(sorted(book().forms)).map(lambda key: book().forms[key])


def asked(form: Form, answers: Mapping[str, Answer]) -> list[str]:
    """The independent specification: a field is asked when its condition's field is asked and was answered so."""
    keys: list[str] = []
    for field in form.fields:
        condition = field.only_if
        if condition is None or (condition.field in keys and answers.get(condition.field) == condition.equals):
            keys.append(field.key)
    return keys


def follow(form: Form, talk: list[Heard]) -> list[tuple[Draft, Heard, Turn]]:
    steps, draft = [], begin(form)
    for heard in talk:
        turn = step(form, draft, heard)
        steps.append((draft, heard, turn))
        draft = turn.draft
    return steps


ANSWERS_TO: Mapping[FieldKind, Heard] = {
    FieldKind.YES_NO: Said("có"),
    FieldKind.CHOICE: Said("Nhiều"),
    FieldKind.SEVERAL: Said("Nhiều"),
    FieldKind.NUMBER: Said("1"),
    FieldKind.DATE: Said("16/5/2026"),
    FieldKind.LINKS: Said("https://a.vn/1"),
    FieldKind.PAGE: Said("https://a.vn/1 1.500"),
    FieldKind.TEXT: Said("a"),
    FieldKind.PHOTOS: Attached(FieldKind.PHOTOS, "p1"),
    FieldKind.FILES: Attached(FieldKind.FILES, "p1"),
}
"""Something that answers any field of the kind in the generated forms."""


def way_out(form: Form, draft: Draft) -> Heard:
    if draft.step == REVIEW:
        return Chose(REVIEW, SEND)
    if draft.step == SENT:
        return Chose(SENT, EDIT)
    field = form.field(draft.step)
    assert field is not None, "a question that the form does not have"
    return Said("xong") if field.kind in COLLECTING and draft.answers.get(field.key) else ANSWERS_TO[field.kind]


class TestAnyTalk:
    @LAW
    @given(forms() | REAL, TALKS)
    def test_never_raises_and_stays_on_what_is_asked(self, form: Form, talk: list[Heard]) -> None:
        for _, _, turn in follow(form, talk):
            assert turn.draft.step in [*asked(form, turn.draft.answers), REVIEW, SENT]
            number, count = position(form, turn.draft)
            assert 1 <= number <= count <= len(form.fields)

    @LAW
    @given(forms(), TALKS)
    def test_loses_no_answer_unless_its_branch_was_left(self, form: Form, talk: list[Heard]) -> None:
        for before, _, turn in follow(form, talk):
            kept = turn.draft.answers
            for key, answer in before.answers.items():
                if key != before.step and key in asked(form, kept):
                    assert kept[key] == answer
            changed = {key for key in kept if kept[key] != before.answers.get(key, "never answered")}
            assert changed <= {before.step}

    @LAW
    @given(forms(), TALKS)
    def test_keeps_no_answer_of_a_branch_that_was_left(self, form: Form, talk: list[Heard]) -> None:
        for _, _, turn in follow(form, talk):
            assert set(turn.draft.answers) <= set(asked(form, turn.draft.answers))

    @LAW
    @given(forms(), TALKS)
    def test_sends_only_from_the_review_and_only_when_told_to(self, form: Form, talk: list[Heard]) -> None:
        for before, heard, turn in follow(form, talk):
            if turn.draft.step == SENT and before.step != SENT:
                assert before.step == REVIEW
                assert isinstance(heard, Said) or heard == Chose(REVIEW, SEND)
                assert turn.draft.answers == before.answers

    @LAW
    @given(forms(), TALKS)
    def test_what_is_sent_answers_everything_that_was_asked(self, form: Form, talk: list[Heard]) -> None:
        for _, _, turn in follow(form, talk):
            if turn.draft.step in (REVIEW, SENT):
                assert list(turn.draft.answers) == asked(form, turn.draft.answers)
                given_up = [key for key, answer in turn.draft.answers.items() if answer is None]
                assert not any(field.required for field in form.fields if field.key in given_up)

    @LAW
    @given(forms(), TALKS)
    def test_always_leaves_a_way_out(self, form: Form, talk: list[Heard]) -> None:
        draft = begin(form)
        for heard in talk:
            draft = step(form, draft, heard).draft
            out = step(form, draft, way_out(form, draft)).draft
            assert step(form, out, way_out(form, out)).draft.step != draft.step or out.step != draft.step

    @LAW
    @given(forms(), TALKS)
    def test_from_anywhere_the_end_is_reached_by_answering(self, form: Form, talk: list[Heard]) -> None:
        draft = follow(form, talk)[-1][2].draft if talk else begin(form)
        for _ in range(2 * len(form.fields) + 1):
            if draft.step != SENT:
                draft = step(form, draft, way_out(form, draft)).draft
        assert draft.step == SENT

    @LAW
    @given(forms(), TALKS)
    def test_a_hint_changes_nothing_and_is_named(self, form: Form, talk: list[Heard]) -> None:
        for before, _, turn in follow(form, talk):
            assert (turn.outcome is Outcome.HINT) == bool(turn.hint)
            if turn.hint:
                assert turn.draft == before

    @LAW
    @given(forms(), TALKS, HEARD)
    def test_an_old_button_changes_nothing(self, form: Form, talk: list[Heard], heard: Heard) -> None:
        draft = follow(form, talk)[-1][2].draft if talk else begin(form)
        if isinstance(heard, Chose) and heard.step != draft.step and heard.value != EDIT:
            assert step(form, draft, heard) == show(form, draft)
            assert show(form, draft).draft == draft


class TestAnyDraft:
    """Drafts that config outran: fields renamed, removed, made conditional while people were answering."""

    @LAW
    @given(forms() | REAL, DRAFTS, HEARD)
    def test_never_raises_and_comes_back_to_what_is_asked(self, form: Form, draft: Draft, heard: Heard) -> None:
        for turn in (show(form, draft), step(form, draft, heard)):
            assert turn.draft.step in [*asked(form, turn.draft.answers), REVIEW, SENT]

    @LAW
    @given(forms(), DRAFTS)
    def test_showing_is_repeatable_and_keeps_all_answers(self, form: Form, draft: Draft) -> None:
        turn = show(form, draft)
        assert show(form, turn.draft) == turn
        assert turn.draft.answers == draft.answers

    @LAW
    @given(DRAFTS)
    def test_answers_survive_a_row(self, draft: Draft) -> None:
        assert answers_from_data(answers_as_data(draft.answers)) == draft.answers
