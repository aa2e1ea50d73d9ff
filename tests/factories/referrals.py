"""Referrals and what belongs to them, for tests."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationFactory
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.casework.referrals.actions.codes import code_hash, new_reference, random_code
from varsel.casework.referrals.models import (
    Attachment,
    Attempts,
    Contact,
    Draft,
    Message,
    MessageSeen,
    Presence,
    Reading,
    Referral,
    Suspicion,
    Triage,
    Visit,
)
from varsel.casework.referrals.rules.situation import Sender, Urgency

CENTRE = (Permission.INBOX_LIST, Permission.REFERRAL_READ, Permission.REFERRAL_TRIAGE)
LEAD = (*CENTRE, Permission.REFERRAL_APPROVE_PASSING_ON)
PARTNER = (Permission.REFERRAL_CREATE,)
STREET = (Permission.REFERRAL_CREATE, Permission.SUSPICION_KEEP)
HOTLINE = (*CENTRE, Permission.CONTACT_LOG)


def sealed_under_parent(parent: str) -> Any:
    return factory.SelfAttribute(f"{parent}.data_key_id")


class ReferralFactory(DjangoModelFactory[Referral]):
    """An ordinary referral by a member of the public; `receipt="…"` sets the code that opens it."""

    class Meta:
        model = Referral

    class Params:
        receipt = factory.LazyFunction(random_code)

    data_key_id = factory.LazyFunction(new_data_key)
    reference = factory.LazyFunction(new_reference)
    receipt_hash = factory.LazyAttribute(lambda made: code_hash("receipt", made.receipt))
    sender = Sender.PUBLIC
    place = "Nygade 7, bagindgangen"
    narrative = "Hun må ikke gå ud alene."
    urgency = Urgency.ORDINARY


class PartnerReferralFactory(ReferralFactory):
    """One sent by a logged-in partner whose organisation is not bound by secrecy, unless it is given."""

    sender = Sender.PARTNER
    organisation = factory.SubFactory(OrganisationFactory, bound_by_secrecy=False)
    user = factory.LazyAttribute(lambda made: UserFactory(organisation=made.organisation, may=PARTNER))


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    referral = factory.SubFactory(ReferralFactory)
    data_key_id = sealed_under_parent("referral")
    by_centre = True
    is_question = True
    text = "Hvornår må vi ringe?"


class MessageSeenFactory(DjangoModelFactory[MessageSeen]):
    class Meta:
        model = MessageSeen

    message = factory.SubFactory(MessageFactory)


class ReadingFactory(DjangoModelFactory[Reading]):
    class Meta:
        model = Reading

    referral = factory.SubFactory(ReferralFactory)
    user = factory.SubFactory(UserFactory)


class TriageFactory(DjangoModelFactory[Triage]):
    class Meta:
        model = Triage

    referral = factory.SubFactory(ReferralFactory)
    data_key_id = sealed_under_parent("referral")
    outcome = "advice"
    user = factory.SubFactory(UserFactory)


class PresenceFactory(DjangoModelFactory[Presence]):
    class Meta:
        model = Presence

    referral = factory.SubFactory(ReferralFactory)
    user = factory.SubFactory(UserFactory)
    seen_at = factory.LazyFunction(timezone.now)


class AttachmentFactory(DjangoModelFactory[Attachment]):
    """A row without its file; tests of the file itself add one through the action."""

    class Meta:
        model = Attachment

    referral = factory.SubFactory(PartnerReferralFactory)
    data_key_id = sealed_under_parent("referral")
    submission_key = factory.LazyFunction(uuid4)
    user = factory.SelfAttribute("referral.user")
    content_type = "image/png"
    size = 1
    name = "billede.png"


class DraftFactory(DjangoModelFactory[Draft]):
    class Meta:
        model = Draft

    class Params:
        code = factory.LazyFunction(random_code)

    data_key_id = factory.LazyFunction(new_data_key)
    code_hash = factory.LazyAttribute(lambda made: code_hash("draft", made.code))
    answers = "{}"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=28))


class SuspicionFactory(DjangoModelFactory[Suspicion]):
    class Meta:
        model = Suspicion

    data_key_id = factory.LazyFunction(new_data_key)
    organisation = factory.SubFactory(OrganisationFactory, bound_by_secrecy=False)
    user = factory.LazyAttribute(lambda made: UserFactory(organisation=made.organisation, may=STREET))
    first_name = "Mira"
    place = "Ved banen"


class VisitFactory(DjangoModelFactory[Visit]):
    class Meta:
        model = Visit

    suspicion = factory.SubFactory(SuspicionFactory)
    data_key_id = sealed_under_parent("suspicion")
    user = factory.SelfAttribute("suspicion.user")
    on = date(2026, 11, 20)
    note = "Telefonen var væk."


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    user = factory.SubFactory(UserFactory, may=HOTLINE)
    data_key_id = factory.LazyFunction(new_data_key)
    note = "Ringede om en nabo."


class AttemptsFactory(DjangoModelFactory[Attempts]):
    class Meta:
        model = Attempts

    bucket = factory.Sequence("{:064d}".format)
    until = factory.LazyFunction(timezone.now)
