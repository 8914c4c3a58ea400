"""The Sample page: planned and achieved, invitations, reference, appendix, and nothing yet."""

import re

from qualcode.project import Upload
from qualcode.project.sample_parts.sampling import add_to_sample
from tests.app.conftest import pressed, words

PLAN = "sample: [{role: Social worker, agency: SSD, authority: Midtown, planned: 3}]"


def tables(app):
    return [table.value for table in app.dataframe]


def given(app, n, name, text):
    app.file_uploader[n].set_value((name, text.encode(), "text/plain")).run()
    assert not app.exception
    return app


def test_the_sample_stands_beside_its_plan(sample, shown):
    add_to_sample(sample)
    app = shown("sample", of=sample)
    grid, invited, reference, appendix = tables(app)[:4]

    teacher = grid[grid["Role"] == "Teacher"].iloc[0]
    assert (teacher["Midtown"], teacher["City Borough"]) == ("1 of 1", "0 of 1")
    whole, beyond = (grid[grid["Role"] == name].iloc[0] for name in ("All", "Not planned"))
    assert (whole["All"], whole["Not planned"], whole["People"]) == ("21 of 29", "8", "27")
    assert (whole["City Borough"], beyond["City Borough"]) == ("4 of 5", "3")
    assert (beyond["All"], beyond["People"]) == ("", "")
    facts = re.sub(r"<[^>]+>", " ", words(app))
    for said in (r"21 of 29\s+planned interviews held", r"8\s+interviews not planned"):
        assert re.search(said, facts)
    assert grid[grid["Role"] == "Head of commissioning"].iloc[0]["Southshire"] == "0 of 3"
    unplanned = grid[grid["Role"] == "Headteacher"].iloc[0]
    assert (unplanned["All"], unplanned["Not planned"]) == ("–", "2")
    assert invited.iloc[-1]["Rate"] == "28 of 42 approached agreed (67%)"
    assert list(reference["Share"])[:1] == ["22.2%"]
    assert list(appendix["Manager"]) == ["2 ◥", "2 ◥", "2 ◥", "3", "9"]
    assert list(appendix["All"]) == ["7", "8", "6", "6", "27"]
    assert appendix.iloc[-1]["Authority"] == "All"
    for said in ("Sampling note (invented)", "One social worker in Southshire", "What this cannot"):
        assert said in words(app)


def test_the_appendix_is_by_role_too(sample, shown):
    app = shown("sample", of=sample)
    app.segmented_control(key="sample_groups").set_value("Roles").run()

    assert not app.exception
    assert "Midwife" in tables(app)[-1].columns


def test_a_plan_is_brought_and_taken_home(project, interview, shown):
    app = given(shown("sample"), 0, "plan.yaml", PLAN)

    assert project.plan().rows[0].planned == 3
    assert "The plan of 1 row is in force" in words(app)
    assert tables(app)[0].iloc[0]["Midtown"] == "1 of 3"
    assert [b.label for b in app.get("download_button")].count("Take it home (YAML)") == 1


def test_a_faulty_plan_is_told_line_by_line(project, interview, shown):
    app = given(shown("sample"), 0, "plan.yaml", "sample: [{role: <b>x, planned: -1}]")

    assert project.plan() is None
    assert "plan.yaml was not taken: 1 thing to mend." in words(app)
    assert "line 1" in words(app) and "<b>x" not in words(app)


def test_a_reference_is_brought(project, interview, shown):
    app = given(shown("sample"), 1, "ref.csv", "authority,n\nMidtown,3\nAtlantis,5\n")

    assert project.reference().attribute == "authority"
    beside = next(t for t in tables(app) if "Reference" in t.columns)
    assert list(beside["Group"]) == ["Midtown", "Atlantis", "total"]
    assert list(beside["Share"]) == ["–", "–", "–"]


def test_names_the_study_lacks_and_sums_that_do_not_fit_are_told(project, interview, shown):
    plan = (
        "sample:\n  - {role: Astronaut, authority: Midtown, planned: 1, approached: 4, agreed: 1,"
        " declined: 1, not_reached: 1}\n"
    )
    project.set_plan(Upload("plan.yaml", plan.encode()))
    said = words(shown("sample"))

    assert "role &#x27;Astronaut&#x27;" in said
    assert "4 approached, but agreed, declined and not reached make 3" in said


def test_an_empty_study_says_what_belongs_here(project, shown):
    app = shown("sample")

    assert not app.dataframe
    assert len(app.file_uploader) == 1
    pressed(app, "empty-go")


def test_one_interview_without_a_plan_is_a_sensible_page(project, interview, shown):
    app = shown("sample")

    assert tables(app)[0].iloc[0]["Midtown"] == "1"
    assert "no planned sample" in words(app)
    assert "1 interview with 1 participant." in words(app)


def test_a_plan_without_interviews_is_a_grid_of_zeros(project, shown):
    project.set_plan(Upload("plan.yaml", PLAN.encode()))

    app = shown("sample")
    assert tables(app)[0].iloc[0]["Midtown"] == "0 of 3"
    assert "Nobody has been interviewed yet" in words(app)
