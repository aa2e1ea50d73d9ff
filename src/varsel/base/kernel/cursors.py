"""Where the next page of a list begins, as it stands in the address: a moment and the row that had it last."""

from datetime import UTC, datetime
from uuid import UUID


def cursor(at: datetime, row_id: UUID) -> str:
    """The place in a list after the row; by the moment alone, rows of the same moment would be lost.

    A plus sign would be a space in an address that somebody puts together by hand: UTC is written as Z.
    """
    return f"{at.astimezone(UTC).isoformat().removesuffix('+00:00')}Z~{row_id}"


def read_cursor(text: str) -> tuple[datetime, UUID] | None:
    """None where the address was changed into something else: then the list begins at its beginning."""
    moment, _tilde, row_id = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at.astimezone(UTC), UUID(row_id)) if at.tzinfo else None
    except (ValueError, OverflowError):  # in the first and the last hours of time a moment may have none in UTC
        return None
