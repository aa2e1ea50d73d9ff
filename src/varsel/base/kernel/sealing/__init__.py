"""Sealed fields and files, the key ring, and a data key for each person.

Import from the modules: `keyring` (the ring), `datakeys` (a key for each person), `fields` (SealedField),
`boxes` (one value), `blind` (exact search), `files` (attachments).
"""
