"""A file made anew: what is seen on it stays, what tells of its maker goes, what cannot be made anew is refused."""

import io
import random
import subprocess
import sys
import zlib

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from varsel.casework.referrals.rules import cleaning
from varsel.casework.referrals.rules.cleaning import REFUSED, Unclean, bare_jpeg, clean
from varsel.casework.referrals.rules.files import TYPES

NAME = pikepdf.Name
BELONGS = {0xE0, 0xEE}  # how the colours are meant
TELLS = {0xFE, *range(0xE1, 0xF0)} - BELONGS  # comments, camera, place and time

segments = st.lists(st.tuples(st.sampled_from([0xC0, 0xDB, *BELONGS, *TELLS]), st.binary(max_size=30)), max_size=8)
colours = st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (4, 3)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def pdf(*streams: tuple[bytes, list[pikepdf.Name]], pages: int = 1) -> bytes:
    """A document with these folded streams in it."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        for content, filters in streams:
            stream = document.make_stream(b"")
            stream.write(content, filter=pikepdf.Array(filters))
            document.Root[f"/Kept{stream.objgen[0]}"] = stream
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def refused(content: bytes, content_type: str = "application/pdf") -> str:
    with pytest.raises(Unclean) as refusal:
        clean(content, content_type)
    return str(refusal.value)


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2) + payload


@given(segments, st.binary(max_size=20))
def test_of_a_jpeg_only_the_segments_that_tell_are_left_out(told: list[tuple[int, bytes]], rest: bytes) -> None:
    start, end = b"\xff\xd8", b"\xff\xda" + rest
    whole = start + b"".join(segment(*one) for one in told) + end
    assert bare_jpeg(whole) == start + b"".join(segment(*one) for one in told if one[0] not in TELLS) + end
    assert bare_jpeg(bare_jpeg(whole)) == bare_jpeg(whole)


@given(st.sampled_from(["image/jpeg", "image/png"]), colours, st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_a_picture_keeps_its_size_its_kind_and_its_transparency(kind: str, mode: str, width: int, height: int) -> None:
    format_ = TYPES[kind]
    if (format_, mode) in {("JPEG", "LA"), ("JPEG", "P"), ("JPEG", "RGBA"), ("PNG", "CMYK")}:
        return  # no such file
    kept = Image.open(io.BytesIO(clean(picture(format_, mode, (width, height)), kind)))
    assert (kept.format, kept.size) == (format_, (width, height))
    assert kept.mode == ("RGBA" if "A" in mode else "RGB")


@pytest.mark.parametrize("content", [b"", b"%PDF", picture("PNG"), picture()[:80]])
def test_what_is_no_whole_picture_of_its_kind_is_unreadable(content: bytes) -> None:
    assert refused(content, "image/jpeg") == "unreadable"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MAX_PIXELS", 11)
    assert refused(picture(size=(4, 3)), "image/jpeg") == "too_much_inside"
    monkeypatch.setattr(cleaning, "MAX_PIXELS", 12)
    assert clean(picture(size=(4, 3)), "image/jpeg")


@pytest.mark.parametrize("allowed", [8, 2], ids=["a warning", "an error"])
def test_the_decoders_own_warning_of_a_bomb_is_a_refusal(monkeypatch: pytest.MonkeyPatch, allowed: int) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", allowed)
    assert refused(picture(), "image/jpeg") == "too_much_inside"


@pytest.mark.parametrize(("module", "kind"), [(Image, "image/png"), (pikepdf, "application/pdf")])
def test_a_decoder_that_runs_out_of_memory_has_met_too_much(
    monkeypatch: pytest.MonkeyPatch, module: object, kind: str
) -> None:
    def greedy(*_args: object, **_more: object) -> None:
        raise MemoryError

    monkeypatch.setattr(module, "open", greedy)
    assert refused(b"", kind) == "too_much_inside"


def test_a_document_keeps_its_pages_and_its_bare_pictures() -> None:
    telling = picture()[:2] + segment(0xE1, b"camera") + picture()[2:]
    folded = (zlib.compress(telling), [NAME.FlateDecode, NAME.DCTDecode])
    kept = clean(
        pdf((telling, [NAME.DCTDecode]), folded, (b"4142>", [NAME.ASCIIHexDecode]), pages=2), "application/pdf"
    )
    with pikepdf.open(io.BytesIO(kept)) as document:
        pictures = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        assert len(document.pages) == 2
        assert [one.read_raw_bytes() for one in pictures].count(picture()) == 2


def test_a_document_without_pages_to_strip_and_one_with_names_and_notes() -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Author"] = "Somebody"
        document.attachments["hidden.txt"] = b"secret"
        document.Root.Names["/Dests"] = pikepdf.Dictionary()
        document.Root.OpenAction = pikepdf.Dictionary(S=NAME.JavaScript, JS="app.alert(1)")
        document.Root.AF = document.make_indirect(pikepdf.Array([pikepdf.Dictionary(F="hidden.txt")]))
        document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(Count=0))
        document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Contents="note")])
        document.save(out)
    with pikepdf.open(io.BytesIO(clean(out.getvalue(), "application/pdf"))) as document:
        assert not document.docinfo
        assert list(document.Root.Names) == ["/Dests"]
        assert not {"/AF", "/OpenAction", "/Outlines"} & set(document.Root)
        assert "/Annots" not in document.pages[0]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", picture()])
def test_what_is_no_document_is_unreadable(content: bytes) -> None:
    assert refused(content) == "unreadable"


def test_a_picture_in_a_document_that_does_not_unfold_makes_it_unreadable() -> None:
    assert refused(pdf((b"no zlib", [NAME.FlateDecode, NAME.DCTDecode]))) == "unreadable"


def test_a_locked_document_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    assert refused(out.getvalue()) == "locked"


def test_a_document_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MAX_PAGES", 2)
    assert clean(pdf(pages=2), "application/pdf")
    assert refused(pdf(pages=3)) == "too_much_inside"


def test_a_stream_that_is_folded_twice_is_refused() -> None:
    assert refused(pdf((zlib.compress(zlib.compress(b"x")), [NAME.FlateDecode] * 2))) == "too_much_inside"


@given(st.lists(st.sampled_from([0, 1, 1_999_999, 2_000_000, 3_999_999, 4_000_000]), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
@example([3_999_999])
@example([2_000_000, 2_000_000])
def test_all_streams_together_unfold_to_no_more_than_is_allowed(lengths: list[int]) -> None:
    allowed = 4_000_000
    content = pdf(*((zlib.compress(b"\0" * length), [NAME.FlateDecode]) for length in lengths))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "MAX_UNFOLDED_BYTES", allowed)
        if sum(lengths) < allowed:
            assert clean(content, "application/pdf")
        else:
            assert refused(content) == "too_much_inside"


def test_a_stream_that_is_no_zlib_counts_for_what_came_out_of_it() -> None:
    whole = zlib.compress(random.Random(7).randbytes(3_000_000))  # noqa: S311 - noise, no secret
    broken = whole[: len(whole) // 2] + b"\xff" * 100
    assert 0 < cleaning._unfolded(broken, at_most=10**9) < 3_000_000
    assert cleaning._unfolded(b"no zlib", at_most=10**9) == 0


@pytest.mark.parametrize(
    ("content", "code", "told"), [(picture("PNG"), 0, b""), (b"no picture", REFUSED, b"unreadable")]
)
def test_in_a_process_of_its_own_it_answers_with_the_copy_or_with_a_code(
    content: bytes, code: int, told: bytes
) -> None:
    done = subprocess.run(  # noqa: S603 (this very interpreter)
        [sys.executable, "-m", cleaning.__name__, "image/png"], input=content, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, told)
    assert done.stdout.startswith(b"\x89PNG") is (code == 0)
