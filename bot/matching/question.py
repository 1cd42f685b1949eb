"""What a question asks: the asked-for row, the acts, the names and their parts, the dates, and the words left to explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.languages import Act, Language
from bot.languages.patterns import PLACE, WHO, Fit, first_fit, matched
from bot.ledger.model import Ledger
from bot.matching.dates import AskedDate, find_dates
from bot.matching.names import Mention, Names
from bot.matching.spelling import Spelling
from bot.matching.titles import Titles
from bot.text import Word, clean, quoted, without_quoted, words


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `asks` names the row of the asked-for table ("" when none fits), `options` what that row adds. `content` are the words
    that an entry must explain, `hard` those of them that nothing may leave out, `tail` is what stands behind the words that
    the asked-for row used up: the words of a quote, if any was remembered. A question is `reversed` that asks who did not,
    or what was not said; `negations` are those in what was said.
    """

    text: str
    words: tuple[Word, ...] = ()
    asks: str = ""
    options: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()
    act_words: tuple[Word, ...] = ()
    tail: str = ""
    speaker: Mention | None = None
    noun: str = ""
    topics: tuple[Mention, ...] = ()
    dates: tuple[AskedDate, ...] = ()
    content: tuple[Word, ...] = ()
    hard: frozenset[Word] = frozenset()
    located: frozenset[Mention] = frozenset()
    counted: Word | None = None
    negations: tuple[str, ...] = ()
    reversed: bool = False
    pronoun: bool = False
    refers: bool = False
    quoted: tuple[str, ...] = ()
    script: str = "latin"

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All names of the question, that of the speaker first."""
        return ((self.speaker,) if self.speaker else ()) + self.topics

    @property
    def named_ids(self) -> tuple[str, ...]:
        """The ids of everybody and everything named."""
        return tuple(id for mention in self.mentions for id in mention.ids)

    @property
    def speaks(self) -> bool:
        """Whether the question is about words, so that its `speaker` must have spoken them."""
        return bool(self.acts) or self.asks in SPEECH

    @property
    def strangers(self) -> tuple[Mention, ...]:
        """The names that nobody in the ledger bears."""
        return tuple(mention for mention in self.mentions if mention.stranger)

    @property
    def bare(self) -> bool:
        """Whether the question has nothing to look for but its asked-for words."""
        return not (self.content or self.mentions or self.dates)


SPEECH = frozenset({"who-said", "what-said", "did-say"})
"""The rows of the asked-for table that ask for somebody's words."""

_ARTICLES = frozenset({"the", "a", "an"})


class Reader:
    """Reads questions against the names and words of a ledger."""

    def __init__(self, ledger: Ledger, language: Language, vocabulary: frozenset[str]) -> None:
        self.names = Names(ledger, language)
        self._ledger = ledger
        self._language = language
        self._speech_rows = tuple(row for row in language.rows if row.asks in SPEECH and "anyone" not in row.options)
        self._spelling = Spelling(language, vocabulary | self.names.words)
        self._titles = Titles(ledger, language, self.names)

    def read(self, text: str) -> Question:
        """The question that the text asks; of several sentences the one that asks."""
        typed = clean(text)
        pasted = quoted(typed)
        around = without_quoted(typed)
        everything = self._expand(words(around if pasted and words(around) else typed))
        everything = self._spelling.repaired(everything, self.names)
        question = self._asking(typed, everything)
        return self._with_quoted(replace(question, script=_script(typed)), pasted if words(around) else ())

    def _with_quoted(self, question: Question, pasted: tuple[str, ...]) -> Question:
        """The question with the words between quotation marks: all of them must be explained."""
        inside = tuple(word for text in pasted for word in self._expand(words(text)))
        plain = self._language.words["function"]
        content = tuple(word for word in inside if word.text not in plain)
        strange = frozenset(word for word in content if self._spelling.is_strange(word.text))
        return replace(question, quoted=pasted, content=question.content + content, hard=question.hard | strange)

    def _expand(self, typed: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(part for word in typed for part in self._parts(word))

    def _parts(self, word: Word) -> Iterator[Word]:
        """The words that a contraction stands for; a possessive ending is left out."""
        language = self._language
        stem, apostrophe, ending = word.text.partition("'")
        if long := language.contractions.get(word.text):
            yield from (replace(word, text=part, raw=part) for part in long)
        elif apostrophe and word.text.endswith("n't"):
            yield from (replace(word, text=part, raw=part) for part in (word.text[:-3], "not"))
        elif (
            apostrophe
            and ending in language.short_endings
            and stem in language.words["function"] | language.words["pronouns"]
        ):
            yield replace(word, text=stem, raw=stem)
            yield replace(word, text=language.short_endings[ending], raw=ending)
        elif apostrophe and ending == "s":
            yield replace(word, text=stem, raw=word.raw[: len(stem)])
        else:
            yield replace(word, text=word.text.replace("'", ""))

    def _asking(self, text: str, everything: tuple[Word, ...]) -> Question:
        """The sentence that asks: one with a question mark before others, an asked-for row before none, the first of equals."""
        sentences = sorted({word.sentence for word in everything})
        read = [
            self._read_sentence(text, tuple(word for word in everything if word.sentence == each)) for each in sentences
        ]
        if len(read) > 1:
            whole = self._read_sentence(text, everything)
            asking = [question for question in read if question.asks and not question.bare]
            weak = {"", "about", "what", "did-say", "greeting"}
            strong = [question for question in asking if question.asks not in weak]
            return (strong or asking or [whole])[0]
        return read[0] if read else Question(text)

    def _read_sentence(self, text: str, sentence: tuple[Word, ...]) -> Question:
        dates = find_dates(sentence, self._language)
        dated = {at for date in dates for at in range(date.start, date.end)}
        mentions = [mention for mention in self.names.find(sentence) if mention.start not in dated]
        mentions += self._spelling.strangers(sentence, mentions, dated)
        mentions = self._titles.join(sentence, mentions)
        tokens, origin = self._tokens(sentence, mentions)
        framed = matched(self._language.carriers, tokens)
        framing = {origin[at] for at in framed}
        origin = tuple(each for at, each in enumerate(origin) if at not in framed)
        tokens = tuple(token for at, token in enumerate(tokens) if at not in framed)
        fit = first_fit(self._language.rows, tokens)
        if fit and fit.row.asks not in SPEECH:
            fit = self._with_speaker(fit, tokens)
        if not fit and self._is_greeting(sentence, mentions):
            return Question(text, sentence, asks="greeting")
        return self._question(text, sentence, mentions, dates, framing, origin, fit)

    def _is_greeting(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> bool:
        """Whether nothing but small talk was said."""
        talk = self._language.words["greetings"] | self._language.words["insults"] | self._language.words["function"]
        talk |= self._language.words["filler"]
        said = [word.text for word in sentence]
        polite = self._language.words["greetings"] - self._language.words["function"] | self._language.words["insults"]
        return not mentions and bool(said) and all(word in talk for word in said) and not polite.isdisjoint(said)

    def _with_speaker(self, fit: Fit, tokens: tuple[str, ...]) -> Fit:
        """The fit with the speaker and the act of "when did X deny ...", if there are any."""
        speech = first_fit(self._speech_rows, tokens)
        if not speech or fit.slots:
            return fit
        return Fit(fit.row, fit.used | speech.used, speech.slots)

    def _tokens(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The words as patterns read them, names as one token each, and at which word each token begins."""
        by_start = {mention.start: mention for mention in mentions}
        tokens, origin, at = [], [], 0
        while at < len(sentence):
            mention = by_start.get(at)
            if at + 1 in by_start and sentence[at].text in _ARTICLES:
                at += 1
                continue
            origin.append(at)
            if mention:
                tokens.append(self._token(mention))
                at = mention.end
            else:
                tokens.append(WHO if sentence[at].text in self._language.words["pronouns"] else sentence[at].text)
                at += 1
        return tuple(tokens), tuple(origin)

    def _token(self, mention: Mention) -> str:
        return PLACE if mention.ids and all(id in self._ledger.places for id in mention.ids) else WHO

    def _question(
        self,
        text: str,
        sentence: tuple[Word, ...],
        mentions: Sequence[Mention],
        dates: Sequence[AskedDate],
        framing: set[int],
        origin: tuple[int, ...],
        fit: Fit | None,
    ) -> Question:
        language = self._language
        used = {origin[at] for at in fit.used} if fit else set()
        slots = {name: [origin[at] for at in places] for name, places in fit.slots.items()} if fit else {}
        by_start = {mention.start: mention for mention in mentions}
        speaking = slots.get("speaker") or slots.get("doer")
        speaker = by_start.get(speaking[0]) if speaking else None
        taken = {at for places in slots.values() for at in places}
        mentions = [mention for mention in mentions if not mention.unsure or mention.start in taken]
        covered = {at for mention in mentions for at in range(mention.start, mention.end)}
        covered |= {at for date in dates for at in range(date.start, date.end)}
        free = (
            language.words["function"]
            | language.words["pronouns"]
            | language.words["filler"]
            | language.words["stance"]
        )
        free |= language.words["meta"] | language.words["aspect"] | language.words["courtesy"]
        if fit and fit.row.asks == "did-say":
            free = free - language.words["filler"] | language.words["courtesy"]
        nouns = {at for at in slots.get("noun", ()) if sentence[at].text not in free}
        negated = self._negations(sentence)
        left = [at for at in range(len(sentence)) if at not in covered | used | framing]
        begins = self._begins(sentence, used, framing)
        asked_behind = [
            at for at in [*left, *covered] if at > begins and (at in covered or sentence[at].text not in free)
        ]
        preamble = begins if asked_behind or (fit and fit.row.asks in {"summary", "sources", "about-bot"}) else 0
        verb = self._main_verb(sentence, mentions, used)
        content = [
            at for at in left if at >= preamble and at not in nouns and (sentence[at].text not in free or at == verb)
        ]
        act_at = [at for at in sorted(used) if language.acts_asked(sentence[at].text)]
        forced = [self._language.act(fit.row.act)] if fit and fit.row.act else []
        acts = forced or [act for at in act_at for act in language.acts_asked(sentence[at].text)]
        behind = max([*used, *nouns, (speaker.end - 1 if speaker else -1)], default=-1) + 1
        return Question(
            text=text,
            words=sentence,
            asks=fit.row.asks if fit else "",
            options=fit.row.options if fit else frozenset(),
            acts=tuple(dict.fromkeys(acts)),
            act_words=tuple(sentence[at] for at in act_at if not forced),
            tail=" ".join(word.text for word in sentence[behind:] or (() if fit else sentence)),
            speaker=speaker,
            noun=" ".join(sentence[at].text for at in sorted(nouns)),
            topics=tuple(mention for mention in mentions if mention is not speaker and (mention.start >= preamble)),
            dates=tuple(dates),
            content=tuple(sentence[at] for at in content),
            hard=frozenset(sentence[at] for at in content if self._is_hard(sentence, at)),
            located=frozenset(
                mention for mention in mentions if mention is not speaker and self._is_located(sentence, mention)
            ),
            counted=self._counted(sentence) if fit and fit.row.asks == "how-many" else None,
            negations=tuple(sentence[at].text for at in negated if not act_at or at > act_at[-1]),
            reversed=any(act_at and at < act_at[-1] for at in negated),
            pronoun=any(
                sentence[at].text in language.words["pronouns"] for at in range(len(sentence)) if at not in covered
            ),
            refers=any(word.text in {"it", "that", "this", "there", "then"} for word in sentence),
        )

    def _begins(self, sentence: Sequence[Word], used: set[int], framing: set[int]) -> int:
        """Where the question proper begins: at its question word, or at the first word that the asked-for row used up."""
        asking = self._language.words["question"]
        words = [
            at
            for at, word in enumerate(sentence)
            if word.text in asking and at not in framing and at <= min(used, default=0)
        ]
        return min([*words, min(used, default=0)])

    def _main_verb(self, sentence: Sequence[Word], mentions: Sequence[Mention], used: set[int]) -> int:
        """The verb behind "did Smith ...", which must be explained however common it is; -1 when there is none."""
        for mention in mentions:
            before = sentence[mention.start - 1].text if mention.start else ""
            if before == "the" and mention.start > 1:
                before = sentence[mention.start - 2].text
            at = mention.end
            while at < len(sentence) and sentence[at].text in self._language.words["adverbs"]:
                at += 1
            if (
                before in {"did", "does", "do", "will", "would", "can", "could", "should"}
                and at < len(sentence)
                and at not in used
            ):
                plain = (
                    sentence[at].text in self._language.words["function"]
                    or sentence[at].text in self._language.words["empty_verbs"]
                )
                return -1 if plain else at
        return -1

    def _is_hard(self, sentence: Sequence[Word], at: int) -> bool:
        """Whether the word is what is asked for: a stranger to the language, a number, or what follows "how many", "about"."""
        word = sentence[at]
        if any(char.isdecimal() for char in word.text) or self._spelling.is_strange(word.text):
            return True
        before = sentence[at - 1].text if at else ""
        return (
            before in {"about", "which", "what", "many", "much", "how"}
            and word.text not in self._language.words["function"]
        )

    def _counted(self, sentence: Sequence[Word]) -> Word | None:
        """What "how many" counts: the last plain word of "how many foreign ministers", or None."""
        for at, word in enumerate(sentence[:-1]):
            if word.text in {"many", "much"} or (
                word.text == "of" and at and sentence[at - 1].text in {"number", "count"}
            ):
                behind = sentence[at + 1 :]
                ends = next(
                    (n for n, each in enumerate(behind) if each.text in self._language.words["function"] and n),
                    len(behind),
                )
                return behind[ends - 1] if ends else None
        return None

    def _is_located(self, sentence: Sequence[Word], mention: Mention) -> bool:
        """Whether something is said to have been in the place named."""
        if mention.ids and all(id in self._ledger.people for id in mention.ids):
            return False
        before = sentence[mention.start - 1].text if mention.start else ""
        if before == "the" and mention.start > 1:
            before = sentence[mention.start - 2].text
        return before in {"in", "at", "near", "inside", "outside", "around", "across"}

    def _negations(self, sentence: Sequence[Word]) -> tuple[int, ...]:
        """Where words turn the question round; "didn't he say" asks just what "did he say" asks."""
        inverted = bool(sentence) and sentence[0].text in self._language.words["aux"]
        found = [at for at, word in enumerate(sentence) if word.text in self._language.words["negations"]]
        return tuple(at for at in found if not (inverted and at <= 3))


def _script(text: str) -> str:
    """The script that most letters are of: latin, or other."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters)
    return "latin" if latin * 2 >= len(letters) else "other"
