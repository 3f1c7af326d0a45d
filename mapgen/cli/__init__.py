"""The command line: names, exit codes, and what a user sees when something goes wrong.

Each command lives in a module of its own, which is imported when the command is called: so that
`mapgen --help` costs nothing of what the commands need.
"""

import difflib
import errno
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

import click

from mapgen import __version__
from mapgen.errors import MapgenError

COMMANDS = {
    "build": "Draw routes as HTML maps.",
    "check": "Say what is wrong with routes, and what the sources disagree on.",
    "geocode": "Look up the places of routes and keep the answers.",
    "coverage": "Find the places that the texts name and the map does not.",
    "serve": "Show maps in a browser, drawn anew at each save.",
    "export": "Write a route as GeoJSON or CSV.",
    "embed": "Print what to paste on another site to show a map there.",
    "picture": "Draw routes as still pictures.",
    "diff": "Say what changed on the map between two versions of a route.",
    "new": "Write a small route to start from.",
    "add": "Put a stop into a route, with the words that say so.",
    "fmt": "Put route files in canonical form.",
    "explain": "Say what the code of a problem means.",
    "schema": "Print the JSON Schema of a route file.",
}

EXIT_INPUT = 1
EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130

_OUTPUT_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What printing can meet with: files that mapgen itself writes say by name why they cannot be."""

REPORT = "this is a fault of mapgen, not of your route: please report it with the lines above"


class _LateGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = importlib.import_module(f"mapgen.cli.{name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        close = difflib.get_close_matches(name, COMMANDS, n=1)
        if name not in COMMANDS and close and not name.startswith("-"):
            context.fail(f"No such command '{name}': did you mean `{close[0]}`?")
        return super().resolve_command(context, arguments)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mapgen", message="%(prog)s %(version)s")
def app() -> None:
    """Turn a file of dated places and quoted sources into one interactive HTML map.

    A ROUTE is a path, or the name of a file in routes/; none means all of routes/*.yaml.

    Example: mapgen build trotsky
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    0 fine, 1 the input is at fault, 2 usage or a missing extra, 3 network, 70 a bug, 130 Ctrl-C.
    """
    # A command makes much and throws little away: to look for circles to free is a fifth of its
    # time, and a tenth again at its end. What runs on and on (`serve`) switches it on again.
    gc.disable()
    code = _run(arguments)
    gc.freeze()
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = app.main(args=arguments, prog_name="mapgen", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _give_up_output()
        return EXIT_INPUT
    except MapgenError as error:
        return _explain(error)
    except OSError as error:
        if error.errno not in _OUTPUT_FAULTS:
            return _report()
        _give_up_output()
        reason = os.strerror(error.errno).lower()
        click.echo(f"standard output: error[cannot-write]: {reason}", err=True)
        return EXIT_INPUT
    except Exception:
        return _report()
    return result if isinstance(result, int) else 0


def _give_up_output() -> None:
    """Let go of a standard output that takes nothing more, so that the end cannot fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report() -> int:
    traceback.print_exc()
    click.echo(f"mapgen {__version__}: {REPORT}", err=True)
    return EXIT_BUG


def _explain(error: MapgenError) -> int:
    click.echo(str(error), err=True)
    return error.exit_code
