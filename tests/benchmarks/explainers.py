"""What may stand for a word of a question: the pack's synonym sets beside a thesaurus and word vectors.

The packages are optional, and only their data files are read: WordNet 3.1 lies in `nlptoolkit-wordnet`, static vectors
of word pieces in `wordllama`. Each explains what the engine leaves unexplained, beside the pack or instead of it.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bot.languages
from bot.checking.evaluation import VERDICTS, evaluate
from bot.languages import Language, english, read_pack
from bot.matching.explanation import Explainer, Explanation
from bot.matching.traits import By, Traits
from bot.service import Service
from bot.text import Word, fold, stem
from tests.benchmarks.thresholds import OURS, read_pair

COSINES = (0.35, 0.45, 0.55)

StandsFor = Callable[[Word, Traits, Mapping[str, By]], str]
"""Of the stems with which the entry may explain now, the one that stands for the word, or ""."""


def nothing(word: Word, traits: Traits, held: Mapping[str, By]) -> str:
    """No word stands for another."""
    return ""


@dataclass(frozen=True)
class Variant:
    """A way to explain words: with the pack's synonyms or without, and what stands for words beside them."""

    name: str
    pack: bool
    stands_for: StandsFor


@contextmanager
def beside(stands_for: StandsFor) -> Iterator[None]:
    """While it lasts, what the engine cannot explain is explained by what stands for it."""
    engine = Explainer.explains

    def explains(self: Explainer, word: Word, traits: Traits, *more: Any) -> Explanation | None:
        if explanation := engine(self, word, traits, *more):
            return explanation
        held: dict[str, By] = {}
        for each in (*more, traits.stems):  # `more`: the stems of phrasings that the question takes up
            held.update(each)
        other = stands_for(word, traits, held)
        return Explanation(held[other], other) if other else None

    with patch.object(Explainer, "explains", explains):
        yield


class WordNet:
    """Words that share a sense, whichever sense it is: WordNet 3.1 as the package has it does not rank them."""

    name, needs = "WordNet", ("nlptoolkit-wordnet",)
    _SENSE, _MEMBER = re.compile("<SYNONYM>(.*?)</SYNONYM>"), re.compile("<LITERAL>([^<]+)<SENSE>")

    def __init__(self) -> None:
        text = _file("nlptoolkit-wordnet", "english_wordnet_version_31.xml").read_text(encoding="utf-8")
        function = english().words["function"]
        self._synonyms: dict[str, set[str]] = {}
        for sense in self._SENSE.findall(text):
            words = {fold(word) for word in self._MEMBER.findall(sense) if word.isalpha()} - function
            line = {stem(word) for word in words}
            for each in line:
                self._synonyms.setdefault(each, set()).update(line)

    def variants(self) -> Iterator[Variant]:
        """Beside the pack, and instead of it."""
        yield Variant(f"the pack and {self.name}", True, self._stands_for)
        yield Variant(f"{self.name} alone", False, self._stands_for)

    def _stands_for(self, word: Word, traits: Traits, held: Mapping[str, By]) -> str:
        return min((other for other in self._synonyms.get(stem(word.text), ()) if other in held), default="")


class WordVectors:
    """The word of the entry's texts whose vector lies nearest; only words that are one piece: the rest is noise."""

    name, needs = "word vectors", ("wordllama", "numpy", "safetensors", "tokenizers")

    def __init__(self) -> None:
        self._np: Any = import_module("numpy")
        tokenizer: Any = import_module("tokenizers").Tokenizer
        held = import_module("safetensors.numpy").load_file(_file("wordllama", "l2_supercat_256.safetensors"))
        self._pieces = held["embedding.weight"]
        self._tokenizer = tokenizer.from_file(str(_file("wordllama", "l2_supercat_tokenizer_config.json")))
        self._function = english().words["function"]
        self._nearest, self._vector = cache(self._found), cache(self._made)

    def variants(self) -> Iterator[Variant]:
        """Beside the pack at every cosine, and instead of it at the middle one."""
        for least in COSINES:
            yield Variant(f"the pack and {self.name}, {least:g}", True, self._from(least))
        middle = COSINES[len(COSINES) // 2]
        yield Variant(f"{self.name} alone, {middle:g}", False, self._from(middle))

    def _from(self, least: float) -> StandsFor:
        def stands_for(word: Word, traits: Traits, held: Mapping[str, By]) -> str:
            near = self._nearest(word.text, traits.told)
            return next((other for cosine, other in near if cosine >= least and other in held), "")

        return stands_for

    def _found(self, asked: str, told: tuple[tuple[str, ...], ...]) -> list[tuple[float, str]]:
        """Cosines and stems of the words told, the nearest first, none farther than any cosine asks for."""
        own = self._vector(asked)
        vectors = {word: self._vector(word) for text in told for word in text} if own is not None else {}
        cosines = ((float(own @ each), stem(word)) for word, each in vectors.items() if each is not None)
        return sorted((each for each in cosines if each[0] >= min(COSINES)), reverse=True)

    def _made(self, word: str) -> Any:
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids
        if len(ids) > 1 or not word.isalpha() or word in self._function:
            return None
        vector = self._pieces[ids[0]].astype("float32")
        return vector / self._np.linalg.norm(vector)


OPTIONAL = (WordNet, WordVectors)


def tables(pairs: Iterable[tuple[Path, Path]] = OURS) -> Iterator[str]:
    """How many questions each way answers right or wrong, for each pair of knowledge and cases; then what it costs."""
    variants = [Variant("the pack's synonym sets (today)", True, nothing), Variant("no synonyms", False, nothing)]
    pack = Path(bot.languages.__file__).with_name("en.yaml")
    costs = [("the whole language pack", _cost(lambda: read_pack(pack))[1], pack.stat().st_size)]
    for explainer in OPTIONAL:
        if missing := [name for name in explainer.needs if not _installed(name)]:
            yield f"{explainer.name}: left out, not installed; pip install --no-deps {' '.join(missing)}"
            continue
        loaded, seconds = _cost(explainer)
        variants += loaded.variants()
        costs.append((explainer.name, seconds, sum(map(_size, _needed(explainer.needs) - _needed(["on-the-record"])))))
    for knowledge, cases in pairs:
        yield from _of_pair(knowledge, cases, variants)
    yield from _heading("loaded once", "CPU s", "MB installed, with what it needs beyond the bot")
    for name, seconds, size in costs:
        yield f"| {name} | {seconds:.2f} | {size / 1e6:.1f} |"


def _of_pair(knowledge: Path, cases: Path, variants: Iterable[Variant]) -> Iterator[str]:
    service, asked = read_pair(knowledge, cases)
    questions = sum(len(case.ask) for _, case in asked)
    yield from _heading(f"{questions} questions, {cases}", *VERDICTS)
    for each in variants:
        with beside(each.stands_for):
            counts = Counter(one.verdict for one in evaluate(Service(service.ledger, _language(each.pack)), asked))
        yield f"| {each.name} | {' | '.join(str(counts[verdict]) for verdict in VERDICTS)} |"


def _language(synonyms: bool) -> Language:
    """The pack; its synonyms stay known words where none of them stands for another."""
    return english() if synonyms else replace(english(), synonyms={})


def _heading(*cells: str) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(cells)} |"
    yield f"| {' | '.join('---' for _ in cells)} |"


def _cost(make: Callable[[], Any]) -> tuple[Any, float]:
    """What is made, and the CPU seconds of making it."""
    began = time.process_time()
    return make(), time.process_time() - began


def _installed(name: str) -> bool:
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def _file(package: str, name: str) -> Path:
    held = distribution(package)
    return next(Path(str(held.locate_file(each))) for each in held.files or () if each.name == name)


def _needed(names: Iterable[str]) -> set[str]:
    """The packages, and those that they require, as far as they are installed."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = re.sub("[-_.]+", "-", left.pop()).lower()
        if name not in found and _installed(name):
            found.add(name)
            required = (each for each in distribution(name).requires or () if "extra ==" not in each)
            left += [match.group() for each in required if (match := re.match(r"[\w.-]+", each))]
    return found


def _size(name: str) -> int:
    """Bytes of the package's files."""
    files = (Path(str(each.locate())) for each in distribution(name).files or ())
    return sum(each.stat().st_size for each in files if each.is_file())
