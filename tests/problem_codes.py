"""Every code a problem can have, read from the source of the package."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "mapgen"
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_IN_TEXT = re.compile(r"(?:error|warning)\[([a-z-]+)\]")
_CODE_FIRST = "PydanticCustomError"
_EXPLANATION = "_Explanation"


def codes_of_package() -> set[str]:
    """The codes of all problems that the package can report."""
    found: set[str] = set()
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]
    shared = {
        name: at for tree in trees for name, at in takers_of(tree).items() if name[0].isupper()
    }
    for tree in trees:
        found |= codes_of(tree, shared)
    return found


def codes_of(tree: ast.Module, shared: Mapping[str, int] | None = None) -> set[str]:
    """The codes in one module; `shared` are classes of other modules that take a code."""
    takers = {**(shared or {}), **takers_of(tree)}
    return {
        *_in_texts(tree),
        *_in_calls(tree, takers),
        *_in_defaults(tree),
        *_in_returns(tree),
    }


def takers_of(tree: ast.Module) -> dict[str, int]:
    """Functions and classes of a module that take a `code`, and which argument it is."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            fields = [each.target.id for each in node.body if _is_field(each)]  # type: ignore[attr-defined]
            if "code" in fields:
                found[node.name] = fields.index("code")
            for method in node.body:
                if isinstance(method, _Function) and "code" in (names := _parameters(method)):
                    own = node.name if method.name == "__init__" else method.name
                    found[own] = names.index("code")
        elif isinstance(node, _Function) and "code" in (names := _parameters(node)):
            found.setdefault(node.name, names.index("code"))
    return found


def _is_field(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)


def _parameters(function: _Function) -> list[str]:
    names = [each.arg for each in function.args.args]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _in_texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _IN_TEXT.findall(node.value)


def _in_calls(tree: ast.Module, takers: Mapping[str, int]) -> Iterator[str]:
    for owner in ast.walk(tree):
        if not isinstance(owner, _Function | ast.Module):
            continue
        for call in _own_calls(owner):
            name = _called(call)
            if name == _CODE_FIRST:
                yield from _values(call.args[0], owner, tree)
            elif name in takers:
                yield from _values(_argument(call, takers[name]), owner, tree)


def _own_calls(owner: ast.AST) -> Iterator[ast.Call]:
    """The calls in a function, not those in functions within it."""
    waiting = list(ast.iter_child_nodes(owner))
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Function):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting += ast.iter_child_nodes(node)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _argument(call: ast.Call, at: int) -> ast.expr | None:
    named = next((each.value for each in call.keywords if each.arg == "code"), None)
    return named or (call.args[at] if at < len(call.args) else None)


def _values(code: ast.expr | None, owner: ast.AST, tree: ast.Module) -> Iterator[str]:
    """The texts that an argument can be: as written, or filled in by callers in the module."""
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        yield code.value
    elif isinstance(code, ast.IfExp):
        yield from _values(code.body, owner, tree)
        yield from _values(code.orelse, owner, tree)
    elif isinstance(code, ast.Name) and (constant := _constant(code.id, tree)):
        yield constant
    elif isinstance(code, ast.JoinedStr):
        yield from _filled(code, owner, tree)


def _constant(name: str, tree: ast.Module) -> str | None:
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == name
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            return node.value.value
    return None


def _filled(code: ast.JoinedStr, owner: ast.AST, tree: ast.Module) -> Iterator[str]:
    assert isinstance(owner, _Function)
    [hole] = [each for each in code.values if isinstance(each, ast.FormattedValue)]
    assert isinstance(hole.value, ast.Name)
    at = _parameters(owner).index(hole.value.id)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _called(call) == owner.name:
            word = call.args[at]
            assert isinstance(word, ast.Constant)
            yield "".join(
                str(each.value) if isinstance(each, ast.Constant) else str(word.value)
                for each in code.values
            )


def _in_defaults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            arguments: Sequence[ast.arg] = node.args.args
            for argument, value in zip(
                reversed(arguments), reversed(node.args.defaults), strict=False
            ):
                if argument.arg == "code" and isinstance(value, ast.Constant):
                    yield str(value.value)


def _in_returns(tree: ast.Module) -> Iterator[str]:
    """The first of what a function returns that tells code, message and hint."""
    for function in ast.walk(tree):
        if not isinstance(function, _Function) or _annotated(function) != _EXPLANATION:
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                first = node.value.elts[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def _annotated(function: _Function) -> str:
    return function.returns.id if isinstance(function.returns, ast.Name) else ""
