"""Write the reference of the public names from the doors themselves: one page for the front door, one a namespace.

    python docs/api.py            # after a name has moved; tests/test_docs.py says when that is due

Nothing is listed by hand but the rooms that make a step of the road; a room that no step names goes under the last
heading. What a name is, and the sentence above each group, comes from the docstring where it lives.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from inspect import isclass, isfunction
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple, get_args, get_origin

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import restructure

REFERENCE = Path(__file__).resolve().parent / "reference"
STEPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "1. Apply": (
        "Who asks: the borrower's finances, household, debts, record and reason, as facts with their evidence (申请).",
        ("applicant",),
    ),
    "2. Assess": (
        "What can be paid each month, how sure that is, and what would have to change (还款能力).",
        ("capacity",),
    ),
    "3. Propose": (
        "Every plan that a policy allows and that fits, the few worth offering, and why not the rest (重组方案).",
        ("options", "policy", "waterfall"),
    ),
    "4. Agree": ("What both sides sign, clause by clause and row by row, and its life (还款协议).", ("agreement",)),
    "5. Follow up": (
        "What is due, paid and overdue on a day, what it costs to settle, and the next plan (履约跟踪).",
        ("tracking",),
    ),
    "Contracts and schedules": (
        "Any loan, without an application: its terms, its rows to the cent, its life, and any restructuring of it.",
        ("contract", "loan"),
    ),
    "Words and documents": ("Any of these answers in words, on a page, or as JSON.", ("display", "adapters")),
    "Ground": ("What every step is written in: money, rates, days, checks with sources, errors.", ("basics",)),
}
LONGEST_HEADING = 3
"""Words that a docstring may set before a colon as the heading of its group."""
FRONT = """What a case needs from application to follow-up hangs flat under `restructure`, in the order of the five
steps; the rest hangs in its room, such as `restructure.measures`. Names are loaded when they are first used."""
ELSE = ("More", "What stands beside the road.")


class Named(NamedTuple):
    """A public name: the door it is reached through, and the module it lives in."""

    door: ModuleType
    name: str
    home: str

    @property
    def held(self) -> object:
        """What the name stands for."""
        return getattr(self.door, self.name)

    @property
    def path(self) -> str:
        """How it is written in full."""
        return f"{self.door.__name__}.{self.name}"


def names_of(door: ModuleType) -> list[Named]:
    """Return the names that a door publishes itself; of a module without a door, what it says it holds."""
    homes: Mapping[str, str] | None = getattr(door, "_homes", None)
    if homes is None:
        return [Named(door, name, door.__name__) for name in sorted(getattr(door, "__all__", ()))]
    return [Named(door, name, f"{door.__name__}.{home}") for name, home in sorted(homes.items())]


def namespaces(door: ModuleType) -> list[ModuleType]:
    """Return the namespaces directly below a door."""
    below = (getattr(door, name) for name in dir(door) if not name.startswith("_"))
    prefix = f"{door.__name__}."
    return [held for held in below if isinstance(held, ModuleType) and held.__name__.startswith(prefix)]


def pages() -> dict[Path, str]:
    """Return every page of the reference by its path."""
    rooms = [room for room in namespaces(restructure) if _everything_in(room)]
    written = {REFERENCE / "api" / f"{_stem(room)}.md": _room_page(room) for room in rooms}
    return {REFERENCE / "api.md": _front_page(rooms), **written}


# --- pages -----------------------------------------------------------------------------------------------------------


def _front_page(rooms: Sequence[ModuleType]) -> str:
    road = names_of(restructure)
    of_room = {named: named.home.removeprefix(f"{restructure.__name__}.").partition(".")[0] for named in road}
    known = {room for _, listed in STEPS.values() for room in listed}
    parts = [
        "# API",
        FRONT,
    ]
    for title, (sentence, listed) in STEPS.items():
        parts += _group(title, sentence, [named for named in road if of_room[named] in listed])
    parts += _group(*ELSE, [named for named in road if of_room[named] not in known])
    linked = "\n".join(f"- [`{room.__name__}`](api/{_stem(room)}.md): {_sentence(room.__name__)}" for room in rooms)
    index = "\n".join(f"api/{_stem(room)}" for room in rooms)
    parts += ["## Namespaces", linked, f"```{{toctree}}\n:hidden:\n\n{index}\n```"]
    return "\n\n".join(parts) + "\n"


def _room_page(room: ModuleType) -> str:
    parts = [f"# {room.__name__}", _sentence(room.__name__)]
    everything = _everything_in(room)
    for heading in dict.fromkeys(_heading(named, room) for named in everything):
        group = [named for named in everything if _heading(named, room) == heading]
        parts += _group(*_opening(f"{room.__name__}.{heading}"), group)
    elsewhere = [named for named in names_of(room) if not _is_at_its_door(named)]
    if elsewhere:
        links = ", ".join(f"{{py:obj}}`{named.name} <{restructure.__name__}.{named.name}>`" for named in elsewhere)
        parts += ["## On the front door", f"Published here as well: {links}."]
    return "\n\n".join(parts) + "\n"


def _everything_in(room: ModuleType) -> list[Named]:
    """Return what is reached through a room or a namespace in it, and through no door further out."""
    inside = [named for door in (room, *namespaces(room)) for named in names_of(door)]
    return sorted(
        (named for named in inside if _is_at_its_door(named)), key=lambda named: _heading(named, room).strip("_")
    )


def _is_at_its_door(named: Named) -> bool:
    """Return whether no package further out publishes the same."""
    package = named.door.__name__.rpartition(".")[0]
    while package:
        if named.name in getattr(import_module(package), "_homes", {}):
            return False
        package = package.rpartition(".")[0]
    return True


def _heading(named: Named, room: ModuleType) -> str:
    """Return under what a name stands on its room's page: the file it lives in, or the folder."""
    return named.home.removeprefix(f"{room.__name__}.").partition(".")[0]


def _opening(module: str) -> tuple[str, str]:
    """Return a heading and a sentence for what lives in a module: its docstring may open with its own heading."""
    sentence = _sentence(module)
    heading, mark, rest = sentence.partition(": ")
    if mark and len(heading.split()) <= LONGEST_HEADING:
        return heading, rest[0].upper() + rest[1:]
    return module.rpartition(".")[2].strip("_").replace("_", " ").capitalize(), sentence


def _group(title: str, sentence: str, group: Sequence[Named]) -> list[str]:
    """Return a heading, a sentence and the directives of a group: what is called, what it takes and returns, words."""
    if not group:
        return []
    order = (isfunction, isclass, lambda _held: True)
    ranked = sorted(group, key=lambda named: [not test(named.held) for test in order])
    directives = "\n".join(_directive(named) for named in ranked)
    return [f"## {title}", sentence, f"```{{eval-rst}}\n{directives}\n```"]


def _directive(named: Named) -> str:
    held = named.held
    if isfunction(held):
        return f".. autofunction:: {named.path}"
    if not isclass(held):
        return _data(named)
    kind = "autoexception" if issubclass(held, Exception) else "autoclass"
    fields = getattr(held, "_fields", ())  # a named tuple's fields have a docstring that says nothing
    hidden = f"\n   :exclude-members: {', '.join(fields)}" if fields else ""
    return f".. {kind}:: {named.path}\n   :members:{hidden}"


def _data(named: Named) -> str:
    """Return what a word list or a value that ships says of itself."""
    held, text = named.held, _said_below(named.home, named.name)
    title = getattr(getattr(held, "title", None), "en", None) or getattr(getattr(held, "text", None), "en", None)
    said = [text] if text else [f"{title}."] if title and not isinstance(held, str) else []
    if get_origin(held) is Literal:
        said.append(f"One of {', '.join(f'``{word}``' for word in get_args(held))}.")
    own = type(held).__module__.startswith(restructure.__name__)
    named_type = f"{type(held).__module__}.{type(held).__name__}" if own else type(held).__name__
    kind = "" if get_origin(held) else f"\n   :type: {named_type}"
    body = "".join(f"\n\n   {line}" for line in said)
    return f".. py:data:: {named.path}{kind}{body}\n"


# --- what docstrings say ---------------------------------------------------------------------------------------------


def _stem(room: ModuleType) -> str:
    return room.__name__.rpartition(".")[2]


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(import_module(module).__file__ or "").read_text(encoding="utf-8"))


def _sentence(module: str) -> str:
    """Return the first sentence of a module's docstring."""
    opening = " ".join((ast.get_docstring(_tree(module)) or "").partition("\n\n")[0].split())
    first = opening.partition(". ")[0]
    return first if first.endswith((".", ":")) else f"{first}."


def _said_below(module: str, name: str) -> str:
    """Return the docstring below an assignment, or nothing."""
    body = _tree(module).body
    for node, following in pairwise(body):
        if name in _targets(node) and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            return " ".join(str(following.value.value).split())
    return ""


def _targets(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return (target.id for target in targets if isinstance(target, ast.Name))


def main() -> None:
    """Write the pages, and remove those of namespaces that are no more."""
    written = pages()
    for stale in set((REFERENCE / "api").glob("*.md")) - set(written):
        stale.unlink()
    for path, text in written.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
