"""Writes docs/commands.md from the commands themselves, so that the page never lies."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

PAGE = Path("docs/commands.md")
HEAD = """# Commands

Every command takes `--help`. An instance (its databases, keys and files) is named by `--dir` or by `VARSEL_DIR`
(see [settings.md](settings.md)). This page is written by `make docs` from the commands themselves.
"""


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command that can be run, with its whole name, in the order of the alphabet."""
    if not hasattr(command, "list_commands"):
        yield name, command
        return
    context = command.context_class(command, info_name=name)
    for below in sorted(command.list_commands(context)):
        yield from commands(command.get_command(context, below), f"{name} {below}")


def section(name: str, command: Any) -> str:
    shown = [parameter for parameter in command.params if not parameter.name.endswith("_completion")]
    lines = [f"- {_spelling(parameter)}{_explained(parameter)}" for parameter in shown]
    told = " ".join((command.help or "").split())
    return "\n".join([f"\n## `{name}`\n", told, *([""] if lines else []), *lines]) + "\n"


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}`"
    names = [name for name in [*parameter.opts, *parameter.secondary_opts] if name.startswith("--")]
    value = "" if parameter.is_flag else f" {parameter.name.upper()}"
    return "`" + ", ".join(names) + value + "`"


def _explained(parameter: Any) -> str:
    told = " ".join((getattr(parameter, "help", "") or "").split())
    return f": {told}" if told else ""


def page() -> str:
    from varsel.__main__ import app

    return HEAD + "".join(section(name, command) for name, command in commands(typer.main.get_command(app), "varsel"))


if __name__ == "__main__":
    PAGE.write_text(page())
    sys.stdout.write(f"{PAGE} is written.\n")
