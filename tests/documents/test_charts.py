"""Charts as SVG: heights in proportion, axes that people can read, a text for those who do not see them."""

import xml.etree.ElementTree as ElementTree

import pytest

from nhipcau.documents.charts import Charts, Line
from nhipcau.documents.charts.grid import DARK, SHADES
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


def test_a_value_is_held_against_a_line() -> None:
    chart = CHARTS.bars([1, 3], ["a", "b"], title="Tin, bài", line=Line(2, "chỉ tiêu"))
    assert chart.text == "Tin, bài. a: 1; b: 3; chỉ tiêu: 2."
    assert "- - chỉ tiêu: 2" in written(chart.svg)


def test_shares_fill_a_hundred_and_differ_in_pattern() -> None:
    parts = {"đúng hạn": [6, 0], "muộn": [3, 0], "chưa trả lời": [1, 0]}
    chart = CHARTS.stacks(parts, ["Tuần 1", "Tuần 2"], title="Trả lời")
    assert chart.text.endswith(
        "Tuần 1: đúng hạn 6, muộn 3, chưa trả lời 1; Tuần 2: đúng hạn 0, muộn 0, chưa trả lời 0."
    )
    drawing = [box for box in drawn(chart.svg).iter(f"{SVG}rect") if box.attrib.get("width") == "46.0"]
    heights = [float(box.attrib["height"]) for box in drawing]
    assert heights == pytest.approx([sum(heights) * share for share in (0.6, 0.3, 0.1)], abs=0.2)
    assert len({box.attrib["fill"] for box in drawing}) == 3


def test_what_is_below_nought_goes_to_the_left() -> None:
    chart = CHARTS.rows([300, -100, None], ["Đồng Nai", "Cà Mau", "Huế"], title="Theo dõi", line=Line(1500, "mức"))
    long, short = drawn(chart.svg).iter(f"{SVG}rect")
    zero = float(long.attrib["x"])
    assert float(short.attrib["x"]) + float(short.attrib["width"]) == pytest.approx(zero)
    assert float(long.attrib["width"]) == pytest.approx(3 * float(short.attrib["width"]), abs=0.3)
    assert chart.text == "Theo dõi. Đồng Nai: 300; Cà Mau: -100; Huế: –; mức: 1.500."


def test_a_grid_says_every_rate_and_is_darker_for_more() -> None:
    chart = CHARTS.grid([[0, 45, 100], [None, 79, 80]], ["Đồng Nai", "Cà Mau"], ["T1", "T2", "T3"], title="Tỷ lệ")
    fills = [box.attrib["fill"] for box in drawn(chart.svg).iter(f"{SVG}rect")]
    assert fills == [SHADES[0], SHADES[2], SHADES[4], "none", SHADES[3], SHADES[4]]
    assert chart.text == "Tỷ lệ. Đồng Nai: T1 0%, T2 45%, T3 100%; Cà Mau: T1 –, T2 79%, T3 80%."


@pytest.mark.parametrize("shade", range(len(SHADES)))
def test_every_number_of_a_grid_can_be_read_on_its_cell(shade: int) -> None:
    ink = "#ffffff" if shade >= DARK else "#1c2430"
    assert contrast(ink, SHADES[shade]) >= 4.5


def contrast(one: str, other: str) -> float:
    """By WCAG 2: 4.5 and more is readable."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
