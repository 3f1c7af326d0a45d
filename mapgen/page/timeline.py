"""The timeline that stands in the page: bars, chapters and axis, each at its place by a rule."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapgen.wording import Wording

MOST_SINGLE = 600
"""Up to here every stay and every leg is drawn by itself; beyond, many are drawn together."""

TOGETHER = 64
"""So many: a browser draws the whole of a path wherever some of it is seen."""

_WIDEST_PX = 3_500
_LETTER_PX = 5
"""What has no room in a bar on the widest screen is not written into it."""

_WHERE_UNSAID = {"l": 0, "r": 1}
"""The shares that the style sheet takes where a rule names none."""

Told = Mapping[str, Any]
"""A part of the payload."""


class Timeline:
    """What the template of the timeline needs, and the rules that put everything in its place.

    Nothing in a page may carry a style of its own, so each bar, chapter and tick has a class whose
    rule says where it stands.
    """

    def __init__(self, payload: Told, say: Wording) -> None:
        self._say = say
        self._told = payload["timeline"]
        self._rules: list[str] = []
        stops = [stop for chapter in payload["chapters"] for stop in chapter["stops"]]
        self.total = len(stops)
        self.chapters = list(self._chapters(payload["chapters"]))
        self.ticks = [self._ticks_of(rank) for rank in (0, 1, 2)]
        self.labels = list(self._labels())
        self.handles = list(self._handles(self._told["years"]))
        self.is_long = self.total > MOST_SINGLE
        self.bars = [] if self.is_long else list(self._bars(stops))
        self.lanes = [list(self._lane(stops, kind)) if self.is_long else [] for kind in (0, 1)]

    @property
    def style(self) -> str:
        """The rules of all places."""
        return "".join(self._rules)

    def _chapters(self, chapters: Sequence[Told]) -> Iterator[Told]:
        for chapter, (first, last) in zip(chapters, self._told["chapters"], strict=True):
            if chapter["title"]:
                yield {**chapter, "at": self._at(x=first, w=last - first)}

    def _bars(self, stops: Sequence[Told]) -> Iterator[Told]:
        for stop, bar in zip(stops, self._told["bars"], strict=True):
            first, solid_first, solid_last, last = bar["edges"]
            width = (last - first) or 1
            inside = {"l": (solid_first - first) / width, "r": (solid_last - first) / width}
            words = stop["number"], stop["name"]["text"]
            room = _WIDEST_PX * (width if bar["undated"] else solid_last - solid_first)
            yield {
                **stop,
                "undated": bar["undated"],
                "at": self._at(x=first, w=last - first, **(inside if last > first else {})),
                "ticks": [self._at(x=(tick - first) / width) for tick in bar["ticks"]],
                "texts": [text for text in words if room > _LETTER_PX * len(text)],
                "words": self._say.text(
                    "client", "bar", n=words[0], place=words[1], date=stop["date"]["words"]
                ),
            }

    def _at(self, **shares: float) -> str:
        """The class of what stands at these shares of what it lies in."""
        name = f"at{len(self._rules)}"
        places = ";".join(
            f"--{key}:{_percent(share)}"
            for key, share in shares.items()
            if _WHERE_UNSAID.get(key) != share
        )
        self._rules.append(f".{name}{{{places}}}\n")
        return name

    def _ticks_of(self, rank: int) -> str:
        """Path data of the ticks of a rank, in a box one wide and high."""
        return "".join(
            f"M{share} 0V1" for share, tick_rank, _ in self._told["ticks"] if tick_rank == rank
        )

    def _labels(self) -> Iterator[Told]:
        for share, _, text in self._told["ticks"]:
            if text:
                yield {"at": self._at(x=share), "text": text}

    def _handles(self, years: Told | None) -> Iterator[Told]:
        """The two ends of a period: before its first year, and after its last."""
        if years:
            for name, start in (("from", years["start"]), ("to", years["after"])):
                yield {**years, "name": name, "at": self._at(x=start, w=years["width"])}

    def _lane(self, stops: Sequence[Told], is_forced: int) -> Iterator[tuple[str, str]]:
        """The stays of a lane in a box one wide and high, so many together, a line for each."""
        drawn = [
            (str(stop["n"]), f"M{bar['edges'][0]} .5H{bar['edges'][3]}")
            for stop, bar in zip(stops, self._told["bars"], strict=True)
            if stop["forced"] == is_forced
        ]
        for first in range(0, len(drawn), TOGETHER):
            numbers, lines = zip(*drawn[first : first + TOGETHER], strict=True)
            yield " ".join(numbers), "\n".join(lines)


def _percent(share: float) -> str:
    """A share in percent, as fine as the payload's.

    >>> _percent(0.123456), _percent(1)
    ('12.346%', '100%')
    """
    return f"{round(share * 100, 3):g}%"
