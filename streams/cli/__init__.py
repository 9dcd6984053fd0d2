"""The ``tocsin`` command. One command a module of this package, each imported only when it is asked for.

A module that is a command exposes it as ``command``, and the first line of the module's docstring is its line in
``tocsin --help``, less a name and colon before it. Its name is the module's, with a hyphen for each underscore; an
underscore at the end, as in ``import_``, is left out. Commands that need heavy libraries import them inside.
"""

import ast
import difflib
import gc
import importlib
import logging
import pkgutil
import re
from functools import cache
from pathlib import Path

import click

from streams.core.errors import TocsinError

_LEAD = re.compile(r"^`+[^`]*`+: *")


class CommandGroup(click.Group):
    """Finds commands by the names of modules. A number that a command returns is the exit code, as is an error's own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- the signature is click's
        return sorted(_lines())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        if cmd_name not in _modules():
            return None
        module = importlib.import_module(f"{__name__}.{_modules()[cmd_name]}")
        command = getattr(module, "command", None)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = difflib.get_close_matches(args[0], _lines(), n=1)
        if near and args[0] not in _lines():
            ctx.fail(f"there is no command {args[0]} (did you mean {near[0]}?)")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _lines()[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> object:
        try:
            code = super().invoke(ctx)
        except TocsinError as error:
            click.echo(f"tocsin: {error}", err=True)
            ctx.exit(error.exit_code)
        if isinstance(code, int):
            ctx.exit(code)
        return code


@cache
def _modules() -> dict[str, str]:
    """Modules by the name of the command that each may hold."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return {name.rstrip("_").replace("_", "-"): name for name in names}


@cache
def _lines() -> dict[str, str]:
    """Commands with their lines of help, read from the modules without importing them."""
    found: dict[str, str] = {}
    for name, module in _modules().items():
        tree = ast.parse(Path(__path__[0], f"{module}.py").read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        names |= {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if "command" in names:
            found[name] = _LEAD.sub("", (ast.get_docstring(tree) or "").partition("\n")[0])
    return found


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `tocsin demo`; then `tocsin check rules` and `tocsin replay seeds/m5-offensive.jsonl`.",
)
@click.version_option(package_name="tocsin", prog_name="tocsin")
def main() -> None:
    """Read news for what endangers people, and tell those who must act."""
    # What a command opens stays until its end, so looking for garbage in it at every 700 objects is time for nothing.
    gc.set_threshold(max(50_000, gc.get_threshold()[0]))
    # Kafka's client logs each retry as an error; what a command cannot do in the end it says itself.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
