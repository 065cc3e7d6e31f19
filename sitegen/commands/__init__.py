"""The commands of `sitegen`, one a module, in the order in which help lists them."""

from sitegen.commands import build, check, export, import_, new, parse, publish, report, serve, status, topics
from sitegen.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    new.COMMAND,
    parse.COMMAND,
    import_.COMMAND,
    build.COMMAND,
    serve.COMMAND,
    check.COMMAND,
    export.COMMAND,
    report.COMMAND,
    publish.COMMAND,
    status.COMMAND,
    topics.COMMAND,
)
