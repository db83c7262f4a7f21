"""Every rule that can speak has a sentence, in every language, with the same facts."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Typesetter
from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.choices import Choices, MonthRule, Watched
from nhipcau.rules.allowance.facts import Decision, Declaration, PersonFacts, Ruling, UnitWord
from nhipcau.rules.allowance.lines import LineState, Reason
from nhipcau.rules.allowance.policy import BaseSalary, PaidBy, Policy, Rate, Terms, terms_for
from nhipcau.rules.checkins import Standing
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Leave, Level
from tests.documents.conftest import TEMPLATES

MAY = Month(2026, 5)
LEVELS = {"provincial": Level("provincial", {"vi": "Cấp tỉnh, ngành"}, 2)}
SINCE = date(2024, 7, 1)
POLICY = Policy(
    base_salaries=(BaseSalary(SINCE, 2_340_000, "73/2024/NĐ-CP"),),
    rates=(Rate(SINCE, "provincial", Fraction(2, 10), PaidBy.UNIT, "Đề án"),),
    network_payer="tld",
    choices=(Choices(SINCE, "Đề án", watched=frozenset(Watched)),),
    zero_tens="linh",
)
WHOLE = PersonFacts("CTV001", "Nguyễn Thị Minh Khuê", (Appointment("ld_a", "provincial", Span(date(2026, 1, 1))),))


def terms(policy: Policy) -> Terms:
    return terms_for(policy, MAY, LEVELS, {})


def joined(day: date) -> PersonFacts:
    return replace(WHOLE, appointments=(Appointment("ld_a", "provincial", Span(day)),))


GRANTED = Decision(Ruling.GRANTED, "đã gửi bản giấy.", "Vũ Thị Hằng")


def ruled(ruling: Ruling) -> PersonFacts:
    return replace(WHOLE, report_sent=False, decision=replace(GRANTED, ruling=ruling))


ON_LEAVE = replace(WHOLE, leaves=(Leave(Span(date(2026, 5, 4), date(2026, 5, 8))),))

SPOKEN = {
    "basis": (WHOLE, "hệ số 0,2 × lương cơ sở 2.340.000\u00a0đồng (Nghị định 73/2024/NĐ-CP)", "coefficient 0.2"),
    "whole_month": (WHOLE, "Tham gia cả tháng (31 ngày).", "the whole month (31 days)"),
    "half_month_reached": (joined(date(2026, 5, 16)), "16/31 ngày, từ nửa tháng trở lên", "16 of 31 days"),
    "half_month_missed": (joined(date(2026, 5, 17)), "15/31 ngày, chưa đủ nửa tháng", "15 of 31 days"),
    "prorated": (joined(date(2026, 5, 22)), "10/31 ngày: tính theo số ngày", "10 of 31 days"),
    "leave_excused": (ON_LEAVE, "Nghỉ phép 5/31 ngày", "5 of 31 days"),
    "full_month_leave": (replace(WHOLE, leaves=(Leave(MAY.span),)), "Nghỉ phép cả tháng (31 ngày)", "(31 days)"),
    "no_monthly_report": (replace(WHOLE, report_sent=False), "Chưa có báo cáo tháng.", "monthly report is missing"),
    "no_declaration": (replace(WHOLE, declaration=None), "Chưa có kê khai của tháng.", "declaration is missing"),
    "declared_away": (replace(WHOLE, declaration=Declaration(active=False)), "không hoạt động", "not active"),
    "away_differs": (
        replace(ON_LEAVE, declaration=Declaration(active=False, away_days=9)),
        "nghỉ 9 ngày, khác với danh sách đang ghi nghỉ phép 5 ngày",
        "9 days away, while the roster has 5",
    ),
    "active_on_leave": (
        replace(ON_LEAVE, declaration=Declaration(active=True)),
        "trọn tháng, khác với danh sách đang ghi nghỉ phép 5 ngày",
        "while the roster has 5 days",
    ),
    "place_differs": (replace(WHOLE, declaration=Declaration(place_right=False)), "đơn vị hoặc cấp", "unit or level"),
    "no_unit_word": (WHOLE, "chưa xác nhận", "has not confirmed"),
    "unit_denies": (
        replace(WHOLE, unit_word=UnitWord(False, "Vũ Thị Lan")),
        "Phụ trách đơn vị (Vũ Thị Lan) cho biết không làm việc",
        "(Vũ Thị Lan) says there was no work",
    ),
    "paid_elsewhere": (replace(WHOLE, declaration=Declaration(paid_elsewhere=True)), "ở nơi khác", "elsewhere"),
    "granted": (ruled(Ruling.GRANTED), "đồng ý chi: đã gửi bản giấy (Vũ Thị Hằng).", "granted: đã gửi"),
    "decided_before": (
        replace(ruled(Ruling.GRANTED), decision=replace(GRANTED, instead_of=replace(GRANTED, ruling=Ruling.REFUSED))),
        "Trước đó đã quyết định không chi: đã gửi bản giấy (Vũ Thị Hằng).",
        "Decided before as not paid",
    ),
    "refused": (ruled(Ruling.REFUSED), "không chi: đã gửi bản giấy (Vũ Thị Hằng).", "not paid: đã gửi"),
}
"""By reason code: a person of whom that rule speaks, and what is then read in Vietnamese and in English."""


MORE = {
    "leave_not_served": ({"days": 5}, "ngày nghỉ không tính là ngày tham gia", "do not count as served"),
    "few_weekly_checkins": ({"answered": 1, "asked": 4}, "1/4 báo cáo tuần", "1 of 4 weekly check-ins"),
    "few_items": ({"items": 0, "least": 4}, "0 tin, bài trong tháng", "0 news items"),
    "bonus": ({"case": "DN-01", "decision": "7/QĐ"}, "DN-01 đã xác minh (Quyết định 7/QĐ)", "(decision 7/QĐ)"),
    "bonus_not_verified": ({"case": "DN-01", "decision": "7/QĐ"}, "chưa được xác minh", "was not verified"),
    "bonus_not_first": ({"case": "DN-01", "decision": "7/QĐ"}, "đã có người báo trước", "reported before"),
    "bonus_capped": ({"cap": 800_000}, "là 800.000\u00a0đồng", "at most 800.000\u00a0đồng"),
    "corrected": ({"month": "2026-04", "amount": -5}, "Thu hồi tháng 04/2026", "Recovered for 04/2026"),
    "paid_before": ({"month": "2026-05", "amount": -5}, "theo bản chốt trước", "by an earlier version"),
    "carried": ({"month": "2026-04", "amount": 5}, "Chuyển sang từ tháng 04/2026.", "Carried over from 04/2026."),
    "not_below_zero": ({"amount": 5_000}, "chuyển 5.000\u00a0đồng còn phải thu hồi", "5.000\u00a0đồng still"),
    "paid_later": ({"amount": 5_000, "month": "2026-06"}, "được chi cùng tháng 06/2026", "paid with 06/2026"),
    "withheld": ({"gross": 5_000_000, "share": "1/10", "basis": "NĐ"}, "10% của 5.000.000", "10% of 5.000.000"),
}
"""The rules that speak of other months, bonuses and tax: their facts, and what is then read."""


@pytest.mark.parametrize("code", MORE)
def test_each_rule_about_what_comes_on_top_is_read_in_both_languages(code: str) -> None:
    facts, vietnamese, english = MORE[code]
    assert vietnamese in speech("vi").reason(Reason(code, facts))
    assert english in speech("en").reason(Reason(code, facts))


def test_every_sentence_about_a_reason_belongs_to_a_rule() -> None:
    shared = {"standing", "state", "kind", "decimal", "percent", "said"}
    for language in ("vi", "en"):
        text = (TEMPLATES / f"reasons/reasons.{language}.j2").read_text(encoding="utf-8")
        assert set(re.findall(r"{%- macro (\w+)\(", text)) == {*SPOKEN, *MORE, *shared}


def speech(language: str) -> Sentences:
    return Sentences(TEMPLATES, "reports", language, ZoneInfo("Asia/Ho_Chi_Minh"))


def reasons_for(person: PersonFacts, rule: MonthRule = MonthRule.HALF_MONTH) -> dict[str, Reason]:
    line = assess([person], terms(replace(POLICY, choices=(replace(POLICY.choices[0], month_rule=rule),)))).lines[0]
    return {reason.code: reason for reason in line.reasons}


def rule_for(code: str) -> MonthRule:
    return MonthRule.PRORATE_DAYS if code == "prorated" else MonthRule.HALF_MONTH


def test_what_was_said_of_days_away_and_by_the_unit_is_read_with_it() -> None:
    away = replace(WHOLE, declaration=Declaration(active=False, away_days=3, excused=False))
    assert "3 ngày trong tháng, không xin phép; danh sách chưa ghi" in speech("vi").reason(
        reasons_for(away)["declared_away"]
    )
    silent = replace(WHOLE, declaration=None, unit_word=UnitWord(True, "Vũ Thị Lan"))
    said = speech("vi").reason(reasons_for(silent)["no_declaration"])
    assert said == "Chưa có kê khai của tháng; phụ trách đơn vị (Vũ Thị Lan) xác nhận có làm việc."


@pytest.mark.parametrize("code", SPOKEN)
def test_each_rule_that_speaks_is_read_in_both_languages(code: str) -> None:
    person, vietnamese, english = SPOKEN[code]
    reason = reasons_for(person, rule_for(code))[code]
    assert vietnamese in speech("vi").reason(reason)
    assert english in speech("en").reason(reason)


def test_no_rule_speaks_that_has_no_sentence() -> None:
    said = {code for spoken in SPOKEN for code in reasons_for(SPOKEN[spoken][0], rule_for(spoken))}
    assert said == set(SPOKEN)


def test_a_part_of_a_month_that_counts_in_full_says_so() -> None:
    reason = reasons_for(joined(date(2026, 5, 30)), MonthRule.WHOLE_MONTH)["whole_month"]
    assert speech("vi").reason(reason) == "Tham gia 2/31 ngày; theo quy định được tính cả tháng."


def test_a_level_without_a_coefficient_says_so() -> None:
    line = assess([WHOLE], terms(replace(POLICY, rates=()))).lines[0]
    assert speech("vi").reason(line.reasons[0]) == "Cấp này không có hệ số phụ cấp trong tháng."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_standing_and_state_has_a_word(language: str) -> None:
    words = [speech(language).standing(standing.value) for standing in Standing]
    words += [speech(language).state(state.value) for state in LineState]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("folder", ["reports/sentences", "reasons/reasons"])
def test_both_languages_have_the_same_sentences(folder: str) -> None:
    environment = speech("vi").environment
    vi, en = (
        {name for name in vars(environment.get_template(f"{folder}.{language}.j2").module) if name[0] != "_"}
        for language in ("vi", "en")
    )
    assert vi == en


def test_both_languages_have_the_same_headings() -> None:
    read = Typesetter(TEMPLATES).words
    assert keys(read("reports/words.vi.yaml")) == keys(read("reports/words.en.yaml"))


def keys(words: object) -> object:
    if isinstance(words, dict):
        return {key: keys(value) for key, value in words.items()}
    return len(words) if isinstance(words, list) else None
