"""PDFs: active content is refused, everything but the pages is left behind, and what is left is written anew."""

import io
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream

from office.uploads.answer import Cleaned, Refusal
from office.uploads.limits import LARGEST_STORED, MOST_PIXELS
from office.uploads.segments import without_metadata

MOST_PAGES = 20
MOST_OBJECTS = 20_000
MOST_INFLATED = 64 * 1024 * 1024  # one stream of page content; a picture is judged by its own size
DEEPEST = 60

# Actions and annotations that run, fetch, send or carry something. Links and jumps are not here: they are left behind.
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
ACTIVE_SUBTYPES = {"/RichMedia", "/3D", "/Movie", "/Sound", "/Screen", "/FileAttachment", "/PS"}
ACTIVE_TYPES = {"/EmbeddedFile", "/Sound", "/Rendition", "/3D"}
ACTIVE_KEYS = {
    "/JS",
    "/JavaScript",
    "/EF",
    "/EmbeddedFiles",
    "/XFA",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/Collection",
}
PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit"}
LEFT_BEHIND = {"/Metadata", "/PieceInfo", "/OPI", "/Ref", "/Alternates", "/AA", "/LastModified", "/Info"}
RUNGS = ((2200, 75), (1700, 65), (1300, 55))  # longest side and JPEG quality of the scans in a PDF that is too big


def clean_pdf(raw: bytes) -> Cleaned:
    """Pages only, or a refusal; a second look at the result holds the promise that nothing active is kept."""
    try:
        with _opened(raw) as given:
            _refuse_unfit(given)
            content = _rewritten(given)
        with _opened(content) as result:
            _refuse_active(result)
            return Cleaned(content, pages=len(result.pages))
    except pikepdf.PasswordError as locked:
        raise Refusal("encrypted") from locked
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError) as broken:
        raise Refusal("broken_pdf") from broken


def _opened(raw: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(raw), suppress_warnings=True, inherit_page_attributes=True)


def _refuse_unfit(pdf: Pdf) -> None:
    if pdf.is_encrypted:
        raise Refusal("encrypted")
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refusal("too_heavy")
    if len(pdf.pages) > MOST_PAGES:
        raise Refusal("too_many_pages", len(pdf.pages))
    if len(pdf.pages) == 0:
        raise Refusal("broken_pdf")
    _refuse_active(pdf)
    _refuse_bombs(pdf)


def _refuse_active(pdf: Pdf) -> None:
    """Every object counts, also those that no page reaches: a reader with other habits may reach them."""
    for found in _dictionaries(pdf):
        if _is_active(found):
            raise Refusal("active")


def _is_active(found: Object) -> bool:
    keys = set(found.keys())
    return bool(
        keys & ACTIVE_KEYS
        or _name(found, "/S") in ACTIVE_ACTIONS
        or _name(found, "/Subtype") in ACTIVE_SUBTYPES
        or _name(found, "/Type") in ACTIVE_TYPES
        or (isinstance(found, Stream) and "/F" in keys)  # a stream whose bytes lie in another file
    )


def _name(found: Object, key: str) -> str:
    value = found.get(key)
    return str(value) if isinstance(value, Name) else ""


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    yield from _within(pdf.trailer, 0)
    for top in pdf.objects:
        yield from _within(top, 0)


def _within(found: Object, depth: int) -> Iterator[Object]:
    """A dictionary and those written directly inside it; indirect ones come up by themselves."""
    if depth > DEEPEST:
        raise Refusal("too_heavy")
    if isinstance(found, Dictionary | Stream):
        yield found
        children = [value for _, value in found.items()]
    else:
        children = list(found) if isinstance(found, Array) else []
    for child in children:
        if isinstance(child, Dictionary | Array) and not child.is_indirect:
            yield from _within(child, depth + 1)


def _refuse_bombs(pdf: Pdf) -> None:
    for stream in pdf.objects:
        if isinstance(stream, Stream):
            _refuse_bomb(stream)


def _refuse_bomb(stream: Stream) -> None:
    if _name(stream, "/Subtype") == "/Image":
        pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
        if pixels > MOST_PIXELS:
            raise Refusal("too_many_pixels", pixels)
        return
    filters = _filters(stream)
    if len(filters) > 1 and filters.count("/FlateDecode") > 1:
        raise Refusal("too_heavy")
    if filters[:1] == ["/FlateDecode"] and _inflates_beyond(stream.read_raw_bytes(), MOST_INFLATED):
        raise Refusal("too_heavy")


def _filters(stream: Stream) -> list[str]:
    value = stream.get("/Filter")
    return [str(name) for name in value] if isinstance(value, Array) else [str(value)]


def _inflates_beyond(packed: bytes, most: int) -> bool:
    """Unpack in pieces and stop at the limit, so that the bomb never goes off."""
    unpacker, total = zlib.decompressobj(), 0
    try:
        while packed and not unpacker.eof:
            total += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
            if total > most:
                return True
    except zlib.error:
        return False  # damaged, not huge; whoever draws the page decides what is left of it
    return False


def _rewritten(given: Pdf) -> bytes:
    """Filled form fields become part of the page first: a resident's answers must not vanish with the form."""
    if "/AcroForm" in given.Root:
        given.generate_appearance_streams()
    given.flatten_annotations("print")
    clean = pikepdf.new()
    clean.pages.extend(given.pages)
    for page in clean.pages:
        _keep_only(page.obj, PAGE_KEYS)
    for found in list(_dictionaries(clean)):
        _leave_behind(found)
        if isinstance(found, Stream) and found.get("/Filter") == Name.DCTDecode:
            _strip_photo(found)
    clean.remove_unreferenced_resources()
    return _smallest_fitting(_saved(clean))


def _keep_only(found: Object, keys: set[str]) -> None:
    for key in set(found.keys()) - keys:
        del found[key]


def _leave_behind(found: Object) -> None:
    for key in set(found.keys()) & LEFT_BEHIND:
        del found[key]


def _strip_photo(found: Stream) -> None:
    """A phone's photo put into a PDF brings its EXIF along, with the place where it was taken."""
    raw = found.read_raw_bytes()
    bare = without_metadata(raw)
    parameters = found.get("/DecodeParms")
    if len(bare) < len(raw):
        found.write(
            bare, filter=Name.DCTDecode, decode_parms=parameters if isinstance(parameters, Dictionary) else None
        )


def _smallest_fitting(pages: bytes) -> bytes:
    """As it is, or with its scans made smaller step by step. Each step opens anew: saving one Pdf twice fails in qpdf."""
    size = 0
    for rung in (None, *RUNGS):
        with _opened(pages) as pdf:
            if rung:
                _shrink(pdf, rung)
            content = _saved(pdf, linearize=True)
        if len(content) <= LARGEST_STORED:
            return content
        size = len(content)
    raise Refusal("pdf_too_big", size)


def _shrink(pdf: Pdf, rung: tuple[int, int]) -> None:
    from office.uploads.scans import shrink_scans  # noqa: PLC0415 — Pillow only for scans that are too big

    shrink_scans(pdf, longest_side=rung[0], quality=rung[1])


def _saved(pdf: Pdf, *, linearize: bool = False) -> bytes:
    out = io.BytesIO()
    pdf.save(out, linearize=linearize, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
