"""The text as it is read on the Transcripts page."""

import pytest

from qualcode.app.transcript_parts import _between


@pytest.mark.parametrize(
    ("between", "shown"),
    [
        ("Talk with I\n\nI: ", "Talk with I"),
        ("\n\nI 0:03\n", ""),
        ("\n\n# Part two: I and they\n\n[12] I: ", "# Part two: I and they"),
        ("\nA note on tape 2\n\n", "A note on tape 2"),
    ],
)
def test_only_the_label_before_a_turn_is_left_out(between, shown):
    found = _between(between, "I")

    assert found == (f'<div class="qc-prose"><p>{shown}</p></div>' if shown else "")
