"""The catalogue and what each version of a procedure asks."""

from procedures.models.bundle import Bundle, BundleMember, bundle_of
from procedures.models.catalogue import Field, Procedure
from procedures.models.fee import FeeItem
from procedures.models.finding import LifeEvent, LifeEventStep, MissedSearch, Synonym
from procedures.models.form import FormField
from procedures.models.limit import ProcessingLimit
from procedures.models.offering import Offering
from procedures.models.relief import FeeRelief
from procedures.models.requirement import RequiredDocument, ResultPaper
from procedures.models.review import CostLine, ProcedureReview, ProposedChange, ReviewRound
from procedures.models.usual_time import UsualRest, UsualTime
from procedures.models.version import ProcedureCase, ProcedureVersion
from procedures.models.workflow import WorkflowStep
from procedures.steps import Place, StepKind

__all__ = [
    "Bundle",
    "BundleMember",
    "CostLine",
    "FeeItem",
    "FeeRelief",
    "Field",
    "FormField",
    "LifeEvent",
    "LifeEventStep",
    "MissedSearch",
    "Offering",
    "Place",
    "Procedure",
    "ProcedureCase",
    "ProcedureReview",
    "ProcedureVersion",
    "ProcessingLimit",
    "ProposedChange",
    "RequiredDocument",
    "ResultPaper",
    "ReviewRound",
    "StepKind",
    "Synonym",
    "UsualRest",
    "UsualTime",
    "WorkflowStep",
    "bundle_of",
]
