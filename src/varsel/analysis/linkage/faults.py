"""What is wrong with a list, a key or an encoding: the reason, the place and the remedy, never the value itself."""


class BadList(ValueError):
    """A list, key, schema or encoding that cannot be used.

    `code` is stable and in snake_case, `place` names file, line and column, `remedy` says what is wrong and how to
    mend it. None of them repeats a value of a person.
    """

    for_the_operator = True
    exit_code = 2

    def __init__(self, code: str, place: str, remedy: str) -> None:
        super().__init__(f"{place}: {remedy}")
        self.code = code
        self.place = place
        self.remedy = remedy
