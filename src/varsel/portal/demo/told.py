"""What invented senders tell an invented centre. Neutral in content; every text says that it is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Answered(StrEnum):
    """What became of a report."""

    WAITS = "waits"
    READ = "read"
    ASKED = "asked"
    REPLIED = "replied"
    ADVICE = "advice"
    OPENED = "opened"
    JOINED = "joined"
    WITH_DECIDER = "with_decider"  # a case was opened, and waits for the Immigration Service
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    NO_ACTION = "no_action"


@dataclass(frozen=True)
class Report:
    """One report: who wrote (a kind of sender, or the role of a partner), where, what was seen, how long ago."""

    sender: str
    place: str
    seen: str
    signs: tuple[str, ...]
    hours: int
    answered: Answered = Answered.WAITS
    more: Mapping[str, Any] = field(default_factory=dict)


NOW = {"danger": "now", "exploiter_present": "yes"}
SOON = {"danger": "possible"}
CHILD = {"child": "yes", "notified": "will"}
WANTS = {"knows": "wants", "wants": "Vil gerne tale med nogen på sit eget sprog. (Opdigtet.)"}
SAFE = {"sender_contact": "demo@demo.example, helst om formiddagen (opdigtet)"}
A = Answered

REPORTS = (
    # Still in the inbox.
    Report("public", "En lejlighed i Aarhus (opdigtet)", "En kvinde bankede på og bad om hjælp. Hun tør ikke gå ud på"
           " gaden igen.", ("DC03", "DC04", "GP01"), 1, A.WAITS, {**NOW, "presence": "held"}),
    Report("police_partner", "En vejside ved København (opdigtet)", "Standset bil med fire personer. Føreren havde alle"
           " pas på sig.", ("DC01", "GP02", "GP13"), 5, A.WAITS, {**SOON, "persons": 4, "presence": "held"}),
    Report("professional", "En skole på Fyn (opdigtet)", "Eleven kommer træt i skole og arbejder om natten.",
           ("CH06", "EX09"), 9, A.WAITS, {**CHILD, **SAFE}),
    Report("self", "Et hotel i Nordjylland (opdigtet)", "Jeg har ikke fået løn i tre måneder, og chefen har mit pas.",
           ("DC01", "EX02"), 20, A.WAITS, {**WANTS, "person_language": "engelsk", "knows": "wants"}),
    Report("public", "En restaurant i Odense (opdigtet)", "De samme to er der altid, og de sover i kælderen.",
           ("LR01", "LR02"), 26, A.WAITS, {"persons": 2}),
    Report("ngo_partner", "Et værested i København (opdigtet)", "En kvinde fortæller om en gæld, der bliver ved med at"
           " vokse.", ("DC02", "SX04"), 30, A.READ, {**WANTS, "person_language": "rumænsk"}),
    Report("public", "En byggeplads i Køge (opdigtet)", "Mændene bor i skurene og bliver hentet af den samme bil.",
           ("LB03", "NB02"), 44, A.READ, {"persons": 6}),
    Report("street_worker", "En park i Aalborg (opdigtet)", "Tre unge sælger det samme hver aften og afleverer"
           " pengene.", ("CR04", "CR16"), 50, A.ASKED, {**SOON, "persons": 3, "child": "unknown"}),
    Report("police_partner", "En togstation på Sjælland (opdigtet)", "Ung mand antruffet med andres tyvekoster.",
           ("CR02", "CR15"), 55, A.ASKED, {"child": "unknown"}),
    Report("ngo_partner", "Et herberg i Esbjerg (opdigtet)", "Vil vide, om en aftale om løn er lovlig.", ("EX02",), 60,
           A.ASKED, {"advice_only": True}),
    Report("public", "Et gartneri på Fyn (opdigtet)", "Der bor mange i campingvogne bag drivhusene.", ("LA01", "EX04"),
           72, A.REPLIED, {**SAFE, "persons": 8}),
    Report("professional", "En sundhedsklinik i Aarhus (opdigtet)", "Ledsageren ville ikke forlade rummet.",
           ("GP02", "HE04"), 80, A.REPLIED, SAFE),
    Report("public", "En vaskehal i Randers (opdigtet)", "Kun kontanter, og de ansatte taler ikke med kunderne.",
           ("LN01",), 90, A.READ),
    # Proposed to be passed on: waits for the lead.
    Report("professional", "En daginstitution i Vejle (opdigtet)", "To børn bor hos voksne, som de ikke kender.",
           ("CH02", "CH08"), 28, A.PROPOSED, {**CHILD, "persons": 2}),
    Report("public", "En lagerhal i Taulov (opdigtet)", "Maskinerne mangler skærme, og ingen er oplært.", ("EX06",),
           52, A.PROPOSED, {"persons": 5}),
    # Answered.
    Report("public", "Et værksted i Herning (opdigtet)", "Naboen undrer sig over de lange arbejdsdage.", ("EX01",), 150,
           A.ADVICE),
    Report("professional", "En bank i Viborg (opdigtet)", "Kunden blev fulgt af en, der talte for ham.", ("FI03",), 170,
           A.ADVICE, {"advice_only": True}),
    Report("self", "Et privat hjem i Hellerup (opdigtet)", "Jeg passer børn hele døgnet og har aldrig fri.",
           ("DO03", "DO09"), 190, A.ADVICE, {"person_language": "engelsk"}),
    Report("ngo_partner", "Et værested i Odense (opdigtet)", "Spørger, hvordan en underretning skrives.", ("GP01",),
           215, A.ADVICE, {"advice_only": True}),
    Report("public", "En gågade i Roskilde (opdigtet)", "En ældre mand tigger på det samme sted hver dag.", ("BG01",),
           240, A.NO_ACTION),
    Report("public", "Et sommerhus i Odsherred (opdigtet)", "Mange biler om aftenen; viste sig at være en fest.",
           ("NB03",), 260, A.NO_ACTION),
    Report("professional", "Et jobcenter i Horsens (opdigtet)", "Samme adresse på ni ansøgninger.", ("LB09",), 290,
           A.NO_ACTION, {"persons": 9}),
    Report("police_partner", "En skunkplantage på Lolland (opdigtet)", "En ung mand sov mellem planterne.",
           ("CR10", "CR13"), 120, A.OPENED, {**SOON, **WANTS, "person_language": "vietnamesisk"}),
    Report("street_worker", "En massageklinik i København (opdigtet)", "Hun må ikke tale i telefon uden, at en anden"
           " lytter.", ("SX01", "SX03", "GP10"), 140, A.WITH_DECIDER, {**WANTS, "person_language": "thai"}),
    Report("ngo_partner", "Et krisecenter (opdigtet)", "Blev lovet arbejde i et hotel og fik et helt andet.",
           ("RD01", "RD02"), 160, A.OPENED, {**WANTS, "person_language": "ungarsk"}),
    Report("professional", "Et asylcenter (opdigtet)", "Bliver hentet af den samme bil og vil ikke sige hvorfor.",
           ("AS03", "CR09"), 200, A.WITH_DECIDER, SOON),
    Report("public", "Et rengøringsfirma i Glostrup (opdigtet)", "De, der møder, er andre end dem på planen.",
           ("LC01", "LC02"), 310, A.JOINED, {"persons": 3}),
    Report("street_worker", "En bar i Esbjerg (opdigtet)", "Fortæller det samme om den samme mand som en anden gjorde.",
           ("GP03", "DC02"), 330, A.JOINED),
    Report("professional", "En havn i Nordjylland (opdigtet)", "En fisker må ikke gå i land.", ("LF01", "DC03"), 220,
           A.APPROVED, SOON),
    Report("public", "Et tomt hus i Sønderjylland (opdigtet)", "Børn, der ikke går i skole.", ("CH06",), 350,
           A.APPROVED, {**CHILD, "persons": 2}),
    Report("public", "En kiosk i Slagelse (opdigtet)", "Vil have oplyst, hvem der arbejder der.", ("LB06",), 280,
           A.REJECTED),
    Report("police_partner", "En lufthavn (opdigtet)", "Mand med kopi af en ansøgning og andres telefonnummer.",
           ("EM02",), 400, A.NO_ACTION),
    Report("ngo_partner", "En natcafé i Aarhus (opdigtet)", "Har brug for en tolk til en samtale i morgen.", ("DV02",),
           420, A.ADVICE, {"advice_only": True, "person_language": "bulgarsk"}),
    Report("public", "Et fællesvaskeri i Kolding (opdigtet)", "Opslag om job med gratis rejse og bolig.",
           ("TE01", "TE02"), 450, A.ADVICE),
    Report("professional", "En kommune på Sjælland (opdigtet)", "Samme formidler i fem ægteskaber.", ("MA06",), 480,
           A.APPROVED, {"persons": 5}),
    Report("self", "Et privat hjem i Kalundborg (opdigtet)", "Min mand har taget mine papirer.", ("MA04", "DC01"), 500,
           A.OPENED, {**WANTS, **SOON, "person_language": "arabisk"}),
    Report("public", "En neglesalon i Hillerød (opdigtet)", "Bor i baglokalet og har aldrig fri.", ("LN01", "EX04"),
           520, A.JOINED),
    Report("professional", "Et hospital i Region Midt (opdigtet)", "Skader i forskellige stadier.", ("HE01", "HE02"),
           540, A.WITH_DECIDER, SOON),
)  # fmt: skip

# Kept by the street worker: first name, place, visits (days ago, signs, note), next visit in days.
SUSPICIONS = (
    ("Lærke", "Vesterbro, hjørnet ved parken (opdigtet)", -1, (
        (12, ("GP01", "GP13"), "Bliver sat af og hentet af den samme bil. (Opdigtet.)"),
        (5, ("SX04",), "Siger, at hun skal aflevere pengene. (Opdigtet.)"),
    )),
    ("Svale", "En bar ved havnen (opdigtet)", 0, (
        (8, ("GP02",), "En mand svarer for hende. (Opdigtet.)"),
    )),
    ("Vipe", "Et kollegium i Aalborg (opdigtet)", 4, (
        (3, ("DC02", "GP09"), "Taler om en gæld. Vil gerne ses igen. (Opdigtet.)"),
    )),
)  # fmt: skip
