"""The clause that a question rests on: given that the gates were open, what does the mayor say?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.languages import Language
from bot.matching.names import Mention
from bot.text import Word


@dataclass(frozen=True)
class Premise:
    """What a question rests on: the words that tell it, the names in it, and whether it is only supposed or asked.

    It may be `conceded`: although the gates were open, who came?

    It may say no more than that somebody is `believed`: if the mayor is right, where were the gates open?
    """

    words: tuple[Word, ...] = ()
    names: tuple[Mention, ...] = ()
    supposed: bool = False
    conceded: bool = False
    negated: bool = False
    believed: Mention | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.names)


NONE = Premise()
_SEVERAL = 2


def where_premise(sentence: Sequence[Word], language: Language) -> range:
    """The positions of the clause that opens the sentence and ends at the comma before what is asked; or none."""
    classes = language.words
    first = next((at for at, word in enumerate(sentence) if word.text not in classes["openings"]), 0)
    if not _opens(sentence, first, language):
        return range(0)
    end = _where_asked(sentence, first, language)
    spoken_to = classes["asker"] | classes["of_the_bot"]
    asides = any(word.text in spoken_to for word in sentence[first : end + 1])
    return range(0) if asides else range(first, end)


def read_premise(sentence: Sequence[Word], clause: range, mentions: Sequence[Mention], language: Language) -> Premise:
    """What the clause tells, what it only puts into somebody's mouth left aside: as the mayor says."""
    classes = language.words
    told = tuple(_told(sentence, clause, language))
    names = tuple(each for each in mentions if each.start in told)
    named = {at for each in names for at in range(each.start, each.end)}
    free = ("function", "pronouns", "filler", "aspect", "premising", "put_to", "aux", "words")
    content = (at for at in told if at not in named and not any(sentence[at].text in classes[each] for each in free))
    left = tuple(
        sentence[at]
        for at in content
        if not _says(sentence[at], language) and language.base(sentence[at].text) not in classes["spelling"]
    )
    judged = any(sentence[at].text in classes["stance"] for at in told if at not in named)
    judged = judged and len(names) < _SEVERAL and all(word.text in classes["stance"] for word in left)
    negated = any(sentence[at].text in classes["negations"] for at in told)
    conceding = sentence[clause.start].text in classes["conceding"]
    supposing = sentence[clause.start + conceding].text  # even if
    supposed = supposing in classes["supposing"] | classes["put_to"]
    return Premise(
        words=() if judged else left,
        names=names,
        supposed=supposed,
        conceded=conceding and not supposed,
        negated=negated,
        believed=names[0] if judged and names and not negated else None,
    )


def _opens(sentence: Sequence[Word], at: int, language: Language) -> bool:
    """Whether a premise begins at the word: given, having, if; or what was done to whom is asked of: accused of."""
    word = sentence[at].text
    if word in language.words["premising"] or word in language.words["put_to"]:
        return True
    if word in language.words["because"]:
        return any(language.acts_asked(each.text) for each in sentence[at : _where_asked(sentence, at, language)])
    return word.endswith(tuple(language.words["done"])) and language.knows(word)


def _where_asked(sentence: Sequence[Word], first: int, language: Language) -> int:
    """Where the part between commas begins that asks, behind the first; where the sentence begins without one."""
    classes = language.words
    commas = [at for at in range(first + 1, len(sentence)) if sentence[at].start - sentence[at - 1].end > 1]
    for start, end in pairwise([*commas, len(sentence)]):
        asks = any(word.text in classes["question"] for word in sentence[start:end])
        if asks or sentence[start].text in classes["aux"]:
            return start
    conceded = sentence[first].text in classes["conceding"]  # although it rained, the mayor came?
    return commas[-1] if commas and conceded else first


def _told(sentence: Sequence[Word], clause: range, language: Language) -> Iterator[int]:
    """The positions of the clause but for what stands between commas behind "as": as the mayor says."""
    aside = False
    for at in clause:
        if at > clause.start and sentence[at].start - sentence[at - 1].end > 1:
            aside = sentence[at].text in language.words["quoting"]
        if not aside:
            yield at


def _says(word: Word, language: Language) -> bool:
    """Whether the word only tells that words were spoken."""
    return any(act.general for act in language.acts_asked(word.text))
