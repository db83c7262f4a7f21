"""Months, spans of days, fingerprints, refusals."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.allowance.choices import MonthRule
from nhipcau.rules.kernel import Month, Refused, Span, fingerprint, spoken
from tests.rules.samples import DAYS, LAW, MAY, MONTHS, day, span

SPANS = st.builds(Span, DAYS, st.none() | DAYS)
"""Some end before they begin: a slip of the keyboard, and no day at all."""


def days_of(given_span: Span, month: Month) -> set[date]:
    return {each for each in month.days() if given_span.covers(each)}


class TestMonth:
    @pytest.mark.parametrize("text", ["2026-05", "2026-12", "0001-01", "9999-12"])
    def test_reads_what_it_writes(self, text: str) -> None:
        assert str(Month.parse(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2026",
            "2026-5",
            "2026-13",
            "2026-00",
            "0000-05",  # no such year
            "05-2026",
            "2026-05-01",
            " 2026-05",
            "2026-05\n",
            "+026-05",
            "２０２６-05",  # full-width digits, which int() would take
        ],
    )
    def test_refuses_what_is_no_month(self, text: str) -> None:
        with pytest.raises(ValueError):
            Month.parse(text)

    @pytest.mark.parametrize(
        ("month", "length"),
        [("2026-02", 28), ("2028-02", 29), ("2100-02", 28), ("2000-02", 29), ("2026-04", 30), ("2026-12", 31)],
    )
    def test_february_has_29_days_in_leap_years(self, month: str, length: int) -> None:
        assert Month.parse(month).length == length
        assert Month.parse(month).last.day == length

    @LAW
    @given(MONTHS)
    def test_next_and_previous_undo_each_other(self, month: Month) -> None:
        assert month.next.previous == month == month.previous.next
        assert month.previous < month < month.next
        assert month.last + timedelta(days=1) == month.next.first

    @LAW
    @given(DAYS)
    def test_every_day_is_in_its_month_and_in_no_other(self, when: date) -> None:
        month = Month.of(when)
        assert month.span.covers(when)
        assert not month.next.span.covers(when) and not month.previous.span.covers(when)
        assert list(month.days()).count(when) == 1

    def test_december_leads_to_january(self) -> None:
        assert Month(2026, 12).next == Month(2027, 1)
        assert Month(2027, 1).previous == Month(2026, 12)


class TestSpan:
    def test_both_ends_are_included(self) -> None:
        service = span("2026-05-04", "2026-05-08")
        assert [service.covers(day(f"2026-05-0{n}")) for n in (3, 4, 8, 9)] == [False, True, True, False]

    def test_without_an_end_it_goes_on(self) -> None:
        assert span("2026-05-04").covers(day("2040-01-01"))

    @pytest.mark.parametrize(
        ("one", "other", "common"),
        [
            (span("2026-05-01", "2026-05-10"), span("2026-05-10", "2026-05-20"), span("2026-05-10", "2026-05-10")),
            (span("2026-05-01", "2026-05-10"), span("2026-05-11", "2026-05-20"), None),
            (span("2026-05-01"), span("2026-05-11"), span("2026-05-11")),  # neither ends
            (span("2026-05-01"), span("2026-05-11", "2026-05-12"), span("2026-05-11", "2026-05-12")),
            (span("2026-05-09", "2026-05-01"), span("2026-01-01"), None),  # ends before it begins: no day
        ],
    )
    def test_overlap(self, one: Span, other: Span, common: Span | None) -> None:
        assert one.overlap(other) == common

    @LAW
    @given(SPANS, SPANS)
    def test_overlap_is_symmetric(self, one: Span, other: Span) -> None:
        assert one.overlap(other) == other.overlap(one)

    @LAW
    @given(SPANS, SPANS, DAYS)
    def test_overlap_covers_the_days_that_both_cover(self, one: Span, other: Span, when: date) -> None:
        common = one.overlap(other)
        assert (common is not None and common.covers(when)) == (one.covers(when) and other.covers(when))

    @LAW
    @given(SPANS, MONTHS)
    def test_days_in_a_month_are_the_days_counted_one_by_one(self, service: Span, month: Month) -> None:
        assert service.days_in(month) == len(days_of(service, month))

    @LAW
    @given(DAYS, st.integers(0, 1500))
    def test_days_in_all_months_add_up_to_the_whole(self, first: date, length: int) -> None:
        whole = Span(first, first + timedelta(days=length))
        months, counted = Month.of(first), 0
        while whole.last is not None and months.first <= whole.last:
            counted += whole.days_in(months)
            months = months.next
        assert counted == length + 1


class TestFingerprint:
    def test_is_the_same_on_every_machine(self) -> None:
        assert fingerprint({"a": 1}, MAY, frozenset({"x", "y"}), Fraction(3, 10)) == "e6c0f5eff01fdc01"

    def test_does_not_depend_on_the_order_of_keys_and_sets(self) -> None:
        assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
        assert fingerprint({"a", "b", "c"}) == fingerprint(frozenset({"c", "b", "a"}))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("a", "b"), ("b", "a")),  # the order of reminders matters
            (["1"], [1]),
            ([1], [True]),
            ([None], [""]),
            ([span("2026-05-01")], [span("2026-05-01", "2026-05-31")]),
            ([Fraction(3, 10)], [Fraction(2, 10)]),
            ([MonthRule.HALF_MONTH], [MonthRule.WHOLE_MONTH]),
        ],
    )
    def test_differs_where_the_data_differs(self, one: object, other: object) -> None:
        assert fingerprint(one) != fingerprint(other)

    def test_refuses_floats_which_are_not_equal_everywhere(self) -> None:
        with pytest.raises(TypeError):
            fingerprint(0.3)

    @LAW
    @given(SPANS, SPANS)
    def test_of_spans_is_equal_exactly_when_they_are(self, one: Span, other: Span) -> None:
        assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_words_fall_back_to_vietnamese() -> None:
    assert spoken({"vi": "Báo cáo tuần", "en": "Weekly check-in"}, "en") == "Weekly check-in"
    assert spoken({"vi": "Báo cáo tuần"}, "en") == "Báo cáo tuần"
    assert spoken({"vi": "Báo cáo tuần", "en": ""}, "en") == "Báo cáo tuần"


def test_a_refusal_carries_its_code_and_facts() -> None:
    refused = Refused("no_such_line", code="CTV001")
    assert (refused.code, refused.facts) == ("no_such_line", {"code": "CTV001"})
