"""Project: the verbs of a study, a file for each group of verbs."""

from qualcode.project.adopting import AdoptingVerbs
from qualcode.project.agreeing import AgreementVerbs
from qualcode.project.answers import AnswerVerbs
from qualcode.project.auditing import AuditVerbs
from qualcode.project.codebook import CodebookVerbs
from qualcode.project.codebook_checks import Check
from qualcode.project.codebook_look import Consequences
from qualcode.project.coding import CodingVerbs
from qualcode.project.continuum import ContinuumVerbs
from qualcode.project.correcting import CorrectingVerbs
from qualcode.project.deciding_first import FirstDecision
from qualcode.project.desk import Desk, DeskVerbs
from qualcode.project.doctoring import DoctorVerbs
from qualcode.project.encrypting import EncryptingVerbs
from qualcode.project.erasing import ErasingVerbs
from qualcode.project.evaluating import EvaluationVerbs
from qualcode.project.exchange import ExchangeVerbs
from qualcode.project.feedback import FeedbackVerbs
from qualcode.project.findings import FindingVerbs
from qualcode.project.framework import FrameworkVerbs
from qualcode.project.given import Upload
from qualcode.project.holding import HoldingVerbs
from qualcode.project.importing import Imported, ImportReport, ImportVerbs
from qualcode.project.keeping import KeepingVerbs
from qualcode.project.merging import MergingVerbs
from qualcode.project.news import NewsVerbs
from qualcode.project.patterns import PatternVerbs
from qualcode.project.permits import permitted
from qualcode.project.previewing import Preview, PreviewVerbs
from qualcode.project.pseudonyms import PseudonymVerbs
from qualcode.project.publishing import PublishingVerbs
from qualcode.project.queueing import QueueVerbs, Waiting
from qualcode.project.reading import Passage, ReadingVerbs, seen_by
from qualcode.project.reading_along import ReadingAlongVerbs
from qualcode.project.reconciling import ReconcilingVerbs
from qualcode.project.reports import ReportVerbs
from qualcode.project.reports_written import ReportTextVerbs
from qualcode.project.review_file import ReviewFileVerbs
from qualcode.project.reviewing import ReviewVerbs
from qualcode.project.roles import RoleVerbs
from qualcode.project.rounds import RoundVerbs
from qualcode.project.sampling import SamplingVerbs
from qualcode.project.schedule import ScheduleVerbs
from qualcode.project.searching import SearchVerbs
from qualcode.project.sharing import SharingVerbs
from qualcode.project.standing import Standing, StandingVerbs, Step, UnsettledRole
from qualcode.project.study import StudyVerbs, new
from qualcode.project.taking import TakingVerbs
from qualcode.project.transcripts import TranscriptVerbs
from qualcode.project.undoing import UndoVerbs
from qualcode.project.wording import WordingVerbs
from qualcode.project.working import Worked, WorkVerbs

__all__ = [
    "Check",
    "Consequences",
    "Desk",
    "FirstDecision",
    "ImportReport",
    "Imported",
    "Passage",
    "Preview",
    "Project",
    "Standing",
    "Step",
    "UnsettledRole",
    "Upload",
    "Waiting",
    "Worked",
    "new",
    "seen_by",
]


@permitted
class Project(
    StudyVerbs,
    CodebookVerbs,
    PreviewVerbs,
    ImportVerbs,
    AdoptingVerbs,
    CodingVerbs,
    EvaluationVerbs,
    UndoVerbs,
    StandingVerbs,
    ReadingVerbs,
    TranscriptVerbs,
    ReportVerbs,
    PublishingVerbs,
    FrameworkVerbs,
    ReadingAlongVerbs,
    ReportTextVerbs,
    FindingVerbs,
    ContinuumVerbs,
    SamplingVerbs,
    ScheduleVerbs,
    AnswerVerbs,
    PatternVerbs,
    WordingVerbs,
    SearchVerbs,
    ExchangeVerbs,
    TakingVerbs,
    ReviewFileVerbs,
    RoundVerbs,
    ReviewVerbs,
    PseudonymVerbs,
    SharingVerbs,
    QueueVerbs,
    DeskVerbs,
    WorkVerbs,
    RoleVerbs,
    ReconcilingVerbs,
    AgreementVerbs,
    FeedbackVerbs,
    NewsVerbs,
    MergingVerbs,
    AuditVerbs,
    KeepingVerbs,
    DoctorVerbs,
    CorrectingVerbs,
    ErasingVerbs,
    HoldingVerbs,
    EncryptingVerbs,
):
    """A study in a person's hands: one method for each verb.

    `Project.open` opens one, `new` makes one; `acting_as` hands it to somebody else. The same
    verbs stand behind the commands and the pages of the app.
    """
