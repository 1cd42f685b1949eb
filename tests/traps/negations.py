"""Negations: what somebody did not say, who did not say it, and questions that only look like that."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ledger.model import Statement
from tests.traps.quotes import parts
from tests.traps.setting import Setting
from tests.traps.trap import Denied, Must, NotBy, Trap, Truly, Withheld

UNSAID = (
    "what did {X} not say",
    "what didn't {X} say",
    "what has {X} never said",
    "what has {X} never denied",
    "what did {X} refuse to say",
    "what did {X} fail to mention",
    "which statements did {X} not make",
    "what would {X} never say",
)
"""Ways to ask for what somebody did not say; nothing is held of that."""
UNSAID_QUOTE = (
    "when did {X} not say {Q}",
    "where did {X} not say {Q}",
    "why did {X} not say {Q}",
    "why didn't {X} say {Q}",
    "who did not say {Q}",
    "who didn't say {Q}",
    "who never said {Q}",
    "who refused to say {Q}",
    "who failed to say {Q}",
)
DENIED_QUOTE = ("when did {X} deny that {Q}", "why did {X} deny saying {Q}", "where did {X} deny {Q}")
"""Ways to ask when somebody denied what they said; unless the statement is itself a denial, nothing is held of that."""
BY_OTHERS = ("who denied that {Q}", "who said the opposite of {Q}", "who said that it is not true that {Q}")
"""Ways to ask for somebody else than who said it."""
RHETORICAL = (
    "didn't {X} say {Q}",
    "hasn't {X} said {Q}",
    "wasn't it {X} who said {Q}",
    "isn't it true that {X} said {Q}",
    "doesn't {X} say {Q}?",
)
"""Ways to ask that look negative and expect yes."""
CONTRADICTED = ("{X} never said {Q}", "{X} did not say {Q}", "is it true that {X} never said {Q}")
DENYING = frozenset({"denied", "rejected", "refuted", "contradicted", "disputed"})


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for everybody who may speak, and for each quote."""
    for id in setting.voices:
        name = setting.ledger.named[id].name
        yield from (Trap("negations/unsaid", form.format(X=name), Withheld("what was not said")) for form in UNSAID)
    for statement in setting.ledger.statements.values():
        for words in parts(setting, statement)[:2]:
            for said in (words, f'"{words}"'):
                yield from _of_quote(setting, statement, said)


def _of_quote(setting: Setting, statement: Statement, said: str) -> Iterator[Trap]:
    speaker = setting.ledger.named[statement.speaker].name
    by_speaker = NotBy(frozenset({statement.speaker}))
    for forms, kind, must in (
        (UNSAID_QUOTE, "unsaid", Withheld("what was not said")),
        (DENIED_QUOTE if statement.act not in DENYING else (), "denied", Withheld("a denial of one's own words")),
        (BY_OTHERS, "opposite", by_speaker),
        (RHETORICAL + CONTRADICTED, "rhetorical", Truly()),
    ):
        yield from _made(f"negations/{kind}", forms, speaker, said, must)
    for id in setting.voices:
        if not setting.linked(id, statement.speaker):
            name = setting.ledger.named[id].name
            yield from _made("negations/rhetorical", RHETORICAL, name, said, Denied(name, setting.own(id)))


def _made(kind: str, forms: tuple[str, ...], name: str, said: str, must: Must) -> Iterator[Trap]:
    yield from (Trap(kind, form.format(X=name, Q=said), must) for form in forms)
