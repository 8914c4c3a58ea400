"""News of rounds: new ones and their states, verdicts, comments, and how things were settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qualcode.model.review import Judgement, Outcome, Round, RoundState
from qualcode.project.news_words import day, listed, many, short
from qualcode.store import Connection, news
from qualcode.store.news import Act, Said
from qualcode.store.rounds import load_rounds

ACTS = ("start round", "round state", "submit round", "judge", "settle", "write memo")
STATES = {
    RoundState.ASSIGNED: "waits for its coders to begin",
    RoundState.CODING: "is being coded",
    RoundState.SUBMITTED: "is coded by everybody, and its review can be opened",
    RoundState.IN_REVIEW: "is open for review",
    RoundState.RETURNED: "went back to its coders",
    RoundState.FINAL: "is finished",
}
# As `Line` of the news takes it: words, page, what its address names, whether it is mine.
Told = tuple[str, str, dict[str, str], bool]


def lines(
    connection: Connection, who: str, since: int, by: Mapping[str, Sequence[Act]]
) -> Iterator[Told]:
    """What happened in rounds after an act of this number, seen by one person."""
    if not any(by.get(act) for act in ACTS):
        return
    rounds = {one.id: one for one in load_rounds(connection)}
    yield from _started(connection, who, rounds, by.get("start round", ()))
    yield from _states(who, rounds, by)
    items = _Items(connection, who, rounds)
    yield from items.verdicts(news.load_verdicts(connection, since, who))
    yield from items.comments(news.load_comments(connection, since, who))
    yield from items.settled(news.load_settled(connection, since, who))


def _started(
    connection: Connection, who: str, rounds: Mapping[str, Round], acts: Sequence[Act]
) -> Iterator[Told]:
    sizes = news.count_items(connection) if acts else {}
    for act in acts:
        one = rounds.get(act.subject)
        if one is None:
            continue
        holds = f" with {many(sizes[one.id], 'item')}" if sizes.get(one.id) else ""
        due = f", due on {day(one.due)}" if one.due else ""
        asked, title = "", f" (“{short(one.title)}”)"
        if title.casefold() == f" (“{called(one)}”)":
            title = ""
        if one.state is RoundState.FINAL:
            pass  # nobody is asked for anything any more
        elif who in one.reviewers:
            asked = " You are asked to review it."
        elif who in one.coders:
            asked = f" You are asked to code {many(len(one.interviews), 'interview')} for it."
        yield f"{act.who} started {called(one)}{title}{holds}{due}.{asked}", *_to(one), bool(asked)


def _states(
    who: str, rounds: Mapping[str, Round], by: Mapping[str, Sequence[Act]]
) -> Iterator[Told]:
    """The newest state of each round that came to another; who has submitted meanwhile."""
    begun = {act.subject: act.seq for act in by.get("start round", ())}
    last = {act.subject: act for act in by.get("round state", ())}
    for id, act in last.items():
        one = rounds.get(id)
        # A round's first state is told with its start.
        if one is None or (id in begun and act.seq == begun[id] + 1):
            continue
        mine = who in (*one.reviewers, *one.coders)
        yield f"{called(one).capitalize()} {STATES[one.state]} (by {act.who}).", *_to(one), mine
    for act in by.get("submit round", ()):
        if one := rounds.get(act.subject):
            yield f"{act.who} submitted {called(one)}.", *_to(one), who in one.reviewers


class _Items:
    """What was said of items, told for each person and round together."""

    def __init__(self, connection: Connection, who: str, rounds: Mapping[str, Round]) -> None:
        self._who, self._rounds = who, rounds
        self._places = news.load_places(connection)
        self._touched = news.load_touched(connection, who)

    def verdicts(self, said: Sequence[Said]) -> Iterator[Told]:
        for who, one, own in self._grouped(said):
            found = Counter(s.what for s in own)
            told = listed([f"{found[j.value]:,} {j.value}" for j in Judgement if found[j.value]])
            yield self._told(f"{who} judged", one, own, f" ({told})")

    def comments(self, said: Sequence[Said]) -> Iterator[Told]:
        for who, one, own in self._grouped(list({(s.who, s.item): s for s in said}.values())):
            yield self._told(f"{who} commented on", one, own)

    def settled(self, said: Sequence[Said]) -> Iterator[Told]:
        on_items = [
            s._replace(item=s.item.removeprefix("item "))
            for s in said
            if s.item.startswith("item ")
        ]
        for who, one, own in self._grouped(on_items):
            yield self._told(f"{who} settled", one, own, f" ({_outcomes(own)})")
        pairs = defaultdict[str, list[Said]](list)
        for s in said:
            if s.item.startswith("pair "):
                pairs[s.who].append(s)
        for who, own in pairs.items():
            words = f"{who} settled {many(len(own), 'difference')} between coders"
            yield f"{words} ({_outcomes(own)}).", "agreement", {"view": "Disagreements"}, False

    def _grouped(self, said: Sequence[Said]) -> Iterator[tuple[str, Round, list[Said]]]:
        groups = defaultdict[tuple[str, str], list[Said]](list)
        for s in said:
            if s.item in self._places:
                groups[s.who, self._places[s.item][0]].append(s)
        for (who, round), own in groups.items():
            if round in self._rounds:
                yield who, self._rounds[round], own

    def _told(self, does: str, one: Round, own: Sequence[Said], more: str = "") -> Told:
        """One sentence on items of a round, and on how many of them are this person's."""
        coded = sum(self._places[s.item][1] == self._who for s in own)
        touched = sum(s.item in self._touched and self._places[s.item][1] != self._who for s in own)
        mine = [
            f"{_of_them(n, len(own))}{words}"
            for n, words in (
                (coded, "your coding" if len(own) == 1 else "your codings"),
                (touched, "judged or commented on by you"),
            )
            if n
        ]
        words = f"{does} {many(len(own), 'item')} of {called(one)}{more}"
        leads = {"item": own[0].item} if len(own) == 1 else {"round": str(one.number)}
        return f"{words}{', ' if mine else ''}{listed(mine)}.", "rounds", leads, bool(mine)


def called(one: Round) -> str:
    """How a round is called in a sentence."""
    return f"round {one.number}"


def _of_them(n: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return ""
    return "all of them " if n == all_of_them else f"{n:,} of them "


def _outcomes(said: Sequence[Said]) -> str:
    found = Counter(s.what for s in said)
    return listed([f"{found[o.value]:,} {o.words}" for o in Outcome if found[o.value]])


def _to(one: Round) -> tuple[str, dict[str, str]]:
    return "rounds", {"round": str(one.number)}
