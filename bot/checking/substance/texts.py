"""Rules about texts: signs of other programs, quotations, misplaced letters, words that judge or are told twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.checking.knowledge import Finding, Knowledge, texts
from bot.languages import Language
from bot.ledger.form.characters import short
from bot.ledger.model import Fact, Organisation, Person, Statement
from bot.ledger.written import Written
from bot.text import folded, words

_QUOTE_OR_PUBLISHER = {"quote", "publisher", "aliases", "asked_as"}

_TAGS = (
    "a|abbr|b|blockquote|body|br|center|code|del|div|em|font|h[1-6]|hr|html|i|iframe|img|ins|li|ol|p|pre|s|script|small|"
    "span|strike|strong|style|sub|sup|table|td|tg-spoiler|th|tr|u|ul"
)
_NAMES = {"name", "other_name", "aliases"}  # `wordless-name` looks at them
_PLACEHOLDER = re.compile(
    r"[\W_]*(?:to ?do|tb[acd]|fixme|xx+|tk+|n/?a|lorem(?: ipsum.*)?"
    r"|to (?:come|check|verify)|check(?: this)?"
    r"|to be (?:written|done|added|filled in|completed|confirmed|decided|determined))?[\W_]*|<[^<>]*>",
    re.IGNORECASE,
)
# what a source may print, or a short answer say
_NOTHING_KNOWN = re.compile(
    r"[\W_]*(?:(?:not yet |un)known|fill (?:this )?in|see (?:above|below))[\W_]*", re.IGNORECASE
)
_LEFT_TO_DO = re.compile(r"\b(?:TODO|FIXME|TBD|TBC|TKTK)\b|\?{3}|[(\[]\?+[)\]]")
_MAY_BE_WORDS = {"quote", "asked_as", "gives"}
_MARKUP = re.compile(
    rf"<\s?/?(?:{_TAGS}|[a-z]\w*:\w+)(?:\s[^<>]*)?/?>|<!--"  # <b>, </a>, <br/>, <o:p> of word processors
    r"|&(?:(?:[a-z]{2,8}|\#\d{1,6}|\#x[0-9a-f]{1,6});|nbsp\b)"
    r"|(?<![\w*])(\*\*?)(?=[^\s*])[^*]+(?<=[^\s*])\1(?![\w*])|(?<![\w_])(__?)(?=[^\s_])[^_]+(?<=[^\s_])\2(?![\w_])"
    r"|~~[^~]+~~|`[^`]+`"
    r"|\[[^\[\]]+\]\((?:[a-z]+:|www\.|/)[^\s()]*\)|\[\[[^\[\]]+\]\]|\{\{[^{}]+\}\}"
    r"|(?P<note>(?<=[^\s\[(])\[\d{1,3}\]|\[\^\d{1,3}\])"
    r"|(?P<escape>\\(?:u[0-9a-f]{4}|[\"n]))",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[<&*_(~`\[{\\]")  # without any of them there is no markup to look for
_LINK = re.compile(
    r"\b(?:https?|ftp|tg)://|\bwww\.\w|\bt\.me/\w|\b(?:(?:java|vb)script:(?=\S)|data:\w+/)", re.IGNORECASE
)
_CODE = re.compile(r"\w+script:|data:", re.IGNORECASE)  # what belongs into no `url:` either
_BARE = re.compile(
    r"\b(?:[\w-]*[a-z][\w-]+\.)+(?:com|org|net|info|news|gov|edu|io|tv|ru|de|fr)\b(?:/\S*)?", re.IGNORECASE
)
_WITHIN = re.compile(r"[.:]\S")  # without such a sign there is no address to look for
_QUOTATION = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"")
# single marks are apostrophes too, so that they count only where they make a rule silent
_ANY_QUOTATION = re.compile(rf"{_QUOTATION.pattern}|(?<!\w)[‘'][^‘’']*[’'](?!\w)")
_LATIN, _OTHERS = "a-zA-ZÀ-ÖØ-öø-ɏ", "Ͱ-ͳͶ-ͽͿΆΈ-ϿЀ-ҁҊ-Ֆա-ֈ"  # of other alphabets with capitals
_MIXED = re.compile(rf"[{_LATIN}](?=[{_OTHERS}])|[{_OTHERS}](?=[{_LATIN}])")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")
_SHORTEST_QUOTATION = 3  # words; one or two are a term that a source uses


def markup(knowledge: Knowledge) -> Iterator[Finding]:
    """`markup` finds signs of HTML or Markdown in a text.

    The bot shows every text letter by letter, so people would read the signs themselves:

        role: <b>mayor</b> of Hollin            # wrong
        says: the bridge &amp; the **quay** are shut      # wrong
        role: mayor of Hollin                   # right

    They come along when text is copied from a web page, as the numbers of notes ([1]) do, or from a program (\\u2019).
    Delete the signs; the bot puts names in bold and quotes in blocks by itself.
    """
    hints = {
        "note": "delete it: it is the number of a note there",
        "escape": "write the sign itself, as the text was copied from a program",
        None: "delete the signs of HTML or Markdown, and write & for &amp;",
    }
    for entry, path, text in knowledge.texts:
        if _SIGNS.search(text) and (found := _MARKUP.search(text)):
            message = f"`{path[0]}` holds {short(found[0])}, which people would read as it stands"
            yield Finding(entry, path, message, hints[found.lastgroup], found[0])


def link_in_text(knowledge: Knowledge) -> Iterator[Finding]:
    """`link-in-text` finds a web address, or what browsers run as one, in a text of ours.

    Telegram makes a link of every address, wherever it leads; a source's address has its own field:

        says: it is all on https://gazette.example/1      # wrong
        sources: {gazette: {title: Bridge to close, published: 2021-05-04, url: "https://gazette.example/1"}}    # right

    An address without `https` counts too (gazette.example.com), but in a name. Move it to `url:` of the source. A quote
    may hold an address if the source prints it.
    """
    hint = "put the address into `url:` of the source, and delete it here"
    for entry, path, text in knowledge.texts:
        if path[0] in _QUOTE_OR_PUBLISHER or not _WITHIN.search(text):
            continue
        plain = _MARKUP.sub(" ", text)  # a link of HTML or Markdown has its finding
        if found := _LINK.search(plain) or (path[0] not in _NAMES and _BARE.search(plain)):
            address = re.split(r"[\s<>]", plain[found.start() :], maxsplit=1)[0].rstrip(".,;:”")
            address = address if "(" in address else address.rstrip(".,;:)”")
            message = f"`{path[0]}` holds the address {short(address)}"
            yield Finding(entry, path, message, "delete it" if _CODE.match(address) else hint, address)


def unproved_quotation(knowledge: Knowledge) -> Iterator[Finding]:
    """`unproved-quotation` finds words between quotation marks in a text of ours that stand in no quote.

    Quotation marks promise that somebody said just these words, and only a `quote:` is proved against its source:

        says: that “nobody crosses the bridge tonight”       # wrong, unless a quote holds the same words
        quote: nobody crosses the bridge tonight             # right
        says: that nobody may cross the bridge that night    # right

    Move the words into `quote:`, or tell them without the marks. One or two words, a term that the source uses, and
    names such as “Sea Star” are no finding.
    """
    quotes: Mapping[tuple[str, ...], Sequence[str]] | None = None
    for entry, path, text in knowledge.own_words:
        # marks around the whole text have their finding
        if not _QUOTATION.search(text) or _QUOTATION.fullmatch(text.strip()):
            continue
        for marked in (found[1:-1] for found in _QUOTATION.findall(_MARKUP.sub(" ", text))):
            told = folded(marked)
            if len(told) < _SHORTEST_QUOTATION or _is_title(marked, knowledge.language):
                continue
            quotes = _quotes(knowledge) if quotes is None else quotes
            if not any(f" {' '.join(told)} " in quote for quote in quotes.get(told[:_SHORTEST_QUOTATION], ())):
                message = f"“{short(marked)}” looks like a quote, and no `quote` of this knowledge holds it"
                yield Finding(entry, path, message, "put the words into `quote:`, or take the marks away", marked)


def _is_title(text: str, language: Language) -> bool:
    """Whether it is written as names of ships and books are: all words but small ones with a capital."""
    telling = [word for word in words(text) if word.text not in language.words["function"]]
    return bool(telling) and all(word.capital for word in telling)


def _quotes(knowledge: Knowledge) -> Mapping[tuple[str, ...], Sequence[str]]:
    """All quotes as folded words, by each row of words in them that is as long as the shortest quotation."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in knowledge.of(Statement):
        for _, text in texts(entry, {"quote"}):
            told = folded(text)
            whole = f" {' '.join(told)} "
            for at in range(len(told) - _SHORTEST_QUOTATION + 1):
                found.setdefault(told[at : at + _SHORTEST_QUOTATION], []).append(whole)
    return found


def verdict(knowledge: Knowledge) -> Iterator[Finding]:
    """`verdict` finds a word that judges, in an id or a text of ours.

    The bot tells who said what and takes no side: no word of its own says that somebody lied, or why he spoke.

        text: The mayor falsely told the council that the bridge was safe.     # wrong
        text: The mayor told the council that the bridge was safe; the engineer denied it.     # right

    Say what was done or said, and let the other side answer in a statement of its own. If the word is the source's or
    the speaker's, put it between quotation marks or into `quote:`. Quotes and `asked_as` are free: those are other
    people's words. The list stands in bot/languages/en.yaml as `verdicts`. It leaves out "claimed", "alleged" and
    "admitted", which are acts that a statement may have, and words that are a verdict in some sentences only
    ("occupied", "lies" of a town, "regime" in "visa regime").
    """
    judging = _alternatives(knowledge.language.verdicts)
    for entry in knowledge.entries:
        found = judging.search(entry.id.replace("-", " "))
        if found or _says_that_somebody_lies(entry.id, knowledge):
            message = f"the id says “{found[0] if found else 'lies'}”, which is a verdict"
            yield Finding(
                entry, () if entry.path != ("event",) else ("id",), message, "choose an id that takes no side"
            )
    for entry, path, text in knowledge.own_words:
        quoted = judging.search(text.casefold()) and _ANY_QUOTATION.sub("·", text)  # most hold no such word at all
        if quoted and (found := judging.search(quoted.casefold())):
            message = f"`{path[0]}` says “{found[0]}” in our own words, which is a verdict"
            hint = "say what was said or done instead; if it is somebody's word, put it in quotation marks"
            yield Finding(entry, path, message, hint, found[0])


def _says_that_somebody_lies(id: str, knowledge: Knowledge) -> bool:
    """Whether an id is somebody's with `lies` behind it, which is no verdict of a town."""
    who = knowledge.by_id.get(id.removesuffix("-lies")) if id.endswith("-lies") else None
    return who is not None and who.kind in (Person, Organisation)


def mixed_alphabets(knowledge: Knowledge) -> Iterator[Finding]:
    """`mixed-alphabets` finds a word with letters of two alphabets, such as a Latin one with a Cyrillic а.

    The two look the same and are not the same, so that a name is not found by those who type it:

        ott: {name: Idа Ott}                          # wrong: the last letter of the first word is Cyrillic
        ott: {name: Ida Ott, aliases: [Ида Отт]}      # right

    Type the word again, with one keyboard. Words that are wholly of another alphabet are no finding.
    """
    for entry, path, text in knowledge.texts:
        if not text.isascii() and (met := _MIXED.search(text)):
            found = next(word for word in _LETTERS.finditer(text) if word.end() > met.start())
            letters = sorted(re.findall(rf"[{_LATIN}]", found[0])), sorted(re.findall(rf"[{_OTHERS}]", found[0]))
            few = min(letters, key=len)[0]
            alphabet = unicodedata.name(few).split()[0].capitalize()
            message = f"in {short(found[0])} the {few} is a {alphabet} letter, and others are not"
            yield Finding(entry, path, message, "type the word again, with one keyboard", found[0])


def trailing_comma(knowledge: Knowledge) -> Iterator[Finding]:
    """`trailing-comma` finds a text other than a quote that ends with a comma.

    Each field stands in a line of its own, without a sign between them; a comma at the end is shown with the text:

        role: mayor of Hollin,      # wrong
        role: mayor of Hollin       # right

    Delete it. A quote may end with a comma, if the source prints one.
    """
    for entry, path, text in knowledge.texts:
        cut = entry.incomplete  # its comma may have stood in the midst
        if text.rstrip().endswith(",") and path[0] != "quote" and not cut:
            yield Finding(entry, path, f"the text of `{path[0]}` ends with a comma", "delete the comma")


@cache
def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def placeholder(knowledge: Knowledge) -> Iterator[Finding]:
    """`placeholder` finds a text in which nothing is said yet.

    What was left to be filled in later would be shown to people as it stands:

        says: ...                               # wrong
        role: TODO                              # wrong
        says: The bridge is to be closed.       # right

    Write the text, or delete the field.
    """
    for entry, path, text in knowledge.texts:
        unknown = path[0] not in _MAY_BE_WORDS and _NOTHING_KNOWN.fullmatch(text)
        if path[0] not in _NAMES and (_PLACEHOLDER.fullmatch(text) or unknown):
            yield Finding(entry, path, f"{short(text)} says nothing yet", "write the text, or delete the field")
        elif path[0] not in _QUOTE_OR_PUBLISHER and (found := _LEFT_TO_DO.search(text)):
            message = f"{found[0]} in this text marks what was left to be done"
            yield Finding(entry, path, message, "finish the text, and delete the mark", found[0])


def told_twice(knowledge: Knowledge) -> Iterator[Finding]:
    """`told-twice` finds words that stand in an earlier entry already, by the same speaker and letter for letter.

    One of the two is mostly a copy that was forgotten, and the bot would offer both to whoever asks:

        ott-closes: {speaker: ott, quote: We close it tonight., source: gazette}
        ott-shuts: {speaker: ott, quote: We close it tonight., source: radio}                          # wrong
        ott-closes: {speaker: ott, quote: We close it tonight., source: {gazette: 2, radio: 1}}      # right

    Keep one, with both sources. If the same was said twice, give each its day: then it is no finding.
    """
    first: dict[tuple[str, str, str], Written] = {}
    for entry in knowledge.of(Statement, Fact):
        for path, text in texts(entry, {"quote", "says", "text"}):
            spoken = " ".join(_WORD.findall(text.casefold()))
            told = str(path[0]), str(knowledge.value(entry, "speaker")[1]), spoken
            other = first.setdefault(told, entry)
            if other is entry:
                continue
            days = {str(day) for each in (entry, other) if (day := knowledge.value(each, "date")[1])}
            if len(days) < 2:
                message = f"the same words stand in `{other.id}` already: {short(text)}"
                yield Finding(
                    entry, path, message, "keep one of the two entries; if it was said twice, give each its day"
                )


RULES = (markup, link_in_text, unproved_quotation, verdict, mixed_alphabets, trailing_comma, placeholder, told_twice)
