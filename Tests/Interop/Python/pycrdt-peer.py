# SPDX-License-Identifier: Apache-2.0
"""yrs, the Rust port of Yjs, through PyPI's pycrdt, asked over standard input and output.

The frames are those of `Tests/Interop/Node/frames.mjs`.

- `{command: "live", seed, client}` with updates is answered by the updates of a replica that edits
  between them.
- `{command: "read"}` with updates is answered by `{texts, xml, counts}`, what a new document that took
  them all in reads, and by its state as one update and its state vector.
"""

import json
import random
import struct
import sys

from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText

ROOTS = {"content": Text, "notes é": Text, "meta": Map, "list": Array, "page": XmlFragment}
KEYS = ["", "a", "b", "clé", "titre"]
LETTERS = [*"abcdefgh    \n", "é", "ç", "œ", "e\u0301", "€", "\u2028", "😀", "🖋️", "👩‍👧", "\U0010ffff"]
VALUES = [None, True, False, 0, 1, -64, 1.5, 1e300, 2**40, "x", "", [1, [None]], {"é": {"a": True}}, b"\0\1"]
ATTRIBUTES = [{"bold": True}, {"bold": None}, {"lien": "rouge"}, {"lien": None}, {"couleur": 1.5}]
DEEPEST = 3


def new_document(client):
    doc = Doc(client_id=client)
    return doc, {name: doc.get(name, type=kind) for name, kind in ROOTS.items()}


def random_text(rng):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 6)))


def random_content(rng, depth):
    kind = rng.choice(["value"] * 5 + ["text", "map", "array"] * (depth < DEEPEST))
    if kind == "text":
        return Text(random_text(rng))
    if kind == "map":
        return Map({rng.choice(KEYS): rng.choice(VALUES)})
    if kind == "array":
        return Array([rng.choice(VALUES), rng.choice(VALUES)])
    return rng.choice(VALUES)


def places(text):
    """The indices at which a character begins, in bytes; an embed counts as one."""
    found, index = [0], 0
    for content, _ in text.diff():
        for character in content if isinstance(content, str) else [None]:
            index += len(character.encode()) if character is not None else 1
            found.append(index)
    return found


def edit_text(rng, text):
    indices = places(text)
    at = rng.randrange(len(indices))
    end = min(len(indices) - 1, at + rng.randint(1, 6))
    kind = rng.choice(["insert"] * 5 + ["styled", "styled", "embed"] + ["delete", "delete", "format"] * (end > at))
    if kind == "insert":
        text.insert(indices[at], random_text(rng))
    elif kind == "styled":
        text.insert(indices[at], random_text(rng), rng.choice(ATTRIBUTES))
    elif kind == "embed":
        text.insert_embed(indices[at], {"image": rng.choice(VALUES[:10])})
    elif kind == "delete":
        del text[indices[at] : indices[end]]
    else:
        text.format(indices[at], indices[end], rng.choice(ATTRIBUTES))


def edit_map(rng, mapping, depth):
    key = rng.choice(KEYS)
    if rng.random() < 0.3 and key in mapping:
        del mapping[key]
    else:
        mapping[key] = random_content(rng, depth)


def edit_array(rng, array, depth):
    length = len(array)
    if length > 0 and rng.random() < (0.7 if length > 20 else 0.3):
        del array[rng.randrange(length)]
    else:
        array.insert(rng.randint(0, length), random_content(rng, depth))


def edit_xml(rng, parent, depth):
    length = len(parent.children)
    choice = rng.random()
    if isinstance(parent, XmlElement) and choice < 0.3:
        key = rng.choice(["class", "clé"])
        if rng.random() < 0.3 and key in dict(parent.attributes):
            del parent.attributes[key]
        else:
            parent.attributes[key] = random_text(rng)
    elif length > 0 and (choice > 0.85 or depth >= DEEPEST):
        del parent.children[rng.randrange(length)]
    elif depth < DEEPEST:
        node = XmlElement(rng.choice(["p", "h1", "é"])) if rng.random() < 0.5 else XmlText(random_text(rng))
        parent.children.insert(rng.randint(0, length), node)


def nested(shared):
    if isinstance(shared, Map):
        inner = [shared[key] for key in sorted(shared.keys())]
    elif isinstance(shared, Array):
        inner = list(shared)
    elif isinstance(shared, (XmlFragment, XmlElement)):
        inner = list(shared.children)
    else:
        inner = []
    return [each for each in inner if isinstance(each, (Text, Map, Array, XmlElement, XmlText, XmlFragment))]


def edit(rng, roots):
    shared, depth = roots[rng.choice(list(ROOTS))], 0
    while (inner := nested(shared)) and rng.random() < 0.5:
        shared, depth = rng.choice(inner), depth + 1
    if isinstance(shared, (Text, XmlText)):
        edit_text(rng, shared)
    elif isinstance(shared, Map):
        edit_map(rng, shared, depth)
    elif isinstance(shared, Array):
        edit_array(rng, shared, depth)
    else:
        edit_xml(rng, shared, depth)


def live(header, updates):
    rng = random.Random(header["seed"])
    doc, roots = new_document(header["client"])
    mine, is_mine = [], False

    def note(event):
        if is_mine:
            mine.append(event.update)

    subscription = doc.observe(note)
    for update in updates:
        doc.apply_update(update)
        is_mine = True
        for _ in range(rng.choice([0, 0, 1, 2])):
            with doc.transaction():
                for _ in range(rng.choice([1, 1, 1, 3])):
                    edit(rng, roots)
        is_mine = False
    doc.unobserve(subscription)
    return {}, mine


def read(_, updates):
    doc, roots = new_document(1)
    for update in updates:
        doc.apply_update(update)
    header = {
        "texts": {name: str(shared) for name, shared in roots.items() if ROOTS[name] is Text},
        "xml": str(roots["page"]),
        "counts": {"meta": len(roots["meta"]), "list": len(roots["list"])},
    }
    return header, [doc.get_update(), doc.get_state()]


COMMANDS = {"live": live, "read": read}


def read_exactly(count):
    data = sys.stdin.buffer.read(count)
    if len(data) < count:
        sys.exit(0)
    return data


def parts(body):
    found, offset = [], 0
    while offset < len(body):
        (length,) = struct.unpack_from(">I", body, offset)
        found.append(bytes(body[offset + 4 : offset + 4 + length]))
        offset += 4 + length
    return found


def main():
    while True:
        (length,) = struct.unpack(">I", read_exactly(4))
        head, *blobs = parts(read_exactly(length))
        question = json.loads(head)
        try:
            header, output = COMMANDS[question["command"]](question, blobs)
        except BaseException as error:  # a panic of yrs is no Exception
            header, output = {"error": repr(error)}, []
        frame = b"".join(
            struct.pack(">I", len(part)) + part for part in [json.dumps(header).encode(), *output]
        )
        sys.stdout.buffer.write(struct.pack(">I", len(frame)) + frame)
        sys.stdout.buffer.flush()


main()
