"""Every act the history can hold, in words: what stands after the person's name.

``{code}``, ``{interview}`` and the like are filled in by `history_words.py`. No act may be missing
here: a test reads the whole code for what is recorded.
"""

from __future__ import annotations

from qualcode.model.review import RoundState

# What an act is about -> act -> its words.
ACTS: dict[str, dict[str, str]] = {
    "codings": {
        "code": "coded a passage of {interview}{with_code}",
        "withdraw": "withdrew {whose} coding of {interview}{with_code}",
        "star": "starred a coding of {interview}{with_code}",
        "unstar": "took the star from a coding of {interview}{with_code}",
        "place again": "placed {whose} coding of {interview} again after its text was corrected",
        "let go": "let {whose} coding of {interview} go after its text was corrected",
        "decide first": "decided on a passage of {interview} before any suggestion was shown",
        "read": "read {interview}",
        "not read": "noted that {interview} is not read",
        "done": "coded {interview} through",
        "not done": "noted that {interview} is not coded through",
    },
    "suggestions": {
        "suggest": "had {offered} made for {interview}",
        "accept": "accepted a suggestion{with_code} in {interview}",
        "reject": "rejected a suggestion{with_code} in {interview}",
        "skip": "skipped a suggestion{with_code} in {interview}",
        "undone": "took back a decision on a suggestion{with_code} in {interview}",
    },
    "codebook": {
        "set codebook": "brought in a version of the codebook",
        "edit code": "changed what {code} says{fields}",
        "add code": "added the code {code}",
        "add cue": "added a cue to {code}",
        "add example": "added an example to {code}",
        "move code": "moved the code {code}{placed}",
        "rename code": "renamed the code {code}{new}",
        "merge code": "merged {code} into {into}",
        "split code": "split {parts} off from {code}",
        "retire code": "retired the code {code}",
        "restore code": "took {code} into use again",
    },
    "texts": {
        "import transcript": "brought in {interview}",
        "correct transcript": "put a corrected text in the place of {interview}{corrected}",
        "describe transcript": "changed what is known of {interview}",
        "remove transcript": "removed {interview}",
        "confirm speakers": "confirmed who speaks in {interview}",
        "correct label": "corrected a speaker's label in {interview}",
        "match speakers": "matched the speakers of {interview} to participants",
        "split segment": "split a passage of {interview}",
        "merge segments": "joined two passages of {interview}",
        "set participant": "changed the facts about a participant",
        "finish erasing": "wrote the database anew after taking people out",
        "erase participant": "took a person out of the study, with everything they said",
        "replace names": "replaced a name in {interview}",
        "let names stand": "let a name stand in {interview}",
        "undo names": "took back what was decided about a name in {interview}",
        "keep names key": "wrote the names key",
        "look up name": "looked up in the names key who is meant",
        "forget name": "took a name out of the names key",
        "narrow consent": "took over a narrower consent from another copy of the study",
    },
    "review": {
        "start round": "started {round}",
        "round state": "{brought}",
        "submit round": "submitted their coding for {round}",
        "judge": "said “{judgement}” of {item}",
        "settle": "settled {item}: {outcome}",
        "export review": "wrote {round} into a sealed file for {reviewer}",
        "import verdicts": "took in {new_verdicts} of {reviewer} on {round}",
    },
    "writing": {"write memo": "wrote {memo}", "keep shown": "looked at a table of counts"},
    "files": {
        "copy answers": "copied answers",
        "export bundle": "sealed the whole study into a bundle for a colleague",
        "export mentor bundle": "sealed the study, as it was typed, into a bundle for a mentor",
        "confirm release": "confirmed that counts may leave",
        "confirm names": "confirmed that words that look like names may leave",
        "confirm same words": "confirmed that quotes may leave although their words are alike",
        "confirm small groups": "confirmed that quotes of small groups may leave",
    },
    "study": {
        "make study": "made the study",
        "encrypt study": "encrypted the study's file",
        "decrypt study": "took the encryption off the study's file",
        "change passphrase": "gave the study another passphrase",
        "make recovery sheet": "wrote the recovery sheet again",
        "set options": "changed options of the study{options}",
        "set profile": "made the kind of analysis “{profile}”",
        "set respondents": "changed the lists of roles, agencies and authorities",
        "add coder": "{joined}",
        "set role": "made {person} a {role_plain}",
        "merge study": "merged another copy of the study{merged}",
        "import project": "brought in a project of another program",
        "restore backup": "put the study back to a backup",
        "move study": "moved the study to another folder",
        "repair study": "had what can be put right without loss put right",
    },
}
# Acts whose names begin so: (what they are about, their words).
FAMILIES: dict[str, tuple[str, str]] = {
    "undo ": ("codings", "undid {step}"),
    "redo ": ("codings", "did {step} again"),
    "keep ": ("writing", "{wrote} {written}"),
    "drop ": ("writing", "dropped {written}"),
    "erase ": ("writing", "took out of the study, in every version, {written}"),
    "export ": ("files", "wrote {exported} into a file"),
}
STEPS = {
    "code": "a coding",
    "withdraw": "a withdrawal",
    "change": "a change of a coding",
    "accept": "an accepted suggestion",
    "reject": "a rejected suggestion",
    "star": "a star",
    "unstar": "the taking away of a star",
}
# The state a round came to, as its page says it.
STATES: dict[str, str] = {
    RoundState.ASSIGNED: "gave {round} to its coders",
    RoundState.CODING: "began the coding of {round}",
    RoundState.SUBMITTED: "noted that everybody has handed in {round}",
    RoundState.IN_REVIEW: "opened the review of {round}",
    RoundState.RETURNED: "gave {round} back to its coders",
    RoundState.FINAL: "finished {round}",
}
EXPORTED = {
    "table": "a table",
    "quotes": "quotes",
    "continuum": "the continuum",
    "sample": "the table of the sample",
    "themes": "the list of themes",
    "matrix": "the framework",
    "pattern": "a pattern",
    "words": "a table of words",
    "answers": "answers",
    "feedback": "feedback",
    "agreement": "figures of agreement",
    "project": "the whole study, for another program,",
    "codebook": "the codebook, for other programs,",
    "codebook file": "the codebook",
    "report": "a report",
    "codings": "codings as a table for analysis",
    "backup": "a copy of the whole study",
    "held": "all that is held on one participant",
}
KINDS = {act: kind for kind, acts in ACTS.items() for act in acts}
WORDS = {act: words for acts in ACTS.values() for act, words in acts.items()}
UNKNOWN = ("study", "did something this version of qualcode has no words for")


def family_of(act: str) -> str | None:
    """The beginning of an act's name that says of which family it is; None for one by itself."""
    return next((f for f in FAMILIES if act.startswith(f) and act not in WORDS), None)


def kind_of(act: str) -> str:
    """What an act is about: a key of `ACTS`."""
    family = family_of(act)
    return FAMILIES[family][0] if family else KINDS.get(act, UNKNOWN[0])


def is_told(act: str) -> bool:
    """Whether there are words for an act."""
    return act in WORDS or family_of(act) is not None


def acts_of(kind: str) -> tuple[list[str], list[str]]:
    """The acts of a kind: by name, and by how their names begin."""
    return list(ACTS[kind]), [family for family, (of, _) in FAMILIES.items() if of == kind]
