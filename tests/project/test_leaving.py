"""Files with counts leave about the same people as before, or about enough others."""

import pytest

from qualcode.errors import Refused
from qualcode.model import Consent, Participant
from qualcode.project import Upload


def talk(n: int) -> Upload:
    head = f"---\nparticipant: N{n}\nrole: Social worker\nauthority: Midtown\n---\n\n"
    said = f"Interviewer: How is it, number {n}?\n\nN{n}: It is as it was, only later.\n"
    return Upload(f"new-{n}.md", (head + said).encode())


def exports(project) -> list[str]:
    return [e.act for e in project.history() if e.act.startswith("export")]


def test_the_same_people_may_be_told_of_again(sample):
    first = sample.cooccurrence_file("csv")

    assert sample.release_refusal() == ""
    assert sample.cooccurrence_file("csv") == first
    assert exports(sample)[-2:] == ["export pattern"] * 2


def test_one_person_more_would_be_told_apart_and_six_are_not(sample):
    sample.cooccurrence_file("csv")
    sample.import_files([talk(1)])

    assert sample.release_refusal().startswith("1 person has come or gone since files left on 20")
    for leave in (
        lambda: sample.cooccurrence_file("csv"),
        lambda: sample.uncoded_file("csv", "authority"),
        lambda: sample.matrix_file("xlsx"),
        lambda: sample.themes_list("md"),
        lambda: sample.sample_file("csv"),
        lambda: sample.vocabulary_file("csv", None),
        lambda: sample.saturation_file("csv"),
    ):
        before = exports(sample)
        with pytest.raises(Refused, match="wait until 6 have, or confirm"):
            leave()
        assert exports(sample) == before

    sample.import_files([talk(n) for n in range(2, 7)])
    assert sample.release_refusal() == ""
    sample.cooccurrence_file("csv")


def test_whoever_withdraws_is_missed_as_well(sample):
    sample.cooccurrence_file("csv")
    [gone] = [p for p in sample.participants() if p.id == "P06"]
    sample.set_participants(
        [Participant(gone.id, gone.role_label, gone.role, consent=Consent.WITHDRAWN)]
    )

    assert "1 person has come or gone" in sample.release_refusal()


def test_a_release_is_confirmed_once_and_for_these_people_only(sample):
    with pytest.raises(Refused, match="nothing to confirm"):
        sample.confirm_release()
    sample.cooccurrence_file("csv")
    sample.import_files([talk(1)])

    sample.confirm_release()
    sample.cooccurrence_file("csv")
    assert sample.history(last=2)[0].act != "confirm release"
    assert "confirm release" in [e.act for e in sample.history()]
    sample.import_files([talk(2)])
    assert "1 person has come" in sample.release_refusal()


def test_the_register_names_nobody(sample):
    sample.cooccurrence_file("csv")
    with sample._read() as connection:
        from qualcode.store.kept import load_kept

        [left] = load_kept(connection, "left")
    assert not any(p.id in str(left.body) for p in sample.participants())
