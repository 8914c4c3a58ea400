"""The values qualcode is made of, and their rules. Standard library only."""

from qualcode.model.codebook import Code, Codebook, Origin, breaches
from qualcode.model.coding import Coder, CoderRole, Coding, Direction, Event, Memo, Reading
from qualcode.model.kept import Kept
from qualcode.model.participant import Consent, Participant, Permission
from qualcode.model.problem import Problem
from qualcode.model.respondents import Agency, Authority, Respondents, Role, fold
from qualcode.model.span import Span
from qualcode.model.suggestion import Band, Decision, Reason, Suggestion, Verdict
from qualcode.model.transcript import Kind, Segment, Speaker, Transcript, Turn, merge

__all__ = [
    "Agency",
    "Authority",
    "Band",
    "Code",
    "Codebook",
    "Coder",
    "CoderRole",
    "Coding",
    "Consent",
    "Decision",
    "Direction",
    "Event",
    "Kept",
    "Kind",
    "Memo",
    "Origin",
    "Participant",
    "Permission",
    "Problem",
    "Reading",
    "Reason",
    "Respondents",
    "Role",
    "Segment",
    "Span",
    "Speaker",
    "Suggestion",
    "Transcript",
    "Turn",
    "Verdict",
    "breaches",
    "fold",
    "merge",
]
