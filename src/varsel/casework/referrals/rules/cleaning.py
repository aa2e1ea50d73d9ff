"""A file made anew without anything that tells of its maker: bytes in, bytes out.

Runs in a process of its own with a memory and a time limit (`actions.attachments`), because decoders of
pictures and PDFs are where a hostile file strikes: `python -m varsel.casework.referrals.rules.cleaning TYPE`
reads standard input and writes standard output; exit 3 and a code on standard error is a refusal.
"""

import io
import resource
import sys
import warnings
import zlib
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageOps

from varsel.casework.referrals.rules.files import MAX_PAGES, MAX_PIXELS, MAX_UNFOLDED_BYTES, TYPES

MEMORY = 2 * 1024**3
SECONDS = 20
REFUSED = 3
JPEG_QUALITY = 88
# What a PDF may do or carry beside its pages.
ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/AF", "/EF", "/Metadata", "/PieceInfo", "/Collection", "/SpiderInfo")
# Of the whole document: bookmarks and threads may carry actions, signatures name their signer.
ROOT = ("/Outlines", "/Threads", "/Perms", "/DSS", "/URI")
NAMES = ("/EmbeddedFiles", "/JavaScript", "/Renditions", "/AlternatePresentations")


class Unclean(Exception):
    """The file is refused; the message is a code: "unreadable", "too_much_inside" or "locked"."""


def clean(content: bytes, content_type: str) -> bytes:
    """The same picture or document without metadata, hidden files, scripts or anything before or after it."""
    if content_type == "application/pdf":
        return _clean_pdf(content)
    return _clean_picture(content, TYPES[content_type])


def _clean_picture(content: bytes, kind: str) -> bytes:
    """Decode and encode anew: only the pixels survive, turned as they were meant."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(content), formats=[kind])
            if picture.width * picture.height > MAX_PIXELS:
                raise Unclean("too_much_inside")
            upright = ImageOps.exif_transpose(picture)
            pixels = _only_pixels(upright, kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
            raise Unclean("too_much_inside") from error
        except (OSError, ValueError, SyntaxError) as error:
            raise Unclean("unreadable") from error
    out = io.BytesIO()
    pixels.save(out, kind, **({"quality": JPEG_QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _only_pixels(picture: Image.Image, kind: str) -> Image.Image:
    mode = "RGB" if kind == "JPEG" or "A" not in picture.getbands() else "RGBA"
    bare = Image.new(mode, picture.size)
    bare.paste(picture.convert(mode))
    return bare


def _clean_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            _refuse_bombs(document)
            _strip(document)
            out = io.BytesIO()
            document.save(out, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise Unclean("locked") from error
    except MemoryError as error:
        raise Unclean("too_much_inside") from error
    except (pikepdf.PdfError, ValueError, zlib.error) as error:
        raise Unclean("unreadable") from error


def _streams(document: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (thing for thing in document.objects if isinstance(thing, pikepdf.Stream))


def _filters(stream: pikepdf.Stream) -> list[str]:
    found: pikepdf.Object = stream.get("/Filter", pikepdf.Array())
    return [str(found)] if isinstance(found, pikepdf.Name) else [str(each) for each in found]


def _refuse_bombs(document: pikepdf.Pdf) -> None:
    """Too many pages, or streams that unfold beyond all measure; a stream folded twice is one too."""
    left = MAX_UNFOLDED_BYTES
    if len(document.pages) > MAX_PAGES:
        raise Unclean("too_much_inside")
    for stream in _streams(document):
        filters = _filters(stream)
        if filters.count("/FlateDecode") > 1:
            raise Unclean("too_much_inside")
        if filters[:1] == ["/FlateDecode"]:
            left -= _unfolded(stream.read_raw_bytes(), at_most=left)
        if left <= 0:
            raise Unclean("too_much_inside")


def _unfolded(folded: bytes, *, at_most: int) -> int:
    """The unfolded length, counted in pieces and no further than `at_most`."""
    unfolder, total = zlib.decompressobj(), 0
    try:
        while folded and total < at_most:
            total += len(unfolder.decompress(folded, 1024 * 1024))
            folded = unfolder.unconsumed_tail
    except zlib.error:
        return total
    return total


def _strip(document: pikepdf.Pdf) -> None:
    document.remove_unreferenced_resources()
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for name in ROOT:
        if name in document.Root:
            del document.Root[name]
    for name in NAMES:
        if "/Names" in document.Root and name in document.Root.Names:
            del document.Root.Names[name]
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _strip_one(thing)


def _strip_one(thing: pikepdf.Dictionary | pikepdf.Stream) -> None:
    for name in ACTIVE:
        if name in thing:
            del thing[name]
    if "/Annots" in thing:
        del thing["/Annots"]
    if isinstance(thing, pikepdf.Stream) and (picture := _jpeg_of(thing)):
        thing.write(bare_jpeg(picture), filter=pikepdf.Name.DCTDecode)


def _jpeg_of(stream: pikepdf.Stream) -> bytes:
    """The photograph in a stream, folded once more or not; nothing for what is none."""
    match _filters(stream):
        case ["/DCTDecode"]:
            return stream.read_raw_bytes()
        case ["/FlateDecode", "/DCTDecode"]:
            return zlib.decompress(stream.read_raw_bytes())
    return b""


def bare_jpeg(picture: bytes) -> bytes:
    """A JPEG without its APP1 to APP13, APP15 and comment segments: camera, place and time stand in those.

    APP0 and APP14 stay: they say how the colours are meant.
    """
    kept, at = bytearray(picture[:2]), 2
    while at + 4 <= len(picture) and picture[at] == 0xFF and picture[at + 1] != 0xDA:
        marker, end = picture[at + 1], at + 2 + int.from_bytes(picture[at + 2 : at + 4])
        if marker != 0xFE and not (0xE1 <= marker <= 0xEF and marker != 0xEE):
            kept += picture[at:end]
        at = end
    return bytes(kept + picture[at:])


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.buffer.write(clean(sys.stdin.buffer.read(), sys.argv[1]))
    except Unclean as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
