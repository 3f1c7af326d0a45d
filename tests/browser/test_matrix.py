"""Every way of opening the map, by everything that must hold there, cell by cell."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

pytest.register_assert_rewrite("tests.browser.matrix")

from tests.browser.matrix import (  # noqa: E402
    COLUMNS,
    OUTSIDE,
    ROWS,
    Matrix,
    Row,
    cells,
    laid_out,
)


@pytest.fixture(scope="module")
def matrix(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    with laid_out(chromium, tmp_path_factory.mktemp("matrix")) as matrix:
        yield matrix


@pytest.mark.parametrize(
    ("row", "column"),
    [pytest.param(row, column, id=f"{row.name}: {column}") for row, column in cells()],
)
def test_the_map_keeps_its_promise_wherever_it_is_opened(
    matrix: Matrix, row: Row, column: str
) -> None:
    matrix.check(row, column)


def test_only_cells_that_mean_nothing_are_left_out() -> None:
    assert len(cells()) == len(ROWS) * len(COLUMNS) - len(OUTSIDE)
    assert all(reason for reason in OUTSIDE.values())
