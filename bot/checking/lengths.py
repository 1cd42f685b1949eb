"""Rules about length: what does not fit into a message of Telegram, into a short reply, or on a button."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering import overview
from bot.answering.decisions import Answer
from bot.checking.knowledge import Finding, Knowledge, texts
from bot.ledger.characters import short
from bot.ledger.model import Dispute, Event, Fact, Ledger, Organisation, Person, Place, Statement
from bot.ledger.records import Written
from bot.rendering.entries import LONGEST_TITLE
from bot.rendering.message import LONGEST_MESSAGE, length
from bot.rendering.replies import Replies

LONGEST_SUMMARY = 600
_WORDS = frozenset({"quote", "says", "text"})
_SURELY_FITS = 2000  # units of words that leave room for any names, dates and sources


def long_text(knowledge: Knowledge) -> Iterator[Finding]:
    """`long-text` finds an entry, or a dispute, whose words do not fit into one message.

    A message of Telegram holds 4,096 characters (an emoji counts as two), names, dates and sources included, and a
    dispute is always shown with all its sides in one. What is longer is cut, a quote as well:

        quote: >-      # wrong: the whole speech
          Fellow citizens, ...
        quote: We close it tonight.      # right: the sentence that matters

    Divide the words into several entries, each with its own `asked_as`; keep those of a dispute short.
    """
    too_long = {entry.id for entry in knowledge.of(Statement, Fact) if _is_cut(knowledge, [entry])}
    for entry in knowledge.entries:
        if entry.id in too_long and entry.kind in (Statement, Fact):
            longest = max(texts(entry, _WORDS), key=lambda each: length(each[1]))
            message = f"with its names and sources this is longer than the {LONGEST_MESSAGE} characters of a message"
            yield Finding(entry, longest[0], message, "divide it into several entries, or leave something out")
        elif entry.kind is Dispute:
            sides = [knowledge.by_id[id] for _, id in texts(entry, {"positions"}) if id in knowledge.by_id]
            if not any(side.id in too_long for side in sides) and _is_cut(knowledge, sides, entry):
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


def _is_cut(knowledge: Knowledge, entries: Sequence[Written], dispute: Written | None = None) -> bool:
    """Whether a reply that shows the entry alone, or a statement of the dispute with the other sides, is cut."""
    units = sum(length(text) for entry in entries for _, text in texts(entry, _WORDS))
    if units <= _SURELY_FITS - 100 * len(entries):
        return False
    if units > LONGEST_MESSAGE and dispute is None:
        return True
    ledger = knowledge.ledger
    if ledger is None:
        return False  # what else a reply holds is not known
    replies = Replies(ledger, knowledge.language)
    answers = [Answer((entry.id,)) for entry in entries]
    if dispute:
        answers = [overview.dispute(ledger, ledger.disputes[dispute.id])]
        answers += [overview.with_sides(ledger, Answer((entry.id,))) for entry in entries]
    return any(not _holds(replies.answer(answer).text, ledger, answer) for answer in answers)


def _holds(reply: str, ledger: Ledger, answer: Answer) -> bool:
    """Whether the reply holds the words of all that it answers with, none of them cut."""
    shown = (ledger.entries[id] for id in (*answer.entries, *answer.sides))
    words = (
        text
        for entry in shown
        for text in ((entry.quote, entry.says) if isinstance(entry, Statement) else (entry.text,))
    )
    return all(text.replace("\n", "\n> ") in reply or text in reply for text in words if text)


RULES = (long_text, long_summary, long_name)
