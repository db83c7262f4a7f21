"""Charts as SVG: heights in proportion, axes that people can read, a text for those who do not see them."""

import xml.etree.ElementTree as ElementTree

import pytest

from nhipcau.documents.charts import Charts
from tests.documents.conftest import TEMPLATES

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = Charts(TEMPLATES)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def written(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg).iter(f"{SVG}text")]


def test_bars_stand_in_proportion_to_their_values() -> None:
    chart = CHARTS.bars([2, 0, 4], ["04–10/05", "11–17/05", "18–24/05"], title="Tin, bài theo tuần")
    heights = [float(bar.attrib["height"]) for bar in drawn(chart.svg).iter(f"{SVG}rect")]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert len(heights) == 2


def test_a_chart_says_in_words_what_it_shows() -> None:
    chart = CHARTS.bars([92, None], ["Tuần 1", "Tuần 2"], title="Tỷ lệ trả lời", suffix="%", most=100, name="rates")
    assert chart.text == "Tỷ lệ trả lời. Tuần 1: 92%; Tuần 2: –."
    svg = drawn(chart.svg)
    assert svg.attrib["aria-labelledby"] == "rates-title rates-desc"
    assert [svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")] == ["Tỷ lệ trả lời", "Tuần 1: 92%; Tuần 2: –"]


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (21, ["0", "10", "20", "30"]),
        (1500, ["0", "500", "1.000", "1.500"]),
        (100, ["0", "50", "100"]),
    ],
)
def test_the_axis_has_few_round_numbers_written_the_vietnamese_way(most: int, ticks: list[str]) -> None:
    assert written(CHARTS.bars([most], [""], title="").svg)[: len(ticks)] == ticks


def test_a_long_label_takes_two_lines_and_no_more() -> None:
    chart = CHARTS.bars([1], ["Báo cáo kết quả tuyên truyền hằng tháng của đơn vị"], title="")
    assert written(chart.svg)[-2:] == ["Báo cáo kết quả", "tuyên truyền…"]


def test_text_in_a_chart_is_never_markup() -> None:
    chart = CHARTS.bars([1], ["<b>&"], title="<script>")
    assert "<script>" not in chart.svg
    assert "<b>&" in written(chart.svg)
