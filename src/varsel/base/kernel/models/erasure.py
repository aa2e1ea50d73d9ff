"""The only way to remove a fact: a permit, used up in the same transaction."""

from django.db import models

from varsel.base.kernel.records import Fact


class ErasureReceipt(Fact):
    """Written by the delete trigger when the permitted row is deleted; its key is the permit's."""

    retention = "forever"
    shown_in_dump: frozenset[str] = frozenset({"id", "created_at"})

    class Meta:
        db_table = "kernel_erasurereceipt"


class ErasurePermit(Fact):
    """Allows one row of one append-only table to be deleted.

    The foreign key to the receipt is checked at commit, and whoever goes through the application gets receipts
    from the delete trigger alone: there a permit cannot be committed without the deletion that it permits, and not
    be used twice. Whoever writes SQL by hand can write a receipt too, and keep the permit for later. Against them
    stands the audit trail: events about an erased row stay and name it, and an event or a head taken out by such
    a permit is found by `varsel audit verify`, since its digests need a key that is not in the database.
    """

    table = models.CharField(max_length=63)
    row_id = models.UUIDField()
    authority = models.CharField(max_length=200, help_text="the rule or authorisation under which the row is erased")
    receipt = models.OneToOneField(ErasureReceipt, on_delete=models.PROTECT, related_name="+")

    retention = "forever"
    shown_in_dump: frozenset[str] = frozenset({"id", "created_at", "table", "authority"})

    class Meta:
        db_table = "kernel_erasurepermit"
        indexes = [models.Index(fields=["table", "row_id"])]
