"""The command line: gathers the rooms' commands, each loaded only when it is called."""

from importlib import import_module

import click
import typer

# A group of commands → the module that holds its `app`. A room with one command names it directly.
GROUPS: dict[str, str] = {
    "pack": "varsel.base.kernel.commands",
    "screen": "varsel.base.signs.commands",
}


class Rooms(typer.core.TyperGroup):
    """Loads a room's commands when they are asked for, so that `varsel screen` never starts Django's rooms."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return None
        return typer.main.get_command(import_module(GROUPS[cmd_name]).app)


app = typer.Typer(
    cls=Rooms, no_args_is_help=True, help="Varsel: the working system of a centre against human trafficking."
)


@app.callback()
def _root() -> None:
    pass


def main() -> None:
    app()


if __name__ == "__main__":
    main()
