"""The wheel of the checkout, and programs run as if nothing of the checkout were there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
ALONE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))
}
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


def ran(
    *command: str | Path, folder: Path, environment: Mapping[str, str] = ALONE
) -> subprocess.CompletedProcess[bytes]:
    """A command that was run in a folder; it must succeed."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done


def built_wheel(folder: Path) -> Path:
    """The wheel, built in a folder without asking the network for anything."""
    build = ("wheel", "--no-index", "--no-deps", "--no-build-isolation")
    ran(*PIP, *build, "--wheel-dir", folder, REPOSITORY, folder=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel
