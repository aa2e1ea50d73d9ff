"""What a country pack says of disclosure control."""

from varsel.base.kernel.packs.sections import WORDS, Section, entry, register

DISCLOSURE = Section(
    "disclosure",
    entry({"threshold": {"type": "integer", "minimum": 2}, "text": WORDS}, fact=True),
)


def register_sections() -> None:
    register(DISCLOSURE)
