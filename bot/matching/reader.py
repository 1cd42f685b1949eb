"""Text to questions: words, typos, names, dates, and what each sentence asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from bot.languages import Language
from bot.languages.patterns import PLACE, WHO, Fit, Patterns, Table, matched
from bot.ledger.dates import period
from bot.ledger.model import Ledger
from bot.matching.amended import amended
from bot.matching.asides import asides
from bot.matching.clause import Clause
from bot.matching.dates import AskedDate, days_of, find_dates
from bot.matching.names import Mention, Names
from bot.matching.numbers import in_figures
from bot.matching.phrases import plain
from bot.matching.premises import read_premise, where_premise
from bot.matching.question import LATIN, SPEECH, Question
from bot.matching.roles import Roles
from bot.matching.several import Several
from bot.matching.spelling import Spelling
from bot.matching.telling_when import TellingWhen
from bot.matching.titles import Titles
from bot.matching.typed import Typed
from bot.matching.word_order import plain_order
from bot.text import Word, clean, quoted, without_quoted, words


class Reader:
    """Reads questions against the names and words of a ledger."""

    def __init__(self, ledger: Ledger, language: Language, vocabulary: frozenset[str], names: Names) -> None:
        """`vocabulary`: every word of the ledger's texts, folded."""
        self._ledger = ledger
        self._language = language
        self._names = names
        self._table, self._carriers = Table(language.rows), Patterns(language.carriers)
        self._speech = Table([row for row in language.rows if row.asks in SPEECH and "anyone" not in row.options])
        self._typed = Typed(ledger, language, names)
        self._spelling = Spelling(language, vocabulary, names.words)
        events = [period(event.date) for event in ledger.events.values()]
        self._days = days_of(events, language)
        self._year = max((event.last.year for event in events), default=None)
        self._titles = Titles(ledger, language, names)
        self._telling_when = TellingWhen(language)

    def without(self, words: frozenset[str]) -> Reader:
        """The reader that does not know these words of the vocabulary."""
        other = copy(self)
        other._spelling = self._spelling.without(words)
        return other

    def read(self, text: str) -> Question:
        """The question that the text asks, the first of several."""
        return self.read_all(text)[0]

    def read_all(self, text: str) -> tuple[Question, ...]:
        """The questions that the text asks, at most three, in the order in which they are to be answered."""
        typed = self._typed.ready(clean(text))
        quotes = quoted(typed)
        around = words(without_quoted(typed)) if quotes else ()
        pasted = quotes if around else ()
        everything = tuple(part for word in around or words(typed) for part in self._parts(word))
        several = Several(self._language, self._question, self._is_place)  # kept, the two would keep each other alive
        repaired = plain_order(self._spelling.repaired(everything, self._names), self._language)
        read = in_figures(plain(repaired, self._language, self._names.rows), self._language)
        found = several.asked(amended(read, self._language, self._names.find), bool(pasted))
        script = _script(typed)
        first, *others = found if script == LATIN else (replace(question, script=script) for question in found)
        return (self._with_quoted(first, pasted) if pasted else first, *others)

    def _parts(self, word: Word) -> Iterator[Word]:
        """The words that a contraction stands for; a possessive ending is left out."""
        language = self._language
        stem, apostrophe, ending = word.text.partition("'")
        # Ty is a name, ty are thanks
        named = word.capital and word.start > 0
        if (long := language.contractions.get(word.text)) and not named:
            yield from (replace(word, text=part, raw=part) for part in long)
        elif word.text.endswith("n't"):
            yield from (replace(word, text=part, raw=part) for part in (word.text[:-3], "not"))
        elif apostrophe and ending in language.short_endings and stem in language.words["takes_endings"]:
            yield replace(word, text=stem, raw=stem)
            yield replace(word, text=language.short_endings[ending], raw=ending)
        elif apostrophe and ending == "s":
            yield replace(word, text=stem, raw=word.raw[: len(stem)])
        else:
            yield replace(word, text=word.text.replace("'", "")) if apostrophe else word

    def _with_quoted(self, question: Question, pasted: tuple[str, ...]) -> Question:
        """The question with the words between quotation marks: all of them must be explained."""
        inside = (part for text in pasted for word in words(text) for part in self._parts(word))
        content = tuple(word for word in inside if word.text not in self._language.words["function"])
        strange = frozenset(word for word in content if self._spelling.is_strange(word.text))
        question = replace(question, quoted=pasted, content=question.content + content, hard=question.hard | strange)
        if content and question.content == content and question.asks in {"", "about"} and len(question.topics) == 1:
            # a name and a quote: Smith: "..."
            return replace(question, asks="did-say", speaker=question.topics[0], topics=())
        return question

    def _question(self, sentence: tuple[Word, ...]) -> Question:
        named = self._names.find(sentence)
        whole = [range(each.start, each.end) for each in named if each.end - each.start > 1]
        # Jan Miller is no day in January
        dates = find_dates(sentence, self._language, self._days, self._year)
        dates = [date for date in dates if not any(date.start in each for each in whole)]
        dated = {at for date in dates for at in range(date.start, date.end)}
        mentions = [mention for mention in named if mention.start not in dated]
        mentions += self._spelling.strangers(sentence, mentions, dated)
        mentions = self._titles.join(sentence, mentions)
        if not mentions and self._is_small_talk(sentence):
            return Question(sentence, asks="greeting")
        if context := self._telling_when.clause(sentence, mentions):
            hints = tuple(sentence[at] for at in sorted(context))
            question = replace(self._clause(sentence, mentions, dates, context), hints=hints)
            after = hints[0].text in self._language.words["telling_after"]
            before = hints[0].text in self._language.words["telling_before"] and self._tell_of_words(hints)
            if (after or before) and question.bare and question.asks in {"summary", "what-happened"}:
                options = question.options | {"earlier"} if before else question.options
                question = replace(question, asks="what-happened", options=options, before_words=before)
            if after and "span" in question.options:  # how long after he spoke did they come?
                question = replace(question, asks="when", options=frozenset({"lapse"}))
            if not question.bare or ((after or before) and question.asks == "what-happened"):
                return self._with_noun_named(replace(question, after_words=after))
        if clause := where_premise(sentence, self._language):
            question = self._clause(sentence, mentions, dates, frozenset(clause))
            premise = read_premise(sentence, clause, mentions, self._language)
            alone = sentence[clause.stop :]
            if premise.conceded and not question.bare and not self._takes_up(alone):
                return replace(self._question(alone), premise=premise)
            of_words = sentence[clause.start].text in self._language.words["because"]
            if of_words or (question.speaker and question.speaks) or (premise.conceded and question.content):
                return replace(question, premise=premise)
            if (believed := premise.believed) and not question.speaker:
                return question.by_account_of(believed)
        question = self._with_noun_named(self._clause(sentence, mentions, dates))
        return Roles(question, self._language, self._names).asked()

    def _clause(
        self,
        sentence: tuple[Word, ...],
        mentions: Sequence[Mention],
        dates: Sequence[AskedDate],
        context: frozenset[int] = frozenset(),
    ) -> Question:
        """What the sentence asks, the positions of the `context` left aside."""
        context |= asides(sentence, self._language.words)
        tokens, origin = self._tokens(sentence, mentions)
        framing = matched(self._carriers, tokens) | self._opening(tokens) | self._asides(sentence, origin)
        carried = {origin[at] for at in framing}  # "excuse my English"
        asked = tuple(
            each for each in mentions if (each.start not in carried if each.stranger else each.start not in context)
        )
        context |= self._epithets(sentence, asked)
        framing |= frozenset(at for at, word in enumerate(origin) if word in context)
        fit = self._fit(tokens, origin, framing)
        framed = frozenset(origin[at] for at in framing) | context
        strange, place = self._spelling.is_strange, self._is_place
        return Clause(self._language, sentence, asked, tuple(dates), framed, fit, strange, place).question()

    def _tell_of_words(self, told: Sequence[Word]) -> bool:
        """Whether an act or a word for words is among them."""
        words, acts = self._language.words["words"], self._language.acts_asked
        return any(word.text in words or acts(word.text) for word in told)

    def _takes_up(self, sentence: Sequence[Word]) -> bool:
        """Whether a word in it stands for what was named before."""
        pointing = self._language.words["pronouns"] | self._language.words["pointing"]
        return any(word.text in pointing for word in sentence)

    def _epithets(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> frozenset[int]:
        """The positions of what people call somebody right before the name: that tyrant Smith, your hero Miller."""
        epithets, found = self._language.words["before_names"], set[int]()
        acts = (at for at, word in enumerate(sentence) if self._language.acts_asked(word.text))
        said = next(acts, len(sentence))  # behind it they may be what somebody said
        for mention in mentions:
            at = mention.start - 1
            while said > at >= 0 and sentence[at].text in epithets and self._names.is_person(mention):
                found.add(at)
                at -= 1
        return frozenset(found)

    def _with_noun_named(self, question: Question) -> Question:
        """The question with "the police" as whom the ledger calls the Northtown police, or all that it calls so."""
        ids = self._names.holding(question.noun.split()) if question.noun else ()
        if not ids:
            return question
        alone = len(ids) == 1
        name = self._ledger.named[ids[0]].name if alone else question.noun
        return replace(question, speaker=Mention(ids, name, 0, 0, title=alone), noun="")

    def _opening(self, tokens: tuple[str, ...]) -> frozenset[int]:
        """The positions of the words before the question that only open it; none where nothing else was said."""
        openings = self._language.words["openings"]
        begins = next((at for at, token in enumerate(tokens) if token not in openings), 0)
        return frozenset(range(begins))

    def _asides(self, sentence: Sequence[Word], origin: Sequence[int]) -> frozenset[int]:
        """The positions of such words between commas: how many, bot, were there?"""
        openings, end = self._language.words["openings"], len(sentence)
        alone = (
            number
            for number, at in enumerate(origin)
            if sentence[at].text in openings
            and at > 0
            and sentence[at].start - sentence[at - 1].end > 1
            and (at + 1 == end or sentence[at + 1].start - sentence[at].end > 1)
        )
        return frozenset(alone)

    def _fit(self, tokens: tuple[str, ...], origin: Sequence[int], framing: frozenset[int]) -> Fit | None:
        """The row that fits what is left without the framing, its positions those of the words."""
        kept = [at for at in range(len(tokens)) if at not in framing] or list(range(len(tokens)))  # help me
        asking = tuple(tokens[at] for at in kept)
        fit = self._table.first_fit(asking)
        if fit and fit.row.asks not in SPEECH | {"sides"} and not fit.slots:
            # "when did X deny ...": the speaker and the act too
            speech = self._speech.first_fit(asking)
            fit = Fit(fit.row, fit.used | speech.used, speech.slots) if speech else fit
        return fit.moved([origin[at] for at in kept]) if fit else None

    def _tokens(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> tuple[tuple[str, ...], list[int]]:
        """The words as patterns read them, names as one token each, and at which word each token begins."""
        by_start = {mention.start: mention for mention in mentions}
        ends = {mention.end for mention in mentions}
        tokens: list[str] = []
        origin: list[int] = []
        at = 0
        while at < len(sentence):
            mention, word = by_start.get(at), sentence[at].text
            if mention or at + 1 not in by_start or word not in self._language.words["articles"]:
                origin.append(at)
                stresses = at in ends and word in self._language.words["adverbs"]  # Smith himself
                who = mention or (word in self._language.words["pronouns"] and not stresses)
                located = mention and (self._is_only_place(mention) or self._stands_in(mention, sentence))
                tokens.append((PLACE if located else WHO) if who else word)
            at = mention.end if mention else at + 1
        return tuple(tokens), origin

    def _stands_in(self, mention: Mention, sentence: Sequence[Word]) -> bool:
        """Whether something is said to be in what is named, which then does nothing itself: the people in Oldland."""
        words = self._language.words
        before = [word.text for word in sentence[: mention.start] if word.text not in words["articles"]]
        behind = sentence[mention.end].text if mention.end < len(sentence) else ""
        if behind in words["words"]:
            return False  # in the ministry's statement
        return len(before) > 1 and self._is_place(mention) and before[-1] in words["locating"]

    def _is_only_place(self, mention: Mention) -> bool:
        return bool(mention.ids) and all(id in self._ledger.places for id in mention.ids)

    def _is_place(self, mention: Mention) -> bool:
        """Whether something can be in it: a place or an organisation."""
        return bool(mention.ids) and not all(id in self._ledger.people for id in mention.ids)

    def _is_small_talk(self, sentence: Sequence[Word]) -> bool:
        words = self._language.words
        polite = words["greetings"] | words["insults"]
        said = tuple(word.text for word in sentence)
        pointing = words["negations"].isdisjoint(said) and self._language.pointing
        if polite.isdisjoint(said) or any(said[-len(phrase) :] == phrase for phrase in pointing or ()):
            return False  # ok and the other side?
        return (polite | words["beside_greetings"] | words["function"] | words["filler"]).issuperset(said)


def _script(text: str) -> str:
    """The script that most letters are of: latin, or other."""
    if text.isascii():
        return LATIN
    letters = [char for char in text if char.isalpha()]
    latin = sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters)
    return LATIN if latin * 2 >= len(letters) else "other"
