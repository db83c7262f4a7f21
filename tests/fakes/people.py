"""The people of the tests: who they are is read off this table, what they are called is their given name."""

import csv
from dataclasses import dataclass

TABLE = """\
code,name,phone,unit,level,from,roles,language,leave_from,leave_to,leave_reason
CTV01,Nguyễn Thị Ánh,0912 345 001,ld_ha_noi,national,2026-01-01,,,,,
CTV02,Trần Văn Bình,0912 345 002,ld_ha_noi,provincial,2026-01-01,,,,,
CTV03,Lê Minh Châu,0912 345 003,ld_ha_noi,provincial,2026-01-01,,,2026-05-04,2026-05-17,Nghỉ phép
CTV04,Phạm Quốc Dũng,0912 345 004,ld_ca_mau,provincial,2026-01-01,,,,,
CTV05,Đỗ Thu Giang,0912 345 005,ld_ca_mau,provincial,2026-01-01,,en,,,
CTV06,Vũ Thị Lan,0912 345 006,ld_ha_noi,provincial,2026-01-01,unit_lead,,,,
CB01,Hoàng Thu Hà,,,,,coordinator,,,,
CB02,Đặng Hùng Mạnh,,,,,coordinator,,,,
CB03,Bùi Kim Oanh,,,,,accountant,,,,
CB04,Ngô Đức Long,,,,,approver,,,,
CB05,Phan Thanh Vân,,,,,approver,,,,
CB06,Trương Như Quỳnh,,,,,accountant approver,,,,
"""
"""Châu is on leave for two weeks of May, Dũng has never opened the bot, Giang reads English, Lan leads her unit,
Quỳnh may both check a month and close it."""

UNBOUND = "Dũng"
STRANGER = "Kha"
GROUP = -1009


@dataclass(frozen=True)
class Someone:
    """A person of the tests. `chat` is the number of their phone's account, and of their private chat."""

    code: str
    name: str
    chat: int


def table() -> list[dict[str, str]]:
    """The roster as it is imported."""
    return list(csv.DictReader(TABLE.splitlines()))


def cast() -> dict[str, Someone]:
    """Everybody by given name; the stranger stands in no roster."""
    known = [Someone(row["code"], row["name"], 1000 + number) for number, row in enumerate(table(), start=1)]
    everybody = [*known, Someone("", "Trịnh Văn Kha", 1900)]
    return {someone.name.split()[-1]: someone for someone in everybody}
