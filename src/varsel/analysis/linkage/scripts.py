"""Letters of other scripts in Latin, one small table a script, made to compare names and not to print them.

The tables follow the simplified romanisations that passports use (ICAO Doc 9303, part 3, section 6, for Cyrillic and
Arabic; ELOT 743 for Greek), without their diacritics. Scripts whose letters are named by their sound in Unicode
(Ethiopic, kana, Hangul, the Indic scripts) are read from those names. Han characters have no sound of their own and
are kept as they are.
"""

import re
import unicodedata
from functools import lru_cache


def _table(letters: str, sounds: str) -> dict[str, str]:
    """Each letter with its sound, in order; - for a letter that is not heard."""
    return dict(zip(letters, ("" if sound == "-" else sound for sound in sounds.split()), strict=True))


CYRILLIC = _table(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџґ",
    "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia e dj g e dz i i j lj nj c k u dz g",
)
GREEK = _table("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
ARABIC = _table(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئٱپچژگکیےۀہھںڑٹڈۃ",
    "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a h - a i a w y a p ch zh g k y e h h h n r t d h",
)
HEBREW = _table("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a b g d h v z h t y k k l m m n n s a p f ts ts k r sh t")
GEORGIAN = _table(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h",
)
ARMENIAN = _table(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev",
)
LATIN = {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l",
         "ŋ": "ng", "ŧ": "t", "ə": "e", "ɛ": "e", "ɔ": "o", "ƴ": "y", "ɓ": "b", "ɗ": "d", "ƙ": "k"}  # fmt: skip
TABLE = CYRILLIC | GREEK | ARABIC | HEBREW | GEORGIAN | ARMENIAN | LATIN

BY_NAME = ("ETHIOPIC SYLLABLE ", "HIRAGANA LETTER ", "KATAKANA LETTER ", "HANGUL SYLLABLE ")
INDIC = ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "ORIYA")
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")  # written together with its noun, which Latin letters set apart


def to_latin(text: str) -> str:
    """The text in small Latin letters where a table knows the letter; what none knows stands as it is."""
    found = ""
    for character in ARABIC_ARTICLE.sub("ال ", text):
        sound = sound_of(character)
        if sound is None:  # an Indic sign: it takes away the vowel that the letter before carries, or changes it
            found = found[:-1] if found.endswith("a") else found
            sound = _name(character).rpartition("SIGN ")[2].lower() if "VOWEL SIGN" in _name(character) else ""
        found += sound
    return found


@lru_cache(maxsize=20_000)
def sound_of(character: str) -> str | None:
    """The letter in Latin; itself where it is Latin or unknown; None for an Indic sign on the letter before."""
    if character.isascii() or character in TABLE:
        return TABLE.get(character, character)
    name = _name(character)
    for prefix in BY_NAME:
        if name.startswith(prefix):
            return name.removeprefix(prefix).removeprefix("SMALL ").lower()
    return _indic(name, character)


def _indic(name: str, character: str) -> str | None:
    script, _space, rest = name.partition(" ")
    if script not in INDIC:
        return character
    if rest.startswith("LETTER "):
        return rest.removeprefix("LETTER ").rpartition(" ")[2].lower()
    return None


def _name(character: str) -> str:
    return unicodedata.name(character, "")
