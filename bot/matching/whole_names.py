"""Whole names from their parts: a given name, a father's name, and a surname, known or strange."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.asides import set_off
from bot.matching.misheard import Misheard
from bot.matching.name_spellings import may_be_typo
from bot.matching.names import Mention, Names
from bot.text import Word, folded, latin


def with_whole_names(
    words: Sequence[Word],
    mentions: Sequence[Mention],
    ledger: Ledger,
    language: Language,
    names: Names,
    misheard: Misheard,
) -> list[Mention]:
    """The mentions in order, those that make one name joined.

    A strange given name before a known surname, or a known given name before a strange surname, is a stranger's, but
    where both are only written as somebody's name sounds.
    """
    joined: list[Mention] = []
    for mention in _with_patronymics(words, sorted(mentions, key=lambda mention: mention.start), language):
        last = joined[-1] if joined else None
        beside = last and last.end == mention.start and not set_off(words, mention.start)
        if last and beside and _is_one_name(last, mention, ledger, names):
            same = tuple(id for id in last.ids if id in mention.ids)
            joined[-1] = Mention.over(words, last.start, mention.end, same)
        else:
            joined.append(mention)
    return [_heard(each, words, misheard) if each.stranger else _with_surname(each, words, misheard) for each in joined]


def _with_surname(given: Mention, words: Sequence[Word], misheard: Misheard) -> Mention:
    """The mention with a surname behind it that looks like a form of a word, if it sounds like the person's own."""
    end = given.end + 1
    alone = end - given.start == 2 and end <= len(words) and words[given.end].capital
    if not alone or set_off(words, given.end):
        return given
    found = misheard.find(*(latin(word.text) for word in words[given.start : end]))
    return Mention(found, f"{given.text} {words[given.end].raw}", given.start, end) if found else given


def _heard(stranger: Mention, words: Sequence[Word], misheard: Misheard) -> Mention:
    """The stranger, or whoever is meant by a name of two words; a given name may be a word of the language too."""
    start, end = stranger.start, stranger.end
    if end - start == 1 and start and words[start - 1].capital and not set_off(words, start):
        start -= 1
    if end - start != 2:
        return stranger
    found = misheard.find(*(latin(word.text) for word in words[start:end]))
    return Mention.over(words, start, end, found) if found else stranger


def _with_patronymics(words: Sequence[Word], mentions: Sequence[Mention], language: Language) -> Iterator[Mention]:
    """The mentions, a father's name between the first and the last of somebody's as part of theirs."""
    at = 0
    while at < len(mentions):
        first, *rest = mentions[at : at + 3]
        if len(rest) == 2 and _is_between(first, *rest) and _is_patronymic(words, rest[0], language):
            yield Mention.over(words, first.start, rest[1].end, first.ids)
            at += 3
        else:
            yield first
            at += 1


def _is_between(first: Mention, middle: Mention, last: Mention) -> bool:
    beside = first.end == middle.start and middle.end == last.start
    return beside and middle.stranger and first.ids == last.ids != ()


def _is_patronymic(words: Sequence[Word], name: Mention, language: Language) -> bool:
    """Whether the name tells whose child somebody is: Heydar oglu, Ivanovich."""
    spelled = [latin(word.text) for word in words[name.start : name.end]]
    marked = [word for word in spelled if word in language.words["patronymics"]]
    if len(spelled) != 1 + len(marked):
        return False  # more than one name
    return bool(marked) or spelled[0].endswith(tuple(language.words["patronymic_endings"]))


def _is_one_name(first: Mention, second: Mention, ledger: Ledger, names: Names) -> bool:
    if first.stranger and second.stranger:
        return True
    if first.title or second.title:
        return False
    if first.ids == second.ids and names.is_person(first):
        return True
    if first.stranger:
        return names.is_person(second) and second.end - second.start == 1
    return names.is_person(first) and _is_given(first, ledger) and (second.stranger or names.is_person(second))


def _is_given(mention: Mention, ledger: Ledger) -> bool:
    """Whether only the first of a person's names was used, in any of the ledger's spellings."""
    if mention.end - mention.start != 1:
        return False
    word = folded(mention.text)
    people = (person for id in mention.ids if (person := ledger.people.get(id)))
    spelled = (folded(name) for person in people for name in (person.name, *person.aliases))
    return any(len(name) > 1 and (name[:1] == word or may_be_typo("".join(word), name[0])) for name in spelled)
