"""What this room answers when a table cannot be read: what is wrong, where, and how to mend it."""


class BadTable(ValueError):
    """The table cannot be estimated from as it stands.

    `code` is stable and never re-used (pages translate by it), `place` says where ("line 7", "list NG"), and
    `remedy` is an English sentence or two: what is wrong and how to mend it.
    """

    for_the_operator = True
    exit_code = 2

    def __init__(self, code: str, place: str, remedy: str) -> None:
        super().__init__(f"{place}: {remedy}")
        self.code, self.place, self.remedy = code, place, remedy
