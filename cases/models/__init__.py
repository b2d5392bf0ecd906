"""The dossier and everything that belongs to it."""

from cases.models.applicant import Applicant
from cases.models.application import Application
from cases.models.batch import Batch, BatchItem
from cases.models.clock_stop import ClockStop
from cases.models.delivery import Delivery
from cases.models.document import Document, Paper
from cases.models.dossier import Dossier
from cases.models.draft import Draft
from cases.models.event import Event
from cases.models.feedback import Feedback, FeedbackEvent, FeedbackStop
from cases.models.handover import Handover, HandoverItem
from cases.models.index_entry import IndexEntry
from cases.models.issued import IssuedResult
from cases.models.message import Message
from cases.models.notice import Notice
from cases.models.opening import Opening
from cases.models.opinion import Opinion
from cases.models.payment import Payment
from cases.models.prepared_report import PreparedReport
from cases.models.printed import PrintedForm
from cases.models.proposal import Proposal
from cases.models.rating import SatisfactionRating
from cases.models.reminder import Reminder, ReminderReader
from cases.models.report_schedule import ReportSchedule
from cases.models.result import Apology, Result
from cases.models.review import LateReason, ReviewEntry
from cases.models.saved_queue import ListPage, SavedQueue
from cases.models.scoring import FixedScore, Measure, ScoreEntry, ScoringCriterion, ScoringRule
from cases.models.sealed_report import SealedReport
from cases.models.sequence import Sequence
from cases.models.signing import SigningKey
from cases.models.snippet import Snippet
from cases.models.statistic import Statistic
from cases.models.supplement import SupplementItem, SupplementRequest
from cases.models.task import Task
from cases.models.task_tick import TaskTick
from cases.models.telling import MessageText, NoticePreference
from cases.models.upload import Upload
from cases.models.watch import Watch
from cases.models.work import Work

__all__ = [
    "Apology",
    "Applicant",
    "Application",
    "Batch",
    "BatchItem",
    "ClockStop",
    "Delivery",
    "Document",
    "Dossier",
    "Draft",
    "Event",
    "Feedback",
    "FeedbackEvent",
    "FeedbackStop",
    "FixedScore",
    "Handover",
    "HandoverItem",
    "IndexEntry",
    "IssuedResult",
    "LateReason",
    "ListPage",
    "Measure",
    "Message",
    "MessageText",
    "Notice",
    "NoticePreference",
    "Opening",
    "Opinion",
    "Paper",
    "Payment",
    "PreparedReport",
    "PrintedForm",
    "Proposal",
    "Reminder",
    "ReminderReader",
    "ReportSchedule",
    "Result",
    "ReviewEntry",
    "SatisfactionRating",
    "SavedQueue",
    "ScoreEntry",
    "ScoringCriterion",
    "ScoringRule",
    "SealedReport",
    "Sequence",
    "SigningKey",
    "Snippet",
    "Statistic",
    "SupplementItem",
    "SupplementRequest",
    "Task",
    "TaskTick",
    "Upload",
    "Watch",
    "Work",
]
