"""How the scripts and styles of a page are joined from their files."""

import re
from pathlib import Path

import pytest

from mapgen.page.bundle import (
    client_script,
    client_styles,
    join_modules,
    leaflet_licence,
    leaflet_script,
    leaflet_styles,
)


def modules(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_imports_come_before_the_module_that_imports_them(tmp_path: Path) -> None:
    folder = modules(
        tmp_path,
        main="import { b } from './b.js';\nb();\n",
        b="import { a } from './a.js';\nexport const b = () => a;\n",
        a="export const a = 1;\n",
    )
    assert join_modules(folder, "main.js") == "const a = 1;\nconst b = () => a;\nb();\n"


def test_a_module_imported_twice_is_joined_once(tmp_path: Path) -> None:
    folder = modules(
        tmp_path,
        main="import { b } from './b.js';\nimport { a } from './a.js';\nuse(a, b);\n",
        b="import { a } from './a.js';\nexport const b = a;\n",
        a="export const a = 1;\n",
    )
    assert join_modules(folder, "main.js").count("const a = 1;") == 1


def test_an_import_may_run_over_lines(tmp_path: Path) -> None:
    folder = modules(
        tmp_path,
        main="import {\n  one,\n  two,\n} from './a.js';\none(two);\n",
        a="export const one = 1;\nexport const two = 2;\n",
    )
    assert join_modules(folder, "main.js") == "const one = 1;\nconst two = 2;\none(two);\n"


@pytest.mark.parametrize(
    "written",
    ["const x = 1;", "let x = 1;", "class X {}", "function x() {}", "async function x() {}"],
)
def test_the_export_keyword_falls_away(tmp_path: Path, written: str) -> None:
    assert join_modules(modules(tmp_path, a=f"export {written}\n"), "a.js") == f"{written}\n"


def test_the_words_import_and_export_stay_inside_a_text(tmp_path: Path) -> None:
    text = "const said = 'import it from here; export it';\n"
    assert join_modules(modules(tmp_path, a=text), "a.js") == text


def test_modules_in_a_circle_are_refused_with_the_circle(tmp_path: Path) -> None:
    folder = modules(
        tmp_path,
        a="import { b } from './b.js';\n",
        b="import { a } from './a.js';\n",
    )
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
        join_modules(folder, "a.js")


def test_a_missing_module_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        join_modules(modules(tmp_path, a="import { b } from './b.js';\n"), "a.js")


def test_our_script_leaves_no_name_behind() -> None:
    script = client_script()
    assert script.startswith('(() => {\n"use strict";\n')
    assert script.endswith("})();\n")


def test_leaflet_keeps_its_notice_and_points_at_no_other_file() -> None:
    script = leaflet_script()
    assert "Leaflet 1.9.4" in script[:200]
    assert "sourceMappingURL" not in script


def test_the_licence_of_leaflet_is_whole() -> None:
    assert "EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE" in leaflet_licence()


def test_the_styles_of_leaflet_fetch_no_picture_but_keep_the_rest() -> None:
    styles = leaflet_styles()
    assert "url(" not in styles
    assert ".leaflet-pane" in styles
    assert ".leaflet-control-zoom" in styles
    assert styles.count("{") == styles.count("}")


def test_the_styles_of_leaflet_know_nothing_that_our_map_has_not() -> None:
    styles = leaflet_styles()
    assert not re.search(r"(?:^|\})[^{},]*leaflet-(?:popup|tooltip|tile)[^{},]*\{", styles)
    assert len(styles) < 5_000


def test_styles_stand_without_comments_and_layout_and_mean_the_same() -> None:
    styles = client_styles()
    assert not re.search(r"/\*|\n|;\}|[{};,] | \{", styles)
    assert styles.count("{") == styles.count("}")
    assert "viewBox='0 0 14 14'" in styles
    assert ":root:is(:lang(fa),:lang(ar),:lang(ur)) :is(.nm.c,.nm.s){" in styles


def test_our_styles_come_with_the_tokens_first_and_print_last() -> None:
    styles = client_styles()
    assert styles.startswith(":root{")
    assert styles.index("--paper") < styles.index(".stop") < styles.index("@page")


def test_comments_that_fill_their_lines_and_the_layout_fall_away(tmp_path: Path) -> None:
    text = (
        "// @ts-check\n/**\n * Why.\n * @param {string} a\n */\nexport function x(a) {\n"
        "  // because\n\n  return /** @type {any} */ (a);\n}\n"
    )
    assert join_modules(modules(tmp_path, a=text), "a.js") == "function x(a) {\nreturn (a);\n}\n"


def test_what_looks_like_a_comment_inside_a_line_stays(tmp_path: Path) -> None:
    text = "const a = 'http://example.org';\nconst b = /\\/\\//;\n"
    assert join_modules(modules(tmp_path, a=text), "a.js") == text
