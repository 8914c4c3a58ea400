"""How far coders agree: coefficients, the units they are counted on, and a table of codes."""

from qualcode.analysis.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    negative_agreement,
    percent_agreement,
    positive_agreement,
    scott_pi,
)
from qualcode.analysis.agreement.spans import mean_overlap, unitized_alpha

__all__ = [
    "brennan_prediger",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "mean_overlap",
    "negative_agreement",
    "percent_agreement",
    "positive_agreement",
    "scott_pi",
    "unitized_alpha",
]
