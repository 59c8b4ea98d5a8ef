"""Signatures as a caller reads them: what a field takes, by the public names of types.

A record's field is annotated with what parses it, say `Amount`; a caller wants to know that it takes a text, a Decimal
or a number. Both stand in the source, where type checkers read them, and are read here from there.
"""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

LONGEST_DEFAULT = 40


def shown(_app: object, what: str, _name: str, held: Any, _options: object, given: str | None, back: str | None) -> Any:
    """Return the signature of what is documented and its return annotation, for `autodoc-process-signature`."""
    if what not in {"class", "function", "method"} or given is None:
        return given, back
    signature = inspect.signature(held)
    module = _file_of(held)
    parameters = list(signature.parameters.values())
    bound = what == "method" and not given.startswith("(self") and parameters[:1] and parameters[0].name == "self"
    parts = [item.replace(annotation=_readable(item.annotation, module)) for item in parameters[bool(bound) :]]
    returned = None if what == "class" else _readable(signature.return_annotation, module)
    return _text(parts), None if returned is inspect.Signature.empty else returned


def _text(parameters: list[inspect.Parameter]) -> str:
    """Return parameters as text, with defaults too long to read left out."""
    pieces: list[str] = []
    star = any(item.kind is item.VAR_POSITIONAL for item in parameters)
    for item in parameters:
        if item.kind is item.KEYWORD_ONLY and not star:
            pieces.append("*")
            star = True
        stars = "*" * (item.kind is item.VAR_POSITIONAL) + "**" * (item.kind is item.VAR_KEYWORD)
        kind = "" if item.annotation is item.empty else f": {item.annotation}"
        pieces.append(stars + item.name + kind + _default(item))
    return f"({', '.join(pieces)})"


def _default(item: inspect.Parameter) -> str:
    if item.default is item.empty:
        return ""
    text = repr(item.default)
    return f" = {text}" if len(text) <= LONGEST_DEFAULT and not text.startswith("<") else " = ..."


def _file_of(held: Any) -> str:
    """Return the module a class or function was written in, whatever door it names."""
    if isinstance(held, FunctionType):
        return str(inspect.unwrap(held).__globals__["__name__"])
    module: str = held.__module__
    while home := getattr(import_module(module), "_homes", {}).get(held.__name__):
        module = f"{module}.{home}"
    return module


def _readable(annotation: Any, module: str) -> Any:
    if annotation is inspect.Parameter.empty or annotation is None:
        return annotation
    text = annotation if isinstance(annotation, str) else _plain(annotation)
    return ast.unparse(_Named(module).visit(ast.parse(text.strip("'\""), mode="eval").body))


def _plain(annotation: Any) -> str:
    held = getattr(annotation, "__forward_arg__", None)
    return str(held or (annotation.__name__ if isinstance(annotation, type) else annotation))


class _Named(ast.NodeTransformer):
    """Replaces the names of an annotation by what they mean to a caller."""

    def __init__(self, module: str) -> None:
        self.module = module

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace one name."""
        return ast.parse(_meaning(self.module, node.id), mode="eval").body

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Write a union in a union as one."""
        return ast.parse(
            " | ".join(ast.unparse(self.visit(side)) for side in (node.left, node.right)), mode="eval"
        ).body

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Put what is in brackets in its place; the words of a Literal stay, the checks of an Annotated go."""
        outer = ast.unparse(node.value)
        if outer == "Literal":
            return node
        if outer == "Annotated" and isinstance(node.slice, ast.Tuple):
            return self._visited(node.slice.elts[0])
        named, inner = ast.unparse(self._visited(node.value)), ast.unparse(self._visited(node.slice)).strip("()")
        filled, places = re.subn(r"\bT\b", inner, named)  # a generic alias, such as `Items[T]`
        filled = filled if places else f"{named}[{inner}]"
        return ast.parse(filled, mode="eval").body

    def _visited(self, node: ast.expr) -> ast.expr:
        visited: ast.expr = self.visit(node)
        return visited

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """Read a quoted annotation."""
        return self.visit(ast.parse(node.value, mode="eval").body) if isinstance(node.value, str) else node


@cache
def _meaning(module: str, name: str) -> str:
    """Return what a name in a module is to a caller: a public name in full, a plain type, or itself."""
    public = _public(module, name)
    if public:
        return public
    for node in _statements(module):
        if isinstance(node, ast.ClassDef) and node.name == name:
            taken = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__set__"]
            annotation = taken[0].args.args[2].annotation if taken else None
            return name if annotation is None else _expanded(annotation, module)
        if (
            isinstance(node, ast.ImportFrom)
            and node.level
            and name in {item.asname or item.name for item in node.names}
        ):
            source = import_module(f"{'.' * node.level}{node.module or ''}", _package_of(module)).__name__
            return _meaning(source, name)
        if isinstance(node, ast.Assign) and any(
            isinstance(item, ast.Name) and item.id == name for item in node.targets
        ):
            return _expanded(node.value, module)
    return name


def _expanded(node: ast.expr, module: str) -> str:
    """Return what a type alias stands for; what is none, such as a type variable, stands for itself."""
    if isinstance(node, ast.Call):
        return str(node.args[0].value if isinstance(node.args[0], ast.Constant) else "object")
    return ast.unparse(_Named(module).visit(ast.parse(ast.unparse(node), mode="eval").body))


def _public(module: str, name: str) -> str:
    """Return the full name at the outermost door that publishes what a module calls by a name, or nothing."""
    path, found = module.split("."), ""
    for length in range(len(path), 0, -1):
        package = ".".join(path[:length])
        home = getattr(import_module(package), "_homes", {}).get(name)
        if home is not None and (package == module or f"{package}.{home}" in (module, found)):
            found = package
    return f"{found}.{name}" if found else ""


@cache
def _statements(module: str) -> list[ast.stmt]:
    """Return a module's statements as type checkers see them, what is meant for them alone first."""
    body = ast.parse(Path(import_module(module).__file__ or "").read_text(encoding="utf-8")).body
    checked = [node for node in body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return [*(inner for node in checked for inner in node.body), *body]


def _package_of(module: str) -> str:
    held = import_module(module)
    return module if hasattr(held, "__path__") else module.rpartition(".")[0]
