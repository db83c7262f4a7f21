"""The calendar, forms, moments and campaigns that must hold together."""

from tests.settings.odd_cases.case import ASKED, DAYS, DECLARED, MAY, MONTHLY, OVER, SHEETS, TET, WEEKLY, Odd

TWO_OPTIONS = """\
      - key: some
        label: {vi: Một vài việc, en: Some}
      - key: none
        label: {vi: Chưa tham gia, en: Not yet}
"""

CALENDAR = [
    Odd(
        "new_year_season",
        DAYS,
        "new_year: 2027-02-06",
        "new_year: 2027-03-06",
        "new_year: 2027-03-06",
        "years[9].new_year",
        "21/01",
    ),
    Odd(
        "new_year_not_off",
        DAYS,
        "new_year: 2030-02-02",
        "new_year: 2030-02-20",
        "new_year: 2030-02-20",
        "years[12].new_year",
        "Trung Quốc",
    ),
    Odd(
        "new_year_other_day",
        DAYS,
        "new_year: 2030-02-02",
        "new_year: 2030-02-03",
        "new_year: 2030-02-03",
        "years[12].new_year",
        "ngày đúng là 02/02/2030",
    ),
    Odd(
        "other_year",
        DAYS,
        "2025-04-07: Ngày Giỗ",
        "2024-04-07: Ngày Giỗ",
        "2024-04-07: Ngày",
        "years[7].holidays.2024-04-07",
    ),
    Odd(
        "not_weekend",
        DAYS,
        "worked_weekends: [2025-04-26]",
        "worked_weekends: [2025-04-25]",
        "[2025-04-25]",
        "years[7].worked_weekends[0]",
    ),
    Odd(
        "worked_and_off",
        DAYS,
        "worked_weekends: [2025-04-26]",
        "worked_weekends: [2025-02-01]",
        "[2025-02-01]",
        "years[7].worked_weekends[0]",
    ),
    Odd(
        "already_off", OVER, "add: {}", "add: {2026-01-01: Tết}", "add: {2026-01-01", "add.2026-01-01", "Tết Dương lịch"
    ),
    Odd("not_off", OVER, "remove: []", "remove: [2026-03-03]", "remove: [2026-03-03]", "remove[0]"),
]

FORMS = [
    Odd("reserved_key", MONTHLY, "- key: some", "- key: skip", "- key: skip", "fields[1].options[1].key"),
    Odd("only_for", WEEKLY, "kind: text", "kind: text\n    quick: [1, 2]", "quick: [1, 2]", "fields[1].quick"),
    Odd("only_for", MONTHLY, "kind: choice", "kind: text", "    options:", "fields[1].options", "choice"),
    Odd(
        "too_few_options",
        MONTHLY,
        TWO_OPTIONS,
        "",
        "kind: choice",
        "fields[1].kind",
    ),
    Odd("least_over_most", DECLARED, "least: 1", "least: 40", "least: 40", "fields[2].least"),
    Odd(
        "out_of_range",
        DECLARED,
        "quick: [1, 2, 3, 5, 10, 15]",
        "quick: [1, 60]",
        "quick: [1, 60]",
        "fields[2].quick[1]",
        "31",
    ),
    Odd("out_of_range", WEEKLY, "most: 500 ", "most: 5000 ", "most: 5000 ", "fields[1].most", "4000"),
    Odd(
        "skip_label_unused",
        WEEKLY,
        "    kind: text\n    required: false",
        "    kind: text",
        "skip_label: {vi: Không có gì thêm",
        "fields[1].skip_label",
    ),
    Odd(
        "condition_later",
        DECLARED,
        'field: active, equals: "no"}\n\n  - key: excused',
        'field: paid_elsewhere, equals: "no"}\n\n  - key: excused',
        "field: paid_elsewhere",
        "fields[2].only_if.field",
    ),
    Odd(
        "condition_never",
        DECLARED,
        'field: active, equals: "no"}\n\n  - key: excused',
        'field: active, equals: "không"}\n\n  - key: excused',
        'equals: "không"',
        "fields[2].only_if.equals",
        "yes, no",
    ),
    Odd(
        "condition_never",
        DECLARED,
        'field: as_known, equals: "no"}\n\n  - key: place_right',
        "field: away_days, equals: 90}\n\n  - key: place_right",
        "equals: 90",
        "fields[4].only_if.equals",
        "1-31",
    ),
    Odd(
        "condition_on_words",
        MONTHLY,
        "label: {vi: Khó khăn",
        'only_if: {field: highlight, equals: "x"}\n    label: {vi: Khó khăn',
        "field: highlight",
        "fields[3].only_if.field",
    ),
]

MOMENTS = [
    Odd(
        "due_before_opening",
        ASKED,
        'opens: {weekday: monday, at: "08:00", ',
        'opens: {weekday: sunday, at: "13:00", ',
        "due: {weekday: sunday",
        "programmes[0].due",
        "Chủ nhật 12:00",
    ),
    Odd("closes_before_due", ASKED, 'at: "21:00"', 'at: "11:00"', "11:00", "programmes[0].closes", "Chủ nhật 11:00"),
    Odd(
        "reminder_after_due",
        ASKED,
        '{weekday: saturday, at: "09:00", ',
        '{weekday: sunday, at: "13:00", ',
        "13:00",
        "programmes[0].reminders[1]",
        "Chủ nhật 13:00",
    ),
    Odd(
        "reminder_after_due",
        ASKED,
        '{day: 4, at: "09:00", month: next, ',
        '{day: 8, at: "09:00", month: next, ',
        "{day: 8",
        "programmes[1].reminders[1]",
        "05/02/2026",
    ),
    Odd(
        "reminder_before_opening",
        ASKED,
        '{weekday: thursday, at: "09:00", ',
        '{weekday: monday, at: "08:00", ',
        "- {weekday: monday",
        "programmes[0].reminders[0]",
    ),
    Odd(
        "reminders_unordered",
        ASKED,
        '{weekday: saturday, at: "09:00", ',
        '{weekday: tuesday, at: "09:00", ',
        "tuesday",
        "programmes[0].reminders[1]",
    ),
    Odd(
        "month_closes_first",
        ASKED,
        '  close: {day: 5, at: "17:00"',
        '  close: {day: 5, at: "16:00"',
        "16:00",
        "chores.close",
        "monthly_report",
    ),
    Odd(
        "reports_before_close",
        ASKED,
        '  reports: {day: 5, at: "17:00"',
        '  reports: {day: 4, at: "17:00"',
        "reports: {day: 4",
        "chores.reports",
    ),
]

CAMPAIGNS = [
    Odd(
        "date_or_new_year",
        TET,
        "first: {new_year: 2027",
        "first: {date: 2027-01-01, new_year: 2027",
        "first: {date",
        "first",
    ),
    Odd("date_or_new_year", MAY, "last: {date: 2026-05-31}", "last: {days: 3}", "last: {days: 3}", "last"),
    Odd(
        "no_new_year", TET, "last: {new_year: 2027", "last: {new_year: 2037", "last: {new_year", "last.new_year", "2030"
    ),
    Odd(
        "named_like_campaign",
        ASKED,
        "key: weekly_checkin",
        "key: tet_sum_vay_2027",
        "key: tet_sum_vay_2027",
        "programmes[0].key",
        "campaigns/",
    ),
    Odd(
        "unknown_reference",
        TET,
        "form: campaign_result",
        "form: campaign_results",
        "campaign_results",
        "results[0].form",
    ),
    Odd(
        "reminder_after_due",
        TET,
        "{days: -1, at:",
        "{days: 5, at:",
        "{days: 5",
        "results[0].reminders[1]",
        "22/02/2027 09:00",
    ),
    Odd(
        "kit_item_empty",
        MAY,
        "    link: https://example.org/2026/thang-cong-nhan/video\n",
        "",
        "- key: video",
        "kit[2]",
        "link (địa chỉ), file (tệp), text (lời)",
    ),
    Odd(
        "no_kit_file",
        MAY,
        "link: https://example.org/2026/thang-cong-nhan/video",
        "file: ../outside.mp4",
        "../outside.mp4",
        "kit[2].file",
        "campaigns/kits/",
    ),
    Odd("kick_off_after_end", MAY, '{at: "08:30"', '{days: 29, at: "08:30"', "{days: 29", "kick_off", "01/06/2026"),
    Odd(
        "finance_not_apart",
        SHEETS,
        "allowances: {book: finance",
        "allowances: {book: coordination",
        "title: Phụ cấp}",
        "tabs.allowances.book",
    ),
    Odd("unknown_reference", SHEETS, "role: accountant", "role: acountant", "role: acountant", "books.finance.role"),
]
