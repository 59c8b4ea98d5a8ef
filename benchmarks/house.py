"""Draw the house from its imports and measure it: rooms, floors, arrows, circles, names on doors, lines, functions.

    python benchmarks/house.py                          # this checkout
    python benchmarks/house.py elsewhere/src/package    # another one, say of an older version, to compare
    python benchmarks/house.py --drawing                # the drawing alone; --mermaid for a diagram
    python benchmarks/house.py --write docs/explanation/house.md      # puts the drawing into the page

Nothing is imported: the source is read as text, so a version that needs other dependencies can be measured as well.

A *room* is what lies directly under the package: a folder, or a single file. An *arrow* is one room importing from
another, counted once however often it does, imports for type checkers included. A room's *floor* is the longest chain
of arrows down from it. Rooms that import each other in a circle share a floor, and the arrows between them are the
*upward* ones: in whatever order the rooms are put, some of these point up.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent.parent / "src" / "restructure"
FRONT = "(door)"
"""What the package's own `__init__` is called among the rooms."""

Graph = Mapping[str, Collection[str]]
"""From each name to the names it has arrows to."""


class Function(NamedTuple):
    """A function by its place, with the lines of its body, docstring excluded."""

    length: int
    place: str


class House(NamedTuple):
    """What was read of a package: files and rooms with their arrows, doors with their names, lines, functions."""

    files: Graph
    rooms: Graph
    names: Mapping[str, int]
    lines: Mapping[str, int]
    functions: list[Function]


def read(package: Path) -> House:
    """Return the house whose package lies in a folder."""
    texts = {_module(path, package): path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    packages = {_module(path, package) for path in package.rglob("__init__.py")}
    trees = {name: ast.parse(text) for name, text in texts.items()}
    files = {name: sorted(set(_imports(tree, name, packages, trees)) - {name}) for name, tree in trees.items()}
    rooms = {room_of(name): set[str]() for name in files}
    for name, imported in files.items():
        rooms[room_of(name)] |= {room_of(other) for other in imported} - {room_of(name)}
    named = {name: _names(trees[name]) for name in sorted(packages)}
    return House(
        files,
        {room: sorted(below) for room, below in rooms.items()},
        {name: len(published) for name, published in named.items() if published},
        sum((_lines(texts[name], trees[name]) for name in texts), Counter[str]()),
        sorted(function for name, tree in trees.items() for function in _functions(tree, name)),
    )


def _module(path: Path, package: Path) -> str:
    """Return a file's name below the package, with dots; the package's own is empty."""
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """Return the room that a file lies in."""
    return module.partition(".")[0] or FRONT


# --- arrows ----------------------------------------------------------------------------------------------------------


def _imports(tree: ast.Module, name: str, packages: Collection[str], known: Collection[str]) -> Iterator[str]:
    """Yield the files of the package that one of them imports; relative imports are the only ones the house has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = name.split(".") if name else []
            base = base[: len(base) - node.level + (name in packages)]
            source = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                inside = f"{source}.{alias.name}".strip(".")
                yield inside if inside in known else source


def circles(graph: Graph) -> list[list[str]]:
    """Return the sets of two names or more of which each can be reached from every other, the largest first."""
    reached = {name: _reached(graph, name) for name in graph}
    found: dict[str, list[str]] = {}
    for name in graph:
        circle = sorted(other for other in reached[name] if name in reached[other])
        if len(circle) > 1:
            found[circle[0]] = circle
    return sorted(found.values(), key=len, reverse=True)


def _reached(graph: Graph, name: str) -> set[str]:
    """Return everything that arrows lead to from a name; the name itself only where they lead back to it."""
    reached, ahead = set[str](), list(graph[name])
    while ahead:
        other = ahead.pop()
        if other not in reached:
            reached.add(other)
            ahead += graph[other]
    return reached


def upward(rooms: Graph) -> list[tuple[str, str]]:
    """Return the arrows between rooms of one circle."""
    return [(room, below) for circle in circles(rooms) for room in circle for below in rooms[room] if below in circle]


def floors(rooms: Graph) -> list[list[str]]:
    """Return the rooms of each floor, the ground first."""
    up = set(upward(rooms))
    below = {room: [other for other in rooms[room] if (room, other) not in up] for room in rooms}
    mates = {room: circle for circle in circles(rooms) for room in circle}
    heights: dict[str, int] = {}

    def height(room: str) -> int:
        if room not in heights:
            group = mates.get(room, [room])
            level = max((1 + height(other) for mate in group for other in below[mate]), default=0)
            heights.update(dict.fromkeys(group, level))
        return heights[room]

    levels: list[list[str]] = [[] for _ in range(1 + max(map(height, rooms)))]
    for room in sorted(rooms):
        levels[heights[room]].append(room)
    return levels


def supports(rooms: Graph) -> Graph:
    """Return the arrows that say all: none to a room that another one it rests on leads to anyway."""
    reached = {room: _reached(rooms, room) for room in rooms}
    return {
        room: [
            below
            for below in rooms[room]
            if not any(below in reached[other] and room not in reached[other] for other in rooms[room])
        ]
        for room in rooms
    }


# --- doors, lines, functions -----------------------------------------------------------------------------------------


def _names(tree: ast.Module) -> set[str]:
    """Return the names that a package publishes: those of its lazy door, or of a list written out."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "door":
            names |= {name for value in ast.literal_eval(node.args[1]).values() for name in value.split()}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            listed = [target for target in targets if isinstance(target, ast.Name) and target.id == "__all__"]
            if listed and isinstance(node.value, ast.List | ast.Tuple):
                names |= set(ast.literal_eval(node.value))
    return names


def _lines(text: str, tree: ast.Module) -> Counter[str]:
    """Return how many lines are code, docstrings, comments or blank; a comment behind code is no line of its own."""
    lines = text.splitlines()
    kinds = ["code" if line.strip() else "blank" for line in lines]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip():
            kinds[token.start[0] - 1] = "comments"
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                kinds[line - 1] = "docstrings"
    return Counter(kinds)


def _functions(tree: ast.Module, name: str) -> Iterator[Function]:
    """Yield every function and method, also those inside others."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            yield Function(length, f"{name or FRONT}.{node.name}")


# --- pages -----------------------------------------------------------------------------------------------------------


def drawing(house: House) -> str:
    """Return the rooms by floors, the roof first, each with what it rests on."""
    levels, rests = floors(house.rooms), supports(house.rooms)
    lines: list[str] = []
    for level in range(len(levels) - 1, -1, -1):
        for room in levels[level]:
            label = f"{level:>2}  {room}" if room == levels[level][0] else f"    {room}"
            lines.append(f"{label:<18} {'-> ' if rests[room] else ''}{', '.join(rests[room])}".rstrip())
    return "\n".join(lines)


def put_into(page: str, house: House) -> str:
    """Return a Markdown page with the drawing as its first block of plain text."""
    block = re.compile(r"^```text\n.*?^```$", re.MULTILINE | re.DOTALL)
    return block.sub(lambda _: f"```text\n{drawing(house)}\n```", page, count=1)


def mermaid(house: House) -> str:
    """Return the same as a Mermaid diagram."""
    lines = ["flowchart TD"]
    for level, rooms in reversed(list(enumerate(floors(house.rooms)))):
        lines.append(f'    subgraph floor{level} ["floor {level}"]')
        lines += [f'        {_node(room)}["{room}"]' for room in rooms]
        lines.append("    end")
    for room, below in supports(house.rooms).items():
        lines += [f"    {_node(room)} --> {_node(other)}" for other in below]
    return "\n".join(lines)


def _node(room: str) -> str:
    return "room_" + room.strip("()_")


def figures(house: House) -> str:
    """Return what was measured, line by line."""
    total, names = sum(house.lines.values()), dict(house.names)
    front = names.pop("", 0)
    rising, rings = upward(house.rooms), circles(house.files)
    return "\n".join(
        [
            f"files      {len(house.files)}, of which {_in_root(house.files)} lie in the root",
            f"rooms      {len(house.rooms)} on {len(floors(house.rooms))} floors",
            f"arrows     {sum(map(len, house.rooms.values()))} between rooms, {len(rising)} of them upward"
            + _listed(f"{room} -> {below}" for room, below in rising),
            f"circles    {len(rings)} of files" + _listed(" ".join(ring) for ring in rings),
            f"names      {front} on the front door" + "".join(f"; {door} {count}" for door, count in names.items()),
            f"lines      {total:,}: "
            + ", ".join(f"{kind} {count:,} ({count / total:.1%})" for kind, count in sorted(house.lines.items())),
            f"functions  {_bodies(house.functions)}",
        ]
    )


def _bodies(functions: Sequence[Function]) -> str:
    middle, ninth, last = (functions[int((len(functions) - 1) * part)] for part in (0.5, 0.9, 1))
    spread = f"median {middle.length}, 90th percentile {ninth.length}, longest {last.length}"
    return f"{len(functions):,}, bodies of {spread} lines ({last.place})"


def _in_root(files: Iterable[str]) -> int:
    return sum("." not in name for name in files) - len({name.partition(".")[0] for name in files if "." in name})


def _listed(items: Iterable[str]) -> str:
    return "".join(f"\n           {item}" for item in items)


def main() -> None:
    """Print the figures and the drawing of the package asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", nargs="?", type=Path, default=HERE, help="folder of the package; default: ours")
    parser.add_argument("--drawing", action="store_true", help="the drawing alone, as text")
    parser.add_argument("--mermaid", action="store_true", help="the drawing alone, as a Mermaid diagram")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the drawing into a Markdown page")
    parser.add_argument("--smoke", action="store_true", help="as without: measuring takes a second")
    asked = parser.parse_args()
    house = read(asked.package)
    if asked.write:
        asked.write.write_text(put_into(asked.write.read_text(encoding="utf-8"), house), encoding="utf-8")
    elif asked.mermaid:
        print(mermaid(house))
    else:
        print(*([] if asked.drawing else [figures(house), ""]), drawing(house), sep="\n")


if __name__ == "__main__":
    main()
