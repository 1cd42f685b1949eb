"""Findings about single texts: what else YAML makes of them, what a # cuts off, quotation marks too many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.ledger.field_messages import empty
from bot.ledger.fields import LISTS, NO_TEXTS
from bot.ledger.form.characters import first_invisible, short
from bot.ledger.form.document import Document, Path, Value
from bot.ledger.form.encodings import garbled
from bot.ledger.lost_commas import lost_commas
from bot.ledger.problems import Level
from bot.ledger.written import Findings, Written, texts

_BRACKET = re.compile(r"[()\[\]{}]")
_OPENING = {")": "(", "]": "[", "}": "{"}
_NO_WORDS = {"", *NO_TEXTS - {"url"}}
_UNQUOTED = {"date", "published", "paragraph"}
_LONGEST = 20_000  # characters of a text in which brackets are looked for
_NOTHING = {"null", "~", "none", "nil"}
_NO_REASON = re.compile(
    r"[\W_]*(?:(?P<stands>no?|false|off|0|null|none)|y(?:es)?|true|on|x+|1|ok(?:ay)?|done|ja|oui|si|да|to ?do|tb[acd]"
    r"|(?:is |was )?(?:withdrawn|retracted|deleted|removed))?[\W_]*",
    re.IGNORECASE,
)
_MAY_BE_EMPTY = LISTS - {"positions"} | {"gives"}
_REASON = "write the reason, as in: the Gazette corrected it"
_PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "’": "’", "'": "'"}
_BETWEEN_LETTERS = re.compile(r"(?<=\w)['’](?=\w)")
_APOSTROPHES = re.compile(r"['’](?:s-|\d|(?:tis|twas|twill|til|em|cause|round|bout)\b)", re.IGNORECASE)


def check(document: Document, written: Iterable[Written], findings: Findings) -> None:
    """Finds what is wrong with the texts of a file's entries, and with what should be one."""
    known = {entry.path: entry for entry in written}
    for path, (text, meaning) in document.meanings.items():
        field = _field(path, known)
        if not field or field in _UNQUOTED or (field == "source" and len(path) > 3):
            continue
        message = f"{short(text)} without quotation marks is {meaning} in YAML, and a text belongs here"
        findings.at_value(document, path, "needs-quotes", message, _cure(field, text))
    for path, place in document.comments.items():
        if (field := _field(path, known)) not in _NO_WORDS:
            hint = "put the whole text in quotation marks; if it is a comment, 2 spaces before the # and 1 after it"
            if field == "url":
                hint = "delete the space before it; if it is a comment, 2 spaces before the # and 1 after it"
            message = "what follows this # is no part of the text"
            findings.warn(document, place, path, "cut-off", message, hint)
    for entry in known.values():
        _check_joined(entry, findings)
        _check_semicolons(entry, findings)
        _check_empty(entry, findings)
        joined = {path for item in _told_commas(entry, findings) for path in item}
        for field in entry.fields.keys() - NO_TEXTS:
            for path, text in texts((*entry.path, field), entry.fields[field]):
                if path in joined:
                    continue
                if not text.isascii() and (found := garbled(text)):
                    message = f"`{short(found[0])}` was read in another encoding than its own, before it came here"
                    hint = f"did you mean `{short(found[1])}`?"
                    findings.at_word(document, path, found[0], "not-utf-8", message, hint)
                elif path not in document.comments:  # else what is cut off may hold the other half
                    _check_marks(document, path, field, text.strip(), findings)
                    # a text in place of a list has its finding
                    if _BRACKET.search(text) and not (field in LISTS and isinstance(entry.fields[field], str)):
                        _check_brackets(document, path, text, findings)


def _cure(field: str, text: str) -> str:
    """What to write for what YAML reads as something else than a text."""
    if field == "withdrawn":
        return _reason(text)
    if text.casefold() in _NOTHING:
        return f'delete the line; if the word itself is meant, put it in quotation marks: "{short(text)}"'
    return f'put it in quotation marks: "{short(text)}"'


def _reason(text: str) -> str:
    """The cure for what tells only that an entry was taken back, or that it was not."""
    found = _NO_REASON.fullmatch(text)
    return f"delete the line, if the entry stands; else {_REASON}" if found and found["stands"] else _REASON


def _check_empty(entry: Written, findings: Findings) -> None:
    """Finds lists and groups in which nothing stands, and an entry that is withdrawn for no reason."""
    document, withdrawn = entry.document, entry.fields.get("withdrawn")
    for field in _MAY_BE_EMPTY & entry.fields.keys():
        path = (*entry.path, field)
        nothing: Value = {} if field == "gives" else []
        if entry.fields[field] == nothing and _is_bare(document, path):
            findings.problems.append(document.problem(path, *empty(field), level="warning"))
    path = (*entry.path, "withdrawn")
    if isinstance(withdrawn, str) and withdrawn and path not in document.meanings and _NO_REASON.fullmatch(withdrawn):
        message = f"`withdrawn` tells why the entry was taken back, and {short(withdrawn)} is no reason"
        findings.at_value(document, path, "empty-value", message, _reason(withdrawn))


def _is_bare(document: Document, path: Path) -> bool:
    """Whether only brackets or braces stand at `path`, and nothing that was taken out of them."""
    line, column = document.values[path]
    return re.match(r"\[\s*\]|\{\s*\}", document.lines[line - 1][column - 1 :]) is not None


def _field(path: Path, known: dict[Path, Written]) -> str:
    """The field that the value at `path` belongs to, if it is one that its entry may have."""
    depth = 1 if path[0] == "event" else 2
    entry = known.get(path[:depth])
    return str(path[depth]) if entry and len(path) > depth and path[depth] in entry.fields else ""


def _check_marks(document: Document, path: Path, field: str, text: str, findings: Findings) -> None:
    """Quotation marks around a whole text are shown with it, and one that stands alone has lost its other half."""
    around = len(text) > 1 and text[-1] in _PAIRS.get(text[0], "") and not _is_in(text[1:-1], {text[0], text[-1]})
    around = around and not _APOSTROPHES.match(text)
    rule, message, hint = "quotation-marks", "", ""
    if around and field == "quote":
        message, hint = (
            "the words of a quote get their quotation marks in the reply",
            f"delete {text[0]} and {text[-1]}",
        )
    elif around:
        message = f"the marks {text[0]} and {text[-1]} around this text are part of it"
        hint = "delete them" if text[0] == "'" else f'delete them, or write straight ones: "{short(text[1:-1])}"'
    elif text.count('"') % 2 or _half(text):
        message, hint = "a quotation mark in this text has no other half", "close it, or delete it"
    if message:
        level: Level = "error" if around and field == "quote" else "warning"
        alone = next((mark for mark in '"“”„«»' if text.count(mark) == 1), "") if not around else ""
        findings.problems.append(document.problem_at(document.word_at(path, alone), path, rule, message, hint, level))


def _is_in(text: str, marks: Iterable[str]) -> bool:
    """Whether one of the marks stands in the text, and not as an apostrophe between letters."""
    return any(mark in (_BETWEEN_LETTERS.sub("", text) if mark in "'’" else text) for mark in marks)


def _half(text: str) -> bool:
    """Whether a curly mark lacks its other half; German texts close with the mark that opens English ones."""
    if text.isascii():
        return False
    if "„" in text:
        return not any(mark in text for mark in "“”")
    return text.count("“") != text.count("”") or text.count("«") != text.count("»")


def _check_brackets(document: Document, path: Path, text: str, findings: Findings) -> None:
    """A bracket that has lost its other half is mostly what is left of a list; a ) alone may count something."""
    at = _lone_bracket(text)
    if at is None or first_invisible(text):
        return
    line, column = document.values[path]
    level: Level = "warning"
    message, hint = f"the {text[at]} in this text has no other half", "close it, or delete it"
    if text[at] in "]}" and document.lines[line - 1][column - 1 : column] not in ("'", '"'):
        level, message = "error", f"nothing opens the {text[at]} here"
        hint = "delete it, or put the whole text in quotation marks"
        if text[at] == "]":
            hint += "; if a list ends here, its beginning is missing above, such as `aliases: [`"
    begun = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    line, column = document.word_at(path, text[begun : at + 1])
    place = line, column + at - begun
    findings.problems.append(document.problem_at(place, path, "quotation-marks", message, hint, level))


def _lone_bracket(text: str) -> int | None:
    """Where the first bracket stands that has no other half; None without one, or in what no message can hold."""
    if len(text) > _LONGEST:
        return None
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        opening = _OPENING.get(found[0])
        if opening is None:
            opened.append(found.start())
        elif opened and text[opened[-1]] == opening:
            opened.pop()
        elif found[0] != ")":
            return found.start()
    return opened[0] if opened else None


def _check_joined(entry: Written, findings: Findings) -> None:
    """Finds two phrasings in one: both sides of a hyphen begin as others of the entry do."""
    items = entry.fields.get("asked_as")
    written = [item if isinstance(item, str) else "" for item in items] if isinstance(items, list) else []
    for at, item in enumerate(written):
        first, _, second = item.partition(" - ")
        if not second:
            continue
        begins = {_first_word(each) for each in (*written, first) if each != item}
        if not (first.strip() and {_first_word(first), _first_word(second)} <= begins):
            continue
        place = entry.document.word_at((*entry.path, "asked_as", at), f"- {second}")
        if entry.document.lines[place[0] - 1][: place[1] - 1].strip(" -"):  # else it begins a line, which is told
            message, hint = "a second item seems to begin here", "begin a new line with its hyphen, or write a comma"
            findings.warn(entry.document, place, entry.path, "line-in-text", message, hint)


def _check_semicolons(entry: Written, findings: Findings) -> None:
    """Finds items that a semicolon seems to divide."""
    for field in ("aliases", "asked_as"):
        items = entry.fields.get(field)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, str) and "; " in item:
                place = entry.document.word_at((*entry.path, field, at), f"{item.partition(';')[0]};")
                place = place[0], place[1] + item.index(";")
                hint = "put a comma in its place, or a new line and a hyphen"
                message = "a semicolon does not divide items"
                findings.warn(entry.document, place, entry.path, "line-in-text", message, hint)


def _told_commas(entry: Written, findings: Findings) -> Iterator[Sequence[Path]]:
    """Tells each comma that seems lost in brackets; the items that came of it, of which nothing else is told."""
    for path, second, items in lost_commas(entry):
        place = entry.document.word_at(path, second.partition(" ")[0])
        message = "a second item seems to begin here, and no comma stands before it"
        findings.warn(entry.document, place, path, "line-in-text", message, f"put a comma before {second}")
        yield items


def _first_word(text: str) -> str:
    return next(iter(text.split()), "")
