"""One check-in as a machine: whatever comes in whatever order, nothing is lost and there is always a way on."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nhipcau.rules.fields import COLLECTING, Answer, FieldKind
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
    answers_as_data,
    answers_from_data,
    begin,
    show,
    step,
)
from tests.rules.test_forms_laws import TYPED, asked, forms, way_out


class CheckIn(RuleBasedStateMachine):
    """A phone with all its old buttons, a person of any temper, a bot that is restarted now and then."""

    @initialize(form=forms())
    def opens(self, form: Form) -> None:
        self.form: Form = form
        self.draft: Draft = begin(form)
        self.sent: list[dict[str, Answer]] = []
        self.buttons: list[Chose] = []
        self._remember_buttons()

    @rule(text=st.sampled_from(TYPED) | st.text(max_size=10))
    def says(self, text: str) -> None:
        self._hear(Said(text))

    @rule(kind=st.sampled_from([FieldKind.PHOTOS, FieldKind.FILES]), which=st.sampled_from(["p1", "p2", "p3"]))
    def sends_a_file(self, kind: FieldKind, which: str) -> None:
        self._hear(Attached(kind, which))

    @rule(number=st.integers(0, 200))
    def presses_any_button_ever_shown(self, number: int) -> None:
        self._hear(self.buttons[number % len(self.buttons)])

    @rule()
    def goes_on(self) -> None:
        self._hear(way_out(self.form, self.draft))

    @rule()
    def the_bot_is_restarted(self) -> None:
        """All that goes from one process to the next is a row."""
        self.draft = Draft(self.draft.step, answers_from_data(answers_as_data(self.draft.answers)))

    @rule(times=st.integers(1, 3))
    def looks_again(self, times: int) -> None:
        for _ in range(times):
            assert show(self.form, self.draft).draft == self.draft

    def _hear(self, heard: Heard) -> None:
        before, turn = self.draft, step(self.form, self.draft, heard)
        lost = {key for key in before.answers if key not in turn.draft.answers} - {before.step}
        assert not lost & set(asked(self.form, turn.draft.answers)), "no answer is lost unless its branch was left"
        self.draft = turn.draft
        if turn.outcome is Outcome.SENT and before.step != SENT:
            self.sent.append(dict(turn.draft.answers))
        self._remember_buttons()

    def _remember_buttons(self) -> None:
        values = {REVIEW: [SEND, EDIT], SENT: [EDIT]}.get(
            self.draft.step, [BACK, SKIP, KEEP, DONE, CLEAR, "yes", "no", "many", "none", "1"]
        )
        self.buttons += [button for value in values if (button := Chose(self.draft.step, value)) not in self.buttons]

    @invariant()
    def one_question_is_open(self) -> None:
        assert self.draft.step in [*asked(self.form, self.draft.answers), REVIEW, SENT]

    @invariant()
    def there_is_a_way_out(self) -> None:
        draft = self.draft
        for _ in range(2 * len(self.form.fields) + 2):
            if draft.step == SENT:
                return
            draft = step(self.form, draft, way_out(self.form, draft)).draft
        assert draft.step == SENT

    @invariant()
    def what_was_sent_was_whole(self) -> None:
        for answers in self.sent:
            assert list(answers) == asked(self.form, answers)
            required = {field.key for field in self.form.fields if field.required and field.kind in COLLECTING}
            assert all(answers[key] for key in required & set(answers))


CheckIn.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
TestAnyCheckIn = CheckIn.TestCase
