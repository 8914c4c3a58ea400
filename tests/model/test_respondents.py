"""Labels as written become ids on the pair of label and agency, or stay unknown."""

from pathlib import Path

import pytest

from qualcode.model import Agency, Authority, Respondents, Role
from qualcode.project.study import read_respondents_file

LISTED = Respondents(
    roles=(
        Role("centre_fsm", "Centre family support manager", "sslp", variants=("FS Manager",)),
        Role("area_fsm", "Area family support manager", "ssd", variants=("FS Manager",)),
        Role("teacher", "Teacher", "school", variants=("Class teacher",)),
        Role("volunteer", "Volunteer"),
    ),
    agencies=(Agency("sslp", "Sure Start"), Agency("ssd", "Social services", short="SSD")),
    authorities=(Authority("midtown", "Midtown", "urban", variants=("Mid Town",)),),
)
BOOK = Path(__file__).parents[2] / "codebooks" / "respondents.yaml"


@pytest.mark.parametrize(
    ("label", "agency", "role"),
    [
        ("FS Manager", "sslp", "centre_fsm"),
        ("fs  manager", "ssd", "area_fsm"),
        ("FS Manager", None, None),
        ("Class teacher", None, "teacher"),
        ("Class teacher", "school", "teacher"),
        ("Class teacher", "ssd", None),
        ("Volunteer", "ssd", "volunteer"),
        ("Astronaut", "sslp", None),
        ("", None, None),
        (None, "sslp", None),
    ],
    ids=str,
)
def test_a_role_follows_from_label_and_agency_together(label, agency, role):
    assert LISTED.role_of(label, agency) == role


def test_case_blanks_and_curly_apostrophes_do_not_part_two_spellings():
    listed = Respondents(roles=(Role("cm", "Children's manager"),))

    assert listed.role_of("  CHILDREN’S   manager ", None) == "cm"


def test_an_agency_is_known_by_its_short_name_and_a_blank_one_is_not():
    assert LISTED.agency_of("ssd") == "ssd"
    assert LISTED.agency_of("") is None


def test_an_authority_is_given_its_listed_name():
    assert LISTED.authority_of("mid town") == "Midtown"
    assert LISTED.authority_of("Atlantis") is None


def test_the_shipped_list_reads_a_label_by_its_agency():
    shipped = read_respondents_file(BOOK)

    assert shipped.role_of("Family Support Manager", None) is None
    found = {shipped.role_of("Family Support Manager", a.id) for a in shipped.agencies}
    assert {"sslp_family_support_manager", "area_family_support_manager"} <= found


def test_a_comma_in_a_label_announces_no_authority(project):
    from qualcode.model import Participant

    label = "Area manager, Social Services Department"
    project.set_participants([Participant("P01", role_label=label)])

    [person] = project.participants()
    assert person.authority is None
    assert person.role_label == label
