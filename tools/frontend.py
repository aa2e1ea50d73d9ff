"""Builds styles, scripts and fonts from npm packages into a folder that git ignores."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def environment() -> dict[str, str]:
    """With the Node.js of `.venv` where the machine has none."""
    if shutil.which("npm"):
        return dict(os.environ)
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def main() -> None:
    if not Path("package-lock.json").exists():
        return
    with_node = environment()
    npm = shutil.which("npm", path=with_node["PATH"])
    if npm is None:
        sys.exit("There is no npm, neither on this machine nor in .venv.")
    subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--silent"], env=with_node, check=True)
    subprocess.run([npm, "run", "--silent", "build"], env=with_node, check=True)


if __name__ == "__main__":
    main()
