"""The kind of analysis decides what is offered, and what stands under every table."""

from __future__ import annotations

import pytest

from qualcode.errors import Refused
from qualcode.report.claims import claims


def test_a_study_becomes_one_of_another_kind_and_it_is_recorded(project):
    project.set_profile("reflexive")

    assert project.about()["profile"] == "reflexive"
    event = project.history(last=1)[0]
    assert (event.act, event.subject) == ("set profile", "study")
    assert "only help to find passages" in project.claims()
    with pytest.raises(Refused, match="choose one of codebook, reliability, reflexive"):
        project.set_profile("grounded")
    assert project.about()["profile"] == "reflexive"


def test_each_kind_asks_for_its_own_options_until_the_study_chooses(tmp_path):
    from qualcode.project import new

    study = new(tmp_path / "s.qualcode", "mk")
    asked = {}
    for profile in ("codebook", "reliability", "reflexive"):
        study.set_profile(profile)
        options = study.about()["options"]
        asked[profile] = (options["suggestions"], options["decide_first"])

    assert asked == {
        "codebook": (True, 0.2),
        "reliability": (True, 1.0),
        "reflexive": (False, 0.2),
    }
    study.set_options(decide_first=0.5, suggestions=True)
    study.set_profile("reliability")
    assert study.about()["options"]["decide_first"] == 0.5
    study.set_profile("reflexive")
    assert study.about()["options"]["suggestions"] is True
    study.close()


@pytest.mark.parametrize("profile", ["codebook", "reliability", "reflexive", "unheard-of"])
def test_the_claims_say_what_counts_cannot(profile):
    said = claims(profile)

    for part in ("nobody else", "not strength", "not a measure of good practice", "direction",
                 "does not mean it is absent", "not ranked", "not a trend"):  # fmt: skip
        assert part in said
    assert len(said) < 800


def test_quotes_leave_with_the_claims(sample):
    quotes = sample.quotes(code="8")
    text = sample.quotes_file(quotes, "md").decode("utf-8")

    assert sample.claims() in text
