# SPDX-License-Identifier: Apache-2.0
"""A strict reader of tagged PDF: what a file does that PDF/UA-1 (ISO 14289-1) does not allow, as far as its structure tells."""

import base64
import json
import re
import subprocess

PAINTING = {"Tj", "TJ", "'", "\"", "Do", "sh", "EI", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
# By type what may stand in it; others hold anything.
KIDS = {
    "L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"THead", "TBody", "TR"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"},
}
# By type where alone it may stand.
PARENTS = {"LI": {"L"}, "LBody": {"LI"}, "THead": {"Table"}, "TBody": {"Table"}, "TR": {"Table", "THead", "TBody"}, "TH": {"TR"}, "TD": {"TR"}}
TYPES = {"Document", "Sect", "P", "BlockQuote", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD", "Span", "Code", "Link", "Figure",
         *(f"H{level}" for level in range(1, 7))}
TOKEN = re.compile(rb"\s+|%[^\r\n]*|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]{}]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+", re.DOTALL)


def objects(path) -> dict:
    """All objects of a file, by their references, as qpdf tells them."""
    told = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path, "-"], capture_output=True, check=True)
    return {name.removeprefix("obj:"): thing.get("value", thing.get("stream")) for name, thing in json.loads(told.stdout)["qpdf"][1].items()}


def faults(found: dict) -> list[str]:
    """What is wrong with a file whose objects these are; nothing for one that is right."""
    reader = Reader(found)
    reader.read()
    return reader.faults


class Reader:
    """Goes through a document: what it says of itself, its tree, and what is drawn on its pages."""

    def __init__(self, found: dict) -> None:
        self.found, self.faults = found, []
        self.levels: list[int] = []
        # What the tree says belongs to it: by page and number, and annotations.
        self.claimed: dict[tuple[str, int], str] = {}
        self.objects: dict[str, str] = {}

    def fault(self, text: str) -> None:
        self.faults.append(text)

    def get(self, thing):
        """What a reference leads to, or the thing itself."""
        if isinstance(thing, str) and re.fullmatch(r"\d+ \d+ R", thing):
            return self.found.get(thing)
        return thing

    def read(self) -> None:
        catalog = self.get(self.get(self.found["trailer"])["/Root"])
        self.read_catalog(catalog)
        root = self.get(catalog.get("/StructTreeRoot"))
        if not root:
            return self.fault("there is no structure")
        for kid in root["/K"]:
            self.read_element(kid, catalog["/StructTreeRoot"], "root")
        self.owners = self.numbers(self.get(root["/ParentTree"]))
        self.read_pages(self.get(catalog["/Pages"]))
        for font in self.found.values():
            if isinstance(font, dict) and font.get("/Type") == "/Font":
                self.read_font(font)

    def read_catalog(self, catalog: dict) -> None:
        if not re.fullmatch(r"u:[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", str(catalog.get("/Lang"))):
            self.fault(f"language is {catalog.get('/Lang')}")
        if self.get(catalog.get("/ViewerPreferences", {})).get("/DisplayDocTitle") is not True:
            self.fault("the title is not displayed")
        if self.get(catalog.get("/MarkInfo", {})).get("/Marked") is not True:
            self.fault("it is not marked")
        about = self.data(self.get(catalog["/Metadata"])) if "/Metadata" in catalog else b""
        if b"pdfuaid:part=\"1\"" not in about and b"<pdfuaid:part>1<" not in about:
            self.fault("it does not say that it is PDF/UA-1")
        if not re.search(rb"<dc:title>.*<rdf:li[^>]*>[^<]+<", about, re.DOTALL):
            self.fault("there is no title")

    @staticmethod
    def data(stream: dict) -> bytes:
        return base64.b64decode(stream["data"])

    def read_element(self, name: str, parent: str, kind_of_parent: str) -> None:
        element = self.get(name)
        kind = element["/S"][1:]
        if element.get("/P") != parent:
            self.fault(f"{kind} does not know where it stands")
        if kind not in TYPES:
            self.fault(f"{kind} is no type")
        if kind_of_parent in KIDS and kind not in KIDS[kind_of_parent] or kind in PARENTS and kind_of_parent not in PARENTS[kind]:
            self.fault(f"{kind} in {kind_of_parent}")
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            self.read_kid(name, element, kid, kind)
        self.read_kind(kind, element)

    def read_kid(self, name: str, element: dict, kid, kind: str) -> None:
        thing = self.get(kid)
        if isinstance(thing, int):
            thing = {"/Type": "/MCR", "/Pg": element["/Pg"], "/MCID": thing}
        if thing.get("/Type") == "/MCR":
            place = (thing.get("/Pg", element.get("/Pg")), thing["/MCID"])
            if place in self.claimed:
                self.fault(f"{place} belongs to two")
            self.claimed[place] = name
            if kind in KIDS:
                self.fault(f"content right in {kind}")
        elif thing.get("/Type") == "/OBJR":
            self.objects[thing["/Obj"]] = name
        else:
            self.read_element(kid, name, kind)

    def read_kind(self, kind: str, element: dict) -> None:
        kids = [self.get(kid) for kid in element.get("/K", [])]
        kinds = [kid.get("/S", kid.get("/Type"))[1:] for kid in kids if isinstance(kid, dict)]
        if not kids and kind not in ("TD", "TH", "LBody", "Document", "THead", "TBody"):
            self.fault(f"{kind} is empty")
        if kind == "Figure" and not element.get("/Alt", "u:")[2:].strip():
            self.fault("an image is not described")
        if kind == "Link" and "OBJR" not in kinds:
            self.fault("a link leads nowhere")
        if kind == "TH" and self.get(element.get("/A", {})).get("/Scope") not in ("/Column", "/Row", "/Both"):
            self.fault("a head of what?")
        if kind == "LI" and kinds not in (["LBody"], ["Lbl", "LBody"]):
            self.fault(f"an item of {kinds}")
        if kind == "L" and "/ListNumbering" not in self.get(element.get("/A", {})):
            self.fault("a list without its numbering")
        if kind == "Table" and len(set(self.widths(element))) > 1:
            self.fault(f"rows of {self.widths(element)} cells")
        if re.fullmatch(r"H\d", kind):
            level = int(kind[1])
            if level > (self.levels[-1] if self.levels else 0) + 1:
                self.fault(f"{kind} after {self.levels[-1:]}")
            self.levels.append(level)

    def widths(self, element: dict) -> list[int]:
        kids = [thing for kid in element.get("/K", []) if isinstance(thing := self.get(kid), dict) and "/S" in thing]
        if element["/S"] == "/TR":
            return [len(kids)]
        return [width for kid in kids for width in self.widths(kid)]

    def numbers(self, tree: dict) -> dict:
        """A number tree as a table."""
        pairs = tree.get("/Nums", [])
        found = dict(zip(pairs[::2], pairs[1::2]))
        for kid in tree.get("/Kids", []):
            found |= self.numbers(self.get(kid))
        return found

    def read_pages(self, node: dict) -> None:
        for name in node["/Kids"]:
            page = self.get(name)
            if page["/Type"] == "/Pages":
                self.read_pages(page)
            else:
                self.read_page(name, page)

    def read_page(self, name: str, page: dict) -> None:
        contents = page["/Contents"]
        data = b"\n".join(self.data(self.get(part)) for part in (contents if isinstance(contents, list) else [contents]))
        marks = self.read_content(data)
        owners = self.get(self.owners.get(page.get("/StructParents")))
        if owners is None:
            return self.fault("a page without its place in the tree")
        for number in marks:
            owner = owners[number] if number < len(owners) else None
            if owner is None or self.claimed.get((name, number)) != owner:
                self.fault(f"content {number} of a page belongs to nothing")
        for place, number in self.claimed:
            if place == name and number not in marks:
                self.fault(f"an element claims {number}, which is not drawn")
        for annotation in page.get("/Annots", []):
            self.read_annotation(annotation)
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            self.fault("the keyboard does not follow the structure")

    def read_annotation(self, name: str) -> None:
        annotation = self.get(name)
        owner = self.owners.get(annotation.get("/StructParent"))
        if owner is None or self.objects.get(name) != owner or self.get(owner)["/S"] != "/Link":
            self.fault("an annotation without its link")
        if not annotation.get("/Contents", "u:")[2:]:
            self.fault("an annotation says nothing")

    def read_content(self, data: bytes) -> set[int]:
        """The numbers of what is marked on a page; all that is drawn is marked, or an ornament."""
        tokens = [token for token in TOKEN.findall(data) if token.strip() and not token.startswith(b"%")]
        marks: list[int | None] = []
        seen: set[int] = set()
        for place, token in enumerate(tokens):
            if token == b"BMC" or token == b"BDC":
                before = b" ".join(tokens[max(0, place - 12):place])
                number = re.search(rb"/MCID (\d+) [^/]*>>$", before) if token == b"BDC" else None
                if marks:
                    self.fault("marks in marks")
                marks.append(int(number[1]) if number else None)
                if number is None and b"/Artifact" not in before.split(b" BMC")[-1].split(b" EMC")[-1]:
                    self.fault("a mark that is neither content nor ornament")
                if number and marks[-1] in seen:
                    self.fault(f"content {marks[-1]} twice")
                seen |= {marks[-1]} if number else set()
            elif token == b"EMC":
                marks.pop()
            elif token.decode("latin-1") in PAINTING and not marks:
                self.fault(f"{token.decode()} outside of all marks")
        if marks:
            self.fault("a mark never ends")
        return seen

    def read_font(self, font: dict) -> None:
        if font.get("/Subtype") == "/Type0":
            inner = self.get(self.get(font["/DescendantFonts"])[0])
            descriptor = self.get(inner["/FontDescriptor"])
        elif "/FontDescriptor" in font:
            descriptor = self.get(font["/FontDescriptor"])
        else:
            return
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
            self.fault(f"{font.get('/BaseFont')} is not in the file")
        if font.get("/Subtype") in ("/Type0", "/Type1", "/TrueType") and "/ToUnicode" not in font:
            self.fault(f"nobody knows what letters of {font.get('/BaseFont')} are")
