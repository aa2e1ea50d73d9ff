"""What cannot be synthesised, said with the place and the remedy."""


class BadInput(ValueError):
    """The table, the domain or the budget cannot be used.

    `code` is stable (pages translate by it), `place` names line, column or key ("" where there is none),
    `remedy` says how to mend it. `exit_code` and `for_the_operator` are read by the command line.
    """

    for_the_operator = True
    exit_code = 2

    def __init__(self, code: str, what: str, remedy: str, place: str = "") -> None:
        super().__init__(f"{place}: {what} {remedy}" if place else f"{what} {remedy}")
        self.code, self.what, self.remedy, self.place = code, what, remedy, place


LONGEST = 40  # characters of a faulty value that a message repeats


def shown(value: object) -> str:
    """The value on one line, short, and with nothing that a terminal would obey."""
    text = str(value)
    text = text if text.isprintable() else repr(text)
    return f"“{text}”" if len(text) <= LONGEST else f"“{text[:LONGEST]}…”"
