"""What can go wrong, in one plain sentence with the next step; never with participants' words."""

from __future__ import annotations

from collections.abc import Iterable


class QualcodeError(Exception):
    """Anything qualcode refuses to do. Its text is one sentence for the researcher."""


class InvalidSpan(QualcodeError):
    """A span is empty, reversed or outside its text."""


class UnknownCode(QualcodeError):
    """The codebook has no such code."""


class UnknownTranscript(QualcodeError):
    """The study has no such transcript."""


class UnknownParticipant(QualcodeError):
    """The study has no such participant."""


class UnknownItem(QualcodeError):
    """No coding, suggestion, segment or memo has this id."""


class UnreadableFile(QualcodeError):
    """A file could not be read; nothing was taken from it."""


class InvalidFile(QualcodeError):
    """A file was read, but breaks its format's rules. ``problems`` lists every one."""

    def __init__(self, message: str, problems: Iterable[object] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class StudyError(QualcodeError):
    """The study file cannot be found, made, opened or written."""


class Damaged(StudyError):
    """The study's file is damaged. Its text names the newest good backup where there is one."""


class Locked(StudyError):
    """The study is encrypted, and what was given does not open it."""


class Refused(QualcodeError):
    """The request is understood and not allowed, for the reason it names."""


class AgreementUndefined(QualcodeError):
    """A coefficient of agreement says nothing of these ratings, for the reason it names."""
