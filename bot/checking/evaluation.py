"""How well questions are answered: cases asked through the service, and a table of right, choices, missed and wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.conversation import Conversation
from bot.ledger.model import Ledger
from bot.service import Reply, Service

Strings = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
Verdict = Literal["right", "choices", "missed", "wrong"]
VERDICTS: tuple[Verdict, ...] = ("right", "choices", "missed", "wrong")


class Case(BaseModel):
    """Ways to ask the same, and what is right: an answer, a refusal (of a reason), choices or help."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    name: str
    ask: Strings
    after: Strings = ()
    answer: Strings = ()
    shown: Strings = ()
    dispute: str = ""
    says: Strings = ()
    denied: Strings = ()
    refuse: bool | str = False
    choices: Strings = ()
    help: bool = False


class CaseError(ValueError):
    """Cases that cannot be asked: which file and case, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a case with the reply that it got and what that is worth.

    Groups that begin with "aside/" are laid aside: they are counted and never looked at one by one, so that nobody
    tunes to them.
    """

    group: str
    case: Case
    question: str
    reply: Reply
    verdict: Verdict

    @property
    def aside(self) -> bool:
        """Whether the case is laid aside."""
        return self.group.startswith("aside/")

    @property
    def answerable(self) -> bool:
        """Whether the ledger holds an answer."""
        return bool(self.case.answer or self.case.dispute or self.case.says or self.case.denied)

    @property
    def offered(self) -> bool:
        """Whether it was missed, and the refusal offers what answers it."""
        return self.verdict == "missed" and any(id in self.case.answer for id, _ in self.reply.choices)


def read_cases(path: Path) -> Iterator[tuple[str, Case]]:
    """The cases of a file or of a folder's files, each with its group, the file's name (aside/… in a folder aside).

    Raises CaseError, naming the file, for a case that is none.
    """
    for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
        try:
            written = yaml.safe_load(file.read_text(encoding="utf-8")) or []
            if not isinstance(written, list) or not all(isinstance(case, dict) for case in written):
                raise CaseError("write a list of cases, each with `name:` and `ask:`")
            yield from ((_group(file), _case(case)) for case in written)
        except (ValueError, yaml.YAMLError) as error:
            raise CaseError(f"{file}: {' '.join(str(error).split())}") from error


def _group(file: Path) -> str:
    return f"aside/{file.stem}" if file.parent.name == "aside" else file.stem


def _case(written: dict[str, object]) -> Case:
    renamed = {{"with": "shown", "not": "denied"}.get(key, key): value for key, value in written.items()}
    try:
        return Case.model_validate(renamed)
    except ValidationError as error:
        found = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise CaseError(f"{written.get('name', written)}: {found}") from error


def evaluate(service: Service, cases: Iterable[tuple[str, Case]]) -> Iterator[Asked]:
    """Every question of the cases asked, each in a conversation of its own, in order.

    Raises CaseError for a case about entries that the ledger does not have.
    """
    ledger = service.ledger
    known = {*ledger.entries, *ledger.disputes, *ledger.named, *ledger.events, ""}
    for group, case in cases:
        for id in {*case.answer, *case.shown, *case.choices, case.dispute} - known:
            raise CaseError(f"{group}: {case.name}: the knowledge has no entry {id}; ask it of the knowledge it is for")
        for question in case.ask:
            conversation = Conversation()
            for earlier in case.after:
                _, conversation = service.ask(earlier, conversation)
            reply, _ = service.ask(question, conversation)
            yield Asked(group, case, question, reply, verdict(case, reply, service.ledger))


def verdict(case: Case, reply: Reply, ledger: Ledger) -> Verdict:
    """What the reply is worth: `missed` is silence where there was an answer, `wrong` an answer that is not right."""
    offered = {id for id, _ in reply.choices}
    if case.help:
        return "wrong" if reply.outcome == "answer" else "right" if reply.outcome == "help" else "missed"
    if case.refuse or case.choices:
        if reply.outcome == "answer":
            return "right" if reply.entries[:1] and reply.entries[0] in case.choices else "wrong"
        if offered.intersection(case.choices) or (case.refuse and reply.outcome != "choices"):
            return "right"
        return "choices" if reply.outcome == "choices" else "missed"
    if reply.outcome == "answer":
        return "right" if _answers(case, reply, ledger) else "wrong"
    return "choices" if reply.outcome == "choices" and offered.intersection(case.answer) else "missed"


def _answers(case: Case, reply: Reply, ledger: Ledger) -> bool:
    entries = set(reply.entries)
    first = not case.answer or (reply.entries and (reply.entries[0] in case.answer or case.dispute in case.answer))
    sides = not case.dispute or all(
        entries.intersection(position) for position in ledger.disputes[case.dispute].positions
    )
    text = " ".join(reply.message.text.split())
    said = all(each.casefold() in text.casefold() for each in case.says)
    return bool(first and sides and said and entries.issuperset(case.shown) and set(case.denied) <= set(reply.denied))


def table(asked: Sequence[Asked]) -> str:
    """The verdicts counted by group, and their shares of all questions."""
    groups: dict[str, Counter[str]] = {}
    for each in asked:
        groups.setdefault(each.group, Counter())[each.verdict] += 1
    width = max([len(group) for group in groups] + [5])
    lines = [f"{'group':{width}}  {'all':>5}" + "".join(f"{name:>9}" for name in VERDICTS)]
    for group, counts in groups.items():
        lines.append(f"{group:{width}}  {counts.total():5}" + "".join(f"{counts[name]:9}" for name in VERDICTS))
    total = sum(groups.values(), Counter())
    lines.append(f"{'all':{width}}  {total.total():5}" + "".join(f"{total[name]:9}" for name in VERDICTS))
    shares = (total[name] / max(total.total(), 1) for name in VERDICTS)
    lines.append(f"{'':{width}}  {'':5}" + "".join(f"{share:9.1%}" for share in shares))
    return "\n".join([*lines, *_aims(asked)])


def _aims(asked: Sequence[Asked]) -> Iterator[str]:
    """What the project aims at, and where it stands: a line each."""
    answerable = Counter(each.verdict for each in asked if each.answerable)
    refusable = Counter(each.verdict for each in asked if not each.answerable)
    choices = sum(each.reply.outcome == "choices" for each in asked)
    shares = (
        (
            "with an answer, right (choices that hold it not counted)",
            answerable["right"],
            answerable.total() - answerable["choices"],
            ">= 95 %",
        ),
        (
            "without an answer, refused or met with choices",
            refusable.total() - refusable["wrong"],
            refusable.total(),
            ">= 98 %",
        ),
        ("wrong of all", answerable["wrong"] + refusable["wrong"], len(asked), "<= 1 %"),
        ("choices of all replies", choices, len(asked), "<= 10 %"),
    )
    for what, count, all, aim in shares:
        yield f"{what}: {count} of {all}, {count / max(all, 1):.1%} ({aim})"
    offered = sum(each.offered for each in asked)
    yield f"missed, and the refusal offers what answers it: {offered} of {answerable['missed']}"
