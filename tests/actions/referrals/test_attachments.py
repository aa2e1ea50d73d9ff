"""Files that lie, files that burst, files that tell too much."""

import io
import zlib
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories.accounts import UserFactory
from tests.factories.referrals import PARTNER
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.casework.referrals.actions.attachments import add_file, content_of, path_of
from varsel.casework.referrals.models import Attachment
from varsel.casework.referrals.rules.cleaning import Unclean, bare_jpeg, clean
from varsel.casework.referrals.rules.files import MAX_BYTES

pytestmark = pytest.mark.django_db
GPS = 34853


def picture(kind: str = "JPEG") -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[271] = "Kameramaerke"
    exif.get_ifd(GPS)[2] = (55.0, 40.0, 30.0)
    Image.new("RGB", (40, 30), "red").save(out, kind, exif=exif)
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Author"] = "Skriver Skriversen"
        document.attachments["skjult.txt"] = b"hemmeligt"
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        photograph = document.make_stream(picture(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        photograph.Filter = pikepdf.Name.DCTDecode
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photograph))
        document.pages[0].Contents = document.make_stream(b"q 40 0 0 30 0 0 cm /Im0 Do Q")
        document.save(out)
    return out.getvalue()


def add(content: bytes, name: str = "billede.jpg", **more: object) -> Attachment:
    user = more.get("by") or UserFactory(may=PARTNER)
    return add_file(
        submission_key=more.get("key") or uuid4(),
        by=user,
        upload=SimpleUploadedFile(name, content),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_keeps_its_pixels_and_loses_its_camera_and_place(kind: str) -> None:
    kept = b"".join(content_of(add(picture(kind))))
    read = Image.open(io.BytesIO(kept))
    assert (read.format, read.size) == (kind, (40, 30))
    assert not read.getexif()
    assert b"Kameramaerke" not in kept


def test_a_pdf_keeps_its_pages_and_loses_author_scripts_and_hidden_files() -> None:
    kept = b"".join(content_of(add(pdf(), "brev.pdf")))
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert len(document.pages) == 1
        assert not document.docinfo
        assert not document.attachments
        assert "/OpenAction" not in document.Root
        photograph = document.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert b"Kameramaerke" in pdf()
    assert b"Kameramaerke" not in photograph
    assert Image.open(io.BytesIO(photograph)).size == (40, 30)


def test_a_pdf_loses_what_hides_in_bookmarks_associated_files_and_folded_pictures() -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        mark = document.make_indirect(pikepdf.Dictionary(Title="Side 1", A=script))
        document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(First=mark, Last=mark, Count=1))
        hidden = document.make_stream(b"hemmeligt", Type=pikepdf.Name.EmbeddedFile)
        file = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="skjult.txt", EF=pikepdf.Dictionary(F=hidden))
        document.Root.AF = document.pages[0].obj["/AF"] = pikepdf.Array([document.make_indirect(file)])
        photograph = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        folded = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
        photograph.write(zlib.compress(picture()), filter=folded)
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=photograph))
        document.pages[0].Contents = document.make_stream(b"q 40 0 0 30 0 0 cm /A Do Q")
        document.save(out)
    kept = b"".join(content_of(add(out.getvalue(), "brev.pdf")))
    with pikepdf.open(io.BytesIO(kept)) as document:
        found = document.pages[0].Resources.XObject.A.read_raw_bytes()
        dictionaries = [each for each in document.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]
    assert Image.open(io.BytesIO(found)).size == (40, 30)
    assert b"Kameramaerke" not in found
    assert not any(name in each for each in dictionaries for name in ("/EF", "/AF", "/Title", "/Outlines"))


def test_the_file_on_disk_is_sealed_under_a_name_that_says_nothing() -> None:
    kept = add(picture(), "Mira ved banen.jpg")
    on_disk = path_of(kept)
    assert on_disk.name == kept.id.hex
    assert on_disk.is_relative_to(Path(settings.VARSEL_FILES))
    assert b"JFIF" not in on_disk.read_bytes()
    on_disk.write_bytes(on_disk.read_bytes()[:-1])
    with pytest.raises(SealBroken):
        b"".join(content_of(kept))


def test_what_a_file_is_called_does_not_matter() -> None:
    assert add(pdf(), "uskyldig.png").content_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"GIF89a" + b"\0" * 40, "file_type"),
        (b"<html><script>alert(1)</script></html>", "file_type"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "unreadable"),
        (picture()[:200], "unreadable"),
        (b"%PDF-1.7\n" + b"x" * 100, "unreadable"),
        (b"\xff\xd8\xff" + b"\0" * (MAX_BYTES + 1), "file_too_large"),
    ],
    ids=["empty", "gif", "html", "broken png", "cut jpeg", "broken pdf", "too large"],
)
def test_what_is_refused_and_why(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        add(content)
    assert (refused.value.code in {code, "file_type"}, refused.value.field) == (True, "files")
    assert str(refused.value.remedy)
    assert not Attachment.objects.exists()


def test_a_polyglot_loses_what_was_hung_on_it() -> None:
    hidden = io.BytesIO()
    with ZipFile(hidden, "w") as archive:
        archive.writestr("program.exe", b"MZ" * 100)
    kept = b"".join(content_of(add(picture() + hidden.getvalue())))
    assert b"program.exe" not in kept


def test_a_zip_is_refused_whatever_it_is_called() -> None:
    bomb = io.BytesIO()
    with ZipFile(bomb, "w") as archive:
        archive.writestr("nuller", b"\0" * 1_000_000)
    with pytest.raises(Refusal, match="file_type"):
        add(bomb.getvalue(), "billede.png")


def test_a_picture_that_unfolds_beyond_measure_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    assert len(out.getvalue()) < MAX_BYTES
    with pytest.raises(Refusal, match="too_much_inside"):
        add(out.getvalue())


@pytest.mark.parametrize("folds", [1, 2])
def test_a_pdf_that_unfolds_beyond_measure_is_refused(folds: int) -> None:
    content = zlib.compress(b"\0" * 210 * 1024 * 1024, 9)
    content = zlib.compress(content, 9) if folds == 2 else content
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = document.make_stream(b"")
        stream.write(content, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * folds))
        document.pages[0].Contents = stream
        document.save(out, recompress_flate=False)
    with pytest.raises(Refusal, match="too_much_inside"):
        add(out.getvalue(), "brev.pdf")


def test_a_locked_pdf_is_refused_with_its_remedy() -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(user="kode", owner="kode"))
    with pytest.raises(Refusal, match="locked"):
        add(out.getvalue(), "brev.pdf")


def test_eight_files_are_taken_and_the_ninth_is_not() -> None:
    key, user = uuid4(), UserFactory(may=PARTNER)
    kept = [add(picture(), by=user, key=key) for _ in range(8)]
    assert len({each.data_key_id for each in kept}) == 1
    with pytest.raises(Refusal, match="too_many_files"):
        add(picture(), by=user, key=key)


def test_cleaning_is_refused_for_the_wrong_kind() -> None:
    with pytest.raises(Unclean):
        clean(picture("PNG"), "image/jpeg")


def test_a_jpeg_without_segments_is_left_alone() -> None:
    bare = bare_jpeg(picture())
    assert bare_jpeg(bare) == bare
    assert bare_jpeg(b"\xff\xd8") == b"\xff\xd8"
