"""Examples of a few lines, found in a file at whatever depth they stand there, and replaced."""


def replace_snippet(text: str, before: str, after: str) -> str:
    """The text with the lines of one example in place of those of another, indented alike.

    An example of one line may stand within a line. Raises LookupError unless it stands there once.
    """
    lines = before.split("\n")
    found = []
    for depth in range(0, 20, 2):
        # In a list the first line may follow a hyphen.
        for lead in (" " * depth, " " * (depth - 2) + "- " if depth > 1 else None):
            if lead is None:
                continue
            block = _indented(lines, lead, depth)
            if f"\n{block}\n" in f"\n{text}":
                found.append((block, _indented(after.split("\n"), lead, depth)))
    if not found and len(lines) == 1:
        found.append((before, after))
    if len(found) != 1 or text.count(found[0][0]) != 1:
        raise LookupError(before)
    return text.replace(*found[0])


def _indented(lines: list[str], lead: str, depth: int) -> str:
    first, *more = lines
    return "\n".join([lead + first, *(" " * depth + line if line else "" for line in more)])
