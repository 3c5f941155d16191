"""Tables of complaints, of the agencies they go to, and of office days in the RW."""

from complaints.models.agencies import Agency, AgencyKind, AgencyOfficer, PreparedAnswer
from complaints.models.api_keys import ApiKey
from complaints.models.categories import Category
from complaints.models.complaints import (
    ClosedHow,
    Complaint,
    ComplaintDraft,
    ComplaintIdentity,
    ComplaintTerm,
    IdentityOpening,
)
from complaints.models.days import (
    AgencyFeed,
    DayAgency,
    DayChange,
    DayItem,
    DayLetter,
    DayOfficer,
    DayVisitor,
    RwDay,
    RwRound,
    RwSubscription,
)
from complaints.models.rules import (
    CLASS_CHOICES,
    KIND_CHOICES,
    ComplaintSettings,
    ComplaintSource,
    DayType,
    DeadlineRule,
    RoutingRule,
)
from complaints.models.story import (
    Answer,
    ComplaintEvent,
    ComplaintNote,
    ComplaintPause,
    ComplaintPhoto,
    PhotoKind,
    ReporterRating,
    Stay,
    Supporter,
)

__all__ = [
    "CLASS_CHOICES", "KIND_CHOICES", "Agency", "AgencyFeed", "AgencyKind", "AgencyOfficer", "Answer", "ApiKey", "Category", "ClosedHow", "Complaint",
    "ComplaintDraft", "ComplaintEvent", "ComplaintIdentity", "ComplaintNote", "ComplaintPause", "ComplaintPhoto",
    "ComplaintSettings", "ComplaintSource", "ComplaintTerm", "DayAgency", "DayChange", "DayItem", "DayLetter", "DayOfficer",
    "DayType", "DayVisitor", "DeadlineRule", "IdentityOpening", "PhotoKind",
    "PreparedAnswer", "ReporterRating", "RoutingRule", "RwDay", "RwRound", "RwSubscription", "Stay", "Supporter",
]  # fmt: skip
