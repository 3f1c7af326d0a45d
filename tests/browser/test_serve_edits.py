"""Two hundred edits, good and bad, one after the other, while a browser and a reader look on."""

import json
import random
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.test_serve import PROBLEMS, looking
from tests.project import ROUTE, TEXT_EN, Project, make_project
from tests.serving import PATIENCE_S, Served, served

EDITS = 200
SETTLED = 40
MOST_GROWTH = 1.1
READ_EVERY_S = 0.02
PATIENCE_MS = 1000 * PATIENCE_S


@dataclass
class Author:
    """Someone who writes at a route, now well, now badly, and saves each time."""

    project: Project
    chance: random.Random
    title: str = "A small road"
    titles: list[str] = field(default_factory=lambda: ["A small road"])

    def edit(self) -> str:
        """Save something; the code of the mistake in it, or nothing where it is good."""
        self.text.write_text(TEXT_EN, encoding="utf-8")
        self.project.geocache.unlink(missing_ok=True)
        if self.chance.random() < 0.5:
            code, change = "", self._good
        else:
            code, change = self.chance.choice(list(_MISTAKES.items()))
        change(self) if code else change()
        return code

    @property
    def text(self) -> Path:
        return self.project.folder / "texts" / "en.txt"

    @property
    def route(self) -> str:
        """The route as it should be, with the title of now."""
        return ROUTE.replace("A small road", self.title)

    def save(self, content: bytes) -> None:
        """Write the route: in one step, over itself, or in pieces."""
        way = self.chance.choice(["step", "over", "pieces"])
        path = self.project.route
        if way == "step":
            path.with_name("new").write_bytes(content)
            path.with_name("new").replace(path)
        elif way == "over":
            path.write_bytes(content)
        else:
            with path.open("wb") as stream:
                for start in range(0, len(content), 400):
                    stream.write(content[start : start + 400])
                    stream.flush()

    def _good(self) -> None:
        self.title = f"A road told {len(self.titles)} times"
        self.titles.append(self.title)
        note = "# a remark\n" * self.chance.randint(0, 3)
        year = self.chance.choice(["1888", "1887/1889", "1888~"])
        self.save((note + self.route.replace("when: 1888\n", f"when: {year}\n")).encode())


def _saving(change: Callable[[str], str]) -> Callable[[Author], None]:
    return lambda author: author.save(change(author.route).encode())


def _remove(author: Author) -> None:
    author.project.route.unlink(missing_ok=True)


def _spoil_text(author: Author) -> None:
    author.save(author.route.encode())
    author.text.write_text("Another text.", encoding="utf-8")


def _spoil_look_ups(author: Author) -> None:
    author.save(author.route.encode())
    author.project.geocache.write_text("{", encoding="utf-8")


_MISTAKES: dict[str, Callable[[Author], None]] = {
    "yaml-syntax": _saving(lambda route: route.replace("chapters:", "chapters: [")),
    "empty-file": _saving(lambda route: ""),
    "chapters-or-stops": _saving(lambda route: route[: route.index("chapters:")]),
    "unknown-place": _saving(lambda route: route.replace("place: london", "place: londn")),
    "date-syntax": _saving(lambda route: route.replace("when: 1888\n", "when: soon\n")),
    "encoding": lambda author: author.save(author.route.encode() + b"# \xff\n"),
    "no-file": _remove,
    "quote-not-found": _spoil_text,
    "geocache-syntax": _spoil_look_ups,
}


@dataclass
class Reader:
    """Someone who asks for the page again and again, and keeps what is wrong with it."""

    server: Served
    wrong: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    is_done: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        while not self.is_done.wait(READ_EVERY_S):
            answer = self.server.get("/small.html")
            page = answer.text
            data = re.search(r'id="mapgen-data">(.*?)</script>', page)
            title = re.search("<title>(.*?)</title>", page)
            if answer.status != 200 or not page.endswith("</html>") or not data or not title:
                self.wrong.append(f"{answer.status}: {page[:200]} ... {page[-200:]}")
                return
            json.loads(data[1])
            self.titles.add(title[1])


@contextmanager
def reading(server: Served) -> Iterator[Reader]:
    reader = Reader(server)
    thread = threading.Thread(target=reader.read)
    thread.start()
    try:
        yield reader
    finally:
        reader.is_done.set()
        thread.join()


def memory_kb(server: Served) -> int:
    """What a process holds in memory at this moment."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    [line] = re.findall(r"VmRSS:\s+(\d+) kB", status)
    return int(line)


def sees(page: Page, title: str, code: str) -> None:
    """The page has the title of the last good route, and shows the mistake if there is one."""
    if code:
        told = page.locator(f"{PROBLEMS}:visible")
        expect(told).to_contain_text(f"error[{code}]", timeout=PATIENCE_MS)
    else:
        expect(page.locator(PROBLEMS)).to_be_hidden(timeout=PATIENCE_MS)
    expect(page).to_have_title(title, timeout=PATIENCE_MS)


def test_after_each_of_two_hundred_edits_the_page_is_the_last_good_one_or_tells_the_mistake(
    chromium: Browser, tmp_path: Path
) -> None:
    author = Author(make_project(tmp_path), random.Random(8))
    codes, memory = set(), []
    with served(tmp_path, "small", "--sources", "texts") as server:
        with looking(chromium, server) as page, reading(server) as reader:
            page.goto(server.address)
            for number in range(EDITS):
                code = author.edit()
                sees(page, author.title, code)
                codes.add(code)
                if number >= SETTLED:
                    memory.append(memory_kb(server))
        assert server.press_ctrl_c() == 130
        assert "Traceback" not in server.said
    assert reader.wrong == []
    assert reader.titles <= set(author.titles)
    assert len(reader.titles) > EDITS / 10
    assert codes == {"", *_MISTAKES}
    assert max(memory) < MOST_GROWTH * memory[0], memory[::20]
