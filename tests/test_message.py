"""Messages of any make fit Telegram, say in HTML what they say in plain text, and leave nobody out."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.languages import english
from bot.ledger.model import Ledger, Person, Source, Statement
from bot.ledger.reading import read
from bot.rendering.message import (
    LONGEST_MESSAGE,
    MOST_ENTITIES,
    Button,
    Line,
    Message,
    Span,
    length,
    message,
    shortened,
)
from bot.service import Service

READING = read(Path(__file__).parent / "ledgers" / "velm-2023-03-14.yaml")
DISPUTE = "warning-before-the-gates"


class StrictHtml(HTMLParser):
    """Reads the HTML that Telegram takes of us, one tag deep; anything else is an AssertionError."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[tuple[str, str, str]] = []
        """Tag ("" for none), text and address of each run."""
        self.tag = self.address = ""
        self.feed(html)
        self.close()
        assert not self.tag, f"<{self.tag}> is not closed"
        assert not self.rawdata, f"left over: {self.rawdata}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "blockquote", "a"}
        assert not self.tag, f"<{tag}> inside <{self.tag}>"
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.tag, self.address = tag, str(attrs[0][1]) if attrs else ""
        self.spans.append((tag, "", self.address))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.tag
        self.tag = self.address = ""

    def handle_data(self, data: str) -> None:
        assert not set(data) & set("<>&"), f"not escaped: {data}"
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        assert name in {"lt", "gt", "amp", "quot"}
        self._add(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        raise AssertionError(f"&#{name}; in a text")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"<!{data}> in a text")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"<!{decl}> in a text")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"<?{data}> in a text")

    def _add(self, text: str) -> None:
        if self.tag:
            tag, before, address = self.spans[-1]
            self.spans[-1] = (tag, before + text, address)
        else:
            self.spans.append(("", text, ""))

    @property
    def text(self) -> str:
        return "".join(text for _, text, _ in self.spans)

    @property
    def plain(self) -> str:
        """The text as a plain message shows it."""
        before, behind = {"blockquote": "> "}, {"a": " ({})"}
        return "".join(before.get(tag, "") + text + behind.get(tag, "").format(to) for tag, text, to in self.spans)

    @property
    def tags(self) -> int:
        return sum(bool(tag) for tag, _, _ in self.spans)


# ---- messages of any make --------------------------------------------------------------------------------------------

HARD = "<>&\"'“”«»;#/=` 🌉👩\u200d🚒🏽🇫🇴אבשלוםمرحبا\u202e\u2067éЖ"
"""What breaks HTML, counts twice in UTF-16, is joined, or runs from right to left."""


def texts(longest: int) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_characters="\n\r", exclude_categories=["Cs", "Cc"])
    short = st.text(st.one_of(st.sampled_from(HARD), letters), max_size=30)
    return st.builds(lambda text, times: (text * times)[:longest], short, st.sampled_from([1, 1, 1, 7, 400]))


def spans(longest: int) -> st.SearchStrategy[Span]:
    cut = st.booleans()
    plain = st.builds(Span, texts(longest), st.sampled_from(["", "bold"]), cut=cut)
    quote = st.builds(lambda text, cut: Span(f"“{text}”", "quote", cut=cut), texts(longest), cut)
    address = st.text(st.sampled_from("abc&=\"'<>/?é"), max_size=100).map(
        lambda path: f"https://courier.example/{path}"
    )
    link = st.builds(Span, texts(longest), st.just("link"), address, cut)
    return st.one_of(plain, quote, link)


def many_lines(longest: int = 12_000, most: int = 12) -> st.SearchStrategy[list[Line]]:
    return st.lists(st.lists(spans(longest), max_size=6).map(tuple), max_size=most)


def choices(longest: int = 12_000) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.tuples(st.from_regex("[a-z0-9-]{1,48}", fullmatch=True), texts(longest)), max_size=8)


def assert_fits(made: Message) -> None:
    assert length(made.text) <= LONGEST_MESSAGE
    assert length(StrictHtml(made.html).text) <= LONGEST_MESSAGE
    assert StrictHtml(made.html).tags <= MOST_ENTITIES


@given(many_lines(), choices())
def test_every_message_fits_telegram(lines: list[Line], offered: list[tuple[str, str]]) -> None:
    assert_fits(message(lines, offered, "None of these"))


@given(many_lines(), choices())
def test_html_and_plain_text_say_the_same(lines: list[Line], offered: list[tuple[str, str]]) -> None:
    made = message(lines, offered)
    said, listed = made.text.split("\n"), len(offered)
    assert "\n".join(said[: len(said) - listed] or [""] * bool(lines)) == StrictHtml(made.html).plain


@given(many_lines(), choices())
def test_no_line_and_no_choice_is_lost(lines: list[Line], offered: list[tuple[str, str]]) -> None:
    made = message(lines, offered)
    assert len(made.html.split("\n")) == max(len(lines), 1)
    assert len(made.text.split("\n")) == max(len(lines) + len(offered), 1)
    for line, shown in zip(lines, made.html.split("\n"), strict=False):
        assert bool(StrictHtml(shown).text) == any(span.text for span in line)


@given(many_lines(), choices())
def test_every_quote_opens_and_closes_with_its_marks(lines: list[Line], offered: list[tuple[str, str]]) -> None:
    shown = [text for tag, text, _ in StrictHtml(message(lines, offered).html).spans if tag == "blockquote"]
    assert len(shown) == sum(span.style == "quote" for line in lines for span in line)
    assert all(text.startswith("“") and text.endswith("”") for text in shown)


@given(many_lines(longest=40, most=5), choices(longest=40))
def test_what_fits_is_not_touched(lines: list[Line], offered: list[tuple[str, str]]) -> None:
    made = message(lines, offered)
    assert StrictHtml(made.html).text == "\n".join("".join(span.text for span in line) for line in lines)
    assert all(f"{number}. {title}" in made.text for number, (_, title) in enumerate(offered, 1))


@pytest.mark.parametrize("style", ["", "bold", "quote", "link"])
@pytest.mark.parametrize("cut", [True, False])
@pytest.mark.parametrize("words", ["", " and so on" * 5, " and so on" * 500])
def test_hundreds_of_spans_fit_and_every_one_is_there(style: str, cut: bool, words: str) -> None:
    href = "https://courier.example/" if style == "link" else ""
    made = message([(Span(f"“{number:03}{words}”", style, href, cut),) for number in range(240)])
    assert_fits(made)
    for text in (made.text, StrictHtml(made.html).text):
        assert all(f"“{number:03}" in text for number in range(240))
        assert text.count("”") == 240


def test_beyond_the_last_entity_texts_stand_without_style() -> None:
    made = message([(Span(f"{number} ", "bold"),) for number in range(250)])
    assert StrictHtml(made.html).tags == MOST_ENTITIES
    assert StrictHtml(made.html).text == made.text


@given(st.text(min_size=1), st.integers(0, 80))
def test_a_shortened_text_is_no_longer_than_asked_or_at_its_shortest(text: str, most: int) -> None:
    cut = shortened(text, most)
    assert length(cut) <= max(most, len("“[…]”"))
    assert length(cut) <= length(text)
    assert cut == text or "[…]" in cut


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("nobody rang us", 14, "nobody rang us"),
        ("nobody rang us", 13, "nobody […]"),
        ("nobody, rang us", 14, "nobody […]"),
        ("“nobody rang us”", 13, "“nobody […]”"),
        ("“nobody rang us”", 4, "“[…]”"),
        ("“nobody rang us”", 0, "“[…]”"),
        ("Holm: “nobody rang us”", 19, "Holm: “nobody […]”"),
        ("Holm: “nobody rang us”", 17, "Holm […]"),
        ("told that “nobody rang” and left", 26, "told that “nobody […]”"),
        ("Lissavarians", 9, "Liss […]"),
        ("🌉🌉🌉🌉", 7, "🌉 […]"),
        ("🌉🌉🌉🌉", 6, "[…]"),
        ("             ", 8, "[…]"),
        ("ab", 0, "ab"),
    ],
)
def test_texts_are_cut_between_words_and_keep_their_marks(text: str, most: int, cut: str) -> None:
    assert shortened(text, most) == cut


# ---- the parts of a message ------------------------------------------------------------------------------------------


def test_each_style_has_its_form() -> None:
    made = message(
        [
            (Span("Ada <Holm>", "bold"), Span(" & others:")),
            (Span('“The gates\nare "open"!”', "quote"),),
            (Span("Courier", "link", 'https://courier.example/?a=1&b="2"'),),
        ]
    )
    assert made.text.split("\n") == [
        "Ada <Holm> & others:",
        "> “The gates",
        '> are "open"!”',
        'Courier (https://courier.example/?a=1&b="2")',
    ]
    assert made.html.split("\n") == [
        "<b>Ada &lt;Holm&gt;</b> &amp; others:",
        "<blockquote>“The gates",
        'are "open"!”</blockquote>',
        '<a href="https://courier.example/?a=1&amp;b=&quot;2&quot;">Courier</a>',
    ]


def test_choices_are_listed_in_the_text_and_are_buttons_beside_the_html() -> None:
    made = message([(Span("What do you mean?"),)], [("gates", "The gates"), ("rain", "The rain")], "None of these")
    assert made.text == "What do you mean?\n1. The gates\n2. The rain"
    assert made.html == "What do you mean?"
    assert made.buttons == (Button("The gates", "gates"), Button("The rain", "rain"), Button("None of these", "none"))


def test_without_choices_there_is_nothing_to_decline() -> None:
    assert message([(Span("Nothing."),)], [], "None of these").buttons == ()


def test_the_long_texts_are_cut_and_the_short_ones_whole() -> None:
    made = message(
        [
            (Span("Ada Holm:", "bold"),),
            (Span("“" + "word " * 2000 + "end”", "quote", cut=True),),
            (Span("short", cut=True),),
        ]
    )
    first, quote, last = made.text.split("\n")
    assert (first, last) == ("Ada Holm:", "short")
    assert quote.endswith("word […]”")
    assert length(made.text) > LONGEST_MESSAGE - 10


def test_long_texts_are_cut_evenly() -> None:
    made = message([(Span("a " * 5000, cut=True),), (Span("b " * 9000, cut=True),)])
    assert made.text.count("a") == made.text.count("b")


def test_an_address_is_whole_or_not_there() -> None:
    address = "https://courier.example/" + "x" * 3000
    made = message([(Span(f"source {number}", "link", address), Span(", 2023; ")) for number in range(20)])
    assert_fits(made)
    assert "courier.example" not in made.text + made.html
    assert all(f"source {number}, 2023" in made.text for number in range(20))


# ---- ledgers of any size ---------------------------------------------------------------------------------------------


def ledger(**changes: Any) -> Ledger:
    assert READING.ledger, READING.problems
    return replace(READING.ledger, **changes)


def with_quotes(quotes: dict[str, str], held: Ledger) -> Ledger:
    changed = {id: held.statements[id].model_copy(update={"quote": quote}) for id, quote in quotes.items()}
    return replace(held, statements={**held.statements, **changed})


def chosen(id: str, held: Ledger) -> Message:
    reply, _ = Service(held, english()).choose(id)
    assert reply.outcome == "answer"
    return reply.message


def blocks(made: Message) -> list[str]:
    return [text for tag, text, _ in StrictHtml(made.html).spans if tag == "blockquote"]


SIDES = ("zofie-nobody-rang", "velm-hydro-fax")


@pytest.mark.parametrize("said", ["We were not told of it. ", "𝕎e were ", "<b>&amp;</b> ", "unbroken", "رنّ أحد "])
def test_a_dispute_of_two_endless_quotes_shows_both_speakers(said: str) -> None:
    endless = (said * 6000)[:6000]
    made = chosen(DISPUTE, with_quotes(dict.fromkeys(SIDES, endless), ledger()))
    assert_fits(made)
    assert "Žofie Radkovar, mayor of Lissavar" in made.text
    assert "Velm Hydro, in a press release" in made.text
    assert "Sarnet Courier" in made.text
    one, other = blocks(made)
    assert one == other
    assert one.startswith("“")
    assert one.endswith(" […]”")
    assert length(one) > 1000


@settings(deadline=None, max_examples=40)
@given(st.tuples(st.integers(30, 9000), st.integers(30, 9000)), st.sampled_from(["word ", "🌉", "&<>", "ش"]))
def test_no_length_of_quotes_removes_a_side(sizes: tuple[int, int], said: str) -> None:
    quotes = {id: (said * size)[:size] for id, size in zip(SIDES, sizes, strict=True)}
    made = chosen(DISPUTE, with_quotes(quotes, ledger()))
    assert_fits(made)
    assert len(blocks(made)) == 2
    assert made.text.index("Žofie Radkovar") < made.text.index("Velm Hydro, in a press release")


def in_several_positions(count: int, words: str) -> Ledger:
    """A ledger with one dispute of as many positions, each the words of another speaker."""
    held = ledger()
    people = {f"p{n}": Person(id=f"p{n}", name=f"Speaker {n:03}", role="witness") for n in range(count)}
    said = {f"s{n}": Statement(id=f"s{n}", speaker=f"p{n}", quote=words, source="courier") for n in range(count)}
    dispute = held.disputes[DISPUTE].model_copy(update={"positions": tuple((id,) for id in said)})
    return replace(held, people=people | dict(held.people), statements=said, disputes={DISPUTE: dispute})


@pytest.mark.parametrize("count", [2, 8, 20, 40])
@pytest.mark.parametrize("words", ["No. ", "We were not told of it, and nobody rang the town. " * 20])
def test_all_sides_stand_in_one_message_however_many_they_are(count: int, words: str) -> None:
    made = chosen(DISPUTE, in_several_positions(count, words))
    assert_fits(made)
    assert all(f"Speaker {n:03}" in made.text for n in range(count))
    assert made.text.count("“") == made.text.count("”") == count


def test_many_sources_with_long_addresses_leave_room_for_the_words() -> None:
    held = ledger()
    address = "https://courier.example/" + "x" * 300
    sources = {f"s{n}": Source(id=f"s{n}", title=f"Paper {n}", published="2023-03-15", url=address) for n in range(40)}
    cited = held.statements[SIDES[0]].model_copy(
        update={"source": dict.fromkeys(sources, (1,)), "quote": "Nobody rang. " * 300}
    )
    held = replace(held, sources={**held.sources, **sources}, statements={**held.statements, SIDES[0]: cited})
    made = chosen(DISPUTE, held)
    assert_fits(made)
    assert min(map(length, blocks(made))) > 30
    assert all(f"Paper {n}" in made.text for n in range(40))


@pytest.mark.parametrize("count", [2, 30, 100, 300])
def test_pages_of_any_size_fit(count: int) -> None:
    service = Service(in_several_positions(count, "No."), english(), contact="https://courier.example/contact")
    for name in service.language.commands:
        assert_fits(service.page(name))


def test_the_page_of_people_names_a_hundred_speakers() -> None:
    page = Service(in_several_positions(100, "No."), english()).page("people")
    assert all(f"{n + 1}. Speaker {n:03}" in page.text for n in range(100))
    assert [button.choose for button in page.buttons] == [f"p{n}" for n in range(100)]


def test_a_summary_of_any_length_fits() -> None:
    held = ledger()
    event = next(iter(held.events.values())).model_copy(update={"summary": "The river rose. " * 2000})
    held = replace(held, events={event.id: event})
    assert_fits(chosen(event.id, held))
    assert_fits(Service(held, english()).page("about"))
