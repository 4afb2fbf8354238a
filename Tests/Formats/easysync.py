# SPDX-License-Identifier: Apache-2.0
"""Etherpad's exports by the rules of its easysync notes, and what its own import checks (Pad.check): a second reading of them.

https://github.com/ether/etherpad-lite/blob/develop/doc/public/easysync/easysync-notes.txt
"""

import re

OPERATION = re.compile(r"((?:\*[0-9a-z]+)*)(?:\|([0-9a-z]+))?([-+=])([0-9a-z]+)")


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def number(digits: str) -> int:
    """A number in base 36, written the one way there is."""
    assert re.fullmatch(r"0|[1-9a-z][0-9a-z]*", digits), digits
    return int(digits, 36)


def operations(text: str):
    """Attributes, lines, sign and length of each operation."""
    place = 0
    while place < len(text):
        match = OPERATION.match(text, place)
        assert match, f"no operation: {text[place:place + 20]}"
        place = match.end()
        attributes = [number(digits) for digits in match[1].split("*")[1:]]
        lines = number(match[2]) if match[2] else 0
        assert match[2] is None or lines > 0, "lines that are none"
        length = number(match[4])
        assert length > 0 and lines <= length, match[0]
        yield tuple(attributes), lines, match[3], length


def check_attributes(attributes, pool: dict) -> None:
    """Sorted by name and value, each name once, each in the pool, none empty."""
    pairs = [tuple(pool[str(attribute)]) for attribute in attributes]
    assert pairs == sorted(pairs) and len({key for key, _ in pairs}) == len(pairs), pairs
    assert all(value for _, value in pairs), pairs


def check_canonical(found) -> None:
    """None that could be one with the one before it, and insertions only: our files have one revision."""
    for (attributes, lines, sign, _), (next_attributes, next_lines, next_sign, _) in zip(found, found[1:]):
        if (attributes, sign) == (next_attributes, next_sign):
            assert lines > 0 and next_lines == 0, "two operations that are one"
    for before, middle, after in zip(found, found[1:], found[2:]):
        assert not (before[0] == middle[0] == after[0] and after[1] > 0), "three operations that are one"


def pieces(found, bank: str):
    """What each operation inserts; its lines end with the last of them."""
    data, place = units(bank), 0
    for attributes, lines, sign, length in found:
        assert sign == "+", "one revision only inserts"
        piece = data[2 * place:2 * (place + length)]
        assert len(piece) == 2 * length, "the bank is too short"
        text = piece.decode("utf-16-le", "surrogatepass")
        assert text.count("\n") == lines and (not lines or text.endswith("\n")), (text, lines)
        place += length
        yield attributes, text
    assert place * 2 == len(data), "the bank is too long"


def check_pool(pool: dict) -> None:
    table = pool["numToAttrib"]
    assert set(pool) == {"numToAttrib", "nextNum"} and type(pool["nextNum"]) in (int, float) and pool["nextNum"] == len(table)
    assert set(table) == {str(place) for place in range(len(table))}
    assert all(len(pair) == 2 and all(type(part) is str for part in pair) and "," not in pair[0] for pair in table.values())
    assert len({tuple(pair) for pair in table.values()}) == len(table), "an attribute twice"


def check(file: dict) -> tuple[str, list[tuple[str, str | None]]]:
    """The text of an exported pad, and its pieces with the name of who wrote each; an assertion for what Etherpad would refuse."""
    (key,) = [key for key in file if re.fullmatch(r"pad:[^:]+", key)]
    pad = file[key]
    assert set(pad) == {"atext", "pool", "head", "chatHead", "publicStatus", "savedRevisions"}
    assert (pad["head"], pad["chatHead"], pad["publicStatus"], pad["savedRevisions"]) == (0, -1, False, [])
    authors = [name.removeprefix("globalAuthor:") for name in file if name.startswith("globalAuthor:")]
    assert set(file) == {key, f"{key}:revs:0", *(f"globalAuthor:{author}" for author in authors)}
    check_pool(pad["pool"])
    table = pad["pool"]["numToAttrib"]
    revision = file[f"{key}:revs:0"]
    meta = revision["meta"]
    assert set(revision) == {"changeset", "meta"} and meta["timestamp"] > 0 and meta["timestamp"] == int(meta["timestamp"])
    assert meta["author"] in [*authors, ""] and meta["pool"] == pad["pool"]

    head, sign, bank = revision["changeset"].partition("$")
    begin = re.match(r"Z:([0-9a-z]+)([<>])([0-9a-z]+)", head)
    assert sign and begin and number(begin[1]) == 1 and begin[2] == ">", "it begins with a line feed and grows"
    inserted = list(operations(head[begin.end():]))
    check_canonical(inserted)
    assert number(begin[3]) == sum(length for *_, length in inserted), "the length told is another"
    written = list(pieces(inserted, bank))
    text = bank + "\n"

    # The text with its attributes: what the changeset makes of the line feed that was there.
    assert pad["atext"] == meta["atext"] and pad["atext"]["text"] == text
    whole = list(operations(pad["atext"]["attribs"]))
    check_canonical(whole)
    assert merged(list(pieces(whole, text))) == merged([*written, ((), "\n")])

    used = set()
    for attributes, _ in written:
        check_attributes(attributes, table)
        used |= set(attributes)
    assert used <= {int(place) for place in table}
    assert {value for name, value in table.values() if name == "author"} | ({meta["author"]} - {""}) == set(authors)
    for author in authors:
        about = file[f"globalAuthor:{author}"]
        assert re.fullmatch(r"a\.[0-9A-Za-z]{16}", author) and about["padIDs"] == key.removeprefix("pad:")
        assert about["name"] is None or isinstance(about["name"], str)
        assert 0 <= about["colorId"] < 64 and about["timestamp"] > 0
    names = {place: file[f"globalAuthor:{value}"]["name"] for place, (_, value) in table.items()}
    return text, [(piece, names[str(attributes[0])] if attributes else None) for attributes, piece in written]


def merged(written):
    """Pieces with the same attributes as one."""
    found: list[list] = []
    for attributes, text in written:
        if found and found[-1][0] == attributes:
            found[-1][1] += text
        else:
            found.append([attributes, text])
    return found
