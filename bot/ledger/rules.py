"""What each rule of reading finds, at which level, why, and how it is written right: its page in the guide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class _Rule(NamedTuple):
    finds: str
    wrong: str
    right: str
    why: str
    level: str = "error"


_FORM: Mapping[str, _Rule] = {
    "syntax": _Rule(
        "what keeps a file from being read: a tab, a quotation mark or bracket that is never closed, a colon "
        "and a space inside a text, a lost space after a colon or hyphen, a line that is indented too much or "
        "too little.",
        "role:mayor\nsays: Note: it was closed\nquote: \"We close it tonight.",
        "role: mayor\nsays: \"Note: it was closed\"\nquote: We close it tonight.",
        "spaces, colons and line beginnings tell which text belongs to which field.",
    ),
    "odd-sign": _Rule(
        "a sign that looks like one of the keyboard and is another: a non-breaking space, a dash, a bullet, a "
        "wide colon.",
        "aliases:\n  – Holm", "aliases:\n  - Holm",
        "only the hyphen, the colon and the space of the keyboard divide a file into entries and fields.",
    ),
    "merge-conflict": _Rule(
        "lines that two people changed, and that the version control left both for you to choose from.",
        "<<<<<<< HEAD\nrole: mayor\n=======\nrole: the mayor\n>>>>>>> theirs", "role: mayor",
        "only a person can say which of the two is right.",
    ),
    "several-documents": _Rule(
        "a line of three hyphens or three points, which ends the file before its end.",
        "event: ...\n---\nsources: ...", "event: ...\nsources: ...",
        "what follows would be another file; one file holds one event.",
    ),
    "line-in-text": _Rule(
        "a line that looks like a field, an item of a list or a remark, and belongs to the text above it. A line that "
        "goes on with an item after a short one is found too, as its hyphen may be lost.",
        "aliases:\n  - Holm\n    - the mayor", "aliases:\n  - Holm\n  - the mayor",
        "the field would be lost, and the bot would show its name and value as part of the text.",
        "error or warning",
    ),
    "cut-off": _Rule(
        "a # after a space, which begins a comment, so that what follows it is no part of the text. Two "
        "spaces before the # and one after it tell that a comment is meant.",
        "says: lane #4 was closed", "says: \"lane #4 was closed\"",
        "the end of the text would be lost without a sign of it.",
        "warning",
    ),
    "quotation-marks": _Rule(
        "quotation marks around a whole text, or a mark or bracket that has no other half.",
        "quote: “We close it tonight.”", "quote: We close it tonight.",
        "a quote gets its marks in the reply and would have two pairs; a lone mark or bracket is mostly the rest of "
        "a change.",
        "error or warning",
    ),
    "empty-file": _Rule(
        "a file in which nothing stands.",
        "(nothing)", "event:\n  id: old-bridge",
        "a file tells of an event.",
    ),
    "not-a-mapping": _Rule(
        "a file in which the text does not consist of named sections.",
        "The bridge was closed.", "event:\n  id: old-bridge",
        "every text belongs to a field, every field to an entry, every entry to a section.",
    ),
    "needs-quotes": _Rule(
        "a word, number or time that means something else than itself to programs that read such files, or a "
        "text that a comma ends too early, between braces.",
        "name: no\ntime: 12:30", "name: \"no\"\ntime: \"12:30\"",
        "other programs, your editor among them, would read false and 750.",
    ),
    "empty-value": _Rule(
        "a field after which nothing stands, an empty list, or a reason for withdrawing an entry that is none.",
        "role:\nwithdrawn: \"yes\"", "role: mayor\nwithdrawn: the Gazette corrected it",
        "a field says something, or is left out.",
        "error or warning",
    ),
    "duplicate-key": _Rule(
        "a name that stands twice in the same place.",
        "role: mayor\nrole: minister", "role: mayor",
        "only one of the two could count, and nobody would see which.",
    ),
    "bad-key": _Rule(
        "what cannot be a name, and stands before a colon.",
        ": mayor", "role: mayor",
        "every value belongs to a field.",
    ),
    "alias": _Rule(
        "a text that begins with *, which refers to another place of the file.",
        "says: *closed*", "says: \"*closed*\"",
        "entries that stand in for each other cannot be checked one by one.",
    ),
    "anchor": _Rule(
        "a text that begins with &, which marks a place of the file.",
        "says: &c closed", "says: \"&c closed\"",
        "the sign and the word after it would be lost.",
    ),
    "tag": _Rule(
        "a text that begins with !, which changes what kind of value it is.",
        "says: !closed", "says: \"!closed\"",
        "the word after the sign would be lost.",
    ),
    "merge-key": _Rule(
        "<<, which copies fields from elsewhere, and is not allowed.",
        "holm:\n  <<: *mayor", "holm:\n  name: Ada Holm",
        "each entry says itself what it says; what statements share stands in an occasion.",
    ),
    "too-deep": _Rule(
        "lists and groups that lie in each other without end.",
        "about: [[[[[[quay]]]]]]", "about: [quay]",
        "nothing in a ledger needs more than five levels, and such a file can be made to stop a program.",
    ),
    "too-large": _Rule(
        "a file, a line, a list or a group that is larger than anything that people write.",
        "one file with everything", "one file an event, all in one folder",
        "a change is read within two seconds only while files stay of a size that people can oversee.",
    ),
}  # fmt: skip

_CHARACTERS: Mapping[str, _Rule] = {
    "not-utf-8": _Rule(
        "a file that is saved in another encoding than UTF-8. A word that was read in the wrong one before it was "
        "copied here is found too.",
        "saved as Windows-1251 or UTF-16\nname: CafÃ©", "saved as UTF-8\nname: Café",
        "letters beyond a to z would turn into others, in names and in quotes.",
    ),
    "bom": _Rule(
        "an invisible mark at the beginning of the file, or inside.",
        "saved as UTF-8 with BOM", "saved as UTF-8 without BOM",
        "it becomes part of the first word.",
    ),
    "invisible-character": _Rule(
        "a character that no editor shows; most come from web pages.",
        "hol(soft hyphen)m", "holm",
        "it makes two words that look the same different, or turns the direction in which a line is read.",
    ),
    "lookalike": _Rule(
        "a letter of another alphabet in an id or the name of a field.",
        "speaker: hоlm  # with a Cyrillic o", "speaker: holm",
        "it looks the same and is another letter, so that the name is another name.",
    ),
}  # fmt: skip

_FIELDS: Mapping[str, _Rule] = {
    "missing-event": _Rule(
        "a file that does not say what event it is about.",
        "people: ...", "event:\n  id: old-bridge\npeople: ...",
        "the bot tells which event it knows about, and refuses what is asked about others.",
    ),
    "missing-field": _Rule(
        "an entry without a field that every such entry needs.",
        "gazette: {title: The Gazette}", "gazette: {title: The Gazette, published: 1971-05-04}",
        "no answer goes without its speaker, source and day.",
    ),
    "unknown-field": _Rule(
        "a field that such an entry has not.",
        "akt: denied", "act: denied",
        "what stands there would be ignored.",
    ),
    "unknown-section": _Rule(
        "a section of a name that none has, or an entry at the margin.",
        "persons:", "people:",
        "what stands there would be ignored.",
    ),
    "wrong-shape": _Rule(
        "a text where a list or fields belong, or the other way round.",
        "about: quay, bridge", "about: [quay, bridge]",
        "only a list tells where one item ends and the next begins.",
    ),
    "bad-id": _Rule(
        "an id with something other than small letters, digits and hyphens, or longer than 48.",
        "Ada_Holm:", "ada-holm:",
        "ids stand in buttons and links, where nothing else can.",
    ),
    "bad-date": _Rule(
        "a date that is written in another order, or is not in the calendar. A time that no day has is found too.",
        "date: 03.05.1971", "date: 1971-05-03",
        "5/3 is the third of May to some and the fifth of March to others; year, month, day is the same to "
        "all.",
    ),
    "bad-paragraph": _Rule(
        "a paragraph that is no number, or several that are not side by side.",
        "paragraph: third", "paragraph: 3",
        "a quote is looked up in the paragraph that is given.",
    ),
    "bad-url": _Rule(
        "an address that is not written in full.",
        "url: gazette.example", "url: https://gazette.example/1",
        "people open it from the reply.",
    ),
    "bad-value": _Rule(
        "a value that cannot stand in its field.",
        "paragraph: {}", "paragraph: 3",
        "the field could not be used.",
    ),
    "too-many": _Rule(
        "a list with more items than help.",
        "asked_as: [seven ways to ask]", "asked_as: [the six that differ most]",
        "many phrasings of one entry draw questions away from others.",
    ),
    "no-words": _Rule(
        "a statement with neither `quote` nor `says`.",
        "holm-closes: {speaker: holm, source: gazette}",
        "holm-closes: {speaker: holm, source: gazette, quote: We close it.}",
        "there is nothing to tell of it.",
    ),
    "paragraph-alone": _Rule(
        "an occasion that gives a paragraph without its source.",
        "talk: {paragraph: 2}", "talk: {source: gazette, paragraph: 2}",
        "a paragraph counts in one source only.",
    ),
    "paragraph-twice": _Rule(
        "a `paragraph` beside a source that gives its paragraphs itself.",
        "source: {gazette: 4}\nparagraph: 5", "source: {gazette: 4}",
        "nobody could tell which of the two holds.",
    ),
}  # fmt: skip

_BETWEEN: Mapping[str, _Rule] = {
    "unknown-id": _Rule(
        "an id in a field that nothing in the knowledge has.",
        "speaker: hom", "speaker: holm",
        "words would be nobody's, or stand in no source.",
    ),
    "wrong-kind": _Rule(
        "a field that names an entry of another kind than it needs.",
        "speaker: quay", "speaker: holm",
        "a quay says nothing.",
    ),
    "duplicate-id": _Rule(
        "an id that two entries have; all files of the folder count.",
        "holm: ... in two sections", "holm: ... and mayor-holm: ...",
        "a link or a reference must lead to one entry.",
    ),
    "duplicate-name": _Rule(
        "a name that two people, organisations or places have.",
        "holm: {name: Ada Holm, aliases: [the mayor]}\nberg: {name: Jon Berg, aliases: [the mayor]}",
        "holm: {name: Ada Holm, aliases: [the mayor]}\nberg: {name: Jon Berg}",
        "the bot would give the words of one to the other.",
    ),
    "place-in-itself": _Rule(
        "places that lie in each other in a circle.",
        "town: {in: quay}\nquay: {in: town}", "quay: {in: town}",
        "where something happened is told from the smallest place to the largest.",
    ),
    "one-sided-dispute": _Rule(
        "a dispute with the statements of one side only.",
        "positions: [[holm-closes]]", "positions: [[holm-closes], [berg-denies]]",
        "what is disputed is answered with all its sides.",
    ),
    "both-sides": _Rule(
        "a statement that stands in two positions of a dispute.",
        "positions: [[a, b], [b, c]]", "positions: [[a], [b, c]]",
        "it would speak against itself.",
    ),
    "withdrawn-in-dispute": _Rule(
        "a position that names a statement that was withdrawn.",
        "positions: [[holm-closes], [withdrawn-one]]", "positions: [[holm-closes], [berg-denies]]",
        "a side must not lose its words without anybody seeing it.",
    ),
    "ignored-file": _Rule(
        "a file that is not read, as its name does not end in .yaml. A text file beside the others that begins an "
        "event is found too.",
        "old-bridge.yml", "old-bridge.yaml",
        "half of a knowledge would be missing without a sign of it. Where no other file is read, it is an error.",
        "error or warning",
    ),
    "unreadable": _Rule(
        "a file that cannot be opened.",
        "a link to a file that is gone", "the file itself",
        "half of a knowledge is worse than the last one that was whole.",
    ),
}  # fmt: skip

_RULES: Mapping[str, _Rule] = {**_FORM, **_CHARACTERS, **_FIELDS, **_BETWEEN}


def _page(name: str, rule: _Rule) -> str:
    """What it finds, why, and the two forms, as on the pages of the other rules."""
    why = rule.why[0].upper() + rule.why[1:]
    return f"`{name}` finds {rule.finds}\n\n{why}\n\n{_form(rule.wrong, 'wrong')}\n\n{_form(rule.right, 'right')}\n"


def _form(lines: str, which: str) -> str:
    return "\n".join(f"    {line}" for line in (f"# {which}", *lines.split("\n")))


PAGES: Mapping[str, str] = {name: _page(name, rule) for name, rule in _RULES.items()}
"""The page of each rule that reading reports, by its name."""

LEVELS: Mapping[str, str] = {name: rule.level for name, rule in _RULES.items()}
"""Whether it is an error or a warning, by its name."""
