"""Whose stream an event stands in."""

from uuid import UUID

from django.db import models

from varsel.base.kernel.actor import Actor

Subject = tuple[str, UUID] | models.Model
NOBODY = UUID(int=0)  # the system and strangers have no id; each has one stream


def subject_key(subject: Subject) -> tuple[str, UUID]:
    """The kind and id that name a subject's stream; a record's kind is its model's name."""
    if isinstance(subject, models.Model):
        return str(subject._meta.model_name), subject.pk
    return subject


def own_stream(by: Actor) -> tuple[str, UUID]:
    return ("actor", by.actor_id) if by.actor_id else (by.actor_kind, NOBODY)
