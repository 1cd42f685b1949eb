"""The words of a sentence in the order of a plain question: "the one who rang is who" asks who rang."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, takewhile

from bot.languages import Language
from bot.matching.taken_up import asked_plainly
from bot.text import Word

Sentence = tuple[Word, ...]

_LONGEST_LEAD = 2
"""Words behind the question word and before "is it that": which official was it that ..."""
_SHORTEST_WITH_CLAUSE = 5
"""Words of a clause, of the question behind it, and of "next"."""


def plain_order(words: Sentence, language: Language) -> Sentence:
    """The words, each sentence in the order of a plain question."""
    sentences = (asked_plainly(tuple(each), language) for _, each in groupby(words, key=lambda word: word.sentence))
    return tuple(
        word
        for each in sentences
        for word in _of_somebody(each, language)
        or _uncleft(_unfronted(_with_clause_behind(each, language), language), language)
    )


def _of_somebody(sentence: Sentence, language: Language) -> Sentence:
    """Who did it, where the sentence says what somebody did and asks who that is; nothing for any other.

    The man shouting at us, who is he? The name of the one who rang? Who is the man shouting at us?
    """
    classes = language.words
    before = classes["before_somebody"] | classes["who"] | classes["be"]
    lead = tuple(takewhile(lambda word: word.text in before, sentence))
    at = len(lead)
    if at + 2 >= len(sentence) or sentence[at].text not in classes["individuals"]:
        return ()
    related = sentence[at + 1].text in classes["relative"]
    end = _where_asked_who(sentence, language)
    named = any(word.text in classes["naming"] for word in lead)
    doing = sentence[at + 1].text.endswith(tuple(classes["doing"]))
    says = doing and bool(language.acts_asked(sentence[at + 1].text))
    asked = says and any(word.text in classes["who"] for word in lead)
    if not (related or doing) or not (named or asked or end < len(sentence)):
        return ()
    return (_who(sentence[at]), *sentence[at + 1 + related : end])


def _where_asked_who(sentence: Sentence, language: Language) -> int:
    """Where the words begin with which a sentence ends that ask who it is: is who, who is she; its end without them."""
    classes = language.words
    at = len(sentence)
    while at and sentence[at - 1].text in classes["asking_who"]:
        at -= 1
        if at and sentence[at].start - sentence[at - 1].end > 1:
            break  # a comma
    asked = any(word.text in classes["naming"] or word.text in classes["who"] for word in sentence[at:])
    return at if asked else len(sentence)


def _who(word: Word) -> Word:
    """The question word for somebody, in the place of the word."""
    return replace(word, text="who")


def _uncleft(sentence: Sentence, language: Language) -> Sentence:
    """The sentence without "is it that" behind what it asks for: which official was it that rang, what is it she wants.

    Behind a lone question word "that" stays: rows of the asked-for table know it.
    """
    classes = language.words
    for at in range(1, len(sentence) - 2):
        if sentence[at].text not in classes["be"] or sentence[at + 1].text not in classes["cleft"]:
            continue
        alone = sentence[at - 1].text in classes["question"]
        noun = any(word.text in classes["question"] for word in sentence[max(at - 1 - _LONGEST_LEAD, 0) : at - 1])
        that = sentence[at + 2].text in classes["relative"]
        if (noun and that) or ((alone or noun) and sentence[at + 2].text in classes["pronouns"]):
            return sentence[:at] + sentence[at + 2 + that :]
    return sentence


def _with_clause_behind(sentence: Sentence, language: Language) -> Sentence:
    """The sentence with what went before behind its question: once the gates were open, what did they do next?"""
    classes = language.words
    if len(sentence) < _SHORTEST_WITH_CLAUSE or sentence[0].text not in classes["clauses_before"] | {"when"}:
        return sentence
    if sentence[-1].text not in classes["coming_next"]:
        return sentence
    at = next((at for at in range(2, len(sentence)) if _asks_behind_comma(sentence, at, language)), 0)
    # when they came, what happened then? after they came
    return (*sentence[at:-1], replace(sentence[0], text="after"), *sentence[1:at]) if at else sentence


def _asks_behind_comma(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a question begins at the word, behind a comma."""
    parted = sentence[at].start - sentence[at - 1].end > 1
    return parted and sentence[at].text in language.words["question"]


def _unfronted(sentence: Sentence, language: Language) -> Sentence:
    """The sentence with what it asks for behind its question: those promises, what are they?"""
    classes = language.words
    asks = [at for at in range(2, len(sentence)) if sentence[at].text in classes["question"]]
    if not asks or sentence[0].text not in classes["pointing"] | classes["articles"]:
        return sentence
    at = asks[0]
    said = [word.text for word in sentence[at + 1 :]]
    parted = sentence[at].start - sentence[at - 1].end > 1
    if not (parted and len(said) == 2 and said[0] in classes["be"] and said[1] in classes["taking_up"]):
        return sentence
    return (*sentence[at : at + 2], *sentence[:at])
