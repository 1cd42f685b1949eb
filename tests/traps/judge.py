"""What a reply to a trap is worth: whom it gives words and deeds to, and whether it opens with a denial."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Statement
from bot.service import Reply
from bot.text import folded
from tests.traps.exchange import Mirror, shown
from tests.traps.setting import Setting
from tests.traps.trap import Denied, Mirrored, NotBy, Trap, Withheld

Name = Literal["wrong attribution", "corrected", "refused", "choices", "answered"]
VERDICTS: tuple[Name, ...] = ("wrong attribution", "corrected", "refused", "choices", "answered")
_CUT = "[…]"
_DAY = re.compile(r"^[\w ]*\d{4}: ")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict; of a wrong attribution `why` says what is wrong with it, in the same words for the same fault."""

    name: Name
    why: str = ""

    @property
    def wrong(self) -> bool:
        """Whether words or deeds are given to another than who said or did them."""
        return self.name == "wrong attribution"


@dataclass(frozen=True, slots=True)
class _Words:
    """Words as a reply tells them: under which header, and the statements that have just these words."""

    header: str
    statements: tuple[Statement, ...]


_LACKING = ("no-when", "no-who", "no-where", "no-why", "no-number", "no-time", "no-term", "no-end", "no-lapse")


class Judge:
    """Judges replies to traps from what the ledger holds."""

    def __init__(self, ledger: Ledger, language: Language, mirror: Mirror | None = None) -> None:
        self._ledger = ledger
        self._setting = Setting(ledger)
        self._naming = self._setting.naming
        self._mirror = mirror
        self._not, self._not_person = (language.say[key].partition("{name}")[0] for key in ("not", "not-person"))
        self._disputed = language.say["disputed"]
        self._reported = language.say["reported-speech"]
        self._lacking = tuple(language.say[key].partition("{")[0] for key in _LACKING)
        self._missing = tuple(language.say[key] for key in ("no-such-name", "no-name-about"))
        self._unnamed = tuple(language.say[key].rpartition("}")[2] for key in ("no-such-person", "no-person-about"))
        self._altered = language.say["altered"].partition("{")[0]
        self._nothing = language.say["nothing-by"].partition("{")[0]

    def verdict(self, reply: Reply, trap: Trap) -> Verdict:
        """What the reply to the trap is worth."""
        flaw = next(self._flaws(reply), "") or self._fall(reply, trap)
        if flaw:
            return Verdict("wrong attribution", flaw)
        if reply.outcome == "answer":
            return Verdict("corrected" if self._denies(reply) else "answered")
        return Verdict("choices" if reply.outcome == "choices" else "refused")

    # ---- what no reply may do ----

    def _flaws(self, reply: Reply) -> Iterator[str]:
        """Whatever is given to another than the ledger's speaker or doer, whatever was asked."""
        for words in self._told(reply.message.text):
            if not words.statements:
                yield "tells words that no statement has"
            elif not any(words.header.startswith(self._who(each.speaker)) for each in words.statements):
                yield "gives words to another than their speaker"
        said = (self._ledger.statements[id] for id in reply.entries if id in self._ledger.statements)
        if not {each.speaker for each in said} <= {*reply.speakers}:
            yield "leaves out a speaker"
        yield from (
            "offers words of another under a name"
            for id, title in reply.choices
            if id in self._ledger.statements
            and not title.startswith(self._ledger.named[self._ledger.statements[id].speaker].name)
        )
        if reply.outcome == "answer":
            yield from self._flaws_of_answer(reply)

    def _flaws_of_answer(self, reply: Reply) -> Iterator[str]:
        if not reply.message.text.strip():
            yield "answers with an empty message"
        first = next((self._ledger.statements[id] for id in reply.entries if id in self._ledger.statements), None)
        if self._denies(reply) and first:
            denied = frozenset[str]().union(*map(self._naming.ids, reply.denied[:1]))
            if denied and denied <= set(self._ledger.voices(first.speaker)):
                yield "denies who did say it"
        if not self._lead_is_true(reply):
            yield "names another doer before a deed"

    def _lead_is_true(self, reply: Reply) -> bool:
        """Whether whoever the direct answer before deeds names did them, or is concerned by them."""
        facts = [self._ledger.facts[id] for id in reply.entries if id in self._ledger.facts]
        lead = reply.message.text.split("\n")[0]
        if not facts or lead.endswith(":") or lead.startswith(self._nothing) or self._tells(lead, facts):
            return True  # it opens with what it has not, or with what is told
        concerned = {id for fact in facts for id in self._setting.concerned(fact.id)} | {*reply.entries}
        return all(found.ids & concerned for found in self._naming.find(lead))

    def _tells(self, line: str, facts: Sequence[Fact]) -> bool:
        """Whether the line is the text of one of the facts, or a short answer that it gives."""
        given = (text for fact in facts for text in (fact.text, *fact.gives.model_dump().values()) if text)
        return any(_begins(text.casefold(), _DAY.sub("", line).casefold()) for text in given)

    # ---- what a reply to the trap may not do ----

    def _fall(self, reply: Reply, trap: Trap) -> str:
        """How the reply falls into the trap, or ""."""
        match trap.must:
            case Mirrored():
                return self._not_mirrored(reply, trap.must)
            case Denied() if reply.outcome == "answer" and not self._is_card_of_named(reply, trap.question):
                return self._not_denied(reply, trap.must)
            case Withheld() if reply.outcome == "answer":
                fine = self._denies(reply) or any(line.startswith(self._lacking) for line in _lines(reply))
                return "" if fine else "answers with an entry that does not hold it"
            case NotBy() if reply.outcome == "answer" and not self._denies(reply):
                first = {doer for id in self._led(reply)[:1] for doer in self._doers(id)}
                return "answers with the words that others are asked to gainsay" if first & trap.must.ids else ""
        return ""

    def _not_mirrored(self, reply: Reply, must: Mirrored) -> str:
        right, told = self._mirror.told(must) if self._mirror else {}, shown(reply)
        other = [part for part, given in told.items() if right.get(part) != given]
        return f"not the same with the names exchanged: other {', '.join(other)}" if other else ""

    def _not_denied(self, reply: Reply, must: Denied) -> str:
        if self._denies(reply):
            opened = reply.message.text.split("\n")[0]
            unnamed = opened.startswith(self._not_person)
            named = set(folded(opened.partition(":")[0])) & {
                word for name in (must.name, *must.besides) for word in folded(name)
            }
            return "" if unnamed or named or self._speaks_for(reply, must.name) else "denies another than who was named"
        led = self._led(reply)
        if any(self._says_missing(line, must.name) for line in _lines(reply)):
            return ""
        if not must.own:
            return f"gives {self._kind(led)} for a stranger without a denial"
        first_is_own = led and self._is_own(led[0], must.own)
        if first_is_own and all(self._is_own(id, must.own) or self._is_about(id, must.own) for id in led):
            return ""
        return f"gives {self._kind(led)} of another for somebody named without a denial"

    def _speaks_for(self, reply: Reply, name: str) -> bool:
        """Whether somebody speaks for the name who is denied the words: the ministry's spokesman."""
        denied = frozenset[str]().union(*map(self._naming.ids, reply.denied))
        return any(not self._naming.ids(name).isdisjoint(self._ledger.voices(id)) for id in denied)

    def _is_card_of_named(self, reply: Reply, question: str) -> bool:
        """Whether it tells what whoever the question names is, perhaps with deeds of theirs: no words of anybody."""
        named = {id for found in self._naming.find(question) for id in found.ids}
        deeds = {id for id in reply.entries if id in self._ledger.facts and self._is_own(id, frozenset(named))}
        return bool(named.intersection(reply.entries[:1])) and (named | deeds).issuperset(reply.entries)

    def _says_missing(self, line: str, name: str) -> bool:
        """Whether the line says that there is nothing of the name, or that it was not among the words said."""
        if line.endswith(self._unnamed):
            return True
        opens = any(line.startswith(say.partition("{")[0]) for say in (*self._missing, self._altered))
        return opens and not set(folded(name)).isdisjoint(folded(line))

    def _is_own(self, id: str, own: frozenset[str]) -> bool:
        """Whether the entry is what these said or did, or a deed that concerns them; or their card."""
        if id in self._ledger.facts:
            return not own.isdisjoint(self._setting.concerned(id))
        return not own.isdisjoint(self._doers(id))

    def _is_about(self, id: str, own: frozenset[str]) -> bool:
        """Whether somebody spoke of these."""
        statement = self._ledger.statements.get(id)
        return bool(statement and own.intersection(statement.about))

    def _doers(self, id: str) -> tuple[str, ...]:
        entry = self._ledger.entries.get(id)
        return entry.doers if entry else (id,)

    def _kind(self, led: Sequence[str]) -> str:
        ledger = self._ledger
        if any(id in ledger.disputes_of for id in led):
            return "disputed words"
        if led and led[0] in ledger.named:
            return "a card"
        if any(id in ledger.statements for id in led):
            return "words"
        return "a deed" if led else "a summary"

    # ---- reading a reply ----

    def _denies(self, reply: Reply) -> bool:
        return reply.message.text.startswith((self._not, self._not_person))

    def _led(self, reply: Reply) -> tuple[str, ...]:
        """The entries and people that the reply tells as its answer, not as the other sides of it, in order."""
        lines = reply.message.text.split("\n")
        sides = lines.index(self._disputed, 1) if self._disputed in lines[1:] else len(lines)
        text = "\n".join(lines[:sides])
        told = {each.id for words in self._told(text) for each in words.statements}
        deeds = [_DAY.sub("", line) for line in lines[:sides]]
        facts = {id for id, fact in self._ledger.facts.items() if any(_begins(fact.text, line) for line in deeds)}
        return tuple(id for id in reply.entries if id in told | facts or id in self._ledger.named)

    def _told(self, text: str) -> Iterator[_Words]:
        """The words that a reply tells, each with the header that it stands under."""
        header = ""
        for line in text.split("\n"):
            if line.startswith("> "):
                yield _Words(header, tuple(self._having("quote", line[2:].strip("“”"))))
            elif reported := re.fullmatch(rf"[\w ]+, {self._reported}: (.*)", line):
                yield _Words(header, tuple(self._having("says", reported[1])))
            elif line.endswith(":"):
                header = re.sub(rf"^(?:{self._not}[^:]*: |{self._not_person})", "", line)

    def _having(self, field: str, words: str) -> Iterator[Statement]:
        for statement in self._ledger.statements.values():
            text = getattr(statement, field)
            if text and _begins(text, words):
                yield statement

    def _who(self, id: str) -> str:
        named = self._ledger.named[id]
        role = getattr(named, "role", None)
        return f"{named.name}, {role}" if role else named.name


def _lines(reply: Reply) -> list[str]:
    return reply.message.text.split("\n")


def _begins(text: str, told: str) -> bool:
    """Whether what is told is the text, whole or cut."""
    whole, part = _even(text), _even(told)
    if _CUT in part:
        kept = part.split(_CUT)[0].rstrip(" “")
        return bool(kept) and whole.startswith(kept)
    return part == whole


def _even(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
