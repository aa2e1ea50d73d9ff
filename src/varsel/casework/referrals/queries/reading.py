"""A referral as questions and answers in words, in the order in which they matter to the one who reads."""

from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.casework.referrals.models.words import Told, word
from varsel.casework.referrals.queries.pack import grounds
from varsel.casework.referrals.queries.story import Story
from varsel.casework.referrals.rules.situation import Answer, Danger, Knows, Notified, Presence


@dataclass(frozen=True)
class Question:
    label: str | Promise
    answer: str


def questions(story: Story) -> list[Question]:
    """What was told; questions left open are left out."""
    found = [*_now(story), *_person(story), *_sender(story)]
    return [Question(label, str(answer)) for label, answer in found if answer]


def _now(story: Story) -> list[tuple[str | Promise, object]]:
    told, words = story.referral, story.words
    until = told.until and formats.date_format(timezone.localtime(told.until), "DATETIME_FORMAT")
    return [
        (_("Danger"), _known(Danger, told.danger)),
        (_("Where"), words["place"]),
        (_("How long there"), _known(Presence, told.presence)),
        (_("Until when"), until),
        (_("Exploiter there"), _known(Answer, told.exploiter_present)),
        (_("Seen and heard"), words["narrative"]),
        (_("Signs"), "\n".join(f"– {sign}" for sign in story.signs)),
    ]


def _person(story: Story) -> list[tuple[str | Promise, object]]:
    told, words = story.referral, story.words
    return [
        (_("Who it is about"), words["person_lines"]),
        (_("Child"), _known(Answer, told.child)),
        (_("Municipality notified"), _known(Notified, told.notified) if told.child != Answer.NO else ""),
        (_("Why not"), words["not_notified"]),
        (_("Knows of it"), _known(Knows, told.knows)),
        (_("Wants"), words["wants"]),
        (_("Language"), told.person_language),
        (_("Safe way to the person"), words["person_contact"]),
    ]


def _sender(story: Story) -> list[tuple[str | Promise, object]]:
    told, words = story.referral, story.words
    ground = next((each.label for each in grounds() if each.key == told.ground), "") if told.ground else ""
    return [
        (_("Safe way to the sender"), words["sender_contact"]),
        (_("Asks for advice alone"), "✓" if told.advice_only else ""),
        (_("Ground for the name"), ground),
        (_("Told before"), "\n".join(str(word(Told, each)) for each in told.told)),
        (_("Planned"), words["planned"]),
    ]


def _known(kind: type, value: str) -> object:
    """The word for an answer; nothing for "I do not know", which is no news."""
    return "" if value == "unknown" else word(kind, value)
