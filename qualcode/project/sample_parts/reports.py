"""What people write for the sample study's reports by hand; invented like its interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.reports_written import ITEM, PEN_PICTURE, SUMMARY, THEME

if TYPE_CHECKING:
    from qualcode.project import Project

IN_SHORT = (
    "Where people know each other by name, referrals are talked over before they are written. Where"
    " they do not, letters come back. Written policies exist in most places; few can find them when"
    " they need them."
)
# Authority -> what stands under the headings of its pen picture, in their order.
PLACES = {
    "City Borough": (
        "One outposted social worker serves three centres; her post ends in March.",
        "The nursery, the health visitors and the centre meet weekly round one table.",
        "A post of their own, so that help does not hang on one person.",
        "Plan for the day she is away: name a second contact and write it down.",
    ),
    "East Borough": (
        "Two area teams, each with its own duty desk.",
        "A consultation line is open three afternoons a week.",
        "That every referral gets an answer the same day.",
        "Tell each referrer what became of the case.",
    ),
    "Midtown": (
        "A link post is paid for by two services.",
        "Managers meet over lunch; frontline staff do not.",
        "One shared document on thresholds, now in its fifth draft.",
        "Bring practitioners to the table where the document is written.",
    ),
    "Southshire": (
        "Programmes lie far apart; the county team is in one town.",
        "Letters more than talk; a panel is planned.",
        "A monthly panel for families just below the line.",
        "Publish the criteria that letters refer to.",
    ),
}
# What follows from each written theme, in their order.
FOLLOWS = (
    "Give time for the phone call: it settles what the form cannot. Managers should count it as"
    " work.",
    "Agreements between managers need a named way down to duty desks and practitioners.",
)
# Item of the COREQ checklist -> what only the team knows.
TEAM = {
    1: "Ruth Adeyemi and Tom Kessler held all interviews. They are invented, as is all of this.",
    2: "Both are qualified social workers; one holds a master's degree in social research.",
    3: "Practising social workers, released for one day a week.",
    4: "A woman and a man.",
    5: "Both had a two-day course in interviewing and held two practice interviews each.",
    6: "Some of those interviewed knew one of them from work; the other then held the interview.",
    7: "They knew that both work in the service, and why the study was begun.",
    8: "Both refer families themselves and expected thresholds to be felt as too high; they kept"
    " notes on that and talked them over with their mentor.",
    11: "By letter to the manager of each service, then by telephone.",
    14: "At the place of work of those interviewed, in a room of their own.",
    15: "Nobody else was present.",
    19: "Sound was recorded with consent and typed up word for word.",
    20: "Notes were made within an hour of each interview.",
    21: "About 20 minutes to an hour.",
    22: "Talked over after each wave; in the second wave no new letter was needed.",
    23: "Offered to everybody; nobody asked for changes.",
    30: "Each finding stands beside the quotes it rests on and those that speak against it.",
    31: "Two themes, under Findings of the report by theme.",
    32: "What few people said stands under the letters of each indicator, where it may be told.",
}


def add_to_sample(project: Project) -> None:
    """Write every place of the reports that the study itself leaves open."""
    project.write_report_text(SUMMARY, IN_SHORT)
    for authority, texts in PLACES.items():
        for heading, text in zip(PEN_PICTURE, texts, strict=True):
            project.write_report_text(f"{heading} {authority}", text)
    for theme, text in zip(project.written_themes(), FOLLOWS, strict=True):
        project.write_report_text(f"{THEME} {theme.id}", text)
    for item, text in TEAM.items():
        project.write_report_text(f"{ITEM} {item}", text)
