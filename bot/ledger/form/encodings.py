"""The text that bytes hold, and what is wrong with their encoding: another one, two of them, or letters lost in one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice

from bot.ledger.form.characters import DIVIDE, SIZE, Place, place_in, places_in
from bot.ledger.problems import Problem, of_file

_FOREIGN = re.compile(r"[^\x00-\x7f]{2,}")
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_MARKS = "“”„«»‘’›…–—"
_SAMPLE = 100_000  # bytes that are looked at to guess an encoding
_NO_TEXT = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")  # what such files begin with
_ENCODINGS = {
    "utf-32": "UTF-32",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "cp1252": "Windows-1252 (Western European)",
}
_SAVE = "save the file as UTF-8 in the editor, without BOM"
_EARLIER = "take the file as it was before, and save it as UTF-8"

_NO_UTF_8 = re.compile(r"[\udc80-\udcff]+")  # bytes that were kept, as they are no UTF-8
_FEW = 4  # times as many as there are characters of UTF-8: so many others may stand among them
_MOST = 1_000  # rows of such bytes that are told; a file with more has another encoding
_CUT_OFF = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")

_NO_SIGN = "\ufffd"
_READ_AS = {
    # what reads the bytes that an encoding leaves out takes them for control characters
    encoding: {
        ord(_NO_SIGN): 0xFF,
        **{byte: byte for byte in range(0xA0)},
        **{ord(letter): byte for byte in range(256) for letter in bytes([byte]).decode(encoding, "ignore")},
    }
    for encoding in ("cp1252", "cp1251")
}
_TWICE = 3  # words that were read in another encoding; fewer have a finding each
# letters that became signs: whole words of them, or at the beginning or in the middle of one
_LOST = re.compile(
    r"\?(?<![^\s\[,\"'(]\?)(?:\?{3,}|\?+ \?{2,}|\?*[^\W\d_]+\b(?![=&]))|\?(?<=[^\W\d_]\?)\?*[^\W\d_]+\b(?![=&])"
)
_LONG = 200  # characters of an address that are looked at
_ADDRESS = re.compile(r"[/=&]\S*$")


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text in `data`, and what is wrong with its encoding; an empty text with a problem is of no use."""
    if len(data) > SIZE:
        message = f"the file is larger than {SIZE // 1024**2} MB, so that nothing of it was checked"
        return "", [of_file(file, (1, 1), "too-large", message, DIVIDE)]
    if data.startswith(_NO_TEXT):
        hint = "copy the text into a plain text file, saved as UTF-8"
        return "", [of_file(file, (1, 1), "not-utf-8", "this is no text file, but one of a word processor", hint)]
    text, problems = _decoded(data, file)
    if found := _lost(text):
        message = "letters were lost when this file was saved in another encoding than UTF-8, and are `?` now"
        return "", [of_file(file, place_in(text, found.start()), "not-utf-8", message, _EARLIER)]
    for mend in (_line_ends, _read_twice):
        text, problem = mend(text, file)
        problems += problem
    return text, problems


def _decoded(data: bytes, file: str) -> tuple[str, list[Problem]]:
    encoding = _sixteen(data)
    try:
        if not encoding:
            return data.decode("utf-8"), []
        place = 1, 1
    except UnicodeDecodeError as error:
        kept = data.decode("utf-8", "surrogateescape")
        if _is_utf_8(kept):
            return _with_others(kept, data, file)
        before = data[: error.start].decode("utf-8")
        encoding, place = _eight(data), place_in(before, len(before))
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
        message = f"this is no UTF-8 text; it seems to be saved as {_ENCODINGS[encoding]}"
    except UnicodeDecodeError:
        text, message = "", "this is no UTF-8 text"
    return text, [of_file(file, place, "not-utf-8", message, _SAVE)]


def _sixteen(data: bytes) -> str:
    """The encoding of two or four bytes a character that `data` has, or ""."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    if odd.count(0) * 2 > len(odd) > even.count(0) * 20:
        return "utf-16-le"
    return "utf-16-be" if even.count(0) * 2 > len(even) > odd.count(0) * 20 else ""


def _eight(data: bytes) -> str:
    """The encoding of one byte a character that `data` seems to have."""
    high = [byte for byte in data[:_SAMPLE] if byte >= 0x80]
    letters = sum(byte >= 0xC0 or byte in b"\xa8\xb8" for byte in high)
    if not re.search(rb"[\xc0-\xff]{4}", data[:_SAMPLE]) or letters * 3 < len(high) * 2:
        return "cp1252"
    # most letters are small ones: above the capitals in Windows-1251, below them in KOI8-R
    return "cp1251" if sum(byte >= 0xE0 for byte in high) * 2 > letters else "koi8-r"


def _is_utf_8(kept: str) -> bool:
    """Whether the file is UTF-8 but for some characters: other encodings seldom look like it by chance."""
    others = sum(len(row[0]) for row in _NO_UTF_8.finditer(kept))
    right = sum(len(row[0]) for row in re.finditer(r"[^\x00-\x7f\udc80-\udcff]+", kept))
    return right * _FEW > others


def _with_others(kept: str, data: bytes, file: str) -> tuple[str, list[Problem]]:
    """A text in UTF-8 with the bytes that are none as what they may have been, and one finding for lines in a row."""
    if _CUT_OFF.search(data):
        message = "the file ends in the middle of a character, so that it was not checked: its end is cut off"
        return "", [of_file(file, place_in(kept, len(kept)), "not-utf-8", message, "take the whole file")]
    rows = [*_NO_UTF_8.finditer(kept)][:_MOST]
    places = [*places_in(kept, (row.start() for row in rows))]
    encoding = _eight(b"".join(map(_bytes, rows)))
    problems = [
        of_file(file, place, "not-utf-8", *_of_others(_letters(row, encoding), last - place[0]))
        for place, last, row in _in_a_row(places, rows)
    ]
    return _NO_UTF_8.sub(lambda row: _letters(row, encoding), kept), problems


def _in_a_row(places: list[Place], rows: list[re.Match[str]]) -> Iterator[tuple[Place, int, re.Match[str]]]:
    """The first place of those in lines that follow each other, the last of these lines, and what stands there."""
    first = 0
    for at, (line, _) in enumerate(places):
        if at + 1 == len(places) or places[at + 1][0] > line + 1:
            yield places[first], line, rows[first]
            first = at + 1


def _bytes(row: re.Match[str]) -> bytes:
    return row[0].encode("ascii", "surrogateescape")


def _letters(row: re.Match[str], encoding: str) -> str:
    """What bytes are in an encoding, a sign for each."""
    letters = (bytes([byte]).decode(encoding, "ignore") for byte in _bytes(row))
    return "".join(letter if letter.isprintable() and letter else "¿" for letter in letters)


def _of_others(letters: str, more: int) -> tuple[str, str]:
    what = "what stands here is" if len(letters) > 1 else "this character is"
    message = f"{what} not saved as UTF-8, as the rest of the file is"
    if more:
        message = f"from here to {more} lines below, the letters are not saved as UTF-8, as the rest of the file is"
        return message, "delete these lines, and type or paste them again in the editor"
    seems = f"it seems to be `{letters}`" if "¿" not in letters else "it comes from another file"
    return message, f"type it again in the editor; {seems}"


def _lost(text: str) -> re.Match[str] | None:
    """The first word with letters that became question marks; one word alone proves nothing."""
    words: dict[str, re.Match[str]] = {}
    for found in islice(_LOST.finditer(text), _MOST):
        if not _ADDRESS.search(text, max(0, found.start() - _LONG), found.start()):
            words.setdefault(found[0], found)
        if len(words) > 1:
            return next(iter(words.values()))
    return None


def _line_ends(text: str, file: str) -> tuple[str, list[Problem]]:
    """The text without what was put before its line ends twice."""
    if "\r" not in text or text.count("\r\r\n") < 2:
        return text, []
    place = 1, text.index("\r\r\n") + 1
    message, hint = "the lines end with one sign too many (CR CR LF)", "save the file with the line ends LF"
    return text.replace("\r\r\n", "\n"), [of_file(file, place, "invisible-character", message, hint)]


def _read_twice(text: str, file: str) -> tuple[str, list[Problem]]:
    """The text as it was before all of it was read in another encoding than its own, and saved."""
    words = [] if text.isascii() else [*islice(_FOREIGN.finditer(text), _TWICE)]
    for encoding, signs in _READ_AS.items() if len(words) == _TWICE else ():
        with suppress(UnicodeError):
            _before(" ".join(word[0] for word in words), signs)  # as all of the text takes long
            meant = _before(text, signs).replace(_NO_SIGN, "¿")
            message = f"this file is UTF-8, but was read as {_ENCODINGS[encoding]} and then saved"
            return meant, [of_file(file, place_in(text, words[0].start()), "not-utf-8", message, _EARLIER)]
    return text, []


def _before(text: str, signs: Mapping[int, int]) -> str:
    """What a text in UTF-8 was before its bytes were read as these signs. Raises UnicodeError if it was none."""
    meant = codecs.charmap_encode(text, "strict", dict(signs))[0].decode("utf-8", "replace")
    lost = meant.count(_NO_SIGN)
    if lost > sum(map(len, _BEYOND.findall(meant))) - lost:  # bytes may have been lost on the way, but not most
        raise UnicodeError
    return meant


def garbled(text: str) -> tuple[str, str] | None:
    """The first word of `text` that was once read in another encoding than its own, and what it was before."""
    for found in _FOREIGN.finditer(text) if not text.isascii() else ():
        for encoding in ("cp1251", "cp1252"):
            with suppress(UnicodeError):
                meant = found[0].encode(encoding).decode("utf-8")
                # a capital before a closing mark may look like it, and so may a word in capitals
                if meant in _MARKS or not (found[0].isalpha() or found[0][1:] in _MARKS):
                    return found[0], meant
    return None
