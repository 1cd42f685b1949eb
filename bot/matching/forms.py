"""Every way of naming somebody or some place: names, aliases, their parts, what those of a place are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from bot.languages import Language
from bot.ledger.model import Ledger, Named, Person, Place
from bot.text import folded, latin

Form = tuple[str, ...]
"""The folded words of a name."""


def forms(ledger: Ledger, language: Language) -> Mapping[Form, tuple[str, ...]]:
    """Every way of naming somebody or some place, as folded words, with the ids it may mean."""
    found: dict[Form, list[str]] = {}
    whole = {id: list(_whole(named)) for id, named in ledger.named.items()}
    last = {form: id for id, ways in whole.items() for form in ways}
    others = {word for form, id in last.items() if id not in ledger.people for word in form}
    # Hill's men are no reason why Hill should not mean Hill
    plain = language.known | (others - {word for id in ledger.people for word in whole[id][0]})
    for id, named in ledger.named.items():
        ways = whole[id]
        if isinstance(named, Person):
            ways += [part for form in ways for part in _parts(form, plain, language)]
        for form in filter(None, ways):
            ids = found.setdefault(form, [])
            if ids[-1:] != [id]:
                ids.append(id)
    return {form: tuple(ids) for form, ids in found.items()}


def plain_surnames(ledger: Ledger, language: Language) -> Mapping[Form, tuple[str, ...]]:
    """The surnames that are words of the language too, with whom they mean: Hill is a name where it is typed as one."""
    names = ((id, folded(person.name)) for id, person in ledger.people.items())
    plain = [(id, name[-1]) for id, name in names if len(name) > 1 and name[-1] in language.known]
    others = [named.name for id, named in ledger.named.items() if id not in ledger.people] if plain else ()
    taken = {word for name in others for word in folded(name)}
    found: dict[Form, tuple[str, ...]] = {}
    for id, surname in plain:
        if surname not in taken:
            found[surname,] = (*found.get((surname,), ()), id)
    return found


def demonyms(ledger: Ledger, language: Language) -> Mapping[Form, tuple[str, ...]]:
    """What those of a state are called, if the language makes it of the name: Velmorans of Velmora.

    Only of organisations, which can speak: what was said about a place was not said by those who live there.
    """
    found: dict[Form, tuple[str, ...]] = {}
    for id, named in ledger.organisations.items():
        words = folded(named.name)
        if len(words) != 1 or words[0] in language.known:
            continue
        endings = next((each for last, each in language.demonyms.items() if words[0].endswith(last)), ())
        for ending in endings:
            if (made := f"{words[0]}{ending}") not in language.known:
                found[made,] = (id,)
    return found


def _parts(form: Form, plain: Set[str], language: Language) -> Iterator[Form]:
    """The last and the first name in a person's name, unless they are `plain` words; a description has none."""
    words = language.words
    inside = words["function"] - words["particles"]
    if len(form) < 2 or form[-1] in plain or form[0] in words["articles"] or not inside.isdisjoint(form[1:-1]):
        return
    yield form[-1:]
    if form[0] not in plain:
        yield form[:1]


def _whole(named: Named) -> Iterator[Form]:
    """The name and the aliases, as they are written and in Latin letters."""
    texts = [named.name, *named.aliases]
    if isinstance(named, Place) and named.other_name:
        texts.append(named.other_name)
    for text in texts:
        form = folded(text)
        yield form
        yield tuple(latin(word) for word in form)
