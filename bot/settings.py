"""The settings of `run`: every environment variable it reads, checked once, frozen.

The fields of `Settings` are the table of the variables: alias, default, description. An empty variable counts as unset.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
CREDENTIAL = "telegram-bot-token"
TOKEN = "TELEGRAM_BOT_TOKEN"
NOBODYS = (1087968824, 136817688, 777000)
"""What Telegram puts in the place of anonymous admins, of channels, and of itself."""
NOT_USED_YET = ("DATABASE_URL", "WEBHOOK_URL", "WEBHOOK_SECRET", "PORT", "BOT_OPS")
"""Variables that belong to the bot, and that this version does not know what to do with."""
_HOW_TO_FIND_A_NUMBER = (
    "names can change hands, so write the number, which Telegram Desktop shows in the profile once it is switched on"
    " under Settings, Advanced, Experimental settings, Show Peer IDs in Profile; several with commas between them"
)


class SettingsError(Exception):
    """Settings that cannot be used; `problems` are lines for the operator: the variable, what is wrong, the cure."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _token(given: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", given.get_secret_value(), re.ASCII):
        raise ValueError("is no token: copy the whole line that @BotFather shows, digits, colon and letters")
    return given


def _level(given: str) -> str:
    if given.upper() not in LEVELS:
        raise ValueError(f"is {given!r}: write one of {', '.join(LEVELS)}")
    return given.upper()


def _ids(given: object) -> object:
    """The numbers between the commas."""
    if not isinstance(given, str):
        return given
    for each in (each.strip() for each in given.split(",")):
        if not re.fullmatch(r"[1-9]\d{0,15}", each, re.ASCII):
            raise ValueError(f"holds {each!r}, which is no person's number: {_HOW_TO_FIND_A_NUMBER}")
        if int(each) in NOBODYS:
            raise ValueError(f"holds {each}, which stands for many people: name each by their own number")
    return frozenset(map(int, given.split(",")))


def _address(end: str) -> Callable[[str], str]:
    """A check that an address has a scheme and ends as the library needs it, for it appends the token as it is."""

    def check(given: str) -> str:
        if not re.fullmatch(r"https?://\S+", given) or not given.endswith(end):
            raise ValueError(f"is {given!r}: write an address that begins with https:// and ends in {end}")
        return given

    return check


class Settings(BaseModel):
    """What `run` was told by its environment; read it with `read`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: Annotated[SecretStr, AfterValidator(_token)] = Field(
        alias="TELEGRAM_BOT_TOKEN",
        description=f"the bot's token from @BotFather; else {TOKEN}_FILE is read, else systemd's {CREDENTIAL}",
    )
    token_file: Path | None = Field(
        None, alias="TELEGRAM_BOT_TOKEN_FILE", description="a file that holds the token and nothing else"
    )
    base_url: Annotated[str, AfterValidator(_address("/bot"))] = Field(
        "https://api.telegram.org/bot", alias="TELEGRAM_BASE_URL", description="where the Bot API answers"
    )
    base_file_url: Annotated[str, AfterValidator(_address("/file/bot"))] = Field(
        "https://api.telegram.org/file/bot", alias="TELEGRAM_BASE_FILE_URL", description="where the Bot API keeps files"
    )
    knowledge: Path | None = Field(
        None,
        alias="BOT_KNOWLEDGE",
        description="the knowledge, a file or a folder; else knowledge/ here or beside bot/",
    )
    contact: str = Field("", alias="BOT_CONTACT", description="whom to write to about the bot; shown in /about")
    admins: Annotated[frozenset[int], BeforeValidator(_ids)] = Field(
        frozenset(),
        alias="BOT_ADMINS",
        description="the numbers of those who are told of changes and may send /status and /reload, with commas",
    )
    data: Path = Field(
        alias="BOT_DATA", description="a folder for what outlives a restart; else systemd's or the user's state folder"
    )
    log_level: Annotated[str, AfterValidator(_level)] = Field(
        "INFO", alias="BOT_LOG_LEVEL", description=f"how much is logged: {', '.join(LEVELS)}"
    )


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` holds. Raises SettingsError with every problem at once."""
    names = [str(field.alias) for field in Settings.model_fields.values()]
    given = {name: value for name in names if (value := environment.get(name, "").strip())}
    given.setdefault("BOT_DATA", str(_state_folder(environment)))
    problems = []
    try:
        given |= _token_from_a_file(given, environment)
    except OSError as error:
        problems.append(f"{TOKEN} cannot be read from {error.filename}: {error.strerror}; correct the path")
    try:
        settings = Settings.model_validate(given)
    except ValidationError as invalid:
        found = {str(problem["loc"][0]): _line(problem, environment) for problem in invalid.errors()}
        if problems:
            found.pop(TOKEN, None)
        raise SettingsError((*problems, *found.values())) from None
    return settings


def not_used(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that are set and that this version does not use yet."""
    return tuple(name for name in NOT_USED_YET if environment.get(name, "").strip())


def _state_folder(environment: Mapping[str, str]) -> Path:
    """The folder that systemd gives the service, else one in the user's own state folder."""
    if given := environment.get("STATE_DIRECTORY", "").partition(":")[0]:
        return Path(given)
    state = environment.get("XDG_STATE_HOME", "")
    home = Path(environment.get("HOME") or Path.cwd())
    return (Path(state) if os.path.isabs(state) else home / ".local" / "state") / "on-the-record"


def _token_from_a_file(given: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """The token from the file that is named, else from the credentials that systemd hands over, if it is not given."""
    if TOKEN in given:
        return {}
    if named := given.get(f"{TOKEN}_FILE"):
        return {TOKEN: _text_of(Path(named))}
    credentials = environment.get("CREDENTIALS_DIRECTORY")
    if credentials and (path := Path(credentials, CREDENTIAL)).exists():
        return {TOKEN: _text_of(path)}
    return {}


def _text_of(path: Path) -> str:
    # A file that is not text holds no token: let the token's own check say so.
    return path.read_text(encoding="utf-8", errors="replace").strip()


def _line(problem: Any, environment: Mapping[str, str]) -> str:
    variable = str(problem["loc"][0])
    if problem["type"] != "missing":
        return f"{variable} {problem['ctx']['error']}"
    if environment.get("BOT_TOKEN"):
        return f"{variable} is not set, but BOT_TOKEN is: rename BOT_TOKEN to {variable}"
    return f"{variable} is not set: get a token from @BotFather and set it, or name its file in {variable}_FILE"
