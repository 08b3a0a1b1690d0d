"""The program's frame: the Typer app, how a command is declared, and the one place where errors become exit codes.

A command's parameter whose type is an option group (a dataclass of annotated options, `options.py`) stands for all
options of the group; so filters, output and words are declared once and used by many commands.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import inspect
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import typer

import logbook
from logbook.cli import INTERRUPTED
from logbook.cli.session import say
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    name="logbook",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Example: logbook add "Amur leopard" --region "Jilin, China" --animals "1 adult female, 2 cubs"',
)


def command(
    panel: str, *, example: str, name: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a command: its panel in the help, and a line that works, which ends its help."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        spread = _spread(function)
        app.command(name, rich_help_panel=panel, epilog=f"Example: {example}")(spread)
        return function

    return declare


def _spread(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function whose options are those of its option groups, for Typer to read."""
    hints = get_type_hints(function, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if dataclasses.is_dataclass(_bare(hint))}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in groups:
            parameters += _options(groups[parameter.name])
        else:
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(annotation=hints[parameter.name], kind=kind))

    @functools.wraps(function)
    def run(**values: Any) -> None:
        for name, hint in groups.items():
            fields = dataclasses.fields(_bare(hint))
            taken = {field.name: values.pop(_prefix(hint) + field.name) for field in fields}
            values[name] = _bare(hint)(**taken)
        with_exit_code(function, **values)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _prefix(hint: Any) -> str:
    """Give what stands before a group's names: `Annotated[Filters, "where"]` makes `--where-region`."""
    return f"{get_args(hint)[1]}_" if get_origin(hint) is Annotated else ""


def _options(hint: Any) -> list[inspect.Parameter]:
    """Give a group's options as parameters."""
    group = _bare(hint)
    types = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            _prefix(hint) + field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default if field.default is not dataclasses.MISSING else inspect.Parameter.empty,
            annotation=types[field.name],
        )
        for field in dataclasses.fields(group)
    ]


def with_exit_code(function: Callable[..., None], **values: Any) -> None:
    """Run a command; a fault becomes its sentence on stderr and its exit code, a broken pipe is no fault."""
    try:
        function(**values)
        sys.stdout.flush()
    except LogbookError as error:
        _say_last(f"logbook: {error}")
        raise typer.Exit(error.exit_code) from None
    except (typer.Abort, KeyboardInterrupt):
        with contextlib.suppress(OSError):
            sys.stderr.write(INTERRUPTED)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        raise typer.Exit(0) from None
    except OSError as error:
        if error.filename is None:
            _drop_answer()
        what = error.filename or "the answer could not be written"
        _say_last(f"logbook: {what}: {error.strerror}")
        raise typer.Exit(1) from None


def _drop_answer() -> None:
    """Send what is left of the answer nowhere: it would be tried once more at the end, and told of once more."""
    with contextlib.suppress(OSError):  # what stands in for a stream may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_last(sentence: str) -> None:
    """Say why a command ends; where stderr takes nothing any more, its exit code alone tells it."""
    with contextlib.suppress(OSError):
        say(sentence)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"logbook {logbook.__version__}\n")
        raise typer.Exit


@app.callback()
def main_options(
    ctx: typer.Context,
    file: Annotated[str | None, typer.Option(metavar="PATH", help="The logbook to use.")] = None,
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")] = False,
) -> None:
    """Keep a sighting logbook: who was seen, where and when, on which picture, by whose credit.

    Everything is in one JSON file: --file PATH, else LOGBOOK_FILE, else the nearest logbook.json here or above.
    """
    ctx.obj = file
