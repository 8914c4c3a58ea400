"""The sample study can show themes and a continuum."""

from __future__ import annotations

import pytest

from qualcode.project.sample_parts.findings import add_to_sample


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


def test_the_sample_has_two_themes_with_evidence_and_four_places(sample):
    add_to_sample(sample)

    first, second = sample.written_themes()
    assert [len(first.evidence), len(first.counter)] == [4, 2]
    assert [len(second.evidence), len(second.counter)] == [2, 1]
    for theme in (first, second):
        for side in sample.chosen_passages(theme):
            assert all(passage.quotes for passage in side)
    assert sample.continuum().unplaced == ()
    assert len(sample.memos(f"theme {first.id}")) == 1
