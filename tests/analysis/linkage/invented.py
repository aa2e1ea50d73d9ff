"""Lists of invented persons that are hard to link: aliases, other scripts and spellings, missing and mistyped dates.

Everything is drawn from the tables below with a seed; no row comes from a real list. Truth is the person's number.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# Nationality; given names and family names, each with the spellings that lists hold, the first the commonest.
WOMEN = {
    "NG": "Blessing,Bless;Joy,Joyce;Faith,Fayth;Precious,Preshious;Osas,Osasu;Gift,Gyft;Mercy,Mercie;"
    "Sandra,Sandrah;Loveth,Lovet;Esther,Ester;Favour,Favor;Patience,Pacience;Beauty,Bewty;"
    "Success,Sucess;Ejiro,Edjiro",
    "RO": "Maria,Marija;Elena,Ileana;Ioana,Joana;Andreea,Andrea;Alexandra,Aleksandra;Mihaela,Michaela;"
    "Cristina,Kristina;Gabriela,Gabriella;Ana,Anna;Ștefania,Stefania;Larisa,Larissa;"
    "Nicoleta,Nikoleta;Denisa,Denissa;Roxana,Roksana",
    "UA": "Оксана,Oksana,Oxana;Юлия,Yulia,Julia,Iuliia;Наталия,Natalia,Nataliya;"
    "Светлана,Svetlana,Svitlana;Ирина,Irina,Iryna;Екатерина,Ekaterina,Kateryna;"
    "Людмила,Ludmila,Lyudmyla;Татьяна,Tatiana,Tetiana;Галина,Galina,Halyna",
    "SY": "فاطمة,Fatima,Fatma,Fatimah;مريم,Mariam,Maryam;عائشة,Aisha,Aysha,Aicha;زينب,Zainab,Zeinab;"
    "نور,Nour,Nur,Noor;هدى,Huda,Houda;خديجة,Khadija,Khadidja;سارة,Sara,Sarah;ليلى,Leila,Layla,Laila",
    "ER": "ሰላም,Selam,Selaam;ራሄል,Rahel,Rachel;ሚርያም,Miriam,Mirjam;ሄለን,Helen,Hellen;ሳባ,Saba,Sabah;"
    "አበባ,Abeba,Abebe;ትርሓስ,Tirhas,Terhas;ብርክቲ,Birikti,Brikti;ለተ,Lete,Leté",
    "VN": "Thị Hoa,Thi Hoa,Hoa;Thị Lan,Thi Lan,Lan;Thị Mai,Thi Mai,Mai;Thị Hương,Thi Huong,Huong;Thu,Thuu;"
    "Linh,Lihn;Ngọc,Ngoc;Thảo,Thao;Phương,Phuong;Hạnh,Hanh;Trang,Tran",
    "PH": "Maricel,Marisel;Jocelyn,Joselyn;Rowena,Roena;Cherry,Cherie;Rosalie,Rosaly;Marites,Maritess;"
    "Analyn,Annalyn;Jennifer,Jenifer;Mary Grace,Marygrace;Lorna,Lourna",
    "TH": "Siriporn,Siripon;Malee,Mali;Somchai,Somchay;Nok,Nock;Kanya,Kanja;Suda,Sudha;Wanida,Vanida;"
    "Ratana,Rattana;Ploy,Ploi",
}
FAMILIES = {
    "NG": "Osagie;Igbinedion,Igbinedeon;Okafor,Okafo;Obaseki,Obasekie;Omoregie,Omorege;Edosa;Ehigiator;"
    "Uwaifo;Idahosa;Aigbe;Eze,Ezeh;Okonkwo,Okonko;Adebayo,Adebajo;Balogun,Ballogun;Iyamu;Osazuwa;"
    "Oviawe",
    "RO": "Popescu,Popesku;Ionescu,Jonescu;Dumitru,Dumitriu;Stan,Stann;Gheorghe,George;Rusu,Russu;"
    "Munteanu,Muntean;Matei,Mattei;Șerban,Serban;Lăcătuș,Lacatus;Marin;Florea,Floria;"
    "Ciobanu,Chobanu;Țurcanu,Turcanu",
    "UA": "Шевченко,Shevchenko,Schewtschenko;Коваленко,Kovalenko;Бондаренко,Bondarenko;"
    "Ткаченко,Tkachenko,Tkatchenko;Кравченко,Kravchenko;Олийник,Oliynyk,Oliinyk;"
    "Мельник,Melnyk,Melnik;Щербак,Shcherbak,Scherbak;Гончар,Honchar,Gonchar",
    "SY": "الأحمد,Al-Ahmad,Alahmad,Ahmad;حسن,Hassan,Hasan;الخطيب,Al-Khatib,Khatib;"
    "محمد,Mohammed,Muhammad,Mohamad;إبراهيم,Ibrahim,Ebrahim;خليل,Khalil,Halil;يوسف,Yousef,Yusuf;"
    "عبد الله,Abdullah,Abdallah;درويش,Darwish,Darwich",
    "ER": "ተስፋይ,Tesfay,Tesfai;ሃይለ,Haile,Hayle;ገብረ,Gebre,Ghebre;ክፍለ,Kifle,Kefle;መብራህቱ,Mebrahtu,Mebratu;"
    "በርሀ,Berhe;ወልዱ,Weldu,Woldu;ዘርአይ,Zeray,Zerai;ሓጎስ,Hagos,Haggos",
    "VN": "Nguyễn,Nguyen;Trần,Tran;Lê,Le;Phạm,Pham;Hoàng,Hoang;Vũ,Vu;Đặng,Dang;Bùi,Bui;Đỗ,Do;Ngô,Ngo",
    "PH": "Santos,Santoz;Reyes,Reis;Cruz,Cruzz;Bautista,Bautizta;Garcia,Garsia;Mendoza,Mendosa;"
    "Villanueva,Vilanueva;Ramos,Rammos;Aquino,Akino;Dela Cruz,Delacruz",
    "TH": "Saetang,Sae Tang;Suwan,Suwann;Chaiyasit,Chaiyasith;Srisuk,Sri Suk;Boonmee,Bunmi;"
    "Thongchai,Tongchai;Wongsa,Vongsa;Kaewkla,Kaeokla;Phromma,Promma",
}
WORKING_NAMES = (
    "Angel", "Candy", "Lucky", "Nina", "Bella", "Kim", "Jessica", "Sofia", "Diana", "Lola", "Amber", "Vicky", "Nana",
    "Mimi", "Happy", "Queen",
)  # fmt: skip
COLUMNS = ("id", "given_name", "family_name", "date_of_birth", "sex", "nationality", "aliases")


@dataclass(frozen=True)
class Invented:
    """A list: its rows in the order of `COLUMNS`, and the number of the person in each."""

    rows: list[tuple[str, ...]]
    persons: list[int]


def _table(text: str) -> list[list[str]]:
    return [entry.split(",") for entry in text.split(";")]


class Population:
    """`size` invented persons; `lists` draws lists of them with the mistakes of each organisation."""

    def __init__(self, size: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        countries = list(WOMEN)
        share = np.array([0.25, 0.2, 0.1, 0.1, 0.08, 0.1, 0.1, 0.07])
        self.people = [self._person(str(self.random.choice(countries, p=share))) for _ in range(size)]

    def _person(self, country: str) -> dict[str, object]:
        random = self.random
        return {
            "country": country,
            "given": self._skewed(_table(WOMEN[country])),
            "family": self._skewed(_table(FAMILIES[country])),
            "second": str(random.choice(list("abcdefghiklmnoprstuv"))).upper() if random.random() < 0.2 else "",
            "born": (int(random.normal(1995, 8)), int(random.integers(1, 13)), int(random.integers(1, 29))),
            "sex": "M" if random.random() < 0.15 else "F",
            "alias": str(random.choice(list(WORKING_NAMES))) if random.random() < 0.35 else "",
        }

    def _skewed(self, names: list[list[str]]) -> list[str]:
        weights = 1 / np.arange(1, len(names) + 1) ** 0.6
        return names[int(self.random.choice(len(names), p=weights / weights.sum()))]

    def lists(self, shares: tuple[float, ...]) -> list[Invented]:
        """One list for each share of the population that it holds, drawn independently, in an order of its own."""
        found = []
        for share in shares:
            on = np.flatnonzero(self.random.random(len(self.people)) < share)
            self.random.shuffle(on)
            rows = [self._row(number, at) for number, at in enumerate(on)]
            found.append(Invented(rows, [int(at) for at in on]))
        return found

    def _row(self, number: int, person: int) -> tuple[str, ...]:
        random, who = self.random, self.people[person]
        given, family = self._spelt(who["given"]), self._spelt(who["family"])  # type: ignore[arg-type]
        alias = str(who["alias"])
        if who["second"] and random.random() < 0.5:
            given = f"{given} {who['second']}"
        if alias and random.random() < 0.2:  # the list knows her under the other name
            given, alias = alias, given
        elif random.random() < 0.4:
            alias = ""
        if random.random() < 0.04:
            given, family = family, given
        born = self._date(who["born"])  # type: ignore[arg-type]
        nationality = "" if random.random() < 0.08 else str(who["country"])
        sex = "" if random.random() < 0.05 else str(who["sex"])
        return (f"r{number}", given, "" if random.random() < 0.03 else family, born, sex, nationality, alias)

    def _spelt(self, spellings: list[str]) -> str:
        random = self.random
        name = spellings[0] if random.random() < 0.5 else str(random.choice(spellings))
        if random.random() < 0.08 and len(name) > 3:
            at = int(random.integers(1, len(name) - 1))
            name = str(random.choice([name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:],
                                      name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]]))  # fmt: skip
        return name

    def _date(self, born: tuple[int, int, int]) -> str:
        year, month, day = born
        draw = self.random.random()
        if draw < 0.05:
            return ""
        if draw < 0.09:
            return f"{year}"
        if draw < 0.13:
            return f"{year}-01-01"
        if draw < 0.15:
            return f"{year}-{month:02}-00"
        if draw < 0.18:
            return f"{year}-{day:02}-{month:02}"
        if draw < 0.23:
            digits = list(f"{year}{month:02}{day:02}")
            digits[int(self.random.integers(2, 8))] = str(self.random.integers(0, 10))
            text = "".join(digits)
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        return f"{year}-{month:02}-{day:02}"


def write(path: Path, found: Invented) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows(found.rows)
    return path
