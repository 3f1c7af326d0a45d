"""First and last possible days, and how two of them compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapgen.dates.calendars import Day


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that something may mean; None where there is no such day."""

    first: Day | None
    last: Day | None

    def overlaps(self, other: "Bounds") -> bool:
        """Whether the two share a day."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def lies_in(self, other: "Bounds") -> bool:
        """Whether every day of this one is a day of the other."""
        starts_inside = other.first is None or (
            self.first is not None and self.first >= other.first
        )
        ends_inside = other.last is None or (self.last is not None and self.last <= other.last)
        return starts_inside and ends_inside


UNBOUNDED = Bounds(None, None)


def earliest(listed: Sequence[Bounds]) -> Bounds:
    """The bounds of whichever of several moments comes first.

    >>> earliest([Bounds(1, 365), Bounds(32, 59)])
    Bounds(first=1, last=59)
    """
    firsts = [each.first for each in listed if each.first is not None]
    lasts = [each.last for each in listed if each.last is not None]
    return Bounds(min(firsts) if len(firsts) == len(listed) else None, min(lasts, default=None))


def latest(listed: Sequence[Bounds]) -> Bounds:
    """The bounds of whichever of several moments comes last.

    >>> latest([Bounds(1, 365), Bounds(32, 59)])
    Bounds(first=32, last=365)
    """
    firsts = [each.first for each in listed if each.first is not None]
    lasts = [each.last for each in listed if each.last is not None]
    return Bounds(max(firsts, default=None), max(lasts) if len(lasts) == len(listed) else None)


def hull(listed: Sequence[Bounds]) -> Bounds:
    """The narrowest bounds that hold all the given ones.

    >>> hull([Bounds(1, 9), Bounds(20, None)])
    Bounds(first=1, last=None)
    """
    return Bounds(earliest(listed).first, latest(listed).last)


def joined(stretches: Iterable[Bounds]) -> tuple[Bounds, ...]:
    """The same days as stretches in order, with those that touch made one.

    >>> joined([Bounds(5, 9), Bounds(1, 4), Bounds(20, None)])
    (Bounds(first=1, last=9), Bounds(first=20, last=None))
    """
    found: list[Bounds] = []
    for each in sorted(stretches, key=lambda bounds: (bounds.first is not None, bounds.first or 0)):
        if found and not _leaves_gap(found[-1], each):
            found[-1] = hull([found[-1], each])
        else:
            found.append(each)
    return tuple(found)


def _ends_before(one: Bounds, other: Bounds) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first


def _leaves_gap(one: Bounds, other: Bounds) -> bool:
    return one.last is not None and other.first is not None and one.last + 1 < other.first
