"""One kind of "no": an act that the rules do not allow, with the place and the remedy."""

from django.utils.functional import Promise


class Refusal(Exception):
    """An act is refused; nothing was written.

    `code` is stable and in snake case (for logs, tests and the API), `field` names the form field at
    fault ("" for the act as a whole), `remedy` says in the user's language what is wrong and how to mend it.
    """

    def __init__(self, code: str, *, field: str = "", remedy: "str | Promise" = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.remedy = remedy
