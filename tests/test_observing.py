import logging
import re

import pytest

from bot.observing import OneLine, place_of, start_logging

TOKEN = "1000001:AAE_a-token-of-a-test"


class Clumsy:
    def __str__(self) -> str:
        raise ValueError(TOKEN)


def line(message: object, *args: object, error: BaseException | None = None) -> str:
    record = logging.LogRecord(
        "bot.x", logging.INFO, "x.py", 1, message, args, (type(error), error, None) if error else None
    )
    record.created = 0.0
    return OneLine([TOKEN]).format(record)


def test_a_record_is_one_line_with_the_time_in_utc():
    assert line("two\nlines") == "1970-01-01T00:00:00Z INFO bot.x: two | lines"


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (f"GET /bot{TOKEN}/getMe", ()),
        ("GET %s", (f"/bot{TOKEN}/getMe",)),
        ("%r", ({"url": TOKEN},)),
        ("%s", (TOKEN.replace(":", "%3A"),)),
        ("%s", ("AAE_a-token-of-a-test",)),
        ("%s", ("7777777:AAE_the-token-of-some-other-bot",)),
        (f"{TOKEN} %s %s", ("too few",)),
        ("%d", (TOKEN,)),
        ("%s", (Clumsy(),)),
    ],
)
def test_no_form_of_the_token_is_written(message, args):
    written = line(message, *args)
    assert "AAE" not in written
    assert written.startswith("1970-01-01T00:00:00Z INFO")


def test_an_error_is_shown_by_its_place_and_not_by_its_words():
    def fail() -> None:
        raise KeyError("what somebody asked")

    try:
        fail()
    except KeyError as error:
        told = place_of(error)
    assert re.fullmatch(r"KeyError at test_observing\.py:\d+ fail < test_observing\.py:\d+ test_an_error.*", told)
    assert line("it failed", error=ValueError(TOKEN)).endswith("it failed | ValueError at no line")


def test_an_error_says_what_caused_it():
    error = ValueError("x")
    error.__cause__ = KeyError("y")
    assert place_of(error) == "ValueError from KeyError at no line"


@pytest.fixture
def stderr(capsys):
    """A function that returns what stands on stderr; the logging of the test run is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram", "telegram.request")}
    root.handlers = []
    yield lambda: capsys.readouterr().err
    logging.captureWarnings(False)
    root.handlers = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize(("level", "lines"), [("DEBUG", 2), ("INFO", 1), ("ERROR", 0)])
def test_libraries_that_log_addresses_and_questions_are_held_back_at_every_level(stderr, level, lines):
    start_logging(level, [TOKEN])
    logging.getLogger("bot.x").debug("ours")
    logging.getLogger("bot.x").info("ours")
    for name in ("httpx", "httpcore.http11", "telegram.ext.Application", "telegram.request.BaseRequest"):
        logging.getLogger(name).info("what somebody asked")
    logging.getLogger("telegram.request.BaseRequest").error("the body of an answer: what somebody asked")
    written = stderr()
    assert written.count("\n") == lines
    assert "asked" not in written
