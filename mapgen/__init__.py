"""Turn a file of dated places and quoted sources into one interactive HTML map."""

__version__ = "0.1.0"
