import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.message import Button
from bot.telegram.buttons import Choose, keyboard, unpack

ids = st.from_regex(r"[a-z0-9-]{1,48}", fullmatch=True)


@given(ids)
def test_what_is_packed_comes_out_again_and_fits(entry):
    packed = Choose(entry).pack()
    assert unpack(packed) == Choose(entry)
    assert len(packed.encode()) <= 64


def test_the_longest_id_there_is_fits():
    assert unpack(Choose("a" * 48).pack()) == Choose("a" * 48)


@given(st.text() | st.text().map(lambda text: f"choose:{text}"))
def test_data_of_any_kind_is_either_a_choice_or_nothing(data):
    chosen = unpack(data)
    assert chosen is None or chosen.pack() == data


@pytest.mark.parametrize("entry", ["", "A", "a b", "a" * 49, "ä", "a:b", "a\n", "\u0661"])
def test_what_is_no_id_is_not_packed(entry):
    with pytest.raises(ValueError, match="no entry's id"):
        Choose(entry).pack()


def test_buttons_stand_one_below_the_other_in_their_order():
    shown = keyboard((Button("Ada Example", "ada"), Button("None of these", "none")))
    assert shown is not None
    rows = [[(button.text, button.callback_data) for button in row] for row in shown.inline_keyboard]
    assert rows == [[("Ada Example", "choose:ada")], [("None of these", "choose:none")]]


def test_without_buttons_there_is_no_keyboard():
    assert keyboard(()) is None


@pytest.mark.parametrize(("letters", "shown"), [(64, "x" * 64), (65, "x" * 63 + "…")])
def test_a_long_label_is_cut_and_says_so(letters, shown):
    markup = keyboard((Button("x" * letters, "ada"),))
    assert markup is not None
    assert markup.inline_keyboard[0][0].text == shown


def test_there_are_no_more_buttons_than_telegram_takes():
    markup = keyboard([Button(f"Person {number}", f"p-{number}") for number in range(150)])
    assert markup is not None
    assert len(markup.inline_keyboard) == 100
