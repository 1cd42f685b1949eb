"""What checking a knowledge costs: 5,000 entries, right or with a slip, and files made to cost much."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.big import PHRASINGS, Big, invented

ENTRIES = 5_000
_FULL = 5_200_000
_HEAD = "event: {id: e, title: An event, date: 1971}\nsources: {s: {title: S, published: 1971}}\n"

SLIPS = {
    "a quotation mark open": ("    quote: ", '    quote: "'),
    "a tab": ("    quote: ", "\tquote: "),
    "a colon lost": ("    quote: ", "    quote "),
    "a space lost": ("    quote: ", "    quote:"),
    "a colon in a text": (r"(    quote: \S+) ", r"\1: "),
    "a line too deep": ("    quote: ", "     quote: "),
    "a line not deep enough": ("    quote: ", "   quote: "),
    "a hyphen lost": ("^      - ", "      "),
    "an id lost": (r"^  entry-\d+:\n", ""),
    "an id without its colon": (r"^(  entry-\d+):$", r"\1"),
    "an id at the margin": (r"^  (entry-\d+:)$", r"\1"),
    "an id too deep": (r"^  (entry-\d+:)$", r"    \1"),
    "an id that nothing has": (r"    speaker: .*", "    speaker: nobody"),
    "a merge conflict": (r"^    quote: (.*\n)", r"<<<<<<< a\n    quote: \1=======\n    quote: not \1>>>>>>> b\n"),
    "a second document": (r"^  entry-\d+:$", r"---\n\g<0>"),
    "an invisible character": ("    quote: ", "    quote: \u200b"),
    "a special space": ("    quote: ", "    quote:\u00a0"),
    "a section's name wrong": ("^statements:", "statments:"),
    "a section's name lost": ("^facts:\n", ""),
    "the event lost": ("^event:.*\n", ""),
}
"""What is in the midst of the file, and what stands there instead."""


def knowledge(entries: int) -> str:
    """A knowledge file of so many entries with five phrasings each."""
    big = Big(entries * PHRASINGS)
    lines = ["event: {id: event, title: The generated event, date: 2031-05-04}"]
    lines += ["sources:", "  source: {title: The report, published: 2031-05-04}", "people:"]
    for person in big.people:
        lines += [f"  {person.id}:", f"    name: {person.name} {person.id[7:]}", "    role: minister"]
    lines.append("places:")
    lines += [f"  {place.id}: {{name: {place.name} {place.id[6:]}}}" for place in big.places]
    sections: dict[str, list[str]] = {"statements": [], "facts": []}
    for entry in big.entries:
        kind, text, who = "facts", "text", f"by: [{entry.doers[0]}]"
        if entry.doers and hasattr(entry, "speaker"):
            kind, text, who = "statements", "quote", f"speaker: {entry.doers[0]}"
        words = getattr(entry, text)
        sections[kind] += [
            f"  {entry.id}:", f"    {who}", f"    {text}: {words} {words} {words} {words}", f"    date: {entry.date}",
            "    source: source", "    paragraph: 2", f"    place: {entry.place or entry.about[0]}",
            "    about:", *(f"      - {id}" for id in dict.fromkeys((*entry.about, big.places[0].id))),
            "    gives: {why: because of the rain, how: by boat}",
            "    asked_as:", *(f"      - {phrasing}" for phrasing in entry.asked_as),
        ]  # fmt: skip
    for section, inside in sections.items():
        lines += [f"{section}:", *inside]
    return "\n".join(lines) + "\n"


def bombs() -> Mapping[str, bytes]:
    """Files that are small to write and might be large to read, by what is bad about them."""
    lines = knowledge(ENTRIES).split("\n")
    aliases = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))]
    merges = ["a0: &a0 {x: y}", *(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 20)}]}}" for n in range(1, 8))]
    facts = [f"  f{n}: {{text: It rained., source: s}}" for n in range(9_000)]
    many = range(100_000)
    texts: dict[str, str | bytes] = {
        "9^9 aliases": "\n".join(aliases),
        "merge keys, 20^7": "\n".join(merges),
        "nested by indentation": "".join(" " * n + "a:\n" for n in range(2_500)),
        "over the limit": "#" * 9_000_000,
        "a key of a million letters": _HEAD + "a" * 1_000_000 + ": b",
        "a key of a million letters, no colon": _HEAD + "a" * 1_000_000,
        "200,000 keys": _HEAD + "facts:\n" + "".join(f"  f{n}:\n" for n in range(200_000)),
        "200,000 times one key": _HEAD + "facts:\n" + "  f: {}\n" * 200_000,
        "100,000 items": _HEAD + f"facts: {{f: {{text: x, source: s, by: [{'x, ' * 100_000}]}}}}",
        "100,000 aliases": _HEAD + f"people: {{p: {{name: P, aliases: [{', '.join(f'a{n}' for n in many)}]}}}}",
        "100,000 unknown ids": _HEAD + "facts:\n" + "".join(f"  f{n}: {{text: x, source: q{n}}}\n" for n in many),
        "9,000 facts, each wrong": _HEAD + "facts:\n" + "\n".join(facts).replace("source: s", "sauce: s, date: 1.1."),
        "9,000 places in each other": _HEAD
        + "places:\n"
        + "".join(f"  p{n}: {{name: P{n}, in: p{n + 1}}}\n" for n in range(9_000)),
        "5,000 entries, a tab in each line": "\n".join(line.replace("    ", "\t", 1) for line in lines),
        "5,000 entries, no space after any colon": "\n".join(line.replace(": ", ":") for line in lines),
        "5,000 entries, no line fits": "\n".join(" " * (n % 3) + line for n, line in enumerate(lines)),
        "5,000 entries, a quotation mark in each": "\n".join(line.replace("text: ", 'text: "') for line in lines),
        "5,000 entries, the first quotation mark open": "\n".join(lines).replace("quote: ", 'quote: "', 1),
        "5,000 entries, one bracket open": "\n".join(lines).replace("[", "[[", 1),
        "5,000 entries, cut in the middle": "\n".join(lines)[:2_000_000],
    }
    for opener in ("[", "{a: ", "- ", "? "):
        texts[f"100,000 nested {opener!r}"] = f"{_HEAD}facts:\n  " + opener * 100_000
    for sign in ("[", ":", "- ", " ", "\t", '"', "'", "a", "#", "*", "\u00a0", "\u200b", "\0", "a: ", "a b "):
        filled = (sign * (900_000 // len(sign)) + "\n") * (_FULL // 900_010 // len(sign.encode()) * len(sign))
        texts[f"4.5 MB of {sign!r}"] = _HEAD + filled
        texts[f"4.5 MB of {sign!r} in a text"] = f'{_HEAD}facts: {{f: {{source: s, text: "{filled}"}}}}'
    some = (
        "",
        "- x",
        "-x",
        "– x",
        "---",
        "# rain",
        "<<<<<<<",
        "    x",
        "  x:",
        "\t",
        "  - x: y",
        "x",
        "people:",
        "  text: x",
    )
    for line in (*some, "  a: {name: x}"):
        texts[f"99,000 lines {line!r}"] = _HEAD + f"{line}\n" * 99_000
    texts["5 MB of 0xff"] = b"\xff" * _FULL
    return {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}


def absurd() -> Iterator[tuple[str, str]]:
    """Files that might be meant, and that nobody writes, each with its name."""
    words = [word.capitalize() for word in invented(40_000, random.Random(5))]
    many = range(9_000)
    fact = "text: It rained\n    source: s\n"
    sections = {
        "20,000 facts": ("facts", (f"f{n}: {{text: It rained., source: s}}" for n in range(20_000))),
        "9,000 organisations": ("organisations", (f"o{n}: {{name: {words[n]}}}" for n in many)),
        "9,000 organisations, numbered": ("organisations", (f"o{n}: {{name: Office {n}}}" for n in many)),
        "9,000 people with one surname": ("people", (f"p{n}: {{name: {words[n]} Holm}}" for n in many)),
        "5,000 people": ("people", (f"p{n}: {{name: {words[n]} {words[n + 9_000]}}}" for n in range(5_000))),
        "300 places with 100 long aliases each": (
            "places",
            (f"p{n}: {{name: P{n}, aliases: [{', '.join(f'{word}ovintsk' for word in words[n::300][:100])}]}}"
             for n in range(300)),
        ),
        "9,000 places, two in each other": ("places", (f"p{n}: {{name: P{n}, in: p{n ^ 1}}}" for n in many)),
        "9,000 facts without ids": ("facts", (f"  {fact}" for _ in many)),
        "9,000 facts, some askew": ("facts", (f"{' ' * (n % 4 == 0)}f{n}:\n    {fact}" for n in many)),
        "5,000 texts over two lines, one colon lost": (
            "facts",
            (f'f{n}:\n    text: "It rained\n      {n} times."\n    source{":" * (n != 2_500)} s' for n in range(5_000)),
        ),
    }  # fmt: skip
    for name, (section, entries) in sections.items():
        yield name, f"{_HEAD}{section}:\n" + "".join(f"  {entry}\n" for entry in entries)


def slips(good: str) -> Iterator[tuple[str, str]]:
    """The knowledge with one slip of the hand in its midst, each with its name."""
    for name, (pattern, instead) in SLIPS.items():
        places = list(re.finditer(pattern, good, re.MULTILINE))
        place = places[len(places) // 2]
        yield name, good[: place.start()] + place.expand(instead) + good[place.end() :]


def measured(only: str = "", runs: int = 1) -> Iterator[str]:
    """The table, a line a file whose name holds `only`: CPU seconds and peak megabytes of the whole process.

    Of several runs the least of each.
    """
    good = knowledge(ENTRIES)
    files: dict[str, str | bytes] = {"the least file": "event: {id: e, title: An event, date: 1971}\n"}
    files |= {f"{ENTRIES:,} entries, right": good, **bombs(), **dict(absurd())}
    files |= {f"{ENTRIES:,} entries, {name}": text for name, text in slips(good)}
    yield f"{'file':52} {'MB':>5} {'CPU s':>6} {'peak MB':>8}  findings"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "event.yaml"
        for name, text in files.items():
            if only in name:
                file.write_bytes(data := text if isinstance(text, bytes) else text.encode())
                costs, findings = zip(*(_checked(file) for _ in range(runs)), strict=True)
                cpu, peak = map(min, zip(*costs, strict=True))
                yield f"{name:52} {len(data) / 1e6:5.1f} {cpu:6.2f} {peak:8.0f}  {findings[0]}"


def _checked(file: Path) -> tuple[tuple[float, float], str]:
    """CPU seconds and peak megabytes of a process that checks the file, and the numbers of its findings."""
    line = [sys.executable, "-m", "tests.benchmarks.checked", str(file)]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)
    *_, last = ended.stdout.splitlines() or [""]
    cost = json.loads(last) if last.startswith("{") else {"cpu": 0, "peak": 0}
    return (cost["cpu"], cost["peak"]), ended.stderr.strip().rpartition("\n")[2]
