"""Tables of the catalogue, the posters, the submissions and the letters."""

from services.models.catalogue import (
    UPLOADED,
    Category,
    LetterTemplate,
    Product,
    Requirement,
    RequirementKind,
    Service,
    ServiceType,
    ServiceVersion,
)  # fmt: skip
from services.models.deliveries import (
    DeliveryCause,
    DeliveryEvent,
    DeliveryProof,
    DeliveryRound,
    HomeDelivery,
    ProofMethod,
)
from services.models.letters import Authority, Check, Endorsement, EntryState, Letter, RegisterEntry, SignerKey
from services.models.objections import Objection, ObjectionLevel, Verdict
from services.models.posters import Poster, ScanCount
from services.models.submissions import (
    Correction,
    Delivery,
    Document,
    DocumentState,
    Draft,
    Event,
    Pause,
    SearchTerm,
    Source,
    Submission,
    Vulnerability,
)  # fmt: skip

__all__ = [
    "UPLOADED", "Authority", "Category", "Check", "Correction", "Delivery", "DeliveryCause", "DeliveryEvent", "DeliveryProof", "DeliveryRound", "Document", "DocumentState", "Draft", "Endorsement", "EntryState", "Event", "HomeDelivery", "Letter", "LetterTemplate", "Objection", "ObjectionLevel", "Pause", "Poster", "Product", "ProofMethod", "RegisterEntry", "Requirement", "RequirementKind", "ScanCount", "SearchTerm", "Service", "ServiceType", "ServiceVersion", "SignerKey", "Source", "Submission", "Verdict", "Vulnerability",
]  # fmt: skip
