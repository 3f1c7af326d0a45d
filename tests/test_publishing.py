"""What a map says of itself to other sites, read back by programs that are not ours."""

import html
import json
import re
import struct
from pathlib import Path

import extruct
import linkpreview
import pytest
from micawber.providers import Provider
from pyoembed import oEmbed

from mapgen.cli.drawing import draw
from mapgen.embed.oembed import oembed_of
from mapgen.incremental import Order, kept_outcome
from mapgen.page.render import render_page
from mapgen.site import Site
from tests.project import Project, make_project
from tests.small_road import payload_of, road
from tests.web import served

SITE = "https://example.org/maps/"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small route, built for a site; tests only read it."""
    project = make_project(tmp_path_factory.mktemp("published"))
    publish(project)
    return project


def publish(project: Project, site: str = SITE, *more: str) -> str:
    """The page of the small route, built for a site."""
    ran = project.run("build", "--site-url", site, *more)
    assert ran.code == 0, ran.err
    return project.page.read_text(encoding="utf-8")


def beside(project: Project, suffix: str) -> Path:
    return project.folder / "output" / f"small.{suffix}"


def open_graph(page: str) -> dict[str, str]:
    [found] = extruct.extract(page, syntaxes=["opengraph"])["opengraph"]
    return dict(found["properties"])


# --- the head -----------------------------------------------------------------------------------


def test_without_a_site_no_address_is_invented_and_nothing_is_written_beside_the_map(
    project: Project,
) -> None:
    assert project.run("build").code == 0
    head = project.page.read_text(encoding="utf-8").split("<style>")[0]
    assert not re.search(r"<link (?!rel=.icon. href=.data:,.>)|https?://|og:url|og:image", head)
    assert [path.name for path in (project.folder / "output").iterdir()] == ["small.html"]


def test_a_parser_of_open_graph_reads_the_map_its_address_and_its_picture(
    published: Project,
) -> None:
    assert open_graph(published.page.read_text(encoding="utf-8")) == {
        "og:title": "A small road",
        "og:description": "2 stops, told in the words of two sources in two languages. "
        "Where they disagree, every side is shown.",
        "og:type": "article",
        "og:url": "https://example.org/maps/small.html",
        "og:image": "https://example.org/maps/small.card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Map: A small road, 2 stops, 1879–1940",
    }


def test_a_maker_of_link_previews_finds_title_text_and_picture(published: Project) -> None:
    page = published.page.read_text(encoding="utf-8")
    found = linkpreview.link_preview(SITE + "small.html", page)
    assert found.title == "A small road"
    assert found.description.startswith("2 stops")
    assert found.absolute_image == SITE + "small.card.png"


@pytest.mark.parametrize(
    "title", ["A \"road\" & 'more' <b>", "راهی در تبعید", "</title><script>x</script>"]
)
def test_any_title_comes_back_as_it_was_written(title: str) -> None:
    payload, site = payload_of(road(title=title)), Site.read(SITE)
    found = open_graph(render_page(payload, site=site))
    told = oembed_of(payload, site, author=None)
    assert found["og:title"] == told["title"] == title
    assert found["og:image:alt"] == f"Map: {title}, 7 stops, 1879–1940"
    [written] = re.findall(' title="([^"<>]*)" ', told["html"])
    assert html.unescape(written) == found["og:image:alt"]


def test_all_of_it_stands_in_the_first_kilobytes_before_any_inlined_code(
    published: Project,
) -> None:
    head = published.page.read_bytes().split(b"<style>")[0]
    assert len(head) < 4_000
    assert head.count(b"og:image") == 5
    assert b"application/json+oembed" in head


def test_the_head_goes_on_in_the_order_that_crawlers_need(published: Project) -> None:
    head = published.page.read_text(encoding="utf-8").split("<style>")[0]
    found = re.findall(r'<(?:meta|link) (?:name|property|rel)="([^"]+)"', head)
    assert found == [
        "viewport", "referrer", "icon", "description", "canonical", "og:title", "og:description",
        "og:type", "og:url", "og:image", "og:image:type", "og:image:width", "og:image:height",
        "og:image:alt", "twitter:card", "alternate", "generator", "color-scheme",
    ]  # fmt: skip


# --- picture and oEmbed --------------------------------------------------------------------------


def test_the_picture_has_the_size_that_the_page_says(published: Project) -> None:
    content = beside(published, "card.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (1200, 630)


def test_a_picture_whose_letters_the_fonts_lack_is_told_in_english(
    project: Project, published: Project
) -> None:
    page = publish(project, SITE, "--lang", "fa")
    assert 'content="نقشه: A small road، ۲ ایستگاه، ۱۸۷۹–۱۹۴۰"' in page
    assert beside(project, "card.png").read_bytes() == beside(published, "card.png").read_bytes()


def test_consumers_of_oembed_find_the_frame_by_the_address_of_the_page(
    project: Project,
) -> None:
    with served(project.folder / "output") as site:
        publish(project, site)
        discovered = oEmbed(f"{site}small.html", maxwidth=400)
        fetched = Provider(f"{site}small.oembed.json").request(f"{site}small.html")
    assert {**discovered, "url": f"{site}small.html"} == fetched
    assert discovered == {
        "version": "1.0",
        "type": "rich",
        "title": "A small road",
        "provider_name": "127.0.0.1",
        "provider_url": site,
        "html": f'<iframe src="{site}small.html" title="Map: A small road, 2 stops, 1879–1940" '
        'width="600" height="450" frameborder="0"></iframe>',
        "width": 600,
        "height": 450,
        "thumbnail_url": f"{site}small.card.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def test_the_author_is_named_where_the_route_names_one(project: Project) -> None:
    project.edit("title: A small road\n", "title: A small road\nauthor: A. Reader\n")
    publish(project)
    told = json.loads(beside(project, "oembed.json").read_text(encoding="utf-8"))
    assert told["author_name"] == "A. Reader"


# --- written whole, the same every time, and only when needed -----------------------------------


def contents(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.folder / "output").iterdir()}


def test_another_run_writes_the_same_bytes(project: Project, published: Project) -> None:
    publish(project)
    assert contents(project) == contents(published)
    assert sorted(contents(project)) == ["small.card.png", "small.html", "small.oembed.json"]


@pytest.mark.parametrize("suffix", ["card.png", "oembed.json"])
def test_a_file_beside_the_map_that_is_gone_or_changed_is_written_again(
    project: Project, suffix: str
) -> None:
    order = Order(project.route, project.page.parent, site=Site.read(SITE))
    draw(order)
    before = contents(project)
    assert kept_outcome(order)
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"x")):
        spoil(beside(project, suffix))
        assert kept_outcome(order) is None
        draw(order)
        assert contents(project) == before


def test_the_command_names_every_file_it_wrote(project: Project) -> None:
    ran = project.run("build", "--site-url", SITE)
    lines = [line.split(":")[0] for line in ran.out.splitlines()]
    assert lines == ["output/small.html", "output/small.card.png", "output/small.oembed.json"]
    again = project.run("build", "--site-url", SITE)
    assert again.out == ran.out.replace(" KB\n", " KB, unchanged\n")


def test_a_route_with_errors_leaves_all_three_files(project: Project) -> None:
    publish(project)
    before = contents(project)
    project.edit("place: london", "place: londn")
    assert project.run("build", "--site-url", SITE).code == 1
    assert contents(project) == before


def test_without_what_draws_pictures_the_extra_is_named_and_nothing_is_written(
    project: Project, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "resvg_py.py").write_text("raise ModuleNotFoundError(name='resvg_py')\n", "utf-8")
    ran = project.run("build", "--site-url", SITE, PYTHONPATH=str(hidden))
    assert ran.code == 2
    assert "pip install 'mapgen[picture]'" in ran.err
    assert not project.page.exists()


# --- the address of a site -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.org:8000/Maps//", "http://example.org:8000/Maps/"),
        ("https://bücher.example/رود", "https://xn--bcher-kva.example/%D8%B1%D9%88%D8%AF/"),
        (
            "https://example.org/a%20b/(c)\"'<%zz",
            "https://example.org/a%20b/%28c%29%22%27%3C%25zz/",
        ),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_the_address_of_a_folder_is_written_as_a_browser_would(written: str, address: str) -> None:
    assert Site.read(written).address == address
    assert Site.read(address).address == address


@pytest.mark.parametrize(
    "written",
    [
        "", "example.org", "//example.org/", "ftp://example.org/", "javascript:alert(1)",
        "data:text/html,x", "file:///maps/", "https://", "https://user@example.org/",
        "https://example.org\\@evil/", "https://example.org/?maps", "https://example.org/#maps",
        "https://example.org/my maps", "https://example.org:0/", "https://example.org:99999/",
        "https://exa_mple/", "https://-example/", "https://../", "https://example.org/../",
        "https://example.org/maps\n", "https://example.org/small.html", "https://" + "é" * 70 + "/",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_not_the_address_of_a_folder_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(ValueError, match=r"of the folder the maps lie in, as in https://example"):
        Site.read(written)


def test_the_command_line_refuses_it_as_wrong_usage(project: Project) -> None:
    ran = project.run("build", "--site-url", "example.org")
    assert ran.code == 2
    assert "--site-url': `example.org` is not the address of a site; write" in ran.err
    assert not project.page.exists()
