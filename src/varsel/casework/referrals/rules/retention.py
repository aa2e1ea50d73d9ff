"""How long what was never sent is kept, in days, where the country pack says nothing: the product's own choice."""

DEFAULT_DAYS = {
    "referral_draft": 28,  # four weeks, as the neighbours' forms keep a saved one
    "referral_upload": 2,  # a file on a form that was never sent
    "referral_receipt": 180,  # after the end, how long the code opens the conversation
    "suspicion_closed": 90,  # a suspicion that came to nothing
    "contact_log": 365,
}
