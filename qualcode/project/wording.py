"""Patterns in the words."""

from __future__ import annotations

from qualcode.project.keyness import KeynessVerbs
from qualcode.project.typical import TypicalVerbs
from qualcode.project.vocabulary import VocabularyVerbs


class WordingVerbs(KeynessVerbs, VocabularyVerbs, TypicalVerbs):
    """Patterns in the words: what marks a group, two vocabularies, typical passages."""
