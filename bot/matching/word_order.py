"""The words of a sentence in the order of a plain question: "the one who rang is who" asks who rang."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, takewhile

from bot.languages import Language
from bot.matching.asides import set_off
from bot.matching.taken_up import asked_plainly
from bot.text import Word

Sentence = tuple[Word, ...]

_LONGEST_OPENING = 5
"""Words up to the one for a reply: by way of reply to ..."""
_LONGEST_TOPIC = 6
"""Words in front of a question that it asks of: the fine against the old harbour."""
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
        or _of_whoever(each, language)
        or _uncleft(_unfronted(_with_context_behind(each, language), language), language)
    )


def _with_reply_behind(sentence: Sentence, language: Language) -> Sentence:
    """The sentence with that to which somebody replied behind what is asked: in reply to Smith, what did he say?"""
    classes = language.words
    at = next((at for at, word in enumerate(sentence[:_LONGEST_OPENING]) if word.text in classes["rejoining"]), 0)
    opens = at and {word.text for word in sentence[:at]} <= classes["by_way"]
    if not opens or not any(word.text in classes["topic_before"] for word in sentence[at + 1 : at + 2]):
        return sentence
    asks = next((each for each in range(at + 3, len(sentence)) if set_off(sentence, each)), 0)
    behind = sentence[asks:] if asks else ()
    if not any(word.text in classes["question"] for word in behind):
        return sentence
    return (*behind, *sentence[:asks])


def _of_somebody(sentence: Sentence, language: Language) -> Sentence:
    """Who did it, where the sentence says what somebody did and asks who that is; nothing for any other.

    The man shouting at us, who is he? The name of whoever rang? The woman at the door, what is she by trade?
    """
    classes = language.words
    before = classes["before_somebody"] | classes["who"] | classes["be"]
    lead = tuple(takewhile(lambda word: word.text in before, sentence))
    at = len(lead)
    if at + 2 >= len(sentence):
        return ()
    end = _where_asked_who(sentence, language)
    if sentence[at].text in classes["whoever"]:
        return (_who(sentence[at]), *sentence[_behind_cleft(sentence, at + 1, language) : end])
    if sentence[at].text not in classes["individuals"]:
        return ()
    who, behind = sentence[at], sentence[at + 1]
    if end < len(sentence) and behind.text in classes["owning"]:
        return sentence[at + 1 : end]
    in_charge = sentence[at + 2].text in classes["in_charge"]
    if end < len(sentence) and (in_charge or behind.text in classes["standing_at"]):
        return (_who(who), replace(who, text="is"), *sentence[at + 1 : end])
    related = behind.text in classes["relative"]
    named = any(word.text in classes["naming"] for word in lead)
    doing = behind.text.endswith(tuple(classes["doing"]))
    says = doing and bool(language.acts_asked(behind.text))
    asked = says and any(word.text in classes["who"] for word in lead)
    if not (related or doing) or not (named or asked or end < len(sentence)):
        return ()
    return (_who(who), *sentence[at + 1 + related : end])


def _behind_cleft(sentence: Sentence, at: int, language: Language) -> int:
    """Where the words go on behind "it is that", if these stand at the position; else the position."""
    classes = (language.words[name] for name in ("cleft", "be", "relative"))
    cleft = all(word.text in each for word, each in zip(sentence[at : at + 3], classes, strict=False))
    return at + 3 if cleft else at


def _of_whoever(sentence: Sentence, language: Language) -> Sentence:
    """Who does what the sentence opens with: standing beside the mayor was who; nothing for any other."""
    classes = language.words
    at = len(sentence) - 2
    ends = at > 1 and sentence[at].text in classes["be"] and sentence[-1].text in classes["who"]
    doing = ends and sentence[0].text.endswith(tuple(classes["doing"])) and not set_off(sentence, at)
    return (sentence[-1], sentence[at], *sentence[:at]) if doing else ()


def _where_asked_who(sentence: Sentence, language: Language) -> int:
    """Where the words begin with which a sentence ends that ask who it is: is who, who is she; its end without them.

    Behind a comma they may ask in more words, or for the trade: I need her name, what is he by trade?
    """
    classes = language.words
    last = next((at for at in range(len(sentence) - 1, 0, -1) if set_off(sentence, at)), 0)
    tail = {word.text for word in sentence[last:]} if last else set()
    told = _asks_name(sentence[last:], language) or not tail.isdisjoint(classes["capacity"])
    asks = tail <= classes["asking_who"] | classes["asking_who_too"] | classes["capacity"]
    if last and asks and told and not tail.isdisjoint(classes["of_them"]):
        return last
    at = len(sentence)
    while at and sentence[at - 1].text in classes["asking_who"]:
        at -= 1
        if at and set_off(sentence, at):
            break
    return at if _asks_name(sentence[at:], language) else len(sentence)


def _asks_name(tail: Sentence, language: Language) -> bool:
    """Whether one of the words asks who it is, or for a name."""
    return any(word.text in language.words["naming"] or word.text in language.words["who"] for word in tail)


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


def _with_context_behind(sentence: Sentence, language: Language) -> Sentence:
    """The sentence with what it opens with, a reply or what went before, behind its question."""
    return _with_clause_behind(_with_reply_behind(sentence, language), language)


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
    """The sentence with what it asks for in the place of "it": the fine, how high is it?"""
    classes = language.words
    at = next((at for at in range(2, len(sentence)) if sentence[at].text in classes["question"]), 0)
    if not at or sentence[0].text not in classes["pointing"] | classes["articles"] | classes["possessives"]:
        return sentence
    if set_off(sentence, at) and [word.text in classes["be"] for word in sentence[at + 1 : -1]] == [True]:
        taken_up = sentence[-1].text in classes["taking_up"]
        return (*sentence[at : at + 2], *sentence[:at]) if taken_up else sentence
    return _put_in(sentence, at, language) or sentence


def _put_in(sentence: Sentence, at: int, language: Language) -> Sentence:
    """What stands in front in the place of the pronoun behind the verb of the question; nothing for other sentences."""
    classes = language.words
    telling = classes["aux"] | classes["question"] | classes["pronouns"] | classes["openings"] | classes["asker"]
    topic = sentence[:at]
    told = any(word.text in telling for word in topic) or any(set_off(sentence, each) for each in range(1, at))
    if told or not set_off(sentence, at) or len(topic) > _LONGEST_TOPIC:
        return ()
    verbs = (each for each in range(at + 1, len(sentence) - 1) if sentence[each].text in classes["aux"])
    verb = next(verbs, 0)
    if not verb or sentence[verb + 1].text not in classes["taking_up"]:
        return ()
    behind = sentence[verb + 2 :]
    last = replace(topic[-1], end=behind[0].start - 1) if behind else topic[-1]
    before = replace(sentence[verb], end=topic[0].start - 1)
    return (*sentence[at:verb], before, *topic[:-1], last, *behind)
