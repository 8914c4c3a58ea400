"""Nothing kept back can be worked out from everything published of a study."""

from itertools import chain

import numpy as np
import pytest

from qualcode.analysis.disclosure_asked import Asked
from qualcode.analysis.disclosure_known import Earlier
from qualcode.analysis.disclosure_sizes import SmallInside
from qualcode.analysis.disclosure_stage import Stage
from qualcode.analysis.disclosure_tables import Guard
from qualcode.analysis.releases import few_differ, release_of
from qualcode.model import Direction
from tests.analysis.attack import Attacker, Table
from tests.analysis.random_study import ATTRIBUTES, BOOK, Study

PAIRS = (("authority", "role"), ("authority", "wave"), ("role", "wave"))
EVERY = (
    Asked(),
    *(Asked((name,)) for name in ATTRIBUTES),
    *(Asked(pair) for pair in PAIRS),
    Asked(("direction",)),
    Asked(("role", "direction")),
    Asked(("authority",), {"wave": "first"}),
    Asked((), {"role": "R0"}),
    Asked(("wave",), direction="present"),
)


def attacker(study):
    under = [(code.id, code.parent) for code in BOOK if code.parent]
    return Attacker(study.known_people(), [c.id for c in BOOK], under, [d.value for d in Direction])


def release_all(study, small, asked, *, remembered=True):
    """Publish tables one after another; what was published, and what each release remembers."""
    frames, releases, tables = study.frames(), [], []
    for one in asked:
        further = Earlier(frames, BOOK, releases).further if remembered else None
        made = Guard(frames, BOOK, small, (), further).publishable(one)
        fixed = made.asked.where or {}
        tables.append(Table(made.table.by, made.table.records(), fixed, made.asked.direction))
        releases.append(release_of(made, frames, BOOK, ("interview",)))
    return tables, releases


def recovered(study, tables):
    reader = attacker(study)
    for table in tables:
        reader.learn(table)
    return reader.recover()


def some(seed, most):
    rng = np.random.default_rng(seed)
    return [EVERY[n] for n in rng.permutation(len(EVERY))[:most]], int(rng.choice([3, 5, 6]))


# A thousand studies, in parts, so that two workers share them: the first twelve each time.
SEEDS = [range(start, start + 3) for start in range(0, 12, 3)] + [
    pytest.param(range(start, start + 26), marks=pytest.mark.long) for start in range(12, 1000, 26)
]


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_no_count_kept_back_is_recovered_from_all_releases_of_random_studies(seeds):
    for seed in seeds:
        asked, small = some(seed, 5)
        study = Study(seed)
        tables, _ = release_all(study, small, asked)

        assert recovered(study, tables) == []
        kept = [row for row in chain.from_iterable(t.rows for t in tables) if row["suppressed"]]
        assert all(
            row["participants"] is row["segments"] is row["of_participants"] is None for row in kept
        )


def test_the_attacker_does_recover_counts_where_only_small_ones_are_hidden(monkeypatch):
    monkeypatch.setattr(Stage, "close", lambda self: True)
    asked, _ = some(13, 5)
    tables, _ = release_all(Study(13), 5, asked, remembered=False)

    assert len(recovered(Study(13), tables)) > 5


def test_tables_safe_alone_are_tested_together_with_those_published_before(monkeypatch):
    """All of A1 and all of R1 said it; nobody is outside both, so everybody did."""
    monkeypatch.setattr(SmallInside, "within", lambda self, people: bool(people.all()))
    study = Study.agreeing({("A1", "R1"): 3, ("A1", "R2"): 6, ("A2", "R1"): 7})
    asked = [Asked(("authority",)), Asked(("role",)), Asked()]

    alone, _ = release_all(study, 6, asked, remembered=False)
    together, _ = release_all(study, 6, asked)

    assert {found.value for found in recovered(study, alone) if found.group == ()} >= {16}
    assert recovered(study, together) == []


@pytest.mark.parametrize(("seed", "small"), [(1082, 6), (1126, 3)])
def test_a_later_release_does_not_hide_totals_an_earlier_one_told(seed, small):
    """The two waves add up to the total, so to keep it back for R0's sake would be in vain."""
    asked = [Asked(("wave",)), Asked((), {"role": "R0"}), Asked()]

    [first, *_], _ = release_all(Study(seed), small, asked[2:])
    tables, _ = release_all(Study(seed), small, asked)

    assert recovered(Study(seed), tables) == []
    assert tables[-1].rows == first.rows
    assert sum(not row["suppressed"] for row in first.rows) == 4


def test_an_earlier_release_of_which_everybody_has_left_hinders_nothing():
    told = Study.agreeing({("A1", "R1"): 9, ("A2", "R2"): 9})
    _, before = release_all(told, 6, [Asked((), {"role": "R1"})])
    left = Study.agreeing({("A2", "R2"): 9}).frames()

    made = Guard(left, BOOK, 6, (), Earlier(left, BOOK, before).further).publishable(Asked())

    assert made.safe and made.asked == Asked()


def test_what_is_shown_is_true_and_no_small_count_is_shown():
    study = Study(21, 100)
    frames = study.frames()
    shown = 0
    for asked in EVERY:
        made = Guard(frames, BOOK, 6).publishable(asked)
        truth = Guard(frames, BOOK, 6)._count(made.asked)
        pairs = list(zip(made.table.records(), truth.records(), strict=True))
        for printed, true in pairs:
            if not printed["suppressed"]:
                assert printed == true
                assert printed["participants"] == 0 or printed["participants"] >= 6
                assert printed["of_participants"] == 0 or printed["of_participants"] >= 6
                shown += 1
    assert shown > 50


def test_a_count_is_shown_or_kept_back_alike_whichever_table_it_is_in():
    frames = Study(33, 160).frames()
    guard = Guard(frames, BOOK, 3)
    for pair in PAIRS:
        made = guard._made(Asked(pair))
        for n, name in enumerate(pair):
            slice_of = guard._made(Asked((pair[1 - n],), {name: frames.people[name].iloc[0]}))
            alone = guard._made(Asked((name,)))
            assert np.array_equal(alone.protected.hidden[name,], made.protected.hidden[name,])
            if not slice_of.protected.hidden[tuple(sorted(pair))].all():
                assert np.array_equal(
                    slice_of.protected.hidden[tuple(sorted(pair))],
                    made.protected.hidden[tuple(sorted(pair))],
                )


def test_one_person_more_is_noticed_and_six_more_are_not_few():
    study = Study(5, 60)
    asked = [Asked(), Asked(("wave",))]
    _, before = release_all(study, 6, asked)
    study.join(wave="first")
    frames = study.frames()
    _, now = release_all(study, 6, asked)
    assert [few_differ(new, old, frames, 6) for new in now for old in before] == [1, 1, 1, 1]

    for _ in range(5):
        study.join(wave="first")
    frames = study.frames()
    tables, now = release_all(study, 6, asked)
    assert {few_differ(new, old, frames, 6) for new in now for old in before} <= {0, *range(1, 6)}
    assert few_differ(now[0], before[0], frames, 6) == 0
    assert recovered(study, tables) == []


def test_a_question_filtered_for_is_watched_as_the_total_is():
    study = Study(5, 60)
    asked = [Asked((), {"question": None})]
    _, [before] = release_all(study, 6, asked)
    study.join(wave="first")
    _, [now] = release_all(study, 6, asked)

    assert few_differ(now, before, study.frames(), 6) == 1
