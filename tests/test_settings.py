from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, not_used, read

TOKEN = "123456:AAE_not-a-real-one"


def problems(**environment: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read(environment)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_a_token_is_all_it_needs():
    settings = read({"TELEGRAM_BOT_TOKEN": f" {TOKEN}\n"})
    assert settings.token.get_secret_value() == TOKEN
    assert (settings.base_url, settings.log_level) == ("https://api.telegram.org/bot", "INFO")
    assert (settings.knowledge, settings.contact) == (None, "")


def test_every_variable_is_taken():
    settings = read(
        {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BASE_URL": "http://127.0.0.1:8081/bot",
            "TELEGRAM_BASE_FILE_URL": "http://127.0.0.1:8081/file/bot",
            "BOT_KNOWLEDGE": "ledger.yaml",
            "BOT_CONTACT": "ada@example.org",
            "BOT_LOG_LEVEL": "debug",
            "PATH": "/bin",
        }
    )
    assert settings.base_url == "http://127.0.0.1:8081/bot"
    assert settings.base_file_url == "http://127.0.0.1:8081/file/bot"
    assert settings.knowledge == Path("ledger.yaml")
    assert (settings.contact, settings.log_level) == ("ada@example.org", "DEBUG")


def test_the_table_says_what_operators_may_do():
    description = Settings.model_fields["admins"].description or ""
    assert all(word in description for word in ("told", "/status", "/reload"))


def test_an_empty_variable_counts_as_unset():
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_LOG_LEVEL": "", "TELEGRAM_BASE_URL": " ", "BOT_KNOWLEDGE": ""}
    assert read(given) == read({"TELEGRAM_BOT_TOKEN": TOKEN})


def test_the_token_comes_from_the_variable_then_the_file_then_the_credential(tmp_path):
    (tmp_path / "file").write_text("1:from-the-file\n")
    (tmp_path / "telegram-bot-token").write_text("1:from-the-credential\n")
    given = {
        "TELEGRAM_BOT_TOKEN": "1:from-the-variable",
        "TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "file"),
        "CREDENTIALS_DIRECTORY": str(tmp_path),
    }
    for name, place in zip(given, ("variable", "file", "credential"), strict=True):
        assert read(given).token.get_secret_value() == f"1:from-the-{place}"
        given[name] = ""
    assert len(problems(**given)) == 1


def test_a_token_file_that_cannot_be_read_is_named(tmp_path):
    (line,) = problems(TELEGRAM_BOT_TOKEN_FILE=str(tmp_path / "nowhere"))
    assert "TELEGRAM_BOT_TOKEN" in line
    assert str(tmp_path / "nowhere") in line


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\nb"])
def test_a_token_file_without_a_token_is_a_problem(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    (line,) = problems(TELEGRAM_BOT_TOKEN_FILE=str(tmp_path / "file"))
    assert line.startswith("TELEGRAM_BOT_TOKEN ")


def test_no_token_is_one_line_with_the_cure():
    assert problems() == (
        "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather and set it, or name its file in"
        " TELEGRAM_BOT_TOKEN_FILE",
    )


def test_a_token_under_another_common_name_is_pointed_out():
    assert problems(BOT_TOKEN=TOKEN) == (
        "TELEGRAM_BOT_TOKEN is not set, but BOT_TOKEN is: rename BOT_TOKEN to TELEGRAM_BOT_TOKEN",
    )


@pytest.mark.parametrize("wrong", ["secret-password", "123456", "123:", "123:a b", "x:abc", "123456:АБВ"])
def test_what_is_no_token_is_refused_and_never_shown(wrong):
    (line,) = problems(TELEGRAM_BOT_TOKEN=wrong)
    assert line.startswith("TELEGRAM_BOT_TOKEN is no token")
    assert wrong not in line


def test_all_problems_come_at_once_one_line_each_with_variable_and_cure():
    lines = problems(
        BOT_LOG_LEVEL="LOUD", TELEGRAM_BASE_URL="api.telegram.org", TELEGRAM_BASE_FILE_URL="https://x.example/files"
    )
    assert sorted(line.split()[0] for line in lines) == [
        "BOT_LOG_LEVEL",
        "TELEGRAM_BASE_FILE_URL",
        "TELEGRAM_BASE_URL",
        "TELEGRAM_BOT_TOKEN",
    ]
    assert "DEBUG, INFO, WARNING, ERROR" in "".join(lines)
    assert "ends in /bot" in "".join(lines)
    assert not any("\n" in line for line in lines)


def test_settings_hide_the_token_and_stay_as_they_are():
    settings = read({"TELEGRAM_BOT_TOKEN": TOKEN})
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"
    with pytest.raises(ValidationError):
        settings.contact = "x"  # type: ignore[misc]


def test_every_variable_of_the_table_has_a_name_and_a_description():
    for field in Settings.model_fields.values():
        assert field.alias
        assert field.description


# Operators, state, variables of later versions


@pytest.mark.parametrize(
    ("given", "admins"), [("7", {7}), ("7,8", {7, 8}), (" 7 , 8 ,7", {7, 8}), ("5304216789", {5304216789}), ("", set())]
)
def test_operators_are_numbers_between_commas(given, admins):
    assert read({"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_ADMINS": given}).admins == admins


@pytest.mark.parametrize("wrong", ["ada", "@ada", "-1001", "7;8", "7,,8", "7,", "٧", "0", "07", "1" * 17, "7 8"])
def test_a_name_is_no_operator_and_the_line_tells_where_the_number_is_found(wrong):
    (line,) = problems(TELEGRAM_BOT_TOKEN=TOKEN, BOT_ADMINS=wrong)
    assert line.startswith("BOT_ADMINS holds ")
    assert "Show Peer IDs in Profile" in line


@pytest.mark.parametrize("many", ["1087968824", "7,136817688", "777000"])
def test_what_telegram_puts_in_the_place_of_many_people_is_no_operator(many):
    (line,) = problems(TELEGRAM_BOT_TOKEN=TOKEN, BOT_ADMINS=many)
    assert "stands for many people" in line


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"BOT_DATA": "here", "STATE_DIRECTORY": "/var/lib/bot", "HOME": "/home/ada"}, "here"),
        ({"STATE_DIRECTORY": "/var/lib/bot:/var/lib/more", "HOME": "/home/ada"}, "/var/lib/bot"),
        ({"XDG_STATE_HOME": "/state", "HOME": "/home/ada"}, "/state/on-the-record"),
        ({"XDG_STATE_HOME": "not/absolute", "HOME": "/home/ada"}, "/home/ada/.local/state/on-the-record"),
        ({"HOME": "/home/ada"}, "/home/ada/.local/state/on-the-record"),
    ],
)
def test_state_goes_where_it_is_told_else_where_the_system_keeps_state(environment, folder):
    assert read({"TELEGRAM_BOT_TOKEN": TOKEN, **environment}).data == Path(folder)


def test_variables_of_later_versions_are_named_where_they_are_set():
    assert not_used({"DATABASE_URL": "sqlite://", "PORT": "80", "WEBHOOK_URL": " ", "PATH": "/bin"}) == (
        "DATABASE_URL",
        "PORT",
    )
