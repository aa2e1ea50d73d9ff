"""The only road to a suspicion and to a call: an organisation's own, and one's own."""

from django.db.models import QuerySet
from django.http import Http404

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.casework.referrals.models import Contact, Suspicion


def suspicions(user: User) -> QuerySet[Suspicion]:
    """Those of the user's own organisation; the centre sees nothing of it before it is referred."""
    if user.organisation_id is None or not user.has(Permission.SUSPICION_KEEP):
        return Suspicion.objects.none()
    return Suspicion.objects.filter(organisation_id=user.organisation_id)


def require_suspicion(user: User, pk: object) -> Suspicion:
    found = suspicions(user).select_related("referral").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def contacts(user: User) -> QuerySet[Contact]:
    """One's own calls."""
    return Contact.objects.filter(user=user) if user.has(Permission.CONTACT_LOG) else Contact.objects.none()


def require_contact(user: User, pk: object) -> Contact:
    found = contacts(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
