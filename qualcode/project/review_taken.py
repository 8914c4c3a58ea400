"""A verdict file taken into a round: nothing twice, nothing over a newer verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError, Refused
from qualcode.model import Codebook, Coder
from qualcode.model.review import Proposal, Round, RoundItem
from qualcode.project.reviewing_acts import checked_proposal, comment_in, judge_in
from qualcode.store import Writing, coded, judged, people, round_items, rounds
from qualcode.store.sent_reviews import load_first_sent
from qualcode.store.text_versions import is_corrected_since

if TYPE_CHECKING:
    from qualcode.formats.verdicts import SentVerdict, VerdictFile


@dataclass(frozen=True, slots=True)
class VerdictsTaken:
    """What became of a verdict file.

    ``new`` and ``known`` count items of which something came, or was all here already; ``refused``
    says of each that could not be taken why.
    """

    new: int
    known: int
    refused: tuple[str, ...]
    reviewer: str
    round: int = 0

    @property
    def told(self) -> str:
        """What came of it, in one sentence."""
        of = f"Round {self.round}, {self.reviewer}"
        if not self.new and not self.known:
            return f"{of}: the file brought nothing."
        here = "what it says of {} is here already"
        if not self.new:
            return f"{of}: nothing new; {here.format(_items(self.known))}."
        known = f"; {here.format(_items(self.known))}" if self.known else ""
        return f"{of}: something new on {_items(self.new)}{known}."


def round_of_file(tx: Writing, sent: VerdictFile) -> Round:
    """The round a verdict file is on, which its reviewer reviews.

    Raises
    ------
    Refused
        The study has no such round, or somebody else reviews it.
    """
    found = next((one for one in rounds.load_rounds(tx.connection) if one.id == sent.round), None)
    if found is None:
        raise Refused(
            "These verdicts are on a round that this study does not have; open the copy of the"
            " study that the review was sent from."
        )
    if sent.reviewer not in found.reviewers:
        named = ", ".join(found.reviewers)
        raise Refused(f"The file is of nobody who reviews {found.title}; its reviewers: {named}.")
    return found


def brings_verdicts(tx: Writing, sent: VerdictFile) -> bool:
    """Whether a file holds a verdict that is not here."""
    return any(
        v.judgement is not None and judged.load_verdict(tx.connection, v.id) is None
        for v in sent.verdicts
    )


def take_in(tx: Writing, book: Codebook, found: Round, sent: VerdictFile) -> VerdictsTaken:
    """What a file says of a round, item by item; what cannot be taken is listed."""
    items = {item.id: item for item in rounds.load_items(tx.connection, found.id)}
    names = _Names(items)
    refused = [names.told(item, why) for item, why in sent.odd]
    new = known = 0
    for verdict in sent.verdicts:
        if verdict.item not in items:
            refused.append("A verdict is on an item that is not in this round.")
            continue
        came: list[bool] = []
        lost: list[str] = []
        for take in (partial(_take_verdict, book, lost), _take_comment):
            try:
                with tx.attempt(), tx.acting_as(sent.reviewer):
                    came.append(take(tx, verdict))
            except QualcodeError as error:
                refused.append(names.told(verdict.item, str(error)))
        refused += [names.told(verdict.item, why) for why in lost]
        new += any(came)
        known += bool(came) and not any(came)
    if new:
        people.save_coder(tx, Coder(tx.who))
        tx.record(
            "import verdicts", found.id, reviewer=sent.reviewer, new=new, refused=len(refused)
        )
    return VerdictsTaken(new, known, tuple(refused), sent.reviewer, found.number)


def _take_verdict(book: Codebook, lost: list[str], tx: Writing, sent: SentVerdict) -> bool:
    """Whether the verdict is a new one; ``lost`` is told where it came without its proposal.

    Raises
    ------
    QualcodeError
        It cannot be taken, for the reason named.
    """
    if sent.judgement is None or judged.load_verdict(tx.connection, sent.id):
        return False
    proposal = _still_possible(book, lost, tx, sent)
    before = judged.load_own(tx.connection, sent.item, tx.who)
    if before is not None:
        if (before.judgement, before.proposal) == (sent.judgement, proposal):
            return False
        # Where the page itself says which came first, no clock is asked.
        overtaken = sent.id in before.replaces
        unknown = before.id not in sent.after and _moment(sent.at) <= _moment(before.made_at)
        if overtaken or unknown:
            raise Refused(f"{tx.who} has said {before.judgement.value} since, which stays.")
    judge_in(
        tx,
        book,
        sent.item,
        sent.judgement,
        proposal=proposal,
        seen=before.id if before else None,
        id=sent.id,
        replaces=sent.after,
        late=True,
    )
    return True


def _still_possible(
    book: Codebook, lost: list[str], tx: Writing, sent: SentVerdict
) -> Proposal | None:
    """What the verdict proposes; None where the study has moved on and it cannot be done now."""
    if sent.proposal is None:
        return None
    item = rounds.load_item(tx.connection, sent.item)
    proposal = _on_this_text(lost, tx, item, sent.proposal)
    if proposal is None:
        return None
    try:
        return checked_proposal(tx, book, item, proposal)
    except QualcodeError:
        named = f" ({sent.proposal.code})" if sent.proposal.code in book else ""
        lost.append(
            f"The verdict was taken without what it proposes{named}, which cannot be given here"
            " any more; ask the reviewer what she would put instead."
        )
        return None


def _on_this_text(
    lost: list[str], tx: Writing, item: RoundItem, proposal: Proposal
) -> Proposal | None:
    """A proposal without words that were chosen in a text which was corrected since."""
    if proposal.span is None or item.kind != "coding":
        return proposal
    sent = load_first_sent(tx.connection, item.round, tx.who)
    if sent is None:  # it left from another copy of the study
        sent = rounds.load_round(tx.connection, item.round).made_at
    transcript = coded.load_withdrawn(tx.connection, item.about).transcript
    if not is_corrected_since(tx.connection, transcript, sent):
        return proposal
    lost.append(
        "The interview was corrected since this was sent, so the words she proposes were left out;"
        " ask her which she means."
    )
    if proposal.code is None and proposal.direction is None:
        return None
    return Proposal(proposal.code, None, proposal.direction)


def _take_comment(tx: Writing, sent: SentVerdict) -> bool:
    """Whether the comment is a new one; the same words by the same person are there already."""
    if not sent.comment:
        return False
    there = round_items.load_thread(tx.connection, sent.item)
    if any((m.author, m.text) == (tx.who, sent.comment) for m in there):
        return False
    if any(m.id == sent.comment_id for m in there):
        raise Refused("A comment of this id is here already, with other words; those stay.")
    comment_in(tx, sent.item, sent.comment, id=sent.comment_id)
    return True


class _Names:
    """Items as people find them again: by their number in the round."""

    def __init__(self, items: dict[str, RoundItem]) -> None:
        self._places = {id: n for n, id in enumerate(items, 1)}

    def told(self, item: str, why: str) -> str:
        """A sentence on an item, or on one that is not known."""
        place = self._places.get(item)
        return f"Item {place}: {why}" if place else f"An item: {why}"


def _items(count: int) -> str:
    return f"{count:,} item{'' if count == 1 else 's'}"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
