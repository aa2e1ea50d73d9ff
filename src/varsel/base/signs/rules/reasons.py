"""The sentence of each reason; English here, translated where it is shown."""

from varsel.base.signs.rules.screening import Reason


def gettext_noop(message: str) -> str:
    """Marks a sentence for the translators; Django's own marker would bring Django in."""
    return message


SENTENCES = {
    "alarm_sign": gettext_noop("This sign alone is reason to call now: %(about)s."),
    "coercion_sign": gettext_noop("This is a sign of coercion, and coercion is reason to call now: %(about)s."),
    "certainty_is_not_needed": gettext_noop("You do not have to be certain to call and ask."),
    "weights_not_published": gettext_noop(
        "The signs are not weighed: published weights exist only for forced labour, for adults and for children."
    ),
    "dimensions_positive": gettext_noop("There are enough signs of: %(about)s."),
    "exploitation_not_positive": gettext_noop("There are not enough weighed signs of exploitation to classify."),
    "adult_combination": gettext_noop(
        "Exploitation, coercion at the place and deception, coercion or abuse of vulnerability at recruitment "
        "together indicate trafficking for forced labour."
    ),
    "deception_without_coercion": gettext_noop(
        "Deception and exploitation together, without enough signs of coercion at the place, do not indicate "
        "trafficking by this rule."
    ),
    "exploitation_without_combination": gettext_noop(
        "There are enough signs of exploitation, but not of recruitment and coercion together."
    ),
    "child_act_from_recruitment": gettext_noop(
        "For a child, recruitment and exploitation are enough, whatever means were used: %(about)s."
    ),
    "child_act_confirmed": gettext_noop(
        "For a child, exploitation is enough when somebody recruited, moved, housed or received the child, as "
        "you answered."
    ),
    "act_to_be_asked": gettext_noop(
        "For a child it must also be asked whether somebody recruited, moved, housed or received the child."
    ),
    "signs_without_published_weight": gettext_noop(
        "These signs count for the advice, but have no published weight here: %(about)s."
    ),
}


def sentence(reason: Reason) -> str:
    """The reason in English, signs and dimensions by their codes."""
    return SENTENCES[reason.code] % {"about": ", ".join(reason.about)}
