"""Candidates for a question: what shares most with it comes first, and what nobody has heard of makes it doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.index import Index

TEXTS = {
    "horn": ["the ferry blew its horn at noon", "who blew the horn"],
    "ferry": ["the ferry left the quay at dawn"],
    "bakery": ["the bakery gave bread to everybody"],
    "lamp": ["somebody stole the lamp of the lighthouse"],
}


def index(texts: dict[str, list[str]]) -> Index:
    return Index({id: [text.split() for text in each] for id, each in texts.items()})


def ranked(question: str, most: int = 50) -> list[str]:
    return [id for id, _ in index(TEXTS).rank(question.split(), most)]


def score(question: str, id: str) -> float:
    return dict(index(TEXTS).rank(question.split())).get(id, 0.0)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("who blew the horn", "horn"),
        ("when did the ferry leave the quay", "ferry"),
        ("bread", "bakery"),
        ("the lamp was stolen from the lighthouse", "lamp"),
        # 3-grams: endings, parts and typos of words that the texts hold
        ("lighthouses", "lamp"),
        ("bakeries", "bakery"),
        ("who stole lihgthouse lamps", "lamp"),
        ("ferries at dawn", "ferry"),
    ],
)
def test_the_entry_that_shares_most_comes_first(question: str, best: str) -> None:
    assert ranked(question)[0] == best


def test_a_rare_word_tells_more_than_one_that_many_share() -> None:
    assert score("lamp", "lamp") > score("the", "lamp")
    assert ranked("the bread")[0] == "bakery"


def test_an_unknown_word_lowers_every_score_and_changes_no_order() -> None:
    for question in ("who blew the horn", "bread", "the ferry left the quay"):
        assert ranked(f"{question} xqwzvj") == ranked(question)
        assert all(score(f"{question} xqwzvj", id) < score(question, id) for id in ranked(question))


def test_a_whole_text_of_an_entry_is_nearer_than_a_part_of_it() -> None:
    assert score("somebody stole the lamp of the lighthouse", "lamp") == pytest.approx(1.0)
    assert score("somebody stole the lamp of the lighthouse", "lamp") > score("somebody stole the lamp", "lamp")


def test_phrasings_of_an_entry_count_together() -> None:
    """The ferry's horn at noon is asked for with words of two of its texts."""
    assert ranked("who blew a horn at noon")[0] == "horn"


def test_what_shares_nothing_is_no_candidate() -> None:
    assert "bakery" not in ranked("lamp")
    assert ranked("xqwzvj") == []
    assert ranked("") == []


def test_no_more_are_given_than_were_wanted() -> None:
    assert len(ranked("the ferry at the bakery with a lamp", most=2)) == 2
    assert ranked("the ferry", most=1) == ["ferry"]


def test_equals_stand_in_the_order_of_the_ledger() -> None:
    same = {id: ["the ferry left"] for id in ("c", "a", "b")}
    assert [id for id, _ in index(same).rank(["ferry"])] == ["c", "a", "b"]


@pytest.mark.parametrize("texts", [{}, {"a": []}, {"a": [""]}, {"a": [], "b": ["", ""]}])
def test_an_empty_ledger_has_no_candidates(texts: dict[str, list[str]]) -> None:
    assert index(texts).rank(["ferry"]) == []


def test_entries_without_texts_are_passed_over() -> None:
    assert [id for id, _ in index({"a": [], "b": ["ferry"]}).rank(["ferry"])] == ["b"]


WORDS = st.lists(st.sampled_from(["ferry", "horn", "bread", "lamp", "the", "of", "дамба", "洪", "x", "12"]), max_size=6)


@given(st.lists(st.lists(WORDS, max_size=3), max_size=6), WORDS)
def test_scores_lie_between_0_and_1_best_first_and_every_entry_stands_once(
    texts: list[list[list[str]]], question: list[str]
) -> None:
    found = Index({f"e{number}": units for number, units in enumerate(texts)}).rank(question)
    scores = [score for _, score in found]
    assert all(0.0 < score <= 1.0 + 1e-9 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert len({id for id, _ in found}) == len(found) <= len(texts)


@given(WORDS)
def test_the_same_words_give_the_same_ranking_in_any_order(question: list[str]) -> None:
    made = index(TEXTS)
    one, other = made.rank(question), made.rank(sorted(question))
    assert dict(one) == pytest.approx(dict(other))
    assert made.rank(question) == one


@given(st.lists(st.lists(WORDS, max_size=3), min_size=1, max_size=40), st.data())
def test_an_index_with_fewer_texts_of_an_entry_is_the_one_built_of_them(
    texts: list[list[list[str]]], data: st.DataObject
) -> None:
    before = {f"e{number}": units for number, units in enumerate(texts)}
    id = data.draw(st.sampled_from(sorted(before)))
    left = [unit for unit in before[id] if data.draw(st.booleans())]
    changed = [data.draw(WORDS), *left[1:]] if left and left[0] else left
    made, whole = Index(before), Index({**before, id: changed})
    for question in (data.draw(WORDS), *changed):
        assert made.but({id: changed}).rank(question) == whole.rank(question)
        assert made.rank(question) == Index(before).rank(question)
    assert all(made.but({id: changed}).holds(word) == whole.holds(word) for unit in before[id] for word in unit)
