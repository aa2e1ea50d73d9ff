"""What a page says, apart from its frame."""

from typing import Any


def content_of(response: Any) -> str:
    """The content of a page without its frame, which names its reader and changes with every answer."""
    return str(response.content.decode()).partition("<main")[2].partition("</main>")[0]
