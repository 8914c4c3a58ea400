"""Finds places of the app where text that is not ours could reach a page as Markdown or HTML.

Streamlit reads labels, help texts, headings, captions and what `st.write` gets as Markdown: links,
pictures that are fetched, colours, formulas. `st.html` takes HTML. So what stands there must be
words of ours, numbers, or what an escape helper of `app/literal.py` gave back.

The walk follows names, f-strings, calls of the app's own functions and their parameters: where a
function puts a parameter into a label, each of its callers is asked instead.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# method -> positions that are Markdown; None: all of them.
MARKDOWN: dict[str, tuple[int, ...] | None] = {
    "markdown": (0,),
    "write": None,
    "caption": (0,),
    "header": (0,),
    "subheader": (0,),
    "title": (0,),
    "info": (0,),
    "warning": (0,),
    "error": (0,),
    "success": (0,),
    "toast": (0,),
    "badge": (0,),
    "latex": (0,),
    "metric": (0, 1, 2),
    "spinner": (0,),
    "status": (0,),
    "progress": (1,),
    "popover": (0,),
    "expander": (0,),
    "tabs": (0,),
    "button": (0,),
    "download_button": (0,),
    "link_button": (0, 1),
    "page_link": (1,),
    "menu_button": (0, 1),
    "form_submit_button": (0,),
    "checkbox": (0,),
    "toggle": (0,),
    "radio": (0, 1),
    "segmented_control": (0, 1),
    "pills": (0, 1),
    "selectbox": (0,),
    "select_slider": (0,),
    "multiselect": (0,),
    "text_input": (0,),
    "text_area": (0,),
    "number_input": (0,),
    "date_input": (0,),
    "time_input": (0,),
    "slider": (0,),
    "file_uploader": (0,),
    "data_editor": (),
    "dialog": (0,),
    "chat_message": (0,),
    "exception": None,
    "write_stream": None,
}
NAMED = ("label", "body", "help", "text", "captions", "options", "title", "url")
# Options of these are Markdown as well, and what their `format_func` says of each.
CHOICES = ("radio", "segmented_control", "pills")
NUMBERS = ("len", "int", "round", "sum", "float", "range")
# They give back what is safe in HTML, whatever they are given.
FOR_HTML = ("escaped", "name", "named", "html.escape", "literal.escaped", "literal.name")
# They give back what Markdown shows as it was typed.
FOR_MARKDOWN = ("in_label", "literal.in_label")
# Each was followed by hand to the escape helpers: the walk loses its way in a list that is filled
# step by step.
FOLLOWED = {
    ("agreement_figures", "tables.coefficients(found, hues, all_codes=every)"): "numbers, `name`",
    ("evaluation", "tables.method(found)"): "numbers and `escaped`",
    ("feedback", "project"): "titles of themes reach `as_html`, which escapes them",
    ("review_item", "review_words.in_context(view)"): "each line goes through `escaped`",
    (
        "review_said",
        "'<div class=\"qcr-thread\">' + ''.join((html for _, html in told)) + '</div>'",
    ): ("`_article` escapes who and what was said; the kind is a word of ours"),
    ("frame", "title"): "handed on by `partial` with the title of one of our pages",
    ("rounds_steps", "''.join((_step(*step) for step in steps)) or '<div></div>'"): (
        "`_step` escapes who and the note; the words are ours"
    ),
}
BANNED = ("unsafe_allow_html", "unsafe_allow_javascript")


@dataclass
class Found:
    """One place, and the words of it that are not known to be ours."""

    module: str
    line: int
    sink: str
    words: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.sink}({self.words}) because of {self.why}"

    @property
    def place(self) -> tuple[str, str, str]:
        return (self.module, self.sink, self.words)


@dataclass
class Function:
    """A function of the app: where it stands, and which parameters it puts into labels."""

    module: str
    node: ast.FunctionDef
    markdown: set[str] = field(default_factory=set)
    html: set[str] = field(default_factory=set)

    @property
    def parameters(self) -> list[str]:
        given = self.node.args
        return [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


# What the walk cannot know and a person has looked at: the expression, and why it is ours.
AUDITED = {
    ".mark": "the sign of a direction, a verdict or a stance, or an id of a wording's kind",
    ".day": "a number of the calendar",
    ".n": "a number",
    ".interviews": "a number",
    ".accepted": "a number",
    ".judged": "a number",
    ".made_at": "a time, written by the program",
    ".band.value": "the words of one of our bands",
    "offered.band.value": "the words of one of our bands",
    "c.direction.words": "the words of one of our directions",
    "hues.get()": "a colour: report/palette.py lets nothing else through",
    "colours()": "colours: report/palette.py lets nothing else through",
    "ground.low": "a colour of ours",
    "ground.high": "a colour of ours",
    "bool()": "yes or no",
    ".times": "a number",
    "drawn.asked": "numbers: which words of the recovery sheet are asked for",
    "ground.line": "a colour of ours",
    "w.words": "the words of one of our directions",
    "d.words": "the words of one of our directions",
    "way.words": "the words of one of our directions",
    "step.before": "a number",
    "local": "a time; its format names days and months",
    "datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(_zone())": "a time",
    "entry.stance.value": "the words of one of our stances",
    "Lane.AGREE.value": "the words of one of our lanes",
    "Lane.FIRST.value": "the words of one of our lanes",
    "Lane.SECOND.value": "the words of one of our lanes",
    "Lane.CODE.value": "the words of one of our lanes",
    "Lane.BOUNDARY.value": "the words of one of our lanes",
    "Lane.DIRECTION.value": "the words of one of our lanes",
    "found.given()": "a number",
    "frames.attributes": "of these only authority and role come into the labels (`named`)",
    "progress()": "numbers in a sentence of ours",
    "entry.id": "goes to the button's function, not into its label",
    "line.page": "the address of one of our pages",
    "project.tidy_codings": "makes the file, is no label",
    "project.codebook_file": "makes the file, is no label",
    "theme.quotes_for": "drawn as cards; the label beside it is ours",
    "theme.quotes_against": "drawn as cards; the label beside it is ours",
    "groupby(found, key=lambda check: check.name)": "names of our checks of a codebook",
    "datetime.fromisoformat()": "a time",
}


class Lint:
    """All modules of a folder at once."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.trees = {name: ast.parse(text) for name, text in sources.items()}
        self.functions: dict[tuple[str, str], Function] = {}
        self.constants: dict[tuple[str, str], list[ast.expr]] = {}
        self.imports: dict[tuple[str, str], tuple[str, str]] = {}
        self.called: set[int] = set()
        self.trail: list[str] = []  # innermost first: why something is not known to be ours
        for module, tree in self.trees.items():
            self._survey(module, tree)

    @classmethod
    def of(cls, folder: Path) -> Lint:
        return cls(
            {
                ".".join(f.relative_to(folder).with_suffix("").parts): f.read_text("utf-8")
                for f in sorted(folder.rglob("*.py"))
            }
        )

    def _survey(self, module: str, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    home = node.module.removeprefix("qualcode.app").lstrip(".")
                    self.imports[module, alias.asname or alias.name] = (home, alias.name)
            elif isinstance(node, ast.FunctionDef):
                self.functions[module, node.name] = Function(module, node)
        for node in tree.body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            for target in targets:
                for name in target.elts if isinstance(target, ast.Tuple) else [target]:
                    if isinstance(name, ast.Name) and node.value is not None:
                        self.constants.setdefault((module, name.id), []).append(node.value)

    def found(self) -> list[Found]:
        """Every place that is not known to be safe; the rest was followed to its end."""
        while True:
            before = sum(len(f.markdown) + len(f.html) for f in self.functions.values())
            places = [p for module in self.trees for p in self._walk(module)]
            if before == sum(len(f.markdown) + len(f.html) for f in self.functions.values()):
                return places + list(self._uncalled())

    def _uncalled(self) -> Iterator[Found]:
        """What is handed on as a function has no callers that could be asked."""
        for function in self.functions.values():
            wanted = function.markdown | function.html
            if wanted and id(function) not in self.called:
                name, line = function.node.name, function.node.lineno
                yield Found(function.module, line, name, ", ".join(sorted(wanted)), "no caller")

    def _walk(self, module: str) -> Iterator[Found]:
        owners = owned(self.trees[module])
        for node in ast.walk(self.trees[module]):
            if not isinstance(node, ast.Call):
                continue
            for word in node.keywords:
                if word.arg in BANNED:
                    yield Found(module, node.lineno, called(node.func), word.arg)
            scope = Scope(self, module, owners.get(node))
            for sink, kind, value in self._sinks(module, node):
                self.trail.clear()
                if not scope.safe(value, kind):
                    why = self.trail[0]
                    for words in scope.blamed(value, kind):
                        yield Found(module, node.lineno, sink, words, why)

    def _sinks(self, module: str, node: ast.Call) -> Iterator[tuple[str, str, ast.expr]]:
        name = called(node.func)
        function = self.resolve(module, name)
        if function is not None:
            self.called.add(id(function))
            bound = dict(zip(function.parameters, node.args, strict=False))
            bound |= {k.arg: k.value for k in node.keywords if k.arg}
            for kind, wanted in (("markdown", function.markdown), ("html", function.html)):
                for parameter in sorted(wanted & bound.keys()):
                    yield name, kind, bound[parameter]
            return
        last = name.rpartition(".")[2]
        root = name.partition(".")[0]
        if last == "write" and root != "st":
            return
        if "." not in name or self.imports.get((module, root), ("", ""))[0]:
            return
        if last == "html" and node.args:
            yield name, "html", node.args[0]
        if last not in MARKDOWN:
            return
        formatted = next((k.value for k in node.keywords if k.arg == "format_func"), None)
        positions = MARKDOWN[last]
        for at, value in enumerate(node.args):
            is_options = last in CHOICES and at == 1
            if is_options and formatted is not None:
                continue
            if positions is None or at in positions:
                yield name, "options" if is_options else "markdown", value
        for word in node.keywords:
            if word.arg == "options" and last in CHOICES and formatted is None:
                yield name, "options", word.value
            elif word.arg in NAMED and word.arg != "options" and last != "html":
                yield name, "markdown", word.value
        if formatted is not None and last in CHOICES:
            yield name, "said", formatted
            if called(formatted).startswith("str."):
                options = [k.value for k in node.keywords if k.arg == "options"] or node.args[1:2]
                yield name, "options", options[0]

    def resolve(self, module: str, name: str) -> Function | None:
        """The app's own function of this name, as a module calls it."""
        root, _, last = name.partition(".")
        if not last:
            home, real = self.imports.get((module, root), (module, root))
            return self.functions.get((home, real))
        home, real = self.imports.get((module, root), ("", ""))
        return self.functions.get((f"{home}.{real}".lstrip("."), last))


class Scope:
    """What is known inside one function."""

    def __init__(
        self,
        lint: Lint,
        module: str,
        node: ast.FunctionDef | None,
        given: dict[str, bool] | None = None,
        depth: int = 0,
    ) -> None:
        self.lint, self.module, self.node, self.depth = lint, module, node, depth
        self.given = given or {}
        self.asked: set[tuple[str, str]] = set()

    def safe(self, value: ast.expr | None, kind: str) -> bool:
        """Whether what a page gets here is ours."""
        fine = self._safe(value, kind) or (value is not None and audited(value))
        if not fine and value is not None:
            self.lint.trail.append(f"{self.module}: {ast.unparse(value)}")
        return fine

    def _safe(self, value: ast.expr | None, kind: str) -> bool:
        match value:
            case None | ast.Constant() | ast.Compare():
                return True
            case ast.JoinedStr(values=pieces):
                return all(self.safe(piece, kind) for piece in pieces)
            case ast.FormattedValue(value=inner, format_spec=spec):
                return is_number_format(spec) or self.safe(inner, kind)
            case ast.BinOp(left=left, op=op, right=right):
                if isinstance(op, ast.Add | ast.Mult | ast.Mod):
                    return self.safe(left, kind) and self.safe(right, kind)
                return isinstance(op, ast.Sub | ast.Div | ast.FloorDiv)
            case ast.UnaryOp(operand=inner):
                return self.safe(inner, kind)
            case ast.IfExp(body=yes, orelse=no):
                return self.safe(yes, kind) and self.safe(no, kind)
            case ast.BoolOp(values=several):
                return all(self.safe(one, kind) for one in several)
            case ast.List(elts=several) | ast.Tuple(elts=several) | ast.Set(elts=several):
                return all(self.safe(one, kind) for one in several)
            case ast.Dict(keys=keys, values=values):
                # The keys of a choice are what is shown; looked-up words are its values.
                return all(self.safe(one, kind) for one in (*keys, *values))
            case ast.Subscript(value=ast.Name(id=held)) if (
                self.module,
                held,
            ) in self.lint.constants:
                words = self.lint.constants[self.module, held]
                inside = Scope(self.lint, self.module, None, None, self.depth + 1)
                return all(
                    all(inside.safe(v, kind) for v in w.values)
                    if isinstance(w, ast.Dict)
                    else inside.safe(w, kind)
                    for w in words
                )
            case ast.Starred(value=inner) | ast.NamedExpr(value=inner):
                return self.safe(inner, kind)
            case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.SetComp(elt=inner):
                return self.safe(inner, kind)
            case ast.Subscript(value=inner):
                return self.safe(inner, kind)
            case ast.Lambda(body=inner):
                return self.safe(inner, kind)
            case ast.Call():
                return self._call(value, kind)
            case ast.Name(id=name):
                return self._name(name, kind)
            case ast.DictComp(key=key, value=inner):
                return self.safe(key, kind) and self.safe(inner, kind)
            case ast.Attribute(value=held, attr="__getitem__"):
                return self.safe(held, kind)
            case ast.Attribute(value=ast.Name(id="str")):
                return True  # what it is used on is asked itself
            case ast.Attribute(value=ast.Name(id=root), attr=last):
                if self.enumeration(root):
                    return True
                if self.lint.resolve(self.module, f"{root}.{last}") is not None:
                    return True  # a function, not words
                home, real = self.lint.imports.get((self.module, root), ("", ""))
                held = f"{home}.{real}".lstrip(".")
                return self._constant(held, last, kind)
        return False

    def _call(self, value: ast.Call, kind: str) -> bool:
        name = called(value.func)
        last = name.rpartition(".")[2]
        if name in NUMBERS or last in ("count", "index"):
            return True
        if name in ("min", "max", "partial", "map"):
            return all(self.safe(one, kind) for one in value.args)
        if (kind == "html" and name in FOR_HTML) or name in FOR_MARKDOWN:
            return True
        if isinstance(value.func, ast.Attribute) and last in (
            "join",
            "get",
            "capitalize",
            "lower",
            "upper",
            "replace",
            "format",
            "strip",
            "removesuffix",
            "removeprefix",
            "title",
            "keys",
            "values",
            "items",
        ):
            return self.safe(value.func.value, kind) and all(self.safe(a, kind) for a in value.args)
        if name in (
            "str",
            "list",
            "tuple",
            "sorted",
            "reversed",
            "enumerate",
            "zip",
            "filter",
            "dict",
            "dict.fromkeys",
            "range",
        ):
            return all(self.safe(one, kind) for one in value.args)
        function = self.lint.resolve(self.module, name)
        return function is not None and self._returns(function, value, kind)

    def _returns(self, function: Function, value: ast.Call | None, kind: str) -> bool:
        """Whether all that a function gives back is ours, given what it is called with."""
        if self.depth > 6:
            return False
        given: dict[str, bool] = {}
        if value is not None:
            bound = dict(zip(function.parameters, value.args, strict=False))
            bound |= {k.arg: k.value for k in value.keywords if k.arg}
            before = list(self.lint.trail)
            given = {name: self.safe(one, kind) for name, one in bound.items()}
            self.lint.trail[:] = before
        inside = Scope(self.lint, function.module, function.node, given, self.depth + 1)
        results = [
            n.value
            for n in own_nodes(function.node)
            if isinstance(n, ast.Return | ast.Yield) and n.value is not None
        ]
        return bool(results) and all(inside.safe(one, kind) for one in results)

    def _name(self, name: str, kind: str) -> bool:
        if (name, kind) in self.asked:
            return True  # a name made of itself: what else it is made of decides
        self.asked.add((name, kind))
        try:
            if name in self.given:
                return self.given[name]
            if self.node is not None:
                values = list(assigned(self.node, name))
                defaults = default_of(self.node, name)
                if values:
                    return all(self.safe(one, kind) for one in values)
                if is_harmless(self.node, name):
                    return True
                if name in [a.arg for a in all_arguments(self.node)]:
                    return (
                        False if self.depth == 0 else bool(defaults and self.safe(defaults, kind))
                    )
            function = self.lint.resolve(self.module, name)
            if function is not None:
                return kind != "said" or self._returns(function, None, kind)
            if self.enumeration(name):
                return True
            home, real = self.lint.imports.get((self.module, name), (self.module, name))
            return self._constant(home, real, kind)
        finally:
            self.asked.discard((name, kind))

    def enumeration(self, name: str) -> bool:
        """Whether this is one of ours: its members' words are the program's."""
        home, real = self.lint.imports.get((self.module, name), ("", ""))
        return home.startswith("qualcode.") and real[:1].isupper() and not real.isupper()

    def _constant(self, module: str, name: str, kind: str) -> bool:
        held = self.lint.constants.get((module, name))
        if held is None:
            # Words of other rooms that stand in capitals are ours: the model's and the report's.
            return name.isupper() and module.startswith("qualcode")
        inside = Scope(self.lint, module, None, None, self.depth + 1)
        return all(inside.safe(one, kind) for one in held)

    def blamed(self, value: ast.expr, kind: str) -> list[str]:
        """What is not ours; a parameter is its callers' business, and is noted as that."""
        if self.node is not None:
            mine = self.lint.functions.get((self.module, self.node.name))
            if mine is not None and mine.node is self.node:
                trusting = Scope(
                    self.lint, self.module, self.node, dict.fromkeys(mine.parameters, True), 0
                )
                if trusting.safe(value, kind):
                    wanted = mine.html if kind == "html" else mine.markdown
                    wanted.update(
                        p
                        for p in mine.parameters
                        if not Scope(
                            self.lint,
                            self.module,
                            self.node,
                            {q: q != p for q in mine.parameters},
                            0,
                        ).safe(value, kind)
                    )
                    return []
        return [ast.unparse(value)]


def audited(value: ast.expr) -> bool:
    """Whether a person has looked at this expression, or at the attribute it ends with."""
    written = ast.unparse(value)
    return (
        written in AUDITED
        or (isinstance(value, ast.Attribute) and f".{value.attr}" in AUDITED)
        or (isinstance(value, ast.Call) and f"{called(value.func)}()" in AUDITED)
    )


def called(func: ast.expr) -> str:
    return (
        ast.unparse(func)
        if isinstance(func, ast.Name | ast.Attribute)
        else "?.?" + (f".{func.attr}" if isinstance(func, ast.Attribute) else "")
    )


def is_number_format(spec: ast.expr | None) -> bool:
    """Whether only a number can be written with it, such as `,` or `.2f`."""
    if not isinstance(spec, ast.JoinedStr):
        return False
    said = "".join(p.value for p in spec.values if isinstance(p, ast.Constant))
    return said[-1:] in tuple(",dfgex%n")


def owned(tree: ast.Module) -> dict[ast.AST, ast.FunctionDef]:
    """Each node with the innermost function it stands in."""
    owners: dict[ast.AST, ast.FunctionDef] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for inner in ast.walk(node):
                if inner is not node:
                    owners[inner] = node
    return owners


def own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def all_arguments(function: ast.FunctionDef) -> list[ast.arg]:
    given = function.args
    rest = [a for a in (given.vararg, given.kwarg) if a is not None]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *rest]


def default_of(function: ast.FunctionDef, name: str) -> ast.expr | None:
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    named = dict(
        zip(
            [a.arg for a in plain[len(plain) - len(given.defaults) :]], given.defaults, strict=False
        )
    )
    named |= {
        a.arg: d for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=False) if d is not None
    }
    return named.get(name)


def is_harmless(function: ast.FunctionDef, name: str) -> bool:
    """Whether a parameter is a number, or one of some words of ours, by its annotation."""
    notes = [
        ast.unparse(a.annotation)
        for a in all_arguments(function)
        if a.arg == name and a.annotation is not None
    ]
    return any(n in ("int", "float", "bool") or n.startswith("Literal[") for n in notes)


def names_in(target: ast.expr) -> list[str]:
    return [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]


def assigned(function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    """Every expression a name of this function may stand for."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                        for one, its in zip(target.elts, value.elts, strict=False):
                            if name in names_in(one):
                                yield its
                    elif isinstance(target, ast.Name | ast.Tuple) and name in names_in(target):
                        yield value
            case ast.AnnAssign(target=ast.Name(id=found), value=value) if found == name and value:
                yield value
            case ast.AugAssign(target=ast.Name(id=found), value=value) if found == name:
                yield value
            case ast.NamedExpr(target=ast.Name(id=found), value=value) if found == name:
                yield value
            case ast.For(target=target, iter=each) | ast.comprehension(target=target, iter=each):
                if name in names_in(target):
                    yield part_of(each, target, name)
            case ast.withitem(context_expr=each, optional_vars=ast.Name(id=found)):
                if found == name:
                    yield each


def part_of(each: ast.expr, target: ast.expr, name: str) -> ast.expr:
    """What one name of a loop goes over."""
    parts = target.elts if isinstance(target, ast.Tuple) else []
    at = next((i for i, part in enumerate(parts) if name in names_in(part)), None)
    match each:
        case ast.Call(func=ast.Name(id="enumerate"), args=[over, *_]) if at is not None:
            return ast.Constant(0) if at == 0 else part_of(over, parts[1], name)
        case ast.Call(func=ast.Name(id="zip"), args=several) if at is not None:
            return several[at] if at < len(several) else each
        case ast.Tuple(elts=rows) | ast.List(elts=rows) if at is not None:
            if all(isinstance(row, ast.Tuple) and len(row.elts) == len(parts) for row in rows):
                return ast.Tuple([row.elts[at] for row in rows])  # type: ignore[attr-defined]
    return each
