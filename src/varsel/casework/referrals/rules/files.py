"""Which attachments are taken, and how large."""

# Content types, as the content itself shows them. HEIC is not taken: its decoders are large and young.
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "application/pdf": "PDF"}

MAX_BYTES = 10 * 1024 * 1024  # one file
MAX_FILES = 8  # one referral
MAX_PIXELS = 40_000_000  # a picture unfolded: larger is a decompression bomb or no photograph of a phone
MAX_PAGES = 300  # of a PDF
MAX_UNFOLDED_BYTES = 200 * 1024 * 1024  # all streams of a PDF unfolded


def is_allowed(content_type: str) -> bool:
    return content_type in TYPES
