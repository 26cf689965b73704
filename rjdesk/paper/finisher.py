"""The finisher: makes of what was drawn a paper that a screen reader and an archive can keep.

ReportLab draws; this adds the structure (PDF/UA-1), what an archive asks for (PDF/A-2a),
and takes out what says how, when and by what the file was made.
"""

from __future__ import annotations

from io import BytesIO
from secrets import token_urlsafe
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from rjdesk.paper import colour
from rjdesk.paper.structure import Element, Mark, Marks

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finish(drawn: bytes, structure: Element, marks: Marks, *, title: str, language: str) -> bytes:
    """Return the finished PDF; the same drawing always gives the same bytes.

    ``structure`` is the outermost element, whose marks were taken while drawing. ``title`` is
    the name of the form and names nobody.
    """
    with pikepdf.open(BytesIO(drawn)) as pdf:
        root = pdf.Root
        for key in ("/PageMode", "/Outlines"):
            if key in root:
                del root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        root.Lang = String(language)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.OutputIntents = Array([_intent(pdf)])
        xmp = _XMP.format(title=escape(title), language=escape(language))
        root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
        root.StructTreeRoot = _Tree(pdf, marks).root(structure)
        for page in pdf.pages:
            # How one page turns into the next on a screen: not a thing of paper.
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        out = BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()


def encrypt(pdf: bytes, password: str) -> bytes:
    """Return the PDF locked with AES-256; it opens with the password alone.

    The bytes differ each time. A screen reader may read it, once it is open.
    """
    with pikepdf.open(BytesIO(pdf)) as opened:
        out = BytesIO()
        lock = pikepdf.Encryption(user=password, owner=token_urlsafe(24), R=6)
        opened.save(out, encryption=lock, fix_metadata_version=False)
        return out.getvalue()


def _intent(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(colour.NAME),
        Info=String(colour.NAME),
        DestOutputProfile=pdf.make_stream(colour.profile(), N=3),
    )


class _Tree:
    """Writes the structure into a PDF, and on each page the way back to it."""

    def __init__(self, pdf: pikepdf.Pdf, marks: Marks) -> None:
        self._pdf = pdf
        self._marks = marks
        self._pages = [page.obj for page in pdf.pages]
        self._written: dict[Element, pikepdf.Object] = {}

    def root(self, structure: Element) -> pikepdf.Object:
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._write(structure, root)])
        back = Array()
        for number, page in enumerate(self._pages):
            page.StructParents = number
            # In the order of the structure a reader may also step from field to field.
            page.Tabs = Name.S
            owners = self._marks.pages[number] if number < len(self._marks.pages) else []
            back.append(number)
            owned = Array([self._written[owner] for owner in owners])
            back.append(self._pdf.make_indirect(owned))
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=back))
        root.ParentTreeNextKey = len(self._pages)
        return root

    def _write(self, element: Element, above: pikepdf.Object) -> pikepdf.Object:
        written = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.kind), P=above)
        )
        self._written[element] = written
        if element.language:
            written.Lang = String(element.language)
        if element.alt:
            written.Alt = String(element.alt)
        if element.scope:
            written.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
        if element.numbering:
            written.A = Dictionary(O=Name.List, ListNumbering=Name("/" + element.numbering))
        first = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if first is not None:
            written.Pg = self._pages[first]
        written.K = Array([self._kid(kid, written, first) for kid in element.kids])
        return written

    def _kid(
        self, kid: Element | Mark, above: pikepdf.Object, first: int | None
    ) -> pikepdf.Object | int:
        if isinstance(kid, Element):
            return self._write(kid, above)
        if kid.page == first:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)
