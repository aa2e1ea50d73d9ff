"""Names made comparable: without case, accents, script and the small habits of those who write them down.

`folded` keeps what distinguishes names; `skeleton` keeps only what survives a transliteration: the consonants, in
classes that the usual romanisations confuse. Vowels are unwritten in Arabic and Hebrew, so Mohammed, Muhammad and
محمد differ when folded and share a skeleton, and so does Mahmud, another name: it finds candidates and never decides.
"""

import re
import unicodedata
from functools import lru_cache

from varsel.analysis.linkage.scripts import to_latin

NOT_LETTERS = re.compile(r"[^\w]+|_", re.UNICODE)
ARTICLES = frozenset(("al", "el", "ul", "ar", "as", "ad", "bin", "ibn", "bint", "van", "von", "de", "da", "di", "la"))
# The order matters: pairs of letters before single ones.
CLASSES = (
    ("ou", "u"), ("tsch", "c"), ("shch", "s"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "z"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("dz", "j"), ("ts", "c"),
    ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
SILENT = re.compile(r"[aeiouyvh]")
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Small Latin letters and digits, words set apart by one blank; letters of unknown scripts stay as they are."""
    # Composed first: the tables know й and ї as one letter; taken apart only after that, to drop accents.
    latin = to_latin(unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    return " ".join(NOT_LETTERS.sub(" ", to_latin(bare)).split())


def joined(text: str) -> str:
    """The folded name without blanks: Abd al-Rahman, Abdal Rahman and Abdalrahman are written alike."""
    return folded(text).replace(" ", "")


def without_articles(text: str) -> str:
    """The folded name without articles and particles, unless it consists of nothing else."""
    words = folded(text).split()
    return " ".join(word for word in words if word not in ARTICLES) or " ".join(words)


@lru_cache(maxsize=100_000)
def skeleton(text: str) -> str:
    """The consonants of the name, as classes of sounds; empty for a name of vowels alone."""
    sound = without_articles(text).replace(" ", "")
    for written, class_ in CLASSES:
        sound = sound.replace(written, class_)
    return SILENT.sub("", DOUBLED.sub(r"\1", sound))


def unknown_letters(text: str) -> bool:
    """Whether the name holds letters of a script that is not folded here (Han, Thai …)."""
    return not folded(text).isascii()
