"""Who stands how in a round, what is counted, and who is still to be prompted."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.checkins import Checkin, Standing, Tally, places, standing, still_wanted, tally
from nhipcau.rules.roster import Member, Person
from tests.rules.samples import LAW, a_checkin, a_round, at, away, day, held, person

OPEN, CLOSED = a_round(), a_round(closed=True)
IN_TIME, LATE = "2026-05-08 09:00", "2026-05-10 15:00"


class TestStanding:
    @pytest.mark.parametrize(
        ("sent", "expected"),
        [
            ("2026-05-04 08:00", Standing.IN_TIME),
            ("2026-05-10 12:00", Standing.IN_TIME),  # on the stroke of the deadline
            ("2026-05-10 12:01", Standing.LATE),
            ("2026-05-10 21:00", Standing.LATE),
        ],
    )
    @pytest.mark.parametrize("asked", [OPEN, CLOSED])
    @pytest.mark.parametrize("excused", [True, False])
    def test_who_sent_is_in_time_or_late(self, sent: str, expected: Standing, asked: object, excused: bool) -> None:
        assert standing(a_checkin(asked, sent, excused=excused)) is expected

    def test_an_edit_after_the_deadline_does_not_make_it_late(self) -> None:
        edited = replace(a_checkin(CLOSED, IN_TIME), version=3)
        assert standing(edited) is Standing.IN_TIME

    @pytest.mark.parametrize(
        ("closed", "excused", "expected"),
        [
            (False, False, Standing.OPEN),
            (False, True, Standing.EXCUSED),
            (True, False, Standing.NEVER),
            (True, True, Standing.EXCUSED),
        ],
    )
    def test_who_sent_nothing(self, closed: bool, excused: bool, expected: Standing) -> None:
        assert standing(a_checkin(a_round(closed=closed), excused=excused)) is expected

    def test_never_is_said_only_of_a_closed_round(self) -> None:
        past_the_deadline_but_open = a_checkin(OPEN)
        assert standing(past_the_deadline_but_open) is Standing.OPEN

    @pytest.mark.parametrize(
        ("checkin", "owed"),
        [
            (a_checkin(OPEN), True),
            (a_checkin(OPEN, IN_TIME), False),
            (a_checkin(OPEN, excused=True), False),
            (a_checkin(CLOSED), False),
        ],
    )
    def test_what_is_owed(self, checkin: Checkin, owed: bool) -> None:
        assert checkin.owed is owed


CHECKINS = st.builds(
    lambda closed, sent, excused: a_checkin(CLOSED if closed else OPEN, sent, excused=excused),
    st.booleans(),
    st.sampled_from(["", "", IN_TIME, LATE]),
    st.booleans(),
)


class TestTally:
    def test_of_a_closed_round(self) -> None:
        round_of_six = [
            a_checkin(CLOSED, IN_TIME),
            a_checkin(CLOSED, IN_TIME),
            a_checkin(CLOSED, LATE),
            a_checkin(CLOSED),
            a_checkin(CLOSED, excused=True),  # on leave: in no denominator
            a_checkin(CLOSED, IN_TIME, excused=True),  # on leave, and answered all the same
        ]
        went = tally(round_of_six)
        assert went == Tally(asked=5, in_time=3, late=1, excused=1, never=1, open=0)
        assert (went.answered, went.percent_answered) == (4, 80)

    @pytest.mark.parametrize(
        ("answered", "asked", "percent"),
        [
            (0, 0, None),  # nobody was asked
            (0, 3, 0),
            (1, 3, 33),
            (2, 3, 67),
            (1, 8, 13),  # 12,5: half goes up
            (3, 8, 38),  # 37,5
            (1, 200, 1),  # 0,5
            (1, 228, 1),  # someone answered: that is not nothing
            (227, 228, 99),  # one is missing: that is not all
            (3, 3, 100),
        ],
    )
    def test_percent_is_whole_and_half_goes_up(self, answered: int, asked: int, percent: int | None) -> None:
        assert Tally(asked=asked, in_time=answered, never=asked - answered).percent_answered == percent

    @LAW
    @given(st.lists(CHECKINS, max_size=12))
    def test_everyone_is_counted_once(self, checkins: list[Checkin]) -> None:
        went = tally(checkins)
        assert went.in_time + went.late + went.never + went.open == went.asked
        assert went.asked + went.excused == len(checkins)
        assert went.percent_answered is None or 0 <= went.percent_answered <= 100

    @LAW
    @given(st.lists(CHECKINS, max_size=8), st.lists(CHECKINS, max_size=8))
    def test_the_tally_of_a_whole_is_the_sum_of_its_parts(self, one: list[Checkin], other: list[Checkin]) -> None:
        whole, first, second = tally(one + other), tally(one), tally(other)
        for count in ("asked", "in_time", "late", "excused", "never", "open", "answered"):
            assert getattr(whole, count) == getattr(first, count) + getattr(second, count)


class TestPlaces:
    @pytest.mark.parametrize(
        ("leave", "excused"),
        [
            (("2026-05-04", "2026-05-04"), True),
            (("2026-04-01", ""), True),
            (("2026-05-05", "2026-05-09"), False),  # begins after the round opened: asked, then spared
            (("2026-04-01", "2026-05-03"), False),
        ],
    )
    def test_who_is_on_leave_when_it_opens_is_excused(self, leave: tuple[str, str], excused: bool) -> None:
        resting = person("CTV001", held(), leaves=(away(*leave),))
        (place,) = places([Member(resting, held())], day("2026-05-04"))
        assert place.excused is excused


class TestStillWanted:
    PRESENT = person("CTV001", held())
    RESTING = person("CTV001", held(), leaves=(away("2026-05-07", "2026-05-08"),))

    @pytest.mark.parametrize(
        ("checkin", "who", "reason"),
        [
            (a_checkin(OPEN), PRESENT, ""),
            (a_checkin(OPEN, IN_TIME), PRESENT, "answered"),
            (a_checkin(CLOSED), PRESENT, "round_closed"),
            (a_checkin(OPEN, excused=True), PRESENT, "on_leave"),
            (a_checkin(OPEN), RESTING, "on_leave"),
            (a_checkin(CLOSED, IN_TIME, excused=True), RESTING, "answered"),  # the first reason is the one told
        ],
    )
    def test_says_why_a_prompt_must_not_go_out(self, checkin: Checkin, who: Person, reason: str) -> None:
        assert still_wanted(checkin, who, day("2026-05-07")) == reason

    def test_after_the_leave_the_person_is_reminded_again(self) -> None:
        assert still_wanted(a_checkin(OPEN), self.RESTING, day("2026-05-09")) == ""

    @LAW
    @given(CHECKINS, st.sampled_from([PRESENT, RESTING]))
    def test_nobody_is_prompted_who_owes_nothing(self, checkin: Checkin, who: Person) -> None:
        if still_wanted(checkin, who, day("2026-05-07")) == "":
            assert checkin.owed and standing(checkin) is Standing.OPEN


@pytest.mark.parametrize("read", [standing, lambda c: c.owed, lambda c: tally([c])], ids=["standing", "owed", "tally"])
def test_what_is_read_off_a_checkin_does_not_depend_on_its_draft(read: Callable[[Checkin], object]) -> None:
    begun = replace(a_checkin(OPEN, IN_TIME), draft=a_checkin(OPEN).draft)
    assert read(begun) == read(a_checkin(OPEN, IN_TIME))
    assert at(IN_TIME) == begun.first_sent_at


class TestReturned:
    """What a coordinator sent back counts as not sent, until it is sent again."""

    @pytest.mark.parametrize(
        ("closed", "excused", "stands", "owed"),
        [
            (False, False, Standing.OPEN, True),
            (True, False, Standing.NEVER, False),
            (False, True, Standing.EXCUSED, False),
        ],
    )
    def test_it_is_owed_again(self, closed: bool, excused: bool, stands: Standing, owed: bool) -> None:
        back = replace(a_checkin(a_round(closed=closed), IN_TIME, {"note": "x"}, excused), returned=True)
        assert (standing(back), back.owed, back.given) == (stands, owed, {})

    def test_its_owner_is_reminded(self) -> None:
        back = replace(a_checkin(OPEN, IN_TIME), returned=True)
        assert still_wanted(back, TestStillWanted.PRESENT, day("2026-05-07")) == ""

    def test_it_counts_as_open_in_the_tally(self) -> None:
        assert tally([replace(a_checkin(OPEN, IN_TIME), returned=True)]) == Tally(asked=1, open=1)
