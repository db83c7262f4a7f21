"""Telegram's HTML: offsets count UTF-16 units, complaints are the real server's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.core.calls import Refusal
from practice.telegram.detect import detect
from practice.telegram.entities import Entity, covered, parse_html, trim, utf16_length


def entity(type: str, offset: int, length: int, **more: object) -> Entity:
    return {"type": type, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("xin chào", "xin chào", []),
        # Letters with marks are one unit each, an emoji beyond the basic plane two, its joined family eight.
        ("Đặng <b>Ế</b>", "Đặng Ế", [entity("bold", 5, 1)]),
        ("👋 <b>a</b>", "👋 a", [entity("bold", 3, 1)]),
        ("<i>👨‍👩‍👧</i>", "👨‍👩‍👧", [entity("italic", 0, 8)]),
        # The outer one first, though its end comes last.
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<STRONG>a</STRONG>", "a", [entity("bold", 0, 1)]),
        ("<del>a</del><ins>b</ins>", "ab", [entity("strikethrough", 0, 1), entity("underline", 1, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        # An end tag without a name closes whatever is open.
        ("<b>a</>", "a", [entity("bold", 0, 1)]),
        # Only four names are known; the rest stays as written. The semicolon is optional.
        ("&lt;b&gt; &amp &nbsp; &#7871; &#x1F44B;", "<b> & &nbsp; ế 👋", []),
        (
            '<a href="https://x.vn/?a=1&amp;b=2">đây</a>',
            "đây",
            [entity("text_link", 0, 3, url="https://x.vn/?a=1&b=2")],
        ),
        ("<a>https://x.vn</a>", "https://x.vn", [entity("text_link", 0, 12, url="https://x.vn")]),
        ('<a href="nowhere">a</a>', "a", []),
        (
            '<a href="tg://user?id=7">a</a>',
            "a",
            [entity("text_mention", 0, 1, user={"id": 7, "is_bot": False, "first_name": ""})],
        ),
        ("<pre>a</pre>", "a", [entity("pre", 0, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (
            '<tg-time unix="1777600800" format="wDT">thứ sáu</tg-time>',
            "thứ sáu",
            [entity("date_time", 0, 7, unix_time=1777600800, date_time_format="wDT")],
        ),
        ("<b></b>", "", []),
    ],
)
def test_what_html_becomes(html: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(html) == (text, entities)


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("ế <br/> a", 'Unsupported start tag "br/" at byte offset 4'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>ế</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_what_html_is_refused(html: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("text", "entities", "trimmed"),
    [
        (" a ", [entity("bold", 0, 3)], ("a", [entity("bold", 0, 1)])),
        ("\n👋 b \n", [entity("bold", 4, 2)], ("👋 b", [entity("bold", 3, 1)])),
        ("a  ", [entity("bold", 1, 2)], ("a", [])),
    ],
)
def test_blanks_at_the_ends_are_cut_with_their_entities(
    text: str, entities: list[Entity], trimmed: tuple[str, list[Entity]]
) -> None:
    assert trim(text, entities) == trimmed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/huy", [("bot_command", "/huy")]),
        ("👋 gõ /trangthai@nhipcau_bot nhé", [("bot_command", "/trangthai@nhipcau_bot")]),
        ("và/hoặc, 1/5/2026, a/b", []),
        # The full stop ends the sentence, not the address.
        ("Xem https://congdoan.vn/a?b=1.", [("url", "https://congdoan.vn/a?b=1")]),
        ("(https://congdoan.vn)", [("url", "https://congdoan.vn")]),
        ("gửi ban.quantri@congdoan.vn", [("email", "ban.quantri@congdoan.vn")]),
        ("hỏi @coordinator nhé", [("mention", "@coordinator")]),
        ("#ThángCôngNhân2026 #5", [("hashtag", "#ThángCôngNhân2026")]),
        ("không có gì", []),
    ],
)
def test_what_a_text_contains_is_marked(text: str, found: list[tuple[str, str]]) -> None:
    assert [(entity["type"], covered(text, entity)) for entity in detect(text, [])] == found


def test_nothing_is_looked_for_within_code_and_links() -> None:
    text, marked = parse_html('<code>/huy</code> <a href="https://x.vn">@coordinator</a> <b>/huy</b>')
    assert [entity["type"] for entity in detect(text, marked)] == ["code", "text_link", "bold", "bot_command"]


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s"]), st.text(min_size=1)), max_size=5))
def test_entities_cover_exactly_the_marked_words(parts: list[tuple[str, str]]) -> None:
    escaped = [(tag, text.replace("&", "&amp;").replace("<", "&lt;")) for tag, text in parts]
    text, entities = parse_html("".join(f"<{tag}>{words}</{tag}>" for tag, words in escaped))
    assert text == "".join(words for _, words in parts)
    assert sum(entity["length"] for entity in entities) == utf16_length(text)
