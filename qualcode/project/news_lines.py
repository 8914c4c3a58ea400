"""The sentences of the news: who did what, and where it leads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from qualcode.project import news_review
from qualcode.project.masking import load_free_names
from qualcode.project.news_words import ended, first, listed, many, short
from qualcode.project.theme_keeping import KIND as THEME
from qualcode.store import Connection, codes, news
from qualcode.store.kept_versions import load_every_version
from qualcode.store.news import Act
from qualcode.store.rounds import load_apart

KEPT, DROPPED = f"keep {THEME}", f"drop {THEME}"
CHANGED = {
    "set codebook": "brought in a version of the codebook",
    "edit code": "changed what {code} says",
    "add code": "added the code {code}",
    "add cue": "added a cue to {code}",
    "add example": "added an example to {code}",
    "move code": "moved the code {code}",
    "rename code": "renamed the code {code}",
    "merge code": "merged {code} into {into}",
    "split code": "split the code {code}",
    "retire code": "retired the code {code}",
    "restore code": "took {code} into use again",
}
TEXTS = {
    "import transcript": "brought in",
    "correct transcript": "corrected",
    "remove transcript": "took out",
}
FEEDBACK = "keep feedback"
ACTS = (
    *news_review.ACTS,
    *CHANGED,
    *TEXTS,
    KEPT,
    DROPPED,
    FEEDBACK,
    "set role",
    "merge study",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the news.

    ``page`` and ``named`` are where it leads: an address of the app and what it names; empty where
    it leads nowhere. ``mine`` says that it is about what this person made, said or was asked.
    """

    words: str
    page: str = ""
    named: dict[str, str] = field(default_factory=dict)
    mine: bool = False


def lines_of(connection: Connection, who: str, since: int) -> list[Line]:
    """What others did after an act of this number; what concerns this person first."""
    by = defaultdict[str, list[Act]](list)
    for act in news.load_acts(connection, since, who, ACTS):
        by[act.act].append(act)
    found = [
        *(Line(*line) for line in news_review.lines(connection, who, since, by)),
        *_themes(connection, since, by[KEPT] + by[DROPPED]),
        *_codebook(connection, [act for name in CHANGED for act in by[name]]),
        *_codings(connection, who, since),
        *_counted(by[FEEDBACK], "noted", "piece of feedback", "pieces of feedback", "feedback"),
        *(line for act, does in TEXTS.items() for line in _texts(by[act], does)),
        *_people(who, by["set role"]),
        *(Line(f"{a.who} merged another copy of the study.", "history") for a in by["merge study"]),
    ]
    return sorted(found, key=lambda line: not line.mine)


def _themes(connection: Connection, since: int, acts: list[Act]) -> Iterator[Line]:
    if not acts:
        return
    last = {act.subject: act for act in sorted(acts)}
    before = news.load_known_before(connection, since, KEPT)
    free = load_free_names(connection)
    versions = load_every_version(connection, THEME)
    statements = {v.key: free.out_of(v.body["statement"]) for v in versions if v.body}
    lines = []
    for id, act in last.items():
        if act.act == DROPPED and id not in before:
            continue  # written and dropped in between: nothing is left to read
        does = "dropped" if act.act == DROPPED else "changed" if id in before else "wrote"
        leads = {"view": "findings"} if act.act == DROPPED else {"theme": id}
        statement = short(statements.get(id, "")).rstrip(".")
        words = ended(f"{act.who} {does} the theme “{statement}”")
        lines.append(Line(words, "themes", leads))
    yield from first(lines, lambda n: Line(f"{many(n, 'more theme')} changed.", "themes"))


def _codebook(connection: Connection, acts: list[Act]) -> Iterator[Line]:
    if not acts:
        return
    free = load_free_names(connection)
    reasons = {v.n: free.out_of(v.reason) for v in codes.load_versions(connection)}
    lines = []
    for act in sorted(acts, reverse=True):
        version = act.detail.get("version") or act.subject.removeprefix("version ")
        why = reasons.get(int(version), "")
        does = CHANGED[act.act].format(code=act.subject, into=act.detail.get("into", ""))
        reason = f": {short(why)}" if why else ""
        leads = {} if act.act == "set codebook" else {"code": act.subject}
        lines.append(Line(ended(f"{act.who} {does}{reason}"), "codebook", leads))
    yield from first(
        lines, lambda n: Line(f"{many(n, 'earlier change')} to the codebook.", "codebook")
    )


def _codings(connection: Connection, who: str, since: int) -> Iterator[Line]:
    apart = load_apart(connection, who)
    made = defaultdict[str, Counter[str]](Counter)
    changed = Counter[str]()
    for coder, code, instead, n in news.count_made(connection, since, who, apart):
        if instead:
            changed[coder] += n
        else:
            made[coder][code] += n
    gone = news.count_withdrawn(connection, since, who, apart)
    for coder in sorted({*made, *changed, *gone}):
        did = []
        if of := made[coder]:
            most = [f"{n} with {code}" for code, n in of.most_common(3)]
            rest = of.total() - sum(n for _, n in of.most_common(3))
            told = listed([*most, *([f"{rest:,} with others"] if rest else [])])
            did.append(f"made {many(of.total(), 'coding')} ({told})")
        if n := changed[coder]:
            did.append(f"changed {n:,}")
        if n := gone.get(coder, 0):
            did.append(f"withdrew {n:,}")
        yield Line(f"{coder} {listed(did)}.", "quotes")


def _counted(acts: list[Act], does: str, one: str, several: str, page: str) -> Iterator[Line]:
    for who, n in Counter(who for who, _ in {(a.who, a.subject) for a in acts}).items():
        yield Line(f"{who} {does} {many(n, one, several)}.", page)


def _texts(acts: list[Act], does: str) -> Iterator[Line]:
    yield from _counted(acts, does, "transcript", "transcripts", "transcripts")


def _people(who: str, acts: list[Act]) -> Iterator[Line]:
    for act in {act.subject: act for act in sorted(acts)}.values():
        name = "you" if act.subject == who else act.subject
        yield Line(f"{act.who} made {name} a {act.detail['role']}.", "overview", {}, name == "you")
