"""Sixty texts that try to be more than text, and a study that holds them wherever people write."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from qualcode.errors import QualcodeError, Refused
from qualcode.model import Code, CoderRole
from qualcode.project import Project, Upload

# Whatever runs leaves a mark; whatever is fetched asks for a name that leads nowhere.
_RUN = "window.hit=(window.hit||0)+1"
_AWAY = "http://hostile.invalid/x"
STRINGS = [
    f"<script>{_RUN}</script>",
    f"<ScRiPt src={_AWAY}.js></sCrIpT>",
    f"</textarea><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"<img src=x onerror={_RUN}>",
    f"<img src={_AWAY}.png>",
    f'"><img src=x onerror={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f'<svg><image href="{_AWAY}.svg"/></svg>',
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    f"<body onload={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<details open ontoggle={_RUN}>d</details>",
    f"<video src={_AWAY}.mp4 onerror={_RUN}></video>",
    f"<audio src={_AWAY}.mp3></audio>",
    f"<iframe src={_AWAY}></iframe>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<object data={_AWAY}></object>",
    f"<embed src={_AWAY}>",
    f"<link rel=stylesheet href={_AWAY}.css>",
    f"<style>@import '{_AWAY}.css';</style>",
    f"<style>body{{background:url({_AWAY}.gif)}}</style>",
    f'<div style="background:url({_AWAY}.gif)">d</div>',
    f'<base href="{_AWAY}/">',
    f'<meta http-equiv=refresh content="0;url={_AWAY}">',
    f"<form action={_AWAY}><button>Press</button></form>",
    f'<a href="javascript:{_RUN}">a link</a>',
    f"[a link](javascript:{_RUN})",
    f"![a picture]({_AWAY}.png)",
    f"[![a picture]({_AWAY}.png)]({_AWAY})",
    f"[a link]({_AWAY} 'title')",
    f"<{_AWAY}>",
    f"[a]: {_AWAY}.png\n![a][a]",
    f"``` mermaid\ngraph TD; A-->B; click A href '{_AWAY}'\n```",
    ":red[a colour] :red-background[a ground]",
    ":material/warning: :smile: :streamlit:",
    "$\\href{javascript:window.hit=1}{x}$ and $5 or $6",
    "$$\\includegraphics{http://hostile.invalid/x.png}$$",
    "# heading\n## another\n- a list\n> a quote\n---",
    "| a | b |\n|---|---|\n| c | d |",
    "**bold** _slanted_ ~~struck~~ `code` ^up^",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% raw %}",
    "{0.__class__} {coder} %s %d %(name)s",
    '=HYPERLINK("http://hostile.invalid/x","here")',
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "'; DROP TABLE coding; --",
    "\u202egnp.exe\u202c to the left",
    "zero\u200bwidth\u2060joined\ufeff",
    "مرحبا بكم في המחקר",
    "&lt;b&gt; &amp;lt; &#60;script&#62; \\x3cscript\\x3e",
    'onmouseover=window.hit=1 x="\' autofocus onfocus=window.hit=1 tabindex=1 "',
    "long" * 400 + " and long " * 100,
]

OWN = "Ruth Adeyemi"
MENTOR = '"><img src=x onerror=window.hit=1> Mentor'
SECOND = "![b](http://hostile.invalid/b.png) [c](javascript:window.hit=1) :smile:"


def line(text: str) -> str:
    """On one line, as names and labels are."""
    return " ".join(text.split())[:400]


def plant(study: Path) -> dict[str, int]:
    """Write the texts wherever people write; how many went into each kind of place."""
    counted: dict[str, int] = {}
    texts = cycle(STRINGS)
    with closing(Project.open(study, OWN)) as project:
        project.add_coder(MENTOR, CoderRole.MENTOR)
        project.add_coder(SECOND, CoderRole.SECOND_CODER)

        def put(kind: str, *verbs: object) -> None:
            for verb in verbs:
                try:
                    verb(next(texts))  # type: ignore[operator]
                except QualcodeError:
                    continue  # a refusal is an answer too: such a text cannot stand there
                counted[kind] = counted.get(kind, 0) + 1

        _codebook(project, counted)
        _interviews(project, counted)
        project = project.acting_as(OWN)
        codings = project.codings()[:60]
        for coding in codings[:20]:
            put("memos of codings", lambda t, c=coding: project.add_memo(t, f"coding {c.id}"))
        put("memos", *[project.add_memo] * len(STRINGS))
        put("themes", *[lambda t: project.add_theme(line(t), codes=("1",))] * 20)
        for theme in project.written_themes()[:6]:
            put("memos of themes", lambda t, one=theme: project.add_memo(t, f"theme {one.id}"))
        matrix = project.matrix()
        for row, code in list(matrix.cells)[:24]:
            put(
                "summaries",
                lambda t, r=row, c=code: project.write_summary("authority", r, c, t),
            )
        for place in project.continuum().placements[:6]:
            put(
                "reasons of places",
                lambda t, p=place: project.place_authority(p.authority, 0.5, t),
            )
        put("report texts", *[lambda t: project.write_report_text("summary", t)] * 2)
        session = project.add_feedback_session(line(STRINGS[7]), held_with=line(STRINGS[33]))
        put(
            "feedback",
            *[lambda t: project.add_feedback(session.id, "agrees", t, said_by=line(t))] * 20,
        )
        round = project.start_round(line(STRINGS[0]), count=20, reviewers=[MENTOR], seed=3)
        items = [row.item.id for row in project.review_items(round.id)]
        mentor = project.acting_as(MENTOR)
        for item in items:
            put("comments", lambda t, i=item: project.comment(i, t))
            put("verdicts", lambda t, i=item: mentor.judge(i, "disagree", comment=t))
        second = project.acting_as(SECOND)
        for coding in codings[:30]:
            with suppress(Refused):  # she has given these words this code already
                second.code(coding.transcript, coding.span, "2")
            counted["codings of an odd name"] = counted.get("codings of an odd name", 0) + 1
    return counted


def _codebook(project: Project, counted: dict[str, int]) -> None:
    texts = cycle(STRINGS)

    def spoilt(code: Code) -> Code:
        counted["codes"] = counted.get("codes", 0) + 1
        return replace(
            code,
            name=line(next(texts)),
            definition=next(texts),
            include_when=(line(next(texts)),),
            exclude_when=(line(next(texts)),),
            examples=(line(next(texts)),),
            cues=(*code.cues, line(next(texts)).casefold()),
        )

    book = project.codebook
    changed = tuple(spoilt(code) for code in book)
    project.set_codebook(
        replace(book, codes=changed, name=line(STRINGS[8]), source=STRINGS[33]), STRINGS[31]
    )


def _interviews(project: Project, counted: dict[str, int]) -> None:
    talk = "\n\n".join(
        f"{'Interviewer' if n % 2 else 'P<b>99</b>'}: {line(text)}"
        for n, text in enumerate(STRINGS)
    )
    [taken] = project.import_files([Upload("hostile.txt", talk.encode())]).imported
    counted["turns"] = len(STRINGS)
    for n, segment in enumerate(project.segments(taken.id)[:50]):
        with suppress(Refused):  # the interviewer's words are not coded
            project.code(taken.id, segment.span, "1" if n % 4 else "3")
    texts = cycle(STRINGS)
    for row in project.transcripts()[:20]:
        try:
            project.describe_transcript(row["id"], title=line(next(texts)))
            counted["titles"] = counted.get("titles", 0) + 1
        except QualcodeError:
            continue
    people = [
        replace(
            one,
            role=line(next(texts))[:80],
            agency=line(next(texts))[:80],
            attributes={**one.attributes, line(next(texts))[:40]: line(next(texts))[:80]},
        )
        if n % 2
        else one
        for n, one in enumerate(project.participants())
    ]
    project.set_participants(people)
    counted["participants"] = len(people) // 2
