"""Makes the two lists of words the aid for names reads, from how often words are met and how.

python benchmarks/names_words.py [--write]

spaCy's lookups tell how often a word is met in small letters and with a capital. Words of its
dictionary that are nearly always written with a capital ("karen", "bristol") are no ordinary words:
qualcode/text/names_capitals.txt. Words of talk that its dictionary lacks ("dunno", "headteacher")
are no names: qualcode/text/names_talk.txt. Both hold single words and nothing else. The frequencies
themselves take 200 MiB and six seconds to read, so they are read here and not by the aid.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qualcode.text.names_given import GIVEN, WORDLIKE  # noqa: E402
from qualcode.text.names_lists import listed  # noqa: E402
from qualcode.text.names_model import CAPITALS, TALK, in_any_dictionary  # noqa: E402
from qualcode.text.names_stop import STOP  # noqa: E402
from qualcode.text.names_surnames import SURNAMES  # noqa: E402

NEVER = -20.0  # natural logarithm of a share of all words; the rarest told is -19.5
# Said to begin a sentence, and so with a capital.
OPENING = listed("""
wow yay congratulations meanwhile likewise furthermore ooh ouch hm hmm needless hooray aw aye
amen nevertheless nonetheless moreover hence notwithstanding thus therefore nope yep yup hurrah
cheers thanks sorry welcome goodbye farewell halo sterling enhancement thrones reigns linux mac
internet web email mt mr mrs prof rev hon
""")
# Swearing needs no place in the package: nobody's name is made of it, so little is lost.
COARSE = re.compile(
    "fuck|shit|cunt|nigg|fag|bitch|porn|rape|slut|whore|dick|cock|jizz|tits|retard|tranny|wank"
    "|twat|bastard|nazi|muth|moth[ae]fu|asshole|asses$"
)
ENDS = ("ly", "ese", "ish", "ican", "ism", "ists", "isms", "ness", "less", "ology", "ogical")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write both lists anew")
    write = asked.parse_args().write
    met = frequencies()
    for path, words in ((CAPITALS, capitals(met)), (TALK, talk(met))):
        print(f"{path.name}: {len(words)} words")
        if write:
            path.write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")


def frequencies() -> dict[str, float]:
    """Every word, as written -> the natural logarithm of its share of all words met."""
    stored = files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    return json.loads(gzip.decompress(stored.read_bytes()))


def small(met: dict[str, float]) -> list[str]:
    """The words met, folded into small letters, of the letters a to z alone."""
    return sorted({w.lower() for w in met if w.isascii() and w.isalpha() and len(w) > 2})


def capitals(met: dict[str, float]) -> list[str]:
    """Words of the dictionary met with a capital at least twice as often as without."""
    return [
        word
        for word in small(met)
        if met.get(word.capitalize(), NEVER) > max(-18.5, met.get(word, NEVER) + 0.7)
        and in_any_dictionary(word)
        and word not in STOP | WORDLIKE | OPENING
        and (word in GIVEN | SURNAMES or not word.endswith(ENDS))
    ]


def talk(met: dict[str, float]) -> list[str]:
    """Words no dictionary has, met often and mostly in small letters, that are no names."""
    return [
        word
        for word in small(met)
        if met.get(word, NEVER) > max(-14.5, met.get(word.capitalize(), NEVER) + 1)
        and not in_any_dictionary(word)
        and word not in GIVEN | SURNAMES
        and not COARSE.search(word)
    ]


if __name__ == "__main__":
    main()
