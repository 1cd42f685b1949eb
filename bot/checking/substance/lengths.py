"""Rules about length: what does not fit into a message of Telegram, into a short reply, or on a button."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.checking.knowledge import Finding, Knowledge, texts
from bot.languages import Language
from bot.ledger.form.characters import short
from bot.ledger.model import Dispute, Event, Fact, Ledger, Organisation, Person, Place, Statement
from bot.ledger.written import Written
from bot.rendering.entries import LONGEST_TITLE
from bot.rendering.message import LONGEST_MESSAGE, length

if TYPE_CHECKING:
    from bot.answering.decisions import Answer

LONGEST_SUMMARY = 600
_WORDS = frozenset({"quote", "says", "text"})
_ELSEWHERE = _WORDS | {"summary", "name"}  # other rules look at them, or the rest of this one
_SURELY_FITS = 2000  # units of words that leave room for any names, dates and sources


def long_text(knowledge: Knowledge) -> Iterator[Finding]:
    """`long-text` finds an entry, or a dispute, whose words do not fit into one message.

    A message of Telegram holds 4,096 characters (an emoji counts as two), names, dates and sources included, and a
    dispute is always shown with all its sides in one. What is longer is cut, a quote as well:

        quote: >-      # wrong: the whole speech
          Fellow citizens, ...
        quote: We close it tonight.      # right: the sentence that matters

    Divide the words into several entries, each with its own `asked_as`; keep those of a dispute short. What stands
    beside the words, such as `role`, `via`, `question` and `asked_as`, has 600 characters at most.
    """
    too_long = {entry.id for entry in knowledge.of(Statement, Fact) if _is_cut(knowledge, entry)}
    for entry, path, text in knowledge.texts:
        if len(text) * 2 > LONGEST_SUMMARY and length(text) > LONGEST_SUMMARY and path[0] not in _ELSEWHERE:
            message = f"`{path[0]}` has more than {LONGEST_SUMMARY} characters, too many for a reply or a question"
            yield Finding(entry, path, message, "shorten it")
    for entry in knowledge.entries:
        if entry.id in too_long and entry.kind in (Statement, Fact):
            longest = max(texts(entry, _WORDS), key=lambda each: length(each[1]))
            message = f"with its names and sources this is longer than the {LONGEST_MESSAGE} characters of a message"
            yield Finding(entry, longest[0], message, "divide it into several entries, or leave something out")
        elif entry.kind is Dispute and _is_cut_with_sides(knowledge, entry.id, too_long):
            message = f"all sides together are longer than the {LONGEST_MESSAGE} characters of a message"
            yield Finding(entry, ("positions",), message, "shorten the longest quotes of the sides")


def long_summary(knowledge: Knowledge) -> Iterator[Finding]:
    """`long-summary` finds a summary of more than 600 characters.

    It is read on a telephone, and the sides of every dispute follow it in the same message. Leave out what the
    statements tell anyway: what happened, who says what of it, and what came of it are enough.
    """
    for entry in knowledge.of(Event):
        for path, text in texts(entry, {"summary"}):
            if (units := length(text)) > LONGEST_SUMMARY:
                message = f"the summary has {units} characters, and {LONGEST_SUMMARY} are read at a glance"
                yield Finding(entry, path, message, "leave out what the statements and facts tell anyway")


def long_name(knowledge: Knowledge) -> Iterator[Finding]:
    """`long-name` finds a name of more than 60 characters.

    Names stand on buttons, above quotes and in refusals; longer ones are cut there:

        name: representatives of the residents of the lower and upper town who stayed      # wrong
        name: residents of the town                                                        # right

    Write the short name, and the long one as an alias.
    """
    for entry in knowledge.of(Person, Organisation, Place):
        for path, text in texts(entry, {"name"}):
            if length(text) > LONGEST_TITLE:
                message = f"{short(text)} has more than the {LONGEST_TITLE} characters of a button"
                yield Finding(entry, path, message, "write a shorter name, and the long one as an alias")


def _is_cut(knowledge: Knowledge, entry: Written) -> bool:
    """Whether the reply that shows the entry alone is cut."""
    units = sum(length(text) for _, text in texts(entry, _WORDS))
    if units <= _SURELY_FITS or units > LONGEST_MESSAGE or knowledge.ledger is None:
        return units > LONGEST_MESSAGE
    from bot.answering.decisions import Answer

    return not _fits(knowledge.ledger, knowledge.language, Answer((entry.id,)))


def _is_cut_with_sides(knowledge: Knowledge, dispute: str, too_long: Container[str]) -> bool:
    """Whether a reply that shows a statement of the dispute with its other sides is cut, though each alone is not."""
    ledger = knowledge.ledger
    if ledger is None:
        return False  # what else a reply holds is not known
    positions = ledger.disputes[dispute].positions
    if any(id in too_long for position in positions for id in position):
        return False
    if _longest_of(ledger, positions) * len(positions) <= _SURELY_FITS:
        return False
    return not _fits(ledger, knowledge.language, _longest_answer(ledger, ledger.disputes[dispute]))


def _longest_of(ledger: Ledger, positions: Sequence[Sequence[str]]) -> int:
    """The length of the longest statement of every side, together."""
    return sum(max(sum(map(length, _words(ledger, id))) for id in position) for position in positions)


def _longest_answer(ledger: Ledger, dispute: Dispute) -> Answer:
    """The longest statement of each side of the dispute: any may stand for its side."""
    from bot.answering.decisions import Answer

    longest = (max(side, key=lambda id: sum(map(length, _words(ledger, id)))) for side in dispute.positions)
    return Answer(tuple(longest), dispute=dispute.id)


def _fits(ledger: Ledger, language: Language, answer: Answer) -> bool:
    """Whether the reply holds the words of all that it answers with, none of them cut."""
    from bot.rendering.replies import Replies  # seldom needed, and most of what answers comes with it

    reply = Replies(ledger, language).answer(answer).text.replace("\n> ", "\n")
    return all(text in reply for id in (*answer.entries, *answer.sides) for text in _words(ledger, id))


def _words(ledger: Ledger, id: str) -> list[str]:
    entry = ledger.entries[id]
    return [text for text in ((entry.quote, entry.says) if isinstance(entry, Statement) else (entry.text,)) if text]


RULES = (long_text, long_summary, long_name)
