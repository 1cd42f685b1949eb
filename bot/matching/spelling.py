"""Typos mended, and words that nobody knows told apart from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from itertools import chain, pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.languages import Language
from bot.matching.names import Mention, Names
from bot.text import Word, consonants, latin, skeleton, stem, stemmed

_ALIKE_ENOUGH = 0.75
"""Similarity from which a word counts as a typo (reference: +4.7 points on typos, -0.2 on clean text)."""

_SURELY = 0.85
"""Similarity from which even a strange word beside another is a typo."""
_SHORTEST_TYPO = 4
_SHORTEST_KNOWN = 3
_MOST_EDITS = 2
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_MOST_TYPOS = 8
"""Strange words of a question that are looked at: where there are more they are no typos."""


class Spelling:
    """The words that a ledger and its language know; every other word is a typo of one of them, or strange."""

    def __init__(self, language: Language, vocabulary: frozenset[str], names: frozenset[str]) -> None:
        """`names` are found by their own rules: nothing is mended into one."""
        self._language = language
        self._told = vocabulary
        self._vocabulary = vocabulary | names
        self._names = names
        self._asking = language.words["asking"] | language.words["titles"]
        self._unknown: frozenset[str] = frozenset()

    # most questions hold no word that nobody knows: what follows is made when the first one does

    @cached_property
    def _stems(self) -> Counter[str]:
        """How many words of the vocabulary and of the language have each stem."""
        return Counter(chain(stemmed(list(self._vocabulary)), set(self._language.known_stems.values())))

    @cached_property
    def _asked_with(self) -> frozenset[str]:
        """The words of the language that may answer."""
        language = self._language
        acts = frozenset().union(*(act.words for act in language.acts))
        classes = (language.words[name] for name in ("asking", "titles", "dates", "function", "synonyms"))
        return acts.union(language.months, *classes)

    @cached_property
    def _roots(self) -> Counter[str]:
        """How many words that may answer, the language's or the ledger's, have each stem."""
        return Counter(map(self._root, self._vocabulary | self._asked_with))

    @cached_property
    def _by_letter(self) -> Mapping[tuple[int, str], list[str]]:
        """The words into which a typo is mended, by their length and each of their first two letters.

        They are those that may answer and their forms; into others it would only be bent.
        """
        language = self._language
        forms = (word for word, root in language.known_stems.items() if root in self._roots)
        helpful = self._vocabulary.union(self._asked_with, forms)
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in sorted(helpful - (self._names - language.known)):
            for letter in dict.fromkeys(word[:2]):
                found[len(word), letter].append(word)
        return found

    @cached_property
    def _by_consonants(self) -> Mapping[str, list[str]]:
        """The words of the ledger and those with which people ask by what is left of them without vowels."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted((self._vocabulary - self._names) | self._asking):
            if len(short := consonants(word)) >= _SHORTEST_KNOWN and short != word:
                found[short].append(word)
        return found

    def _root(self, word: str) -> str:
        return self._language.known_stems.get(word) or stem(word)

    def without(self, words: frozenset[str]) -> Spelling:
        """The same for a vocabulary without these words; it shares most."""
        words -= self._names
        # made here, once for all that share them
        stems, roots, _ = self._stems, self._roots, (self._by_letter, self._by_consonants)
        other = copy(self)
        other._unknown = words
        other._told, other._vocabulary = self._told - words, self._vocabulary - words
        other._stems = _less(stems, map(stem, words))
        other._roots = _less(roots, map(self._root, words - self._asked_with))
        return other

    def _is_left(self, word: str) -> bool:
        """Whether a word into which typos were mended still is one."""
        return self._root(word) in self._roots and (word not in self._unknown or word in self._language.known_stems)

    def is_strange(self, word: str) -> bool:
        """Whether neither the ledger nor the language knows the folded word."""
        known = word in self._vocabulary or word in self._language.known or word.isdecimal()
        return not known and stem(word) not in self._stems

    def repaired(self, typed: Sequence[Word], names: Names) -> tuple[Word, ...]:
        """The words with typos mended; names, and words typed as names are, stay as they are."""
        shouted = _all_capitals(typed)
        found = names.find(typed)
        named = {at for mention in found for at in range(mention.start, mention.end)}
        people = {mention.start for mention in found if names.is_person(mention)}
        strange = [at for at, word in enumerate(typed) if at not in named and self.is_strange(word.text)]
        looked_at = frozenset(strange[:_MOST_TYPOS])
        return tuple(
            self._mended(word, at, typed, shouted, at + 1 in people) if at in looked_at else word
            for at, word in enumerate(typed)
        )

    def _mended(self, word: Word, at: int, typed: Sequence[Word], shouted: bool, before_name: bool) -> Word:
        spelled = latin(word.text)
        if not word.text.isascii() and spelled in self._vocabulary:
            return replace(word, text=spelled)
        first = at == 0 or typed[at - 1].sentence != word.sentence
        typed_as_name = word.capital and not first and not shouted
        if typed_as_name or not word.text.isascii():
            return word
        if whole := self._with_vowels(word.text):
            return replace(word, text=whole)
        if len(word.text) < _SHORTEST_TYPO:
            named = before_name or self._is_beside_strange(word, at, typed)
            little = self._language.words["function"]
            return replace(word, text=_unswapped(word.text, little if named else little | self._asking))
        if (word.text,) in self._language.outsiders or skeleton(word.text) in self._language.outsider_sounds:
            return word  # "puttin" is nobody's putting
        hits = process.extract(
            word.text,
            self._may_stand_for(word.text),
            scorer=OSA.normalized_similarity,
            score_cutoff=_ALIKE_ENOUGH,
            limit=None,
        )
        hits = [hit for hit in hits if self._is_left(hit[0])]
        # a prefix makes another word: reopened is not opened
        hits = [hit for hit in hits if not word.text.endswith(hit[0])]
        hits = [hit for hit in hits if OSA.distance(word.text, hit[0]) <= self._edits(hit[0])]
        hits = [hit for hit in hits if not self._is_other_word(word.text, hit[0])]
        if len(word.text) == _SHORTEST_TYPO or before_name or self._is_beside_strange(word, at, typed):
            # so short a word, one before a name, and one of several strange ones, is rather somebody's name
            hits = [
                hit for hit in hits if self._is_likely(hit[0], before_name) or (hit[1] >= _SURELY and not before_name)
            ]
        if not hits:
            return word
        best = max(
            hits,
            key=lambda hit: (
                -OSA.distance(word.text, hit[0]),
                sorted(hit[0]) == sorted(word.text),
                hit[0] in self._vocabulary and hit[0][0] == word.text[0],
                round(hit[1], 3),
                hit[0][0] == word.text[0],
                hit[0] in self._vocabulary,
                hit[0],
            ),
        )
        return replace(word, text=best[0])

    def _with_vowels(self, typo: str) -> str:
        """The only word that the typo is when vowels are put in, or ""."""
        like = self._by_consonants.get(consonants(typo), ())
        left = (each for each in like if each not in self._unknown or each in self._asking)
        meant = [each for each in left if _is_within(typo, each)]
        return meant[0] if len(meant) == 1 else ""

    def _may_stand_for(self, typo: str) -> list[str]:
        """The words that a typo may stand for: of like length, one of its first two letters among theirs."""
        lengths = range(max(len(typo) - _MOST_EDITS, _SHORTEST_KNOWN), len(typo) + _MOST_EDITS + 1)
        # letters that are too many or too few alone make the words unlike
        near = [each for each in lengths if 1 - abs(each - len(typo)) / max(each, len(typo)) >= _ALIKE_ENOUGH]
        found = (self._by_letter.get((length, letter), ()) for length in near for letter in dict.fromkeys(typo[:2]))
        return list(chain.from_iterable(found))

    def _is_other_word(self, typed: str, known: str) -> bool:
        """Whether another letter in the word rather makes another word, or a name: what the ledger does not hold."""
        swapped = len(typed) == len(known) and sorted(typed) != sorted(known) and not _is_next_key(typed, known)
        likely = known in self._vocabulary or known in self._asking
        return swapped and (len(typed) == _SHORTEST_TYPO or not likely)

    def _is_likely(self, known: str, before_name: bool) -> bool:
        """Whether the word is meant even where a name may stand: it asks, or is the ledger's and before no name."""
        asks = known in self._asking or known in self._language.words["aspect"]
        return asks or (known in self._vocabulary and not before_name)

    def _edits(self, known: str) -> int:
        """How many edits make a typo of the word: fewer where only the language knows it."""
        return _MOST_EDITS if known in self._vocabulary else 1

    def _is_beside_strange(self, word: Word, at: int, typed: Sequence[Word]) -> bool:
        """Whether a neighbour is a strange word too, or the word stands behind a title."""
        beside = (typed[place] for place in (at - 1, at + 1) if 0 <= place < len(typed))
        titled = at > 0 and typed[at - 1].text in self._language.words["titles"]
        return titled or any(each.sentence == word.sentence and self.is_strange(each.text) for each in beside)

    def strangers(self, sentence: Sequence[Word], mentions: Sequence[Mention], skip: Collection[int]) -> list[Mention]:
        """The names of nobody in the ledger: of the wide world, typed as names are, or simply unheard of."""
        covered = {at for mention in mentions for at in range(mention.start, mention.end)} | set(skip)
        shouted = _all_capitals(sentence)
        found: list[Mention] = []
        at = 0
        while at < len(sentence):
            outsider = self._outsider(sentence, at, covered, shouted)
            end = max(outsider, self._strange_name(sentence, at, covered))
            while end > at > 0 and sentence[at - 1].text in self._language.words["particles"]:
                at -= 1  # van Dijk
            if end > at:
                typed = sentence[at:end]
                sure = (
                    outsider > at
                    or len(typed) > 1
                    or (not shouted and all(word.capital for word in typed))
                    or not typed[0].text.isascii()
                )
                found.append(Mention.over(sentence, at, end, (), unsure=not sure))
            at = max(end, at + 1)
        return found

    def _outsider(self, sentence: Sequence[Word], at: int, covered: set[int], shouted: bool) -> int:
        """Where a name of the wide world that begins at the word ends; `at` when none begins."""
        if sentence[at].text not in self._language.outsiders_begin:
            return at  # as most
        for end in range(min(at + 4, len(sentence)), at, -1):
            form = tuple([word.text for word in sentence[at:end]])
            if form not in self._language.outsiders or not covered.isdisjoint(range(at, end)):
                continue
            # "us" and "who" are words, "US" and "WHO" are names
            articled = bool(at) and sentence[at - 1].text in self._language.words["articles"]
            asks = not at and sentence[at].text in self._language.words["question"]
            initials = articled or (sentence[at].raw.isupper() and not shouted and not asks)
            if initials or not self._told.issuperset(form):  # of "Rome's tanks" no word is Rome
                return end if len(form[0]) > 3 or end - at > 1 or initials else at
        return at

    def _strange_name(self, sentence: Sequence[Word], at: int, covered: set[int]) -> int:
        """Where the row of unheard-of words that begins at the word ends; `at` when the word is known."""
        end = at
        while (
            end < len(sentence)
            and end not in covered
            and len(sentence[end].text) > 1
            and (self._is_unheard_of(sentence[end]) or (end > at and self._is_surname(sentence[end])))
        ):
            end += 1
        return end

    def _is_surname(self, word: Word) -> bool:
        """Whether the word behind a strange name goes on with it, though it looks like a form of a known one."""
        return word.capital and word.text not in self._vocabulary and word.text not in self._language.known

    def _is_unheard_of(self, word: Word) -> bool:
        return self.is_strange(word.text) and not any(char.isdecimal() for char in word.text)


def _is_within(typo: str, word: str) -> bool:
    """Whether the word has all letters of the typo, in their order, and begins with the same one."""
    letters = iter(word)
    return typo[:1] == word[0] and all(letter in letters for letter in typo)


def _is_next_key(typed: str, known: str) -> bool:
    """Whether the one letter that differs lies beside the right one on a keyboard: gsve for gave."""
    differing = [{one, other} for one, other in zip(typed, known, strict=True) if one != other]
    return len(differing) == 1 and any(set(pair) == differing[0] for row in _KEYS for pair in pairwise(row))


def _unswapped(typo: str, little: Collection[str]) -> str:
    """The little word of which two letters were swapped, if it can be only one: wsa for was."""
    swapped = (typo[:at] + typo[at + 1] + typo[at] + typo[at + 2 :] for at in range(len(typo) - 1))
    found = [each for each in swapped if each in little]
    return found[0] if len(typo) >= _SHORTEST_KNOWN and len(found) == 1 else typo


def _less(counts: Counter[str], counted: Iterable[str]) -> Counter[str]:
    """The counts without these, and without those of which nothing is left."""
    left = counts.copy()
    left.subtract(lost := Counter(counted))
    for each in lost:
        if not left[each]:
            del left[each]
    return left


def _all_capitals(typed: Sequence[Word]) -> bool:
    """Whether capitals tell nothing: most words have them."""
    return sum(word.capital for word in typed) * 2 > len(typed) and len(typed) > 2
