"""Words of a question: what is cleaned away, what meets, and that nothing moves."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.text import LONGEST_QUESTION, clean, fold, folded, latin, quoted, skeleton, squeeze, stem, words

# Latin with its accents, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian: the scripts in which names are typed
SCRIPTS = (
    (0x41, 0x17F),
    (0x391, 0x3A1),
    (0x3B1, 0x3C9),
    (0x400, 0x45F),
    (0x531, 0x587),
    (0x5D0, 0x5EA),
    (0x620, 0x64A),
    (0x10D0, 0x10F0),
)
LETTERS = "".join(char for first, last in SCRIPTS for char in map(chr, range(first, last + 1)) if char.isalpha())
typed_words = st.text(LETTERS, min_size=1, max_size=20)
spoken_words = st.text("abcdefghilmnoprstuvxz", min_size=1, max_size=20)
"""Without q, w, y, j and k, which are letters that only a spelling has."""


# ---- clean -----------------------------------------------------------------------------------------------------------


@given(st.text())
def test_clean_text_holds_no_symbol_and_nothing_unseen(text: str) -> None:
    for char in clean(text):
        assert char == "\n" or unicodedata.category(char)[0] != "C"
        assert unicodedata.category(char) not in {"So", "Sk"}


@pytest.mark.parametrize(
    ("unseen", "name"),
    [
        ("\u202e", "right-to-left override"),
        ("\u2067", "right-to-left isolate"),
        ("\u200f", "right-to-left mark"),
        ("\u200b", "zero width space"),
        ("\u200d", "zero width joiner"),
        ("\ufeff", "byte order mark"),
        ("\u00ad", "soft hyphen"),
        ("\x00", "null"),
        ("\ue000", "private use"),
        ("\U000e0041", "tag"),
        ("🌉", "emoji"),
        ("👍🏽", "emoji with a skin tone"),
        ("🇫🇴", "flag"),
        ("👩‍🚒", "joined emoji"),
    ],
)
def test_the_unseen_and_emoji_are_cleaned_away(unseen: str, name: str) -> None:
    assert clean(f"who {unseen} spoke").split() == ["who", "spoke"], name


@given(st.text(max_size=LONGEST_QUESTION))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assume(len(unicodedata.normalize("NFKC", text)) <= LONGEST_QUESTION)
    assert clean(clean(text)).split() == clean(text).split()


@given(st.text(), st.integers(0, 20))
def test_a_clean_text_is_never_longer_than_the_longest_question(text: str, times: int) -> None:
    assert len(clean(text * times)) <= LONGEST_QUESTION


def test_letters_of_any_width_and_ligatures_are_plain_letters() -> None:
    assert clean("Ｈｏｌｍ ﬁre ℡") == "Holm fire TEL"


def test_a_new_line_stays_for_it_ends_a_sentence() -> None:
    assert clean("one\ntwo") == "one\ntwo"


# ---- fold ------------------------------------------------------------------------------------------------------------


@given(typed_words)
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(typed_words)
def test_a_folded_word_has_neither_capitals_nor_accents(word: str) -> None:
    assert fold(word) == fold(word).casefold()
    assert not any(unicodedata.combining(char) for char in fold(word))


@given(typed_words)
def test_a_word_in_capitals_folds_to_the_same(word: str) -> None:
    assume(word.upper().casefold() == word.casefold())
    assert fold(word.upper()) == fold(word)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ståleby", "staleby"),
        ("PEÑARRAL", "penarral"),
        ("Čermel", "cermel"),
        ("Łódź", "lodz"),
        ("Öğretmen", "ogretmen"),
        ("IŞIK", "isik"),
        ("ışık", "isik"),
        ("İnci", "inci"),
        ("Əsgər", "esger"),
        ("Straße", "strasse"),
        ("Đorđe", "dorde"),
        ("Ælfric", "aelfric"),
        ("Søren", "soren"),
        ("Пеньярраль", "пеньярраль"),
        ("Ёлкин", "елкин"),
        ("Μαρία", "μαρια"),
    ],
)
def test_accents_and_capitals_are_folded_and_scripts_kept(typed: str, read: str) -> None:
    assert fold(typed) == read


@pytest.mark.parametrize("letter", ["Ǽ", "ǿ", "Ǣ"])
def test_a_ligature_with_an_accent_folds_like_one_without(letter: str) -> None:
    assert fold(fold(letter)) == fold(letter)


# ---- words -----------------------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("abcÄ ñ-’'`.?!\n“”,9_я")))
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in words(text):
        typed = text[word.start : word.end]
        assert word.raw == typed.replace("’", "'").replace("`", "'")
        assert word.text == fold(word.raw)


@given(st.text())
def test_words_stand_in_order_and_never_overlap(text: str) -> None:
    found = words(text)
    for one, next_one in pairwise(found):
        assert one.end <= next_one.start
        assert one.sentence <= next_one.sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who said it?", ["who", "said", "it"]),
        ("the mayor's words", ["the", "mayor's", "words"]),
        ("the mayor’s words", ["the", "mayor's", "words"]),
        ("the ferry-men", ["the", "ferry", "men"]),
        ("at 21:40, 3 gates", ["at", "21", "40", "3", "gates"]),
        ("snake_case", ["snake", "case"]),
        ("'quoted'", ["quoted"]),
        ("", []),
        ("?!…", []),
    ],
)
def test_a_text_has_these_words(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found


def test_each_word_knows_its_sentence() -> None:
    found = words("He came. Who said so?\nNobody")
    assert [(word.text, word.sentence) for word in found] == [
        ("he", 0), ("came", 0), ("who", 1), ("said", 1), ("so", 1), ("nobody", 2)
    ]  # fmt: skip


def test_a_capital_is_seen_as_typed() -> None:
    assert [word.capital for word in words("did Čermel say 3")] == [False, True, False, False]


def test_folded_words_of_ours_have_no_possessive_and_no_apostrophe() -> None:
    assert folded("The Mayor’s men of O'Hara") == ("the", "mayor", "men", "of", "ohara")


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\u200e"])
def test_an_unseen_character_does_not_part_a_word(unseen: str) -> None:
    assert [word.text for word in words(clean(f"Rad{unseen}kovar"))] == ["radkovar"]


@pytest.mark.parametrize("word", ["Вендре́ль", "שָׁלוֹם", "मुंबई"])
def test_marks_on_letters_do_not_part_a_word(word: str) -> None:
    assert len(words(clean(word))) == 1


# ---- spellings that meet ---------------------------------------------------------------------------------------------


@given(typed_words)
def test_a_skeleton_is_in_lower_case_without_doubled_letters(word: str) -> None:
    sound = skeleton(fold(word))
    assert sound == sound.lower()
    assert all(one != other for one, other in pairwise(sound))


@given(spoken_words)
def test_the_skeleton_of_a_skeleton_is_the_same(word: str) -> None:
    assume(all(one != other for one, other in pairwise(word)))
    assert skeleton(skeleton(word)) == skeleton(word)


@pytest.mark.parametrize(("one", "other"), [("mashhad", "mashad"), ("zoour", "zour"), ("jacques", "jaques")])
def test_a_letter_doubled_before_a_digraph_sounds_the_same(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ståleby", "stalebi"),
        ("čermel", "chermel"),
        ("radkovar", "radkowar"),
        ("žofie", "zhofie"),
        ("khalid", "kalid"),
        ("qasim", "kasim"),
        ("philip", "filip"),
        ("thomas", "tomas"),
        ("mousa", "musa"),
        ("yuri", "juri"),
        ("jack", "jak"),
        ("allan", "alan"),
        ("чермел", "cermel"),
    ],
)
def test_spellings_of_one_sound_meet(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


@given(typed_words)
def test_latin_letters_are_plain_whatever_the_script(word: str) -> None:
    assert latin(fold(word)).isascii()


@pytest.mark.parametrize(
    ("one", "other"),
    [("opened", "opening"), ("gates", "gate"), ("flooded", "floods"), ("2020", "2020"), ("чермел", "чермел")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


# ---- quotes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("marked", ["“{}”", '"{}"', "«{}»", "„{}“", "„{}”", "‘{}’", "'{}'", "« {} »"])
def test_words_between_marks_of_any_kind_are_quoted(marked: str) -> None:
    said = "nobody rang us"
    assert quoted(marked.format(said)) == (said,)
    assert quoted(f"who said {marked.format(said)} then") == (said,)


def test_several_quotes_stand_in_order() -> None:
    assert quoted("“not one call” or 'not one message'") == ("not one call", "not one message")


@pytest.mark.parametrize("marked", ["'{}'", "‘{}’", "“{}”", '"{}"'])
def test_an_apostrophe_does_not_end_a_quote(marked: str) -> None:
    said = "it's the river's flood"
    assert quoted(f"who said {marked.format(said)} ?") == (said,)


@pytest.mark.parametrize(
    "text", ["the “slip”", "the mayor's and the director's words", "'tis so", "“open", "“”", "''", ""]
)
def test_one_word_and_lone_marks_are_no_quote(text: str) -> None:
    assert quoted(text) == ()


@given(st.text())
def test_what_is_quoted_stands_in_the_text(text: str) -> None:
    assert all(part in text and len(part.split()) > 1 for part in quoted(text))


@given(st.text(st.sampled_from("“”\"'‘’«»„ ab"), max_size=60))
def test_marks_in_any_disorder_are_read(text: str) -> None:
    assert all(part in text for part in quoted(text))


@given(st.text(st.characters(codec="ascii")))
def test_a_squeezed_text_stays_as_it_is_when_squeezed_again(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


def test_a_quote_compares_without_marks_and_spaces() -> None:
    assert squeeze("  “Nobody  rang us!”—Not ONE call… ") == "nobody rang us not one call"
