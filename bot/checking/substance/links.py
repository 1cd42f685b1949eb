"""Rules about what hangs together: acts that people ask by, sources and occasions in use, names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from bot.checking.knowledge import Finding, Knowledge, texts
from bot.ledger.fields import nearest
from bot.ledger.form.characters import short
from bot.ledger.lookalikes import as_typed
from bot.ledger.model import ID, Event, Fact, Occasion, Source, Statement
from bot.ledger.written import Written

_ALIKE = 80  # of an act with a letter more, less or changed; another word may well deny what this one tells


def unknown_act(knowledge: Knowledge) -> Iterator[Finding]:
    """`unknown-act` finds an act that the language pack does not list.

    People ask by acts ("who denied it", "what did she announce"), and the bot knows which words ask for which act:

        act: nixed      # wrong: nobody who asks "who denied it" would find it
        act: denied     # right

    Take an act of the list in knowledge/README.md, or leave the field out, which means said.
    """
    known = sorted(frozenset().union(*(family.acts for family in knowledge.language.acts)))
    for entry in knowledge.of(Statement):
        act = entry.fields.get("act")
        # a letter of another alphabet, or a lone quotation mark, has its finding
        plain = (as_typed(act) or act).strip('"“”„«»') if isinstance(act, str) else ""
        if isinstance(act, str) and not knowledge.language.knows_act(plain):
            first = act.casefold().split()[:1]
            guess = next((word for word in first if word in known), None) or nearest(act.casefold(), known, _ALIKE)
            hint = (
                f"did you mean `{guess}`?"
                if guess and guess[0] == act[0].casefold()
                else "take one such as said, announced, denied, wrote or warned"
            )
            yield Finding(entry, ("act",), f"nobody asks for the act `{short(act)}`", hint)


def unused(knowledge: Knowledge) -> Iterator[Finding]:
    """`unused` finds a source that no entry cites, and an occasion that no statement takes over from.

    The bot lists every source as one that it answers from; and an occasion that nobody names was meant for somebody:

        occasions: {speech: {speaker: ott, source: gazette}}
        statements: {ott-closes: {speaker: ott, quote: We close it., source: radio}}      # wrong: no `occasion: speech`

    Name it where it belongs, or delete it. People, organisations and places may stand there for their names alone: the
    bot then says that it has nothing of them. Not looked for where an error may have lost who names it.
    """
    named = {id for entry in knowledge.written for _, id in texts(entry, {"occasion", "source"})}
    named |= {id for each in knowledge.written if isinstance(cited := each.fields.get("source"), dict) for id in cited}
    lost = knowledge.folder or named - knowledge.by_id.keys() or any(map(_is_unread, knowledge.written))
    lost = lost or not any(knowledge.of(Statement, Fact))
    for entry in knowledge.of(Source, Occasion) if knowledge.ledger or not lost else ():
        if entry.id not in named and entry.document.file not in knowledge.bare_files:
            what, who = ("source", "entry cites it") if entry.kind is Source else ("occasion", "statement names it")
            yield Finding(entry, (), f"no {who}", f"name it in `{what}:` of what it belongs to, or delete it")


def _is_unread(entry: Written) -> bool:
    sections = (value for name, value in entry.document.fields.items() if name != "event")
    return bool(entry.document.gaps) or None in (*entry.fields.values(), *sections)


def no_entries(knowledge: Knowledge) -> Iterator[Finding]:
    """`no-entries` finds an event in whose file stands no statement and no fact.

    The bot then names an event of which it has nothing to tell. Add what was said below `statements:`, and what the
    source tells below `facts:`; if there were entries, the file is cut off. Not looked for beside errors, which may
    have lost them.
    """
    for event in knowledge.of(Event):
        if event.document.file in knowledge.bare_files:
            hint = "add one below `statements:` or `facts:`; if there were some, the file is cut off"
            yield Finding(event, (), "no statement and no fact tells of this event", hint)


def file_name(knowledge: Knowledge) -> Iterator[Finding]:
    """`file-name` finds an event whose file is not called by its id, in a folder that is checked as a whole.

    The lock of an event is named by its id, and so is found beside its file only if both have one name:

        bridge.yaml with `id: bridge-2021-05-04`                 # wrong
        bridge-2021-05-04.yaml with `id: bridge-2021-05-04`      # right

    Rename the file, or correct the id. A file that is checked alone may be a copy, and is no finding.
    """
    for event in knowledge.of(Event) if knowledge.folder else ():
        file = PurePath(event.document.file).name
        if re.fullmatch(ID, event.id) and file != f"{event.id}.yaml":
            yield Finding(event, ("id",), f"the file is called {short(file)}", f"call the file {event.id}.yaml")


RULES = (unknown_act, unused, no_entries, file_name)
