"""How long a row is kept: every model names one of these, and says which fields a scrubbed dump may show.

    class Note(Fact):
        retention = "with_its_case"
        shown_in_dump = frozenset({"id", "created_at", "kind"})

The names are the house's; the years behind "with_its_case" and its like are set by the country pack, since they
follow from law and from the national archive's decisions.
"""

RETENTION: dict[str, str] = {
    "forever": "never erased: the log, receipts of erasure, the instance itself",
    "ninety_days_closed": "ninety days after it was closed without a referral, else as long as the referral",
    "one_year": "a year after it was written",
    "thirty_days": "thirty days after it was written: submission keys, drafts, counters of attempts",
    "with_its_account": "as long as the account, and then as long as the log may name it",
    "with_its_case": "as long as the case it belongs to",
    "with_its_estimate": "as long as somebody may ask to repeat what was computed from it; it holds no person",
    "with_its_organisation": "as long as the organisation is in the catalogue; names and owners stay as history",
    "with_its_pack": "as long as the pack; codes are retired, never erased",
    "with_its_person": "as long as the person it is about has a case or a referral",
    "with_its_referral": "as long as the referral it belongs to",
}

# For `shown_in_dump` of a table that holds nothing about a person: codes, rules, organisations.
EVERY_FIELD = frozenset({"*"})
