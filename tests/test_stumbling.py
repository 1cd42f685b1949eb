"""What a question of the ledger's own stumbles on: the word or name is told, and a cure that is true of the entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.checking.selftest import Asked, Probe, ask
from bot.checking.stumbling import Loss, stumbles
from bot.languages import english
from bot.ledger.model import Ledger
from bot.ledger.reading import read
from bot.matching.vetoes import CURES, Veto
from bot.service import Service

LEDGER = """\
event: {id: ferry, title: The winter ferry, date: 1971-05-04}
sources: {gazette: {title: The Gazette, published: 1971-05-04}}
people:
  holm: {name: Ada Holm, role: mayor}
  ott: {name: Ida Ott, role: director of the mill, aliases: [the mill chief]}
  pell: {name: Bo Pell, role: pilot}
organisations:
  mill: {name: Brack Mill}
places: {quay: {name: North Quay}, fort: {name: Grey Fort}}
statements:
  holm-closes:
    speaker: holm
    quote: The crossing is closed for the winter.
    about: [quay]
    date: 1971-05-03
    source: gazette
    asked_as: [who ordered the raid on the harbour last winter]
  pell-ice: {speaker: pell, says: that the boats had stopped because of ice, source: gazette}
  pell-storm: {speaker: pell, says: that the boats would run again after the storm, source: gazette}
facts:
  bell-rang:
    text: The bell of the chapel rang all day after the speech of the mayor.
    place: quay
    source: gazette
  boats-stopped: {text: The boats stopped on Sunday., date: 1971-05-02, source: gazette}
disputes:
  crossing-closed:
    question: Was the crossing closed?
    positions: [[holm-closes], [pell-ice]]
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    file = tmp_path_factory.mktemp("ferry") / "ferry.yaml"
    file.write_text(LEDGER, encoding="utf-8")
    held = read(file).ledger
    assert held
    return held


def asked(ledger: Ledger, id: str, question: str) -> Asked:
    """What comes of the question as one more phrasing of the entry or dispute."""
    section = next(name for name in ("statements", "facts", "disputes") if id in getattr(ledger, name))
    entries = getattr(ledger, section)
    more = entries[id].model_copy(update={"asked_as": (*entries[id].asked_as, question)})
    changes: Any = {section: {**entries, id: more}}
    return ask(Service(replace(ledger, **changes), english()), Probe(id, ("asked_as", 0), question))


NEAR = "half of whose telling words (two at least) stand here, or leave it"


@pytest.mark.parametrize(
    ("id", "question", "why", "cure"),
    [
        # names: which, and whom it was taken for
        ("holm-closes", "what did the mayor say about Grey Fort",
         "it does not concern a name in the question: “Grey Fort” = `fort`",
         "if it concerns `fort`, add that to `about`; if “Grey Fort” means another,"
         " add it to the `aliases` of that one"),
        ("holm-closes", "what did the mayor say about Orla Quist",
         "it does not concern a name in the question: “Orla Quist” = nobody in the ledger",
         "if “Orla Quist” means somebody of the ledger, add it to the `aliases`; else leave it"),
        ("crossing-closed", "what did the mayor say about Grey Fort",
         "it does not concern a name in the question: “Grey Fort” = `fort`",
         "if it concerns `fort`, add that to `about` of `holm-closes`; if “Grey Fort” means another, add it to the"
         " `aliases` of that one"),
        ("pell-ice", "what did Brack Mill say about ice",
         "somebody else said it: “Brack Mill” = `mill`",
         "if `pell` speaks for `mill`, say so in `speaks_for`; else move it to what `mill` said, or leave it"),
        # who retells a person's words does not speak for them
        ("pell-ice", "what did Ida Ott say about ice",
         "somebody else said it: “Ida Ott” = `ott`", "move it to what `ott` said, or leave it"),
        ("bell-rang", "what did the mayor say about the bell",
         "it is understood as asking for words of “mayor” = `holm`; it is another act: “say”",
         "put it without “say” where that says the same, or leave it"),
        ("holm-closes", "what did the judge say about the crossing",
         "somebody else said it: “judge” = nobody in the ledger",
         "if “judge” means somebody of the ledger, add it to the `aliases`; else leave it"),
        ("holm-closes", "what does the government say about the crossing",
         "“government” = nobody in the ledger",
         "if “government” means somebody of the ledger, add it to the `aliases`; else leave it"),
        # the day of a saying is not that of what it tells
        ("holm-closes", "did the mayor say on 8 May 1971 that the crossing is closed",
         "it was another day than “8 May 1971”",
         "leave it: `date` is the day of the words, not of what they tell"),
        ("pell-ice", "when did the boats stop",
         "it asks when, and it has no `date`",
         "write a fact that tells it: a statement has the day and place of the saying; or leave it"),
        # nor is its place
        (
            "bell-rang", "did the bell ring in Grey Fort", "it was not in the place named: “Grey Fort” = `fort`",
            "if it was there, say so in `place`; else leave it",
        ),
        (
            "pell-ice", "who said that the boats had stopped in Grey Fort",
            "it was not in the place named: “Grey Fort” = `fort`",
            "if it was said there, say so in `place`; else leave it",
        ),
        # acts
        ("pell-ice", "who denied that the boats had stopped", "it is another act: “denied”",
         "if the source calls it so, change `act` (`said`); else leave it"),
        ("bell-rang", "who denied that the bell rang", "it is another act: “denied”",
         "put it without “denied” where that says the same, or leave it"),
        # a negation that may stand in the entry itself
        ("pell-ice", "who said that no boats run", "the question is turned round by a negation: “no”",
         "put it without “no” where that says the same, or leave it"),
        # words
        ("pell-ice", "who said that boats hate giraffes", "nothing else of it explains “hate”, “giraffes”",
         f"add a phrasing with “hate”, “giraffes”, {NEAR}"),
        ("holm-closes", "was there a raid",
         "a phrasing holds “raid”, but too few of its telling words stand here", f"add one {NEAR}"),
        # what is asked for
        ("bell-rang", "how many people rang the bell of the chapel",
         "it asks how many, and `gives` tells no number with what is counted (`how-many: 6,140 people`)",
         "add that if the source tells it; else leave it"),
        ("holm-closes", "should I cross", "it is understood as `advice`, which no ledger holds",
         "put it otherwise, or leave it"),
    ],
)  # fmt: skip
def test_a_loss_names_what_it_stumbled_on_and_a_true_cure(
    ledger: Ledger, id: str, question: str, why: str, cure: str
) -> None:
    loss = asked(ledger, id, question)
    assert loss.verdict == "lost"
    assert (
        "; ".join(each.why for each in loss.stumbles),
        "; ".join(dict.fromkeys(each.cure for each in loss.stumbles)),
    ) == (why, cure)


@pytest.mark.parametrize("veto", [Veto.BEFORE, Veto.MEMBER, Veto.PREMISE, Veto.WISH])
def test_what_forbids_an_entry_whatever_the_words_is_told_with_its_cure(ledger: Ledger, veto: Veto) -> None:
    service = Service(ledger, english())
    question, evidence = service.weighed("when did the boats stop", "boats-stopped")
    reply, _ = service.ask("when did the boats stop")
    (stumble,) = stumbles(Loss(question, replace(evidence, vetoes=frozenset({veto})), reply, ledger, "asked_as"))
    assert (stumble.why, stumble.cure) == (veto.value, CURES[veto])
