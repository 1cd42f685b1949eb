"""How the bot tells operators what happens: one line an event on stderr, UTC, without secrets and without questions."""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

REDACTED = "[secret]"
TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
# They log whole updates and whole addresses below these levels: what people asked, and the token.
LOUD = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.request": logging.CRITICAL,
}

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def start_logging(level: str, secrets: Iterable[str] = ()) -> None:
    """Send every record of `level` and above to stderr, as `OneLine` writes it."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name, least in LOUD.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))


def place_of(error: BaseException) -> str:
    """Where `error` was raised, innermost call first; without its message, which may hold what somebody asked."""
    frames = [
        f"{Path(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    cause = f" from {type(error.__cause__).__name__}" if error.__cause__ else ""
    return f"{type(error).__name__}{cause} at {' < '.join(reversed(frames[-4:])) or 'no line'}"


class OneLine(logging.Formatter):
    """Writes a record on one line and takes out the secrets, wherever in it they stand."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime
        whole = {form for secret in secrets for form in (secret, quote(secret, safe=""), secret.rpartition(":")[2])}
        self._secrets = sorted((form for form in whole if len(form) >= 6), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The record's line. A record whose arguments do not fit is written too: the default would print them raw."""
        try:
            message = record.getMessage()
        except Exception:  # whatever an argument's own __str__ may raise
            message = f"{record.msg} (its arguments do not fit)"
        clean = logging.makeLogRecord({**record.__dict__, "msg": message, "args": (), "exc_text": None})
        return self._redacted(" | ".join(super().format(clean).splitlines()))

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  the name is logging's
        """Where the error was raised."""
        return place_of(ei[1]) if ei[1] else ""

    def _redacted(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, REDACTED)
        return TOKEN.sub(REDACTED, line)
