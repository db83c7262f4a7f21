"""The service around the sheets: tokens, quotas, the gate, faults, and being where it was after a restart."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

from practice.core.calls import Answer, Call
from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread
from practice.sheets import handlers
from practice.sheets.accounts import EMAIL, service_account
from practice.sheets.gate import discovery_gate
from practice.sheets.quotas import Quotas
from practice.sheets.service import SheetsService
from practice.sheets.tokens import token_of
from practice.sheets.world import SheetsWorld
from tests.practice.sheets.conftest import START, Practice

GET = "sheets.spreadsheets.values.get"
JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def refused(call: Any) -> gspread.exceptions.APIError:
    with pytest.raises(gspread.exceptions.APIError) as caught:
        call()
    return caught.value


class TestTokens:
    def test_a_token_is_still_good_after_a_restart(self, practice: Practice, client: gspread.Client) -> None:
        made = client.create("Sổ")
        practice.service.load(practice.service.dump())

        assert client.open_by_key(made.id).title == "Sổ"

    @pytest.mark.parametrize(
        ("form", "error"),
        [
            ({"grant_type": "password"}, "unsupported_grant_type"),
            ({"grant_type": JWT}, "invalid_grant"),
            ({"grant_type": JWT, "assertion": "a.b.c"}, "invalid_grant"),
            ({"grant_type": JWT, "assertion": "e30.e30.e30"}, "invalid_grant"),  # claims nothing
        ],
    )
    def test_other_grants_are_refused_in_oauths_words(
        self, practice: Practice, form: dict[str, str], error: str
    ) -> None:
        answer = requests.post(f"{practice.base_url}/token", data=form, timeout=5)

        assert (answer.status_code, answer.json()["error"]) == (400, error)

    @pytest.mark.parametrize("header", ["Bearer other", "Bearer practice-token.!", "Basic x", ""])
    def test_other_tokens_are_refused(self, practice: Practice, header: str) -> None:
        answer = requests.get(
            f"{practice.base_url}/drive/v3/files", headers={"Authorization": header} if header else {}, timeout=5
        )

        assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")

    def test_a_service_account_is_the_same_for_the_same_key(self) -> None:
        one, other = (service_account("http://x", private_key="pem") for _ in range(2))

        assert one == other
        assert (one["client_email"], one["token_uri"]) == (EMAIL, "http://x/token")


class TestQuotas:
    @pytest.fixture
    def counted(self, practice: Practice, sheet: gspread.Worksheet) -> gspread.Worksheet:
        requests.put(f"{practice.base_url}/practice/sheets/quotas", json={"on": True}, timeout=5).raise_for_status()
        return sheet

    def test_a_user_writes_sixty_times_a_minute(self, practice: Practice, counted: gspread.Worksheet) -> None:
        for number in range(60):
            counted.update([[number]], "A1")
        error = refused(lambda: counted.update([["too much"]], "A1"))

        assert error.response.status_code == 429
        assert error.error["message"] == (
            "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of "
            "service 'sheets.googleapis.com' for consumer 'project_number:123456789012'."
        )
        assert error.error["status"] == "RESOURCE_EXHAUSTED"
        (info,) = error.error["details"]
        assert (info["reason"], info["metadata"]["quota_limit_value"]) == ("RATE_LIMIT_EXCEEDED", "60")
        assert counted.acell("A1").value == "59"  # reads are counted apart

        practice.clock.advance(60)
        counted.update([["again"]], "A1")

    def test_a_batch_counts_once(self, counted: gspread.Worksheet) -> None:
        for _ in range(60):
            counted.batch_get(["A1", "B1", "C1"])

        assert "Read requests per minute per user" in str(refused(lambda: counted.batch_get(["A1"])))

    def test_a_project_has_three_hundred(self) -> None:
        quotas = Quotas()
        quotas.switch(True)
        calls = [Call("sheets", GET, verb="GET", account=f"user{number % 6}") for number in range(301)]
        refusals = [quotas.take(call, START) for call in calls]

        assert refusals[:300] == [None] * 300
        assert "'Read requests per minute'" in str(refusals[300])
        assert quotas.take(calls[0], START + timedelta(seconds=60)) is None

    @pytest.mark.parametrize(
        ("method", "verb", "kind"),
        [
            (GET, "GET", "Read"),
            ("sheets.spreadsheets.values.batchGetByDataFilter", "POST", "Read"),
            ("sheets.spreadsheets.developerMetadata.search", "POST", "Read"),
            ("sheets.spreadsheets.batchUpdate", "POST", "Write"),
            ("sheets.spreadsheets.values.update", "PUT", "Write"),
            ("drive.files.list", "GET", None),
            ("oauth2.token", "POST", None),
        ],
    )
    def test_what_counts_as_what(self, method: str, verb: str, kind: str | None) -> None:
        quotas = Quotas()
        quotas.switch(True)
        refusals = [quotas.take(Call("sheets", method, verb=verb, account="bot"), START) for _ in range(61)]

        assert refusals[60] is None if kind is None else f"'{kind} requests per minute per user'" in str(refusals[60])

    def test_they_are_off_unless_asked_for(self) -> None:
        call = Call("sheets", GET, verb="GET", account="bot")

        assert {Quotas().take(call, START) for _ in range(100)} == {None}
        assert SheetsService(PracticeClock(START), quotas=True).api.quotas.is_on

    def test_the_switch_takes_true_or_false(self, practice: Practice) -> None:
        url = f"{practice.base_url}/practice/sheets/quotas"

        assert requests.get(url, timeout=5).json() == {"on": False}
        answer = requests.put(url, json={"on": "maybe"}, timeout=5)
        assert (answer.status_code, answer.json()["error"]) == (400, "Quotas are either on (true) or off (false).")


class TestGate:
    @pytest.mark.parametrize(
        ("body", "message"),
        [
            (
                {"requests": [{"addSheet": {"properties": {"name": "x"}}}]},
                "Invalid JSON payload received. Unknown name \"name\" at 'requests[0].addSheet.properties': Cannot "
                "find field.",
            ),
            (
                {"requests": [{"deleteSheet": {"sheetId": "first"}}]},
                "Invalid value at 'requests[0].deleteSheet.sheetId' (TYPE_INT32), \"first\"",
            ),
            (
                {"requests": [{"mergeCells": {"range": {}, "mergeType": "MERGE_SOME"}}]},
                "Invalid value at 'requests[0].mergeCells.mergeType' (enum), \"MERGE_SOME\"",
            ),
            (
                {"requests": {"addSheet": {}}},
                "Invalid value at 'requests' (type.googleapis.com/google.protobuf.ListValue), {\"addSheet\": {}}",
            ),
        ],
    )
    def test_what_googles_parser_refuses_is_refused(
        self, spreadsheet: gspread.Spreadsheet, body: dict[str, Any], message: str
    ) -> None:
        error = refused(lambda: spreadsheet.batch_update(body))

        assert (error.code, error.error["message"]) == (400, message)
        assert error.error["details"][0]["fieldViolations"][0]["description"] == message

    def test_a_null_counts_as_absent(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.batch_update({"requests": [{"addSheet": {"properties": {"title": "x", "index": None}}}]})

        assert spreadsheet.worksheet("x").index == 1

    @pytest.mark.off_specification
    def test_an_answer_of_the_wrong_shape_is_our_defect(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def wrong(_world: SheetsWorld, _call: Call) -> dict[str, Any]:
            return {"range": "Sheet1!A1", "cells": []}

        monkeypatch.setitem(handlers.HANDLERS, GET, wrong)
        clock = PracticeClock(START)
        app = build(clock, SheetsService(clock))
        with serve_in_thread(app) as running:
            answer = requests.get(
                f"{running.base_url}/v4/spreadsheets/x/values/A1",
                headers={"Authorization": f"Bearer {token_of(EMAIL)}"},
                timeout=5,
            )

        assert answer.status_code == 500
        assert 'Unknown name "cells"' in answer.json()["error"]["message"]
        assert len(app.state.core.log.unexplained()) == 1

    def test_a_query_is_checked_too(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        error = refused(lambda: spreadsheet.fetch_sheet_metadata({"includeGridData": "perhaps"}))

        assert error.error["message"] == "Invalid value at 'includeGridData' (TYPE_BOOL), \"perhaps\""
        assert spreadsheet.fetch_sheet_metadata({"unknown": "name"})["spreadsheetId"] == spreadsheet.id

    def test_answers_with_refusals_or_files_are_let_through(self) -> None:
        gate = discovery_gate()
        assert gate is not None
        call = Call("sheets", "sheets.spreadsheets.values.get")

        assert gate.check_answer(call, Answer({"error": {}}, 400)) == []
        assert gate.check_answer(call, Answer(b"bytes")) == []
        assert gate.check_answer(call, Answer({"values": "x"})) != []
        assert gate.check_request(Call("sheets", "oauth2.token")) == []

    def test_ten_thousand_rows_pass_the_gate_in_no_time(self) -> None:
        gate = discovery_gate()
        assert gate is not None
        call = Call("sheets", "sheets.spreadsheets.values.update", json={"values": [["x"] * 20] * 10_000})
        begun = time.perf_counter()

        assert gate.check_request(call) == []
        assert time.perf_counter() - begun < 0.5

    def test_every_operation_that_is_served_is_one_of_googles(self) -> None:
        gate = discovery_gate()
        assert gate is not None
        assert set(handlers.HANDLERS) <= gate.operations


class TestFaults:
    def fault(self, practice: Practice, **fault: Any) -> None:
        body = {"service": "sheets", "count": 1, **fault}
        requests.post(f"{practice.base_url}/practice/faults", json=body, timeout=5).raise_for_status()

    @pytest.mark.parametrize(
        ("kind", "status", "message"),
        [
            ("429", 429, "Quota exceeded for quota metric 'Read requests'"),
            ("403", 403, "The caller does not have permission"),
        ],
    )
    def test_refusals_are_worded_as_google_words_them(
        self, practice: Practice, sheet: gspread.Worksheet, kind: str, status: int, message: str
    ) -> None:
        self.fault(practice, kind=kind, method="sheets.spreadsheets.values.get")
        error = refused(lambda: sheet.acell("A1"))

        assert (error.response.status_code, error.code) == (status, status)
        assert error.error["message"].startswith(message)
        assert sheet.acell("A1").value is None

    def test_an_outage_answers_in_html(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        self.fault(practice, kind="5xx", status=503)
        error = refused(lambda: sheet.acell("A1"))

        assert (error.response.status_code, error.code) == (503, -1)

    def test_a_lost_answer_makes_a_repeated_append_write_twice(
        self, practice: Practice, sheet: gspread.Worksheet
    ) -> None:
        self.fault(practice, kind="lost", method="sheets.spreadsheets.values.append")
        with pytest.raises(requests.ConnectionError):
            sheet.append_row(["An"])
        sheet.append_row(["An"])

        assert sheet.col_values(1) == ["An", "An"]

    def test_one_spreadsheet_can_be_down_alone(self, practice: Practice, client: gspread.Client) -> None:
        broken, sound = client.create("a"), client.create("b")
        self.fault(practice, kind="403", chat=broken.id)

        assert sound.sheet1.acell("A1").value is None
        assert refused(lambda: broken.values_get("A1")).code == 403


class TestPaths:
    @pytest.mark.parametrize(
        ("verb", "path"),
        [
            ("GET", "/v4/nothing"),
            ("PUT", "/drive/v3/files"),
            ("PUT", "/upload/drive/v2/files/x"),
            ("DELETE", "/v4/spreadsheets/x"),
        ],
    )
    def test_a_call_that_we_lack_is_loudly_unimplemented(self, practice: Practice, verb: str, path: str) -> None:
        answer = requests.request(
            verb, practice.base_url + path, headers={"Authorization": f"Bearer {token_of(EMAIL)}"}, timeout=5
        )

        assert (answer.status_code, answer.json()["error"]["status"]) == (501, "UNIMPLEMENTED")

    def test_broken_json_is_refused(self, practice: Practice) -> None:
        answer = requests.post(
            f"{practice.base_url}/v4/spreadsheets",
            data="{",
            headers={"Authorization": f"Bearer {token_of(EMAIL)}", "Content-Type": "application/json"},
            timeout=5,
        )

        assert answer.status_code == 400
        assert answer.json()["error"]["message"].startswith("Invalid JSON payload received.")


def test_stopped_and_started_again_everything_is_where_it_was(tmp_path: Path) -> None:
    def served() -> tuple[SheetsService, Any]:
        clock = PracticeClock(START)
        service = SheetsService(clock)
        return service, build(clock, service, state=tmp_path)

    service, app = served()
    with serve_in_thread(app):
        service.world.create("Sổ", EMAIL, locale="vi_VN")
        service.world.type("Sổ", "Sheet1", "B2", "=1+1")
        service.world.type("Sổ", "Sheet1", "C3", "1/5/2026")
        service.api.quotas.switch(True)
        app.state.core.changes += 1
    again, _ = served()

    assert again.world.rows("Sổ", "Sheet1") == [[], ["", "2"], ["", "", "1/5/2026"]]
    assert again.dump() == service.dump()
    assert again.world.create("mới", EMAIL).id != again.world.find("Sổ").id
