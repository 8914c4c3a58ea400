"""An evaluation is taught with other interviews only, and says so little as it knows."""

import socket

import numpy as np
import pytest

from qualcode.errors import Refused
from qualcode.model import Band, Code, Codebook, Reason
from qualcode.suggest import Engine, Ranked
from qualcode.suggest.evaluate import evaluate
from qualcode.suggest.folds import Fold, Labelled, LeakingFold, make_folds

BOOK = Codebook(
    codes=(
        Code("1", "Trust", cues=("trust",)),
        Code("1.a", "Knowing", parent="1", cues=("know each other",)),
        Code("2", "Money", cues=("funding",)),
        Code("3", "Weather", cues=("rain",)),
        Code("9", "Old", retired=True),
    )
)
LINES = (
    ("We trust the school and know each other well.", "1.a"),
    ("The funding went in the spring.", "2"),
    ("We had a lot of funding once.", "2"),
    ("The bus was late that day.", None),
    ("There is trust between the managers now.", "1"),
)


def study(interviews=6, lines=LINES, role="teacher"):
    return [
        Labelled(
            f"t{i}:{n}",
            f"t{i}",
            words,
            frozenset({code} if code else ()),
            {"role": role if i % 2 else None, "authority": "Midtown"},
        )
        for i in range(interviews)
        for n, (words, code) in enumerate(lines)
    ]


class Fixed:
    """Offers what it was told, by the passage's first word."""

    ids = tuple(code.id for code in BOOK if not code.retired)

    def __init__(self, answers, band=Band.STRONG):
        self.answers, self.band = answers, band

    def scores(self, texts):
        found = np.zeros((len(texts), len(self.ids)))
        for row, [one] in [(n, c) for n, c in enumerate(self.rank(texts)) if c]:
            found[row, self.ids.index(one.code)] = one.score
        return found

    def rank(self, texts, top=3):
        found = []
        for text in texts:
            code, score = self.answers.get(text.split()[0], (None, 0))
            found.append([Ranked(code, score, self.band, ())] if code else [])
        return found

    def cue_reasons(self, text):
        return {"2": Reason("cue", "cue", 0.5)} if "funding" in text else {}


def plain(record):
    return Engine(BOOK, record=record)


def run(passages=None, make_engine=plain, seed=7, **options):
    return evaluate(
        study() if passages is None else passages,
        BOOK,
        make_engine=make_engine,
        rng=np.random.default_rng(seed),
        **options,
    )


def figures(found, code):
    [one] = [c for c in found.codes if c.code == code]
    return one


def test_an_engine_is_never_taught_with_what_it_ranks():
    seen = []

    class Spy(Fixed):
        def __init__(self, record):
            super().__init__({})
            self.taught = {j.group for j in record.judged} | {g for g, _ in record.uncoded}

        def scores(self, texts):
            seen.append((self.taught, {t.rpartition("@")[2] for t in texts}))
            return super().scores(texts)

    passages = [
        Labelled(p.id, p.group, f"{p.words}@{p.group}", p.codes) for p in study(interviews=4)
    ]
    run(passages, make_engine=Spy)

    assert len(seen) == 5
    assert seen.pop(0)[0] == set()
    assert all(len(taught) == 3 and not taught & ranked for taught, ranked in seen)


def test_what_is_taught_holds_the_codes_and_the_passages_left_without_one():
    records = []

    def make(record):
        records.append(record)
        return Fixed({})

    run(study(interviews=2), make_engine=make)
    taught = [r for r in records if r]

    assert len(taught) == 2
    assert {(j.group, j.code, j.accepted) for j in taught[0].judged} == {
        ("t1", "1.a", True), ("t1", "2", True), ("t1", "1", True),
    }  # fmt: skip
    assert taught[0].uncoded == (("t1", LINES[3][0]),)


def test_a_record_given_loses_the_interviews_tested():
    from qualcode.suggest.record import Judged, Record

    records = []

    def make(record):
        records.append(record)
        return Fixed({})

    refused = [Judged(f"t{n}", "Rain again.", "3", accepted=False) for n in range(4)]
    run(study(3), make, record=Record(tuple(refused), (("t0", "So."), ("t1", "So."))))

    assert [r.groups for r in records] == [
        (), ("t1", "t2", "t3"), ("t0", "t2", "t3"), ("t0", "t1", "t3"),
    ]  # fmt: skip
    assert records[1].uncoded == (("t1", "So."),)


def test_a_split_that_leaks_is_refused():
    def leaking(passages, rng):
        honest = make_folds(passages, rng)
        return [Fold((*fold.train, fold.test[0]), fold.test) for fold in honest]

    with pytest.raises(LeakingFold):
        run(folds=leaking)


def test_interviews_of_the_same_person_are_left_out_together():
    passages = [
        Labelled(p.id, {"t0": "t1"}.get(p.group, p.group), p.words, p.codes, interview=p.group)
        for p in study()
    ]
    found = run(passages)

    assert (found.interviews, found.groups, found.folds) == (6, 5, 5)


def test_the_figures_of_a_code_are_counted_by_hand():
    # "The" stands before a right and a wrong passage of code 2 in each of six interviews.
    found = run(make_engine=lambda record: Fixed({"The": ("2", 0.8)}))
    money = figures(found, "2")

    assert (money.passages, money.interviews, money.offered, money.right) == (12, 6, 12, 6)
    assert money.prevalence == pytest.approx(12 / 30)
    assert (money.precision, money.recall, money.f1) == (0.5, 0.5, 0.5)
    assert (money.hit1, money.hit3) == (0.5, 0.5)
    assert (money.baselines.yes_f1, money.baselines.cues_f1) == (pytest.approx(4 / 7), 1.0)
    assert money.coverage_at_target == 0.0
    assert [p.precision for p in money.curve] == [0.5]


def test_an_indicator_counts_passages_with_any_of_its_letters_once():
    found = run(make_engine=lambda record: Fixed({"We": ("1.a", 0.8)}))

    assert (figures(found, "1").passages, figures(found, "1.a").passages) == (12, 6)
    # "We" also stands before a passage about funding, where the offer is wrong.
    assert (figures(found, "1").offered, figures(found, "1").right) == (12, 6)


def test_levels_tell_the_bands_apart():
    strong = run(make_engine=lambda record: Fixed({"We": ("1.a", 0.8)})).level("indicators")
    weak = run(make_engine=lambda record: Fixed({"We": ("1.a", 0.8)}, Band.POSSIBLE))
    hidden = run(make_engine=lambda record: Fixed({"We": ("1.a", 0.8)}, Band.BELOW))

    assert (strong.strong.k, strong.strong.n, strong.possible.n) == (6, 12, 0)
    assert weak.level("indicators").possible.n == 12
    assert hidden.level("indicators").offered == 0
    # What is not offered can still be ranked.
    assert hidden.level("indicators").hit1 == strong.hit1 == pytest.approx(6 / 24)


def test_a_code_of_few_passages_gets_no_figures_beyond_its_counts():
    rare = ("It may rain.", "3")
    found = run([*study(), *study(1, [rare] * 9)])
    weather = figures(found, "3")

    assert (weather.passages, weather.interviews, weather.too_few) == (9, 1, True)
    assert (weather.precision, weather.f1, weather.beats_guessing) == (None, None, None)


def test_calibration_needs_fifty_decisions():
    def make(record):
        return Fixed({"The": ("2", 0.5)})

    few, enough = run(study(24), make), run(study(26), make)

    assert figures(few, "2").calibration.decisions == 48
    assert figures(few, "2").calibration.ece is None
    assert figures(enough, "2").calibration.ece == pytest.approx(0.0)
    assert figures(enough, "2").calibration.brier == pytest.approx(0.25)
    assert figures(enough, "2").calibration.ece_interval is not None


def test_guessing_is_beaten_by_cues_and_not_by_offering_everywhere():
    words = ("We", "The", "There")
    found = run(make_engine=lambda record: Fixed(dict.fromkeys(words, ("2", 0.5))))

    assert figures(found, "2").beats_guessing is False
    assert figures(run(), "2").beats_guessing is True


def test_errors_are_told_by_who_speaks_and_small_cells_are_left_out():
    found = run(study(2), lambda record: Fixed({"The": ("2", 0.5)}))
    by = {(e.attribute, e.value): e for e in found.errors}

    assert by["role", "teacher"].wrong is None
    assert by["authority", "Midtown"].missed.n == 8
    assert by["role", None].passages == 5
    whole = {(e.attribute, e.value): e for e in run(study(), plain).errors}
    assert whole["authority", "Midtown"].wrong.interval[1] > 0


def test_baselines_know_only_the_other_interviews():
    # The usual code of each interview is one nobody else uses.
    lines = [[("It was so.", code)] * 5 for code in ("1", "2", "3")]
    passages = [p for n, own in enumerate(lines) for p in study(n + 1, own)[5 * n :]]
    level = run(passages, lambda record: Fixed({})).level("indicators")

    assert level.passages == 15
    assert level.baselines.usual_hit1 == 0.0


def test_retired_codes_are_neither_offered_nor_missed():
    passages = study()
    passages[0] = Labelled("t0:0", "t0", "An old thing.", frozenset({"9"}))
    found = run(passages)

    assert "9" not in [c.code for c in found.codes]
    assert found.coded == 23


def test_the_same_seed_gives_the_same_evaluation():
    assert run(seed=3) == run(seed=3)


def test_another_seed_gives_other_intervals():
    def make(record):
        return Fixed({"The": ("2", 0.5)})

    # Interviews of every share of right offers, so that it matters which are drawn.
    passages = [
        p for i in range(12) for p in study(12, LINES[: 1 + i % 5])[i * (1 + i % 5) :][: 1 + i % 5]
    ]
    assert run(passages, make, seed=3) == run(passages, make, seed=3)
    assert run(passages, make, seed=3) != run(passages, make, seed=4)


def test_one_interview_is_too_few_to_leave_one_out():
    with pytest.raises(Refused, match="at least two interviews"):
        run(study(1))


def test_without_any_coding_there_is_nothing_to_compare_with():
    with pytest.raises(Refused, match="code some first"):
        run(study(3, [("The bus was late.", None)]))


def test_progress_grows_to_the_whole():
    told = []
    run(progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 6


def test_no_socket_is_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(AssertionError, match="a socket"):
        socket.create_connection(("127.0.0.1", 9))

    assert run().passages == 30
