// SPDX-License-Identifier: Apache-2.0

/// What makes PDF of a page, in Python: WeasyPrint, with a tree of what stands in the document.
///
/// WeasyPrint 57, which Debian 12 has, marks what it draws as parts of whole pages and of one another, and leaves
/// out what images show. Here each text and each image is marked by itself and belongs to one element, as
/// PDF/UA-1 has it. Other versions write their own tags.
enum PDFScript {
  static let source = #"""
    import sys
    import threading

    import pydyf
    import weasyprint

    BLOCKS = {
        'p': 'P', 'pre': 'P', 'blockquote': 'BlockQuote', 'section': 'Sect', 'ul': 'L', 'ol': 'L',
        'li': 'LI', 'table': 'Table', 'thead': 'THead', 'tbody': 'TBody', 'tr': 'TR', 'th': 'TH',
        'td': 'TD', 'h1': 'H1', 'h2': 'H2', 'h3': 'H3', 'h4': 'H4', 'h5': 'H5', 'h6': 'H6',
    }
    INLINES = {'a': 'Link', 'code': 'Code', 'img': 'Figure'}
    # What is not in the tree, but what stands in it.
    THROUGH = {'html', 'body', 'main', 'header'}
    # What stands in the tree also where nothing is drawn: a table has all its cells.
    CELLS = {'thead', 'tbody', 'tr', 'th', 'td'}
    # What the other glyphs of a letter are, which nobody sees or hears: no glyph may be nothing.
    JOINER = '\u200d'


    class Marks:
        """What is drawn, marked as the content of an element or as an ornament, never one in another."""

        def __init__(self, draw, root):
            self.draw = draw
            self.is_marked = False
            # What stands in the heads of tables, which are drawn again on each page: content on the first.
            self.heads = {inner: None for head in root.iter('thead') for inner in head.iter()}
            for name in ('draw_background', 'draw_border', 'draw_outlines', 'draw_table'):
                self.wrap(name, lambda *box: None)
            self.wrap('draw_text', lambda box, *rest: self.text(box))
            self.wrap('draw_replacedbox', lambda box: self.figure(box))

        def wrap(self, name, content):
            """Has a function of WeasyPrint draw between marks."""
            function = getattr(self.draw, name)

            def marked(stream, *arguments, **options):
                if self.is_marked:
                    return function(stream, *arguments, **options)
                box = content(*arguments)
                if box and box[1].element in self.heads:
                    first = self.heads[box[1].element] = self.heads[box[1].element] or stream
                    box = box if first is stream else None
                mark = f'/{box[0]} <</MCID {len(stream.marked)}>> BDC' if box else '/Artifact BMC'
                stream.stream.append(mark)
                start = len(stream.stream)
                self.is_marked = True
                try:
                    return function(stream, *arguments, **options)
                finally:
                    self.is_marked = False
                    if len(stream.stream) == start:
                        stream.stream.pop()
                    else:
                        stream.stream.append('EMC')
                        stream.marked += [box] if box else []

            setattr(self.draw, name, marked)

        def text(self, box):
            if box.element is None:
                return None
            return ('Lbl' if box.element_tag.endswith('::marker') else 'Span'), box

        def figure(self, box):
            if box.element is None or not box.element.get('alt', '').strip():
                return None
            return 'Figure', box


    def tell_letters(draw):
        """Has fonts say which letters their glyphs are, where WeasyPrint loses count: from right to left, and of several in one."""
        from weasyprint.text.ffi import ffi, pango

        function = draw.draw_first_line

        def drawn(stream, textbox, *arguments, **options):
            line, _ = textbox.pango_layout.get_first_line()
            text = textbox.pango_layout.text.encode()
            run = line.runs[0]
            while run != ffi.NULL:
                item, glyphs = run.data.item, run.data.glyphs
                run = run.next
                table = stream.add_font(item.analysis.font).cmap
                starts = [glyphs.log_clusters[place] for place in range(glyphs.num_glyphs)]
                ends = dict(zip(sorted(set(starts)), [*sorted(set(starts))[1:], item.length]))
                for start, end in ends.items():
                    letters = text[item.offset + start:item.offset + end].decode()
                    cluster = [glyphs.glyphs[place].glyph for place, found in enumerate(starts) if found == start]
                    # Nothing is drawn, or a box for a letter that no font has.
                    if any(glyph == pango.PANGO_GLYPH_EMPTY or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in cluster):
                        continue
                    if item.analysis.level % 2:
                        cluster.reverse()
                    parts = letters if len(letters) == len(cluster) else [letters, *[JOINER] * len(cluster)]
                    for glyph, part in zip(cluster, parts):
                        if table.get(glyph, JOINER) == JOINER:
                            table[glyph] = part
            return function(stream, textbox, *arguments, **options)

        draw.draw_first_line = drawn


    class Tree:
        """The structure of a document: its elements, and what of each page belongs to them."""

        def __init__(self, pdf, document, streams):
            self.pdf = pdf
            self.nums = pydyf.Array()
            self.levels = []
            root = document._html.etree_element
            self.parents = {child: parent for parent in root.iter() for child in parent}
            self.parents_of_marks = [[None] * len(stream.marked) for stream in streams]
            # By element what is drawn of it: page, number, kind, and where on the page.
            self.content = {}
            for page, stream in enumerate(streams):
                for number, (kind, box) in enumerate(stream.marked):
                    self.content.setdefault(box.element, []).append((page, number, kind, box.position_y))
            self.links = {}
            for page, pages in enumerate(document.pages):
                for link in pages.links:
                    box = link[3]
                    element = box.element
                    while element is not None and element.tag != 'a':
                        element = self.parents.get(element)
                    if element is not None and getattr(box, 'link_annotation', None):
                        self.links.setdefault(element, []).append((page, box.link_annotation))
            self.annotations = []
            self.root = pydyf.Dictionary({'Type': '/StructTreeRoot'})
            pdf.add_object(self.root)
            whole = self.element('Document', self.root)
            self.root['K'] = pydyf.Array([whole.reference])
            self.find_first(root)
            self.fill(whole, self.kids(root, whole))
            self.number()

        def find_first(self, root):
            """By element where the first of it is drawn, or None for what is not."""
            self.first = {}
            for element in reversed(list(root.iter())):
                places = [(page, y) for page, _, _, y in self.content.get(element, ())]
                places += [self.first[child] for child in element if self.first[child]]
                if not places and element in self.links:
                    places = [(page, 0) for page, _ in self.links[element]]
                self.first[element] = min(places) if places else None

        def element(self, tag, parent, **attributes):
            made = pydyf.Dictionary({'Type': '/StructElem', 'S': f'/{tag}', 'P': parent.reference, **attributes})
            self.pdf.add_object(made)
            return made

        def fill(self, element, kids):
            element['K'] = pydyf.Array(kids)

        def mark(self, parent, page, number):
            self.parents_of_marks[page][number] = parent.reference
            return pydyf.Dictionary({'Type': '/MCR', 'Pg': self.pdf.page_references[page], 'MCID': number})

        def kids(self, element, parent):
            """What stands in an element: text and elements in lines as they are drawn, blocks between them."""
            drawn = [(page, number, y, None) for page, number, kind, y in self.content.get(element, ()) if kind != 'Lbl']
            blocks = []
            for child in element:
                if child.tag in CELLS:
                    blocks.append(child)
                elif self.first[child] is None:
                    continue
                elif child.tag not in BLOCKS and child.tag not in THROUGH:
                    drawn.append((*self.first_mark(child), child))
                else:
                    blocks.append(child)
            drawn.sort(key=lambda item: item[:2])
            kids = []
            for child in blocks:
                place = self.first[child]
                while drawn and place is not None and (drawn[0][0], drawn[0][2]) < place:
                    kids += self.kid(drawn.pop(0), parent)
                kids += self.made(child, parent)
            for item in drawn:
                kids += self.kid(item, parent)
            return kids

        def first_mark(self, element):
            marks = [mark[:2] for inner in element.iter() for mark in self.content.get(inner, ())]
            page, y = self.first[element]
            return (*(min(marks) if marks else (page, 1 << 30)), y)

        def kid(self, item, parent):
            page, number, _, child = item
            return [self.mark(parent, page, number)] if child is None else self.made(child, parent)

        def made(self, element, parent):
            """An element in the tree, or what stands in it where it is none there."""
            if element.tag in THROUGH:
                return self.kids(element, parent)
            tag = BLOCKS.get(element.tag) or INLINES.get(element.tag, 'Span')
            if tag == 'Link' and element not in self.links:
                tag = 'Span'
            attributes = {}
            if element.tag in ('ul', 'ol'):
                style = '/Decimal' if element.tag == 'ol' else '/Disc'
                attributes['A'] = pydyf.Dictionary({'O': '/List', 'ListNumbering': style})
            elif tag == 'TH':
                attributes['A'] = pydyf.Dictionary({'O': '/Table', 'Scope': '/Column'})
            elif tag == 'Figure':
                attributes['Alt'] = pydyf.String(element.get('alt'))
            elif tag[0] == 'H':
                tag = self.heading(int(element.tag[1]))
            made = self.element(tag, parent, **attributes)
            if tag == 'LI':
                self.fill(made, self.item(element, made))
            else:
                self.fill(made, self.kids(element, made) + self.annotated(element, made))
            return [made.reference]

        def heading(self, level):
            """Its level among those before it, without gaps."""
            while self.levels and self.levels[-1] >= level:
                self.levels.pop()
            self.levels.append(level)
            return f'H{len(self.levels)}'

        def item(self, element, parent):
            kids = []
            labels = [mark for mark in self.content.get(element, ()) if mark[2] == 'Lbl']
            if labels:
                label = self.element('Lbl', parent)
                self.fill(label, [self.mark(label, page, number) for page, number, _, _ in labels])
                kids.append(label.reference)
            body = self.element('LBody', parent)
            self.fill(body, self.kids(element, body))
            return [*kids, body.reference]

        def annotated(self, element, parent):
            kids = []
            for page, annotation in self.links.get(element, ()):
                self.annotations.append((annotation, parent))
                kids.append(pydyf.Dictionary({
                    'Type': '/OBJR', 'Obj': annotation.reference, 'Pg': self.pdf.page_references[page],
                }))
            return kids

        def number(self):
            """How readers find the element of what they meet on a page."""
            for page, parents in enumerate(self.parents_of_marks):
                self.nums.extend([page, pydyf.Array(parents)])
            for place, (annotation, element) in enumerate(self.annotations, len(self.parents_of_marks)):
                self.nums.extend([place, element.reference])
                annotation['StructParent'] = place
                annotation['F'] = 4
            tree = pydyf.Dictionary({'Nums': self.nums})
            self.pdf.add_object(tree)
            self.root['ParentTree'] = tree.reference
            self.root['ParentTreeNextKey'] = len(self.parents_of_marks) + len(self.annotations)


    def accessible(pdf, metadata, document, streams):
        from weasyprint.pdf.metadata import add_metadata

        tree = Tree(pdf, document, streams)
        pdf.catalog['StructTreeRoot'] = tree.root.reference
        add_metadata(pdf, metadata, 'ua', version=1, conformance=None)
        if 'Lang' not in pdf.catalog:
            pdf.catalog['Lang'] = pydyf.String('und')
        pdf.catalog['ViewerPreferences'] = pydyf.Dictionary({'DisplayDocTitle': 'true'})
        pdf.catalog['MarkInfo'] = pydyf.Dictionary({'Marked': 'true'})


    def nothing(url, *arguments, **options):
        """Only what the page carries itself."""
        if url.startswith('data:'):
            return weasyprint.default_url_fetcher(url)
        raise ValueError('there is no network')


    page = weasyprint.HTML('page.html', encoding='utf-8', url_fetcher=nothing)
    if weasyprint.__version__.startswith('57.'):
        from weasyprint import draw, pdf
        from weasyprint.pdf.stream import Stream

        Stream.begin_marked_content = lambda *arguments, **options: None
        Stream.end_marked_content = lambda *arguments, **options: None
        Marks(draw, page.etree_element)
        tell_letters(draw)
        pdf.VARIANTS['pdf/ua-1'] = (accessible, {'mark': True})

    # Boxes stand in one another deeper than Python would go by itself.
    sys.setrecursionlimit(50_000)
    threading.stack_size(256 << 20)
    made = []
    maker = threading.Thread(target=lambda: made.append(page.write_pdf(variant='pdf/ua-1')))
    maker.start()
    maker.join()
    sys.stdout.buffer.write(made[0])
    """#
}
