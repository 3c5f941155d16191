"""What WeasyPrint leaves undone for PDF/A-3a and PDF/UA-1, put right on the finished objects before they are written."""

from pathlib import Path
from typing import Any

_UA_MARK = Path(__file__).with_name("pdfua.xml").read_bytes()


def finish(document: Any, pdf: Any, *, spare_objects: int = 0) -> None:
    """The `finisher` of WeasyPrint. Spare objects change the bytes of the streams that are packed after this."""
    import pydyf

    _open_metadata(pdf)
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream):
            _name_every_glyph(stream)
            _end_clearly(stream)
    for _ in range(spare_objects):
        pdf.add_object(pydyf.Dictionary({}))


def _open_metadata(pdf: Any) -> None:
    """PDF/A wants its XMP uncompressed, which WeasyPrint does for PDF/A-1 only; PDF/UA wants its mark in the same XMP."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    xml = b"".join(metadata.stream)
    metadata.stream = [xml.replace(b"</rdf:RDF>", _UA_MARK + b"</rdf:RDF>")]
    metadata.compress = False


def _name_every_glyph(stream: Any) -> None:
    """In Arabic and Javanese several glyphs can draw one letter; those after the first get a zero-width space, not nothing."""
    if b"begincmap" in stream.stream:
        stream.stream = [b"%s<200b>" % line[:-2] if line.endswith(b" <>") else line for line in stream.stream]


def _end_clearly(stream: Any) -> None:
    """Pack the stream here, so that it cannot end in CR: before the line feed of `endstream` its length would be read as
    one byte short, which a strict checker calls not PDF/A. One in 256 does end so; a line feed of its own makes it plain,
    and readers stop at the end that the packed data itself marks."""
    packed = stream.data.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")
    if stream.compress:
        stream.extra["Filter"], stream.compress = "/FlateDecode", False
    stream.stream = [packed + b"\n" if packed.endswith(b"\r") else packed]
