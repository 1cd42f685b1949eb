"""What checking a knowledge costs: 5,000 entries, and files made to cost much; each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from tests.benchmarks.big import PHRASINGS, Big

ENTRIES = 5_000
_FULL = 5_200_000
_HEAD = "event: {id: e, title: An event, date: 1971}\nsources: {s: {title: S, published: 1971}}\n"


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
    for line in ("", "- x", "---", "# rain", "<<<<<<<", "    x", "  x:", "\t", "  - x: y", "x"):
        texts[f"140,000 lines {line!r}"] = _HEAD + f"{line}\n" * 140_000
    texts["5 MB of 0xff"] = b"\xff" * _FULL
    return {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}


def measured() -> Iterator[str]:
    """The table, a line a file: CPU seconds and peak megabytes over those of an empty file, the findings."""
    yield f"{'file':52} {'MB':>5} {'CPU s':>6} {'peak MB':>8}  findings"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "event.yaml"
        empty = _fresh(file, b"event: {id: e, title: An event, date: 1971}\n")
        for name, data in {f"{ENTRIES:,} entries, right": knowledge(ENTRIES).encode(), **bombs()}.items():
            cost = _fresh(file, data)
            cpu, peak = cost["cpu"] - empty["cpu"], cost["peak"] - empty["peak"]
            yield f"{name:52} {len(data) / 1e6:5.1f} {cpu:6.2f} {peak:8.1f}  {cost['findings']}"


def _fresh(file: Path, data: bytes) -> dict[str, float]:
    """What reading and checking the data costs in a process of its own."""
    file.write_bytes(data)
    line = [sys.executable, "-m", "tests.benchmarks", "measure-check", str(file)]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)
    lines = ended.stdout.splitlines()
    return json.loads(lines[-1]) if lines else {"cpu": 0, "peak": 0, "findings": ended.returncode}


def measure(path: Path) -> dict[str, float]:
    """The costs of reading and checking one file, here."""
    from bot.checking.report import checked
    from bot.languages import english
    from bot.ledger.reading import read

    language = english()
    begun = time.process_time()
    findings = checked(read(path), path, language, date.today())
    cpu = time.process_time() - begun
    # not getrusage: there a process begins with the peak of the one that started it
    peak = next(line for line in Path("/proc/self/status").read_text("utf-8").splitlines() if line.startswith("VmHWM"))
    return {"cpu": cpu, "peak": int(peak.split()[1]) / 1024, "findings": len(findings)}
