"""What an entry tells only as supposed, possible or wished, where a question takes it for done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.matching.explanation import Explainer
from bot.matching.question import Question
from bot.matching.traits import Traits
from bot.text import Word, stem

_OF_WHAT_WAS_DONE = frozenset({"when", "where", "why", "who", "whom"})
"""Rows that take what they ask of for done."""
_MAY_REACHES = 9
"""Words behind "may" that it may go with: we may award the points, order a replay or close the ground."""
_SUPPOSED = 9
"""Words of the clause behind "if"."""


def may_take_for_done(question: Question) -> bool:
    """Whether the question may take what it asks of for done, and asks of no words: when did they meet?"""
    return not question.acts and question.asks in _OF_WHAT_WAS_DONE


def only_wished(question: Question, traits: Traits, explainer: Explainer) -> bool:
    """Whether the entry only supposes, wishes, fears or foretells what the question takes for done."""
    if explainer.language.words["past"].isdisjoint([word.text for word in question.words]):
        return False
    if question.asks not in {"who", "whom"} and _only_supposes(question.content, traits, explainer):
        return True
    if _only_may_be(question.verb, question.words, traits, explainer):
        return True
    acts = [act for act in traits.acts if not explainer.asks_act(question.words, act)]
    wished = bool(acts) and len(acts) == len(traits.acts) and all(act.wishes for act in acts)
    return wished and question.of_deeds


def _only_supposes(words: Iterable[Word], traits: Traits, explainer: Explainer) -> bool:
    """Whether those of the words that stand in its own all stand in what it only supposes: if they do not."""
    told, supposing = traits.told[0], explainer.language.words["conditions"]
    if supposing.isdisjoint(told):
        return False  # as most
    begins = [at for at, own in enumerate(told) if own in supposing]
    places = [at for word in words for at, own in enumerate(told) if explainer.same(word.text, own)]
    return bool(places) and all(any(0 < at - start <= _SUPPOSED for start in begins) for at in places)


def _only_may_be(verb: Word | None, words: Iterable[Word], traits: Traits, explainer: Explainer) -> bool:
    """Whether its own words tell of the verb only that it may be done, or so of a word right behind "may"."""
    told, classes = traits.told[0], explainer.language.words
    if classes["modal"].isdisjoint(told):
        return False  # as most
    begins = [at for at, own in enumerate(told) if own in classes["modal"]]
    behind = {stem(told[at + 1]) for at in begins if at + 1 < len(told) and told[at + 1] not in classes["function"]}
    asked = [(word, 1) for word in words if stem(word.text) in behind]
    asked += [(verb, _MAY_REACHES)] if verb else []
    return any(_is_open(word, told, begins, far, explainer) for word, far in asked)


def _is_open(verb: Word, told: Sequence[str], begins: Sequence[int], far: int, explainer: Explainer) -> bool:
    """Whether the word is told only behind "may", within so many words, and in no form of what was done."""
    places = [at for at, own in enumerate(told) if explainer.same(verb.text, own)]
    ended, base = tuple(explainer.language.words["done"]), explainer.language.base
    done = any(told[at].endswith(ended) or base(told[at]) != stem(told[at]) for at in places)
    return bool(places) and not done and all(any(0 < at - start <= far for start in begins) for at in places)
