"""Decisions to messages, in the words of a language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.decisions import Answer, Choices, Decision, Refusal
from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Named, Person, Statement
from bot.matching.names import Mention
from bot.rendering.entries import Renderer, capital
from bot.rendering.message import Line, Message, Span, length, message

LONGEST_NAME_ECHOED = 40
_MORE = 3
_MOST_WORDS = 8
_SHORT = 60
"""UTF-16 units up to which a quote makes an example."""


class Replies:
    """Puts what was decided into a message; with `public`, names from the question are never repeated."""

    def __init__(self, ledger: Ledger, language: Language, contact: str = "") -> None:
        self._ledger = ledger
        self._language = language
        self._contact = contact
        self._renderer = Renderer(ledger, language)

    def _say(self, key: str, **values: str) -> str:
        several = len(self._ledger.sources) != 1
        grammar = {
            "source": "sources" if several else "source",
            "says": "say" if several else "says",
            "gives": "give" if several else "gives",
            "does": "do" if several else "does",
        }
        events = "; ".join(event.title for event in self._ledger.events.values())
        return self._language.say[key].format(events=events, **grammar, **values)

    def titled(self, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The ids with their titles, as choices are offered."""
        return tuple((id, self._renderer.title(id)) for id in ids)

    # ---- answers ----

    def answer(self, answer: Answer, public: bool = False) -> Message:
        """The direct answer, the words, the other sides, the sources."""
        return message([*self._answer_lines(answer, public), *self._renderer.sources(self._shown([answer]))])

    def several(self, decisions: Sequence[Decision], public: bool = False) -> Message:
        """The answers and refusals to several questions, a blank line between them, the sources once."""
        lines: list[Line] = []
        told: set[str] = set()
        for decision in decisions:
            lines += [(Span(""),)] if lines else []
            if isinstance(decision, Answer):
                shown = self._shown([decision])
                lead = self._lead(decision, [id for id in decision.entries if id in shown])
                again = lead and told.issuperset(shown)  # only what is new of it
                lines += [(Span(lead, "bold"),)] if again else self._answer_lines(decision, public)
                told.update(shown)
            elif isinstance(decision, Refusal):
                lines.append((Span(self._refused(decision, public)),))
        answers = [decision for decision in decisions if isinstance(decision, Answer)]
        return message([*lines, *self._renderer.sources(self._shown(answers))])

    def _shown(self, answers: Sequence[Answer]) -> list[str]:
        """The entries told, each once."""
        ids = (id for answer in answers for id in (*answer.entries, *answer.sides))
        return [id for id in dict.fromkeys(ids) if id in self._ledger.entries]

    def _answer_lines(self, answer: Answer, public: bool) -> list[Line]:
        shown = [id for id in answer.entries if id in self._ledger.entries]
        lines = self._people_lines(answer)
        if answer.detail == "day":
            days = [
                self._renderer.date(each.date) for each in self._ledger.events.values() if each.id in answer.entries
            ]
            lines.append((Span(f"{days[0]}.", "bold"),))
        lines += [
            (Span(event.summary or event.title, cut=True),)
            for id in answer.entries
            if (event := self._ledger.events.get(id))
        ]
        if lead := self._lead(answer, shown):
            lines.append((Span(lead, "bold"),))
        return [*lines, *self._disputed(answer, shown, public), *self._compared(answer)]

    def _compared(self, answer: Answer) -> list[Line]:
        """How a pasted quote differs from what was said; nothing where it does not, or none was pasted."""
        if not answer.altered:
            return []
        words = ", ".join(f"“{word}”" for word in answer.altered[:_MOST_WORDS] if length(word) <= LONGEST_NAME_ECHOED)
        return [(Span(self._say("altered", words=words)),)]

    def _disputed(self, answer: Answer, shown: Sequence[str], public: bool) -> list[Line]:
        """The entries and, where they are disputed, every other side in the same form."""
        asked_as_dispute = answer.dispute and not answer.sides
        if not asked_as_dispute:
            lines = self._renderer.entries(shown, self._denied(answer, public), dated=answer.detail != "when")
            if answer.sides:
                lines += [(Span(self._say("disputed")),), *self._renderer.entries(answer.sides)]
            return lines
        if answer.detail or answer.denied:
            return [(Span(self._say("disputed")),), *self._renderer.entries(shown, self._denied(answer, public))]
        latest = max(map(self._day, shown))
        lines = [(Span(self._say("was-disputed", then=self._renderer.then(latest))),), *self._renderer.entries(shown)]
        if latest < max(map(self._day, self._ledger.entries)):
            return lines
        return [*lines, (Span(self._say("nothing-later")),)]

    def _day(self, id: str) -> str:
        """The last day of the entry, as far as it is given, else the day of its report; as ISO writes it."""
        entry = self._ledger.entries[id]
        return (entry.date or self._ledger.sources[entry.citations[0].source].published).rpartition("/")[2]

    def _denied(self, answer: Answer, public: bool) -> str:
        if not answer.denied:
            return ""
        names = [self.name(each, public) for each in answer.denied]
        return self._say("not", name=f" {self._say('or')} ".join(names)) if all(names) else self._say("not-person")

    def _people_lines(self, answer: Answer) -> list[Line]:
        if answer.detail not in {"role", "people"}:
            return []
        # what somebody said stands under their name and role
        heads = {each.speaker for id in answer.entries if (each := self._ledger.statements.get(id))}
        named = [self._ledger.named[id] for id in answer.entries if id in self._ledger.named and id not in heads]
        cards = {each.id: self._card(each) for each in named}
        if answer.detail == "role":
            return list(cards.values())
        speakers = self._ledger.speakers
        others = [card for id, card in cards.items() if id not in speakers]
        lines: list[Line] = [(Span(self._say("people")),), *(card for id, card in cards.items() if id in speakers)]
        return [*lines, (Span(self._say("others")),), *others] if others else lines

    def _card(self, named: Named) -> Line:
        role = f", {named.role}." if isinstance(named, Person) and named.role else "."
        return (
            Span(self._renderer.places(named.id) if named.id in self._ledger.places else named.name, "bold"),
            Span(role),
        )

    def _lead(self, answer: Answer, shown: Sequence[str]) -> str:
        """The direct answer to who, when, where, why, how, how many, by which channel; "" where the words say it."""
        leads = [self._lead_of(self._ledger.entries[id], answer) for id in shown]
        distinct = list(dict.fromkeys(leads))
        if len(distinct) > 1 and not all(distinct):
            return ""
        return " / ".join(distinct) if len(distinct) <= _MORE else ""

    def _lead_of(self, entry: Statement | Fact, answer: Answer) -> str:
        render = self._renderer
        via = entry.via if isinstance(entry, Statement) else None
        match answer.detail:
            case "when":
                told = [part for part in (entry.date and render.date(entry.date), entry.time) if part]
                return _closed(", ".join(told)) or self._say("no-when", then=render.then(render.published(entry)))
            case "where":
                return (
                    f"{render.places(entry.place)}."
                    if entry.place
                    else f"{capital(render.channel(via))}."
                    if via
                    else ""
                )
            case "channel":
                return f"{capital(render.channel(via))}." if via else ""
            case "why":
                return _closed(entry.gives.why)
            case "how-many":
                return _closed(entry.gives.how_many)
            case "how":
                return _closed(entry.gives.how) or (f"{capital(render.channel(via))}." if via else "")
            case "who":
                return self._doers(entry, answer)
        return ""

    def _doers(self, entry: Statement | Fact, answer: Answer) -> str:
        if isinstance(entry, Statement):
            return ""
        doers = [id for id in entry.by if id not in answer.asked] or [
            id for id in entry.about if entry.by and id in self._ledger.people and id not in answer.asked
        ]
        return "; ".join(self._renderer.who(id) for id in doers) + "." if doers else ""

    # ---- the rest ----

    def name(self, named: Mention | str, public: bool) -> str:
        """The name as it may be repeated: the ledger's own, or the asker's if letters, short, and not in public."""
        if isinstance(named, Mention) and named.ids:
            return self._ledger.named[named.ids[0]].name
        typed = named.text if isinstance(named, Mention) else named
        letters = typed.replace(" ", "")
        fits = bool(letters) and letters.isalpha() and len(typed) <= LONGEST_NAME_ECHOED and not public
        if not fits or isinstance(named, str):
            return typed if fits else ""
        small = self._language.words["function"]
        return " ".join(word if word in small else word[:1].upper() + word[1:] for word in typed.split())

    def choices(self, choices: Choices) -> Message:
        """The sentence that offers entries or people, and a button for each and for none."""
        return message([(Span(self._say(choices.ask)),)], self.titled(choices.ids), self._say("none-button"))

    def refusal(self, refusal: Refusal, public: bool = False) -> Message:
        """What is missing, and what there is instead."""
        lines: list[Line] = [(Span(self._refused(refusal, public)),)]
        if refusal.offer:
            people = all(id in self._ledger.named for id in refusal.offer)
            lines.append((Span(self._say("words-of" if people else "closest")),))
        return message(lines, self.titled(refusal.offer), self._say("none-button") if refusal.offer else "")

    def _refused(self, refusal: Refusal, public: bool) -> str:
        name = self.name(refusal.about, public) if refusal.about else ""
        unnamed = {
            "no-such-name": "no-such-person",
            "no-such-noun": "no-such-person",
            "no-name-about": "no-person-about",
            "not-stated": "off-topic",
        }
        key = refusal.sentence if name or refusal.sentence not in unnamed else unnamed[refusal.sentence]
        return self._say(key, name=name, what=name)

    def gone(self, id: str) -> Message:
        """That an entry is not in the ledger any more, and why, as far as that is told."""
        reason = self._ledger.withdrawn.get(id)
        said = self._say("withdrawn", reason=_closed(reason)) if reason else self._say("gone")
        return message([(Span(said, cut=True),)])

    def page(self, name: str, version: str) -> Message:
        """A page about the bot: start, help, people, sources, about or empty."""
        match name:
            case "people":
                speakers = [(id, self._renderer.who(id)) for id in self._ledger.speakers]
                return message([(Span(self._say("people")),)], speakers)
            case "sources":
                return message(
                    [(Span(self._say("sources")),), *((self._renderer.source(id)) for id in self._ledger.sources)]
                )
            case "about":
                return message(self._about(version))
            case "smalltalk":
                return message([(Span(self._say("smalltalk")),), *self._examples()])
            case "start":
                return message([(Span(self._say("welcome")),), *self._examples()])
            case "help":
                return message([(Span(self._say("help")),), *self._examples(), (Span(self._say("group")),)])
        return message([(Span(self._say(name)),)])

    def _about(self, version: str) -> list[Line]:
        lines: list[Line] = []
        for event in self._ledger.events.values():
            date = self._renderer.date(event.date)
            about = self._say("about-event" if date in event.title else "about", event=event.title, date=date)
            lines.append((Span(about, "bold"),))
            if event.summary:
                lines.append((Span(event.summary, cut=True),))
        lines += [
            (Span(self._say("help")),),
            (Span(self._say("privacy")),),
            (Span(self._say("version", version=version)),),
        ]
        return [*lines, (Span(self._say("contact", contact=self._contact)),)] if self._contact else lines

    def _examples(self) -> list[Line]:
        """Questions that this ledger answers, made from its own entries."""
        statements, facts = list(self._ledger.statements.values()), self._ledger.facts.values()
        # a disputed quote is never shown alone
        whole = [each for each in statements if each.quote and each.id not in self._ledger.disputes_of]
        quotes = [each.quote for each in whole if each.quote and length(each.quote) < _SHORT]
        speakers = [self._ledger.named[each.speaker].name for each in statements if each.speaker in self._ledger.people]
        places = [place.name for each in facts if (place := self._ledger.places.get(each.place or ""))]
        questions = [each.question for each in self._ledger.disputes.values()]
        examples = [
            *(self._say("example-who", words=quote) for quote in quotes[:1]),
            *(self._say("example-what", name=name) for name in speakers[-1:]),
            *(self._say("example-true", question=question) for question in questions[:1]),
            *(self._say("example-fact", place=place) for place in places[:1]),
        ]
        return (
            [(Span(self._say("ask-examples")),), *((Span(f"• {example}"),) for example in examples)] if examples else []
        )


def _closed(text: str | None) -> str:
    """The short answer as a sentence."""
    return (capital(text) if text[-1] in ".!?" else f"{capital(text)}.") if text else ""
