"""The page on access says what the roles of the pack allow."""

import sys

from tests.meta.test_papers import ROOT
from varsel.base.accounts.permissions import Permission


def test_the_table_of_roles_is_what_the_pack_says() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from access_page import PAGE, page
    finally:
        sys.path.pop(0)
    assert PAGE.read_text() == page(), "run .venv/bin/python tools/access_page.py"


def test_permissions_stand_in_alphabetical_order_and_say_what_they_allow() -> None:
    values = [permission.value for permission in Permission]
    assert values == sorted(values)
    assert all(str(permission.label).endswith(".") for permission in Permission)
