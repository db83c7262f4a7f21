"""Names that must exist, units, roles, policy, sheets."""

from tests.settings.odd_cases.case import ASKED, DECLARED, MAY, MONTHLY, NET, OLD_TET, PAY, ROLES, SHEETS, UNITS, Odd

REFUSALS = """\
  - key: no_work
    ruling: refused
    words: {vi: Không tham gia trong tháng, en: Took no part in the month}
  - key: paid_once
    ruling: refused
    words: {vi: Đã nhận phụ cấp ở nơi khác, en: Already paid elsewhere}
  - key: left
    ruling: refused
    words: {vi: Đã thôi làm cộng tác viên, en: No longer a collaborator}
"""

REFERENCES = [
    Odd("unknown_reference", NET, "root: tld", "root: tdl", "root: tdl", "root", '"tld"'),
    Odd(
        "unknown_reference",
        UNITS,
        "successor: ld_hue",
        "successor: ld_hu",
        "successor: ld_hu",
        "units[46].successor",
        "ld_hue",
    ),
    Odd(
        "unknown_reference",
        ROLES,
        "decide_slot: [coordinator]",
        "decide_slot: [co_ordinator]",
        "co_ordinator",
        "actions.decide_slot[0]",
        '"coordinator"',
    ),
    Odd(
        "unknown_reference",
        PAY,
        "- level: national",
        "- level: nation",
        "- level: nation",
        "rates[0].level",
        "network.yaml",
    ),
    Odd(
        "unknown_reference",
        ASKED,
        "form: weekly_checkin",
        "form: weekly",
        "form: weekly",
        "programmes[0].form",
        "weekly_checkin",
    ),
    Odd(
        "unknown_reference",
        MAY,
        "levels: [national, provincial]",
        "levels: [national, province]",
        "province]",
        "audience.levels[1]",
        "provincial",
    ),
    Odd(
        "unknown_reference",
        OLD_TET,
        "units: [cd_vien_chuc]",
        "units: [cdvc]",
        "units: [cdvc]",
        "audience.units[0]",
        "đơn vị",
    ),
    Odd(
        "unknown_reference",
        SHEETS,
        "allowances: {book: finance",
        "allowances: {book: finances",
        "{book: finances",
        "tabs.allowances.book",
        '"finance"',
    ),
    Odd(
        "unknown_reference",
        DECLARED,
        'field: active, equals: "no"}\n\n  - key: excused',
        'field: activ, equals: "no"}\n\n  - key: excused',
        "field: activ,",
        "fields[2].only_if.field",
        '"active"',
    ),
    Odd(
        "named_twice",
        UNITS,
        "code: cd_det_may",
        "code: cd_xay_dung",
        "code: cd_xay_dung\n    names: {vi: Công đoàn Dệt",
        "units[36].code",
    ),
    Odd(
        "named_twice",
        MONTHLY,
        "- key: some",
        "- key: many",
        "- key: many\n        label: {vi: Một vài",
        "fields[1].options[1].key",
    ),
    Odd("named_twice", MONTHLY, "vi: Một vài việc", "vi: nhieu viec", "vi: nhieu viec", "fields[1].options[1].label"),
    Odd("named_twice", SHEETS, "title: Các đợt", "title: Báo cáo", "rounds: {book", "tabs.rounds.title"),
    Odd("named_twice", NET, "languages: [vi, en]", "languages: [vi, en, vi]", "languages: [", "languages[2]"),
    Odd(
        "ends_before_it_begins",
        MAY,
        "last: {date: 2026-05-31}",
        "last: {date: 2025-05-31}",
        "last: {date",
        "last",
        "31/05/2025",
    ),
    Odd(
        "ends_before_it_begins",
        UNITS,
        "    until: 2024-12-31",
        "    until: 2014-12-31",
        "until: 2014-12-31",
        "units[46].until",
    ),
]

ORGANISATION = [
    Odd("needs_vietnamese", NET, "languages: [vi, en]", "languages: [en]", "languages: [en]", "languages"),
    Odd(
        "stale_before_grace",
        NET,
        "remind: {action: run_once, stale_after_hours: 8}",
        "remind: {action: run_once, stale_after_hours: 1, grace_minutes: 90}",
        "remind:",
        "late.remind.stale_after_hours",
    ),
    Odd(
        "no_parent",
        UNITS,
        "en: Construction TU}\n    parent: tld",
        "en: Construction TU}",
        "- code: cd_xay_dung",
        "units[35].code",
        "parent: tld",
    ),
    Odd(
        "root_has_parent",
        UNITS,
        "{vi: TLĐ, en: VGCL}",
        "{vi: TLĐ, en: VGCL}\n    parent: ld_ha_noi",
        "parent: ld_ha_noi",
        "units[0].parent",
    ),
    Odd(
        "unit_cycle",
        UNITS,
        "en: Construction TU}\n    parent: tld",
        "en: Construction TU}\n    parent: cd_xay_dung",
        "parent: cd_xay_dung",
        "units[35].parent",
        "cd_xay_dung > cd_xay_dung",
    ),
    Odd(
        "successor_without_end",
        UNITS,
        "    until: 2025-06-15\n",
        "    successor: tld\n",
        "successor: tld",
        "units[47].successor",
        "until",
    ),
    Odd(
        "successor_not_there",
        UNITS,
        "until: 2024-12-31",
        "until: 2024-11-30",
        "successor: ld_hue",
        "units[46].successor",
        "01/12/2024",
    ),
    Odd(
        "unit_gone",
        OLD_TET,
        "first: {date: 2024-01-01}\nlast: {date: 2024-02-29}",
        "first: {date: 2026-01-01}\nlast: {date: 2026-02-28}",
        "units: [cd_vien_chuc]",
        "audience.units[0]",
        "15/06/2025",
    ),
]

POLICY = [
    Odd(
        "same_day",
        PAY,
        "from: 2024-07-01",
        "from: 2023-07-01",
        "amount: 2340000",
        "base_salaries[6].from",
        "01/07/2023",
    ),
    Odd("not_whole_dong", PAY, "coefficient: 3/10", "coefficient: 1/7", "coefficient: 1/7", "rates[0].coefficient"),
    Odd(
        "no_base_salary",
        ASKED,
        "    form: monthly_report\n    from: 2026-01-01",
        "    form: monthly_report\n    from: 2012-01-01",
        "base_salaries:",
        "base_salaries",
        "01/2012",
        PAY,
    ),
    Odd("no_reason", PAY, REFUSALS, "", "review_reasons:", "review_reasons", "refused"),
    Odd(
        "watched_not_asked",
        ASKED,
        "form: monthly_report",
        "form: weekly_checkin",
        "watched: [",
        "choices[0].watched[0]",
        "monthly_report",
        PAY,
    ),
    Odd("declaration_lacks", DECLARED, "key: paid_elsewhere", "key: paid_too", "fields:", "fields", "paid_elsewhere"),
    Odd(
        "declaration_kind",
        DECLARED,
        "  - key: paid_elsewhere\n    kind: yes_no",
        "  - key: paid_elsewhere\n    kind: text",
        "kind: text",
        "fields[4].kind",
        "yes_no",
    ),
]
