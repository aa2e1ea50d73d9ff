"""`varsel keys`: the key ring from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import typer

from varsel.base.kernel.setup import InstanceDir, django

app = typer.Typer(no_args_is_help=True, help="The key ring: look at it, rotate it, wrap the persons' keys anew.")


class Rotatable(StrEnum):
    SEAL = "seal"
    AUDIT = "audit"


@app.command()
def show(directory: InstanceDir = None) -> None:
    """Say which keys there are, by id; never the keys themselves."""
    django(directory)
    from varsel.base.kernel.sealing.keyring import PURPOSES, keyring

    ring = keyring()
    for purpose in PURPOSES:
        typer.echo(f"{purpose}: {', '.join(ring.keys[purpose])} (active: {ring.active[purpose]})")


@app.command()
def rotate(purpose: Rotatable, directory: InstanceDir = None) -> None:
    """Add a new active key; what stands under the older ones is still read. Running servers follow by themselves."""
    django(directory)
    from django.conf import settings

    from varsel.base.kernel.sealing.keyring import keyring

    ring = keyring().rotated(purpose.value)
    with _remembered("KEYS_ROTATE", purpose.value):
        ring.write(Path(settings.VARSEL_KEYRING))
    typer.echo(f"{purpose.value}: the active key is now {ring.active[purpose.value]}. Back the key ring up.")


@app.command()
def rewrap(directory: InstanceDir = None) -> None:
    """Wrap every person's key under the active key, after a rotation. May be stopped and run again."""
    django(directory)
    from varsel.base.kernel.sealing.datakeys import rewrap as wrap_anew

    with _remembered("KEYS_REWRAP"):  # before the first key is wrapped: a run that is stopped has been one too
        pass
    typer.echo(f"{wrap_anew()} keys were wrapped anew.")


@contextmanager
def _remembered(verb: str, *fields: str) -> Iterator[None]:
    """What is done inside is an event of the system: no trail, no act."""
    from django.db import transaction

    from varsel.base.audit.actions import record
    from varsel.base.audit.verbs import Verb
    from varsel.base.kernel.actor import SYSTEM

    with transaction.atomic():
        record(Verb[verb], by=SYSTEM, fields=fields)
        yield
