"""Reading ESRI shapefiles: the polygons of a `.shp` and the records of its `.dbf`.

Only what deriving the atlas needs: polygon shapes and text or number fields, as laid down in the
ESRI Shapefile Technical Description (1998) and the dBASE III header.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

Ring = tuple[tuple[float, float], ...]

_POLYGON = 5
_FILE_HEADER_BYTES = 100


def read_polygons(path: Path) -> list[tuple[Ring, ...]]:
    """All shapes of a file in order, each as its rings: outer ones clockwise, holes the other way.

    A null shape is an empty tuple. Raises ValueError for a shape that is no polygon.
    """
    return [_rings(body) for body in _shape_bodies(path.read_bytes())]


def _shape_bodies(content: bytes) -> Iterator[bytes]:
    offset = _FILE_HEADER_BYTES
    while offset < len(content):
        _, words = struct.unpack_from(">2i", content, offset)
        yield content[offset + 8 : offset + 8 + 2 * words]
        offset += 8 + 2 * words


def _rings(body: bytes) -> tuple[Ring, ...]:
    (kind,) = struct.unpack_from("<i", body)
    if kind == 0:
        return ()
    if kind != _POLYGON:
        raise ValueError(f"shape type {kind} is not a polygon (5)")
    part_count, point_count = struct.unpack_from("<2i", body, 36)
    starts = struct.unpack_from(f"<{part_count}i", body, 44)
    numbers = struct.unpack_from(f"<{2 * point_count}d", body, 44 + 4 * part_count)
    points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    ends = (*starts[1:], point_count)
    return tuple(points[start:end] for start, end in zip(starts, ends, strict=True))


def read_records(path: Path) -> list[dict[str, str]]:
    """All records of a `.dbf` in UTF-8, by field name, values stripped of their padding."""
    content = path.read_bytes()
    count, header_bytes, record_bytes = struct.unpack_from("<IHH", content, 4)
    fields = list(_fields(content[32 : header_bytes - 1]))
    records = []
    for number in range(count):
        # The first byte of a record only says whether it was deleted.
        offset = header_bytes + number * record_bytes + 1
        record = {}
        for name, width in fields:
            cell = content[offset : offset + width]
            record[name] = cell.decode("utf-8", errors="ignore").strip("\x00 ")
            offset += width
        records.append(record)
    return records


def _fields(descriptions: bytes) -> Iterator[tuple[str, int]]:
    for offset in range(0, len(descriptions) - 31, 32):
        name = descriptions[offset : offset + 11].split(b"\x00")[0].decode("ascii")
        yield name, descriptions[offset + 16]
