"""Brings Debian's part of the house by apt where this user may, else says plainly what is off."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One package of the machine: how to see that it is there, and what is off without it."""

    package: str
    present: Callable[[], bool]
    without: str


def _postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


NEEDS = [
    Need("libmagic1", lambda: ctypes.util.find_library("magic") is not None, "attachments are refused"),
    Need("postgresql", _postgres, "the tests run on SQLite alone"),
    Need("chromium", lambda: shutil.which("chromium") is not None, "the browser tests are left out"),
]


def apt() -> list[str]:
    """The words before `install`: empty where this user may not install."""
    if not shutil.which("apt-get"):
        return []
    if os.geteuid() == 0:
        return ["apt-get"]
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", "apt-get"]
    return []


def install(packages: list[str]) -> None:
    if not (command := apt()):
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print("Installing with apt:", *packages)
    subprocess.run([*command, "update", "-qq"], env=environment, check=False)
    for package in packages:  # one by one: a package that cannot be had takes no other with it
        subprocess.run(
            [*command, "install", "-y", "-qq", "--no-install-recommends", package], env=environment, check=False
        )


def main() -> None:
    if missing := [need.package for need in NEEDS if not need.present()]:
        install(missing)
    for need in NEEDS:
        if not need.present():
            print(f"Off on this machine: {need.without} (Debian package {need.package}).")


if __name__ == "__main__":
    main()
