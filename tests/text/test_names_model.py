"""The words of the dictionary are spaCy's, and are read without loading it."""

import subprocess
import sys

from qualcode.text.names_model import function_words, in_any_dictionary

LOOK = (
    "import sys\n"
    "from qualcode.text.names_plain import plain_names\n"
    "found = plain_names(['Then Nkechi Okafor rang us about Threshold.'])\n"
    "assert ('Nkechi Okafor', 'person') in found, found\n"
    "print(sorted({'spacy', 'presidio_analyzer'} & set(sys.modules)))\n"
)


def test_the_dictionary_is_the_one_spacy_gives():
    from spacy.lang.en.stop_words import STOP_WORDS
    from spacy.lookups import load_lookups

    tables = load_lookups("en", ["lemma_lookup", "lemma_index"])
    index = tables.get_table("lemma_index")
    listed = {word for part in index.values() for word in part if word.isalpha()}
    assert function_words() == STOP_WORDS
    assert all(in_any_dictionary(word) for word in listed)
    assert not in_any_dictionary("nkechi")


def test_a_look_at_words_that_leave_loads_no_model():
    ran = subprocess.run(
        [sys.executable, "-c", LOOK], check=True, capture_output=True, encoding="utf-8"
    )
    assert ran.stdout.strip() == "[]"
