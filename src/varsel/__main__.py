"""The command line: gathers the rooms' commands, each loaded only when it is called."""

import sys
from importlib import import_module
from typing import Any

import typer

# A group of commands → the module that holds its `app`. A room with one command names it directly.
GROUPS: dict[str, str] = {
    "demo": "varsel.portal.demo.commands",
    "audit": "varsel.portal.commands.audit",
    "encode": "varsel.analysis.linkage.commands.encode",
    "estimate": "varsel.analysis.estimation.commands.estimate",
    "grants": "varsel.portal.commands.grants",
    "keys": "varsel.portal.commands.keys",
    "link": "varsel.analysis.linkage.commands.link",
    "migrate": "varsel.portal.commands.migrate",
    "overlap": "varsel.analysis.linkage.commands.overlap",
    "pack": "varsel.portal.commands.pack",
    "plan-estimate": "varsel.analysis.estimation.commands.plan",
    "referrals": "varsel.casework.referrals.commands",
    "screen": "varsel.base.signs.commands",
    "serve": "varsel.portal.commands.serve",
    "study-key": "varsel.analysis.linkage.commands.study_key",
    "synthesize": "varsel.analysis.synthesis.commands",
    "user": "varsel.portal.commands.user",
}


class Rooms(typer.core.TyperGroup):
    """Loads a room's commands when they are asked for, so that `varsel screen` never starts Django's rooms."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(GROUPS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in GROUPS:
            return None
        command = typer.main.get_command(import_module(GROUPS[cmd_name]).app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Rooms,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a trace could show what was in hand
    help="Varsel: the working system of a centre against human trafficking.",
)


@app.callback()
def _root() -> None:
    pass


def main() -> None:
    """Run the command; an error says what is wrong and how to mend it, without a trace of what was in hand."""
    try:
        app()
    except ModuleNotFoundError as error:
        typer.echo(
            f"varsel: this needs the whole system ({error.name} is missing): pip install 'varsel[server]'", err=True
        )
        sys.exit(1)
    except Exception as error:
        if not getattr(error, "for_the_operator", False):
            raise
        typer.echo(f"varsel: {error}", err=True)
        sys.exit(getattr(error, "exit_code", 1))


if __name__ == "__main__":
    main()
