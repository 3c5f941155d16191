"""Tables of survey instruments, periods, answers, and what was done about them."""

from surveys.models.answers import (
    AgeGroup,
    Answer,
    Batch,
    Education,
    Exclusion,
    Occupation,
    Remark,
    RemarkState,
    Sex,
    Source,
    Ticket,
)
from surveys.models.follow_up import Channel, FollowUpItem, FollowUpPlan, Publication, ReportText
from surveys.models.instruments import Instrument, Wording
from surveys.models.invitations import Invitation, InvitationKind, OptOut, SurveySettings
from surveys.models.periods import Period, PeriodKind, PrintedResult, PrintedScale, Subject, SubjectKind
from surveys.models.tallies import Tally, TallyScore

__all__ = [
    "AgeGroup", "Answer", "Batch", "Channel", "Education", "Exclusion", "FollowUpItem", "FollowUpPlan", "Instrument", "Invitation", "InvitationKind", "Occupation", "OptOut", "Period", "PeriodKind", "PrintedResult", "PrintedScale", "Publication", "Remark", "RemarkState", "ReportText", "Sex", "Source", "Subject", "SubjectKind", "SurveySettings", "Tally", "TallyScore", "Ticket", "Wording",
]  # fmt: skip
