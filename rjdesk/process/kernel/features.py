"""Features: what a programme has or has not, by name; each with the rule that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Feature(Enum):
    """Something that a programme may have, as ``features`` of its file names it."""

    CERTIFICATES = "certificates"
    FACILITATOR_NUMBER = "facilitator-number"
    MINORS = "minors"
    PAYMENT_DOCUMENTS = "payment-documents"
    REFERRALS = "referrals"
    REPORT_BACK = "report-back"
    SHARED_QUESTIONS = "shared-questions"


RULES: Mapping[Feature, str] = {
    Feature.CERTIFICATES: "RP-02",
    Feature.FACILITATOR_NUMBER: "RC-046",
    Feature.MINORS: "UN-13A",
    Feature.PAYMENT_DOCUMENTS: "RP-18",
    Feature.REFERRALS: "RP-05",
    Feature.REPORT_BACK: "A11",
    Feature.SHARED_QUESTIONS: "RP-09",
}
"""The rule of each feature: it would ask for what nobody can give where the feature is off."""
