from mapgen.api import RouteMap as RouteMap
from mapgen.api import load as load

__version__: str
