"""Rules for words: who said it, what did they say, did they say it, and who is wrongly given somebody's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.asked import Asked, ids_of, is_statement, said_by, tied, told_as_done
from bot.answering.corrections import corrected, wrongly_named
from bot.answering.decisions import MOST_CHOICES, MOST_ENTRIES, Answer, Choices, Decision, Refusal
from bot.answering.details import detail
from bot.answering.overview import by, dispute_of, in_order, is_it_true, people
from bot.matching.evidence import Evidence
from bot.matching.names import Mention
from bot.matching.traits import By
from bot.matching.vetoes import Veto

_BESIDE_ITS_WORDS = frozenset({By.DISPUTE, By.NAME})
"""What explains a word without a word of the speaker's own, or of the operator's about it."""
_OF_SILENCE = frozenset({Veto.ACT, Veto.NEGATION})
"""What forbids words of somebody's, and tells nothing against it that there are none."""


def what_said(asked: Asked) -> Decision:
    """What somebody said: everything, or what explains the topic; else whose words are missing and what there is."""
    question = asked.question
    if question.noun:
        return Refusal("unknown-name", "no-such-noun", question.noun, asked.speakers())
    if not question.speaker and "anyone" not in question.options:
        return Choices(asked.speakers(), "words-of")
    if not question.speaker and question.bare and all(act.general for act in question.acts):
        return people(asked)
    if question.quoted and (correction := corrected(asked)):
        return correction
    fitting = asked.fitting(is_statement)
    if not fitting:
        return nothing_by(asked)
    # "in his address" asks for all of it
    telling = [by for _, explanation in fitting[0].explained if (by := explanation.by) is not By.CHANNEL]
    everything = not telling and not fitting[0].missing and not any(each.remembered for each in fitting)
    fitting = asked.verbatim(fitting)
    if not everything:
        return Answer(ids_of(tied(fitting)))
    chosen = ids_of(fitting) if question.topics else in_order(asked.ledger, ids_of(fitting))
    return Answer(chosen[:MOST_ENTRIES])


def who_said(asked: Asked) -> Decision:
    """Whose words they are; what nobody said may be what somebody did."""
    question = asked.question
    specific = any(not act.general for act in question.acts)
    if question.reversed:
        return _silence(asked) or asked.missing()
    if question.bare and not specific:
        return people(asked)
    if correction := corrected(asked):
        return correction
    fitting = asked.fitting(is_statement)
    if "among" in question.options:
        members = question.speaker.ids if question.speaker else ()  # all of them together are not one of them
        fitting = [each for each in fitting if len(members) > 1]
        return (
            Answer(ids_of(tied(fitting)))
            if fitting
            else Refusal("not-stated", "no-who", offer=asked.near(said_by(asked.ledger, members)))
        )
    if not fitting:
        return (_disputed(asked) if "not_turned" in question.options else None) or detail(asked.but(asks="who"))
    if deeds := told_as_done(asked, fitting):
        return detail(replace(asked.but(asks="who"), evidence=deeds))
    several = not question.content and not specific and not any(each.remembered for each in fitting)
    return Answer(ids_of(fitting[:MOST_ENTRIES] if several else tied(fitting)), asked=question.named_ids)


def _disputed(asked: Asked) -> Answer | None:
    """The dispute about what nobody is said to have denied, where none did so in that act."""
    if not any(act.denial for act in asked.question.acts) or not asked.question.content:
        return None
    told = (each for each in asked.evidence if each.vetoes <= {Veto.ACT} and each.id in asked.ledger.disputes_of)
    whole = (each for each in told if each.explained and not set(asked.question.content).intersection(each.missing))
    return next((dispute_of(asked, each.id) for each in whole), None)


def did_say(asked: Asked) -> Decision:
    """The words themselves, without a yes or no; a correction if they are another's."""
    if asked.question.noun:
        return Refusal("unknown-name", "no-such-noun", asked.question.noun, asked.speakers())
    if not asked.question.speaker:
        return is_it_true(asked)
    fitting = asked.fitting(is_statement)
    if _spoke_elsewhere(asked, fitting):
        return detail(asked.but(asks="where", topics=(), located=frozenset()))
    fitting = [each for each in fitting if each.remembered or _makes_the_claim(asked, each)]
    # a word or two of another's quote tell less than all that is asked
    explained = fitting[0].coverage if fitting else 0.0
    remembered = any(each.remembered and each.coverage >= explained for each in asked.evidence)
    if fitting and (fitting[0].remembered or not remembered):
        if other := wrongly_named(asked, fitting[0]):
            return Answer((fitting[0].id,), denied=(other,))
        if asked.question.content or asked.question.topics or remembered:
            return Answer(ids_of(tied(fitting)))
        everything = in_order(asked.ledger, ids_of(fitting))[:MOST_ENTRIES]
        # that it is theirs, did he say so? no word tells which of all that he said is meant
        several = len(everything) > MOST_CHOICES and asked.question.words[-1] not in asked.question.act_words
        return Choices(asked.near(everything), "closest") if several else Answer(everything)
    return nothing_by(asked)


def _spoke_elsewhere(asked: Asked, fitting: Sequence[Evidence]) -> bool:
    """Whether no more is asked than if they spoke in a place, and it is told that they spoke in another."""
    question = asked.question
    plain = all(act.general for act in question.acts) and set(question.topics) == set(question.located)
    if question.content or not question.located or not plain:
        return False
    stood = [each.traits.stood for each in fitting if each.traits.stood]
    several = len(question.located) > 1  # in the one or in the other
    return bool(stood) and (
        several or not any(places.issuperset(each.ids) for places in stood for each in question.located)
    )


def _makes_the_claim(asked: Asked, evidence: Evidence) -> bool:
    """Whether it may say what it is asked to: not where only the question in dispute, or a name, meets a like word.

    Its own words must name whom they are said to tell something of, but for those for whom they are spoken.
    """
    question, told = asked.question, evidence.traits.named | evidence.traits.speakers
    if any(told.isdisjoint(mention.ids) for mention in question.subjects):
        return False
    claimed = [by for word, by in evidence.explained if word in question.content]
    alike = bool(claimed) and all(by.by in _BESIDE_ITS_WORDS for by in claimed) and any(by.instead for by in claimed)
    return not alike or bool(question.negations) or not all(act.general for act in question.acts)


def nothing_by(asked: Asked) -> Decision:
    """A correction if there is one, else whose words are missing, and what there is by them or about them."""
    question, speaker = asked.question, asked.question.speaker
    if answer := _denial(asked) or corrected(asked) or _silence(asked):
        return answer
    if not speaker:
        return asked.missing()
    own = said_by(asked.ledger, speaker.ids)
    if question.reversed:
        return Refusal("not-stated", "not-negation", offer=own[:MOST_CHOICES])
    if "office" in question.options and len(speaker.ids) == 1:
        return Answer(speaker.ids, detail="role")  # the post that somebody holds, where they wrote none
    if not own and "card" in question.options and len(speaker.ids) == 1:
        return by(asked.ledger, speaker.ids[0])
    if not own:
        related = ids_of(each for each in asked.evidence if each.traits.related.intersection(speaker.ids))
        return Refusal("nothing-by-speaker", "nothing-said", speaker, asked.near(related))
    other_act = any(each.vetoes == {Veto.ACT} for each in asked.evidence if each.id in own)
    if question.hard or question.topics or question.premise or question.quoted or question.dates or other_act:
        return Refusal("nothing-by-speaker", "nothing-by", speaker, asked.near(own))
    near = asked.near(own)
    return Choices(near, "closest") if near else Refusal("nothing-by-speaker", "nothing-by", speaker)


def _denial(asked: Asked) -> Answer | None:
    """What the speaker said against it, asked whether they admitted or confirmed it; it says more than a no."""
    acts, act_words = asked.question.acts, set(asked.question.act_words)
    if asked.question.asks not in {"did-say", "why"} or not acts or not all(act.admits for act in acts):
        return None
    denying = (each for each in asked.evidence if each.traits.denies and each.vetoes <= {Veto.ACT, Veto.NEGATION})
    against = [each for each in denying if act_words.issuperset(each.missing)]
    plainly = (each for each in against if any(act.denial for act in each.traits.acts))
    first = next(plainly, against[0] if against else None)
    return Answer((first.id,)) if first else None


def _silence(asked: Asked) -> Answer | None:
    """What is told of the speaker who is named, or of any, who said nothing about it."""
    ids = set(asked.question.speaker.ids) if asked.question.speaker else asked.ledger.named.keys()
    silent = [
        each.id
        for each in asked.evidence
        if each.traits.tells_of_silence
        and not each.missing
        and each.vetoes <= _OF_SILENCE
        and not ids.isdisjoint(each.traits.entry.doers)
    ]
    return Answer(tuple(silent[:MOST_CHOICES])) if silent else None


def wrong_name(asked: Asked, stranger: Mention) -> Decision:
    """A correction when a stranger is given somebody's words, else a refusal that offers what there is."""
    question = asked.question
    if correction := corrected(asked):
        return correction
    if question.speaker is stranger or stranger.title:
        return Refusal("unknown-name", "no-such-name", stranger, asked.speakers())
    known = any(mention.ids for mention in question.mentions)
    offer = ids_of(each for each in asked.evidence if each.vetoes <= {Veto.NAME})[:MOST_CHOICES]
    return Refusal("unknown-name", "no-name-about", stranger, offer if known else ())
