"""What a headless command may be called with."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from archiver.errors import ArchiveError
from archiver.model import BY_HAND, DOUBLE_KINDS, NAMES_SHOWN, Decision, State

QUERY_OPTIONS = ("--limit", "--offset", "--year", "--category", "--by", "--type", "--organisation", "--folder",
                 "--sort", "--export")  # fmt: skip
"""Options of `search` and `suggest` that take a value."""

QUERY_FLAGS = ("--facets", "--fast", "--fold", "--as-written", "--json", "--help", "-h")

COMMON_OPTIONS = ("--library", "--lang")

READING = ("scan", "retry", "watch", "add")
"""Commands that read files."""

MODES = ("auto", "native", "polling")

LITERAL = "\ue000"
"""Stands before an argument that begins with a dash and is words to search for."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ArchiveErrors: one sentence, no usage dump."""

    def error(self, message: str) -> NoReturn:
        raise ArchiveError("cli.wrong_use", detail=message)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options. Raises ArchiveError for wrong use."""
    parsed = _parser().parse_args(_shield_query(list(arguments)))
    if getattr(parsed, "query", None) is not None:
        parsed.query = parsed.query.removeprefix(LITERAL)
    for name, fallback in (("library", None), ("lang", None), ("json", False)):
        if not hasattr(parsed, name):
            setattr(parsed, name, fallback)
    return parsed


def asked_for(arguments: Sequence[str]) -> argparse.Namespace | None:
    """The command and its options, no command for the window; None for wrong use."""
    try:
        return parse(arguments)
    except ArchiveError:
        return None


def _shield_query(arguments: list[str]) -> list[str]:
    """Let a query that begins with a dash through: what isn't an option of the command is words."""
    start = _after_command(arguments)
    if arguments[start - 1 : start] not in (["search"], ["suggest"]):
        return arguments
    shielded = arguments[:start]
    takes_value = False
    for argument in arguments[start:]:
        name = argument.partition("=")[0]
        known = name in QUERY_OPTIONS + QUERY_FLAGS + COMMON_OPTIONS
        if takes_value or known or not argument.startswith("-"):
            shielded.append(argument)
        else:
            shielded.append(LITERAL + argument)
        takes_value = not takes_value and known and name not in QUERY_FLAGS and "=" not in argument
    return shielded


def _after_command(arguments: list[str]) -> int:
    """Where the arguments of the command begin: behind the first word that is neither an option nor its value."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] in COMMON_OPTIONS else 1
    return place + 1


def _path(text: str) -> Path:
    """A path as it was typed. Nothing at all (an unset variable of a script) would mean the working folder."""
    if not text:
        raise argparse.ArgumentTypeError("an empty path")
    return Path(text)


def _parser() -> Parser:
    common = Parser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--library", type=_path, metavar="DIR", help="the library folder")
    common.add_argument("--lang", choices=("zh", "en"), help="language of messages")
    common.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser = Parser(prog="wendu", parents=[common], allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def command(name: str, help: str, **options: Any) -> Parser:
        made: Parser = commands.add_parser(name, help=help, parents=[common], allow_abbrev=False, **options)
        return made

    _roots(command("roots", "folders to watch"), common)
    command("scan", "read everything new once").add_argument("folders", nargs="*", type=_path, metavar="DIR")
    command("watch", "read everything new and keep watching")
    _add(command("add", "copy files into the archive folder"))
    command("status", "counts and sizes")
    _files(command("files", "every file with its state and reason"))
    _retry(command("retry", "read files again"))
    _search(command("search", "find papers"))
    _suggest(command("suggest", "the names that what is typed may mean"))
    _show(command("show", "everything known of a paper"))
    _similar(command("similar", "doubles of a paper or of the library, or what you decide about them"))
    _doubtful(command("doubtful", "new files that may be papers whose files are gone"), common)
    command("series", "the same paper of other years").add_argument("id", metavar="ID|pN")
    _file(command("file", "give papers a category"))
    _set(command("set", "correct a field by hand"))
    _split(command("split", "let new pieces begin at lines of a text"))
    _join(command("join", "let two neighbouring pieces be one"))
    command("undo", "take the last act back").add_argument("--list", action="store_true", dest="only_list")
    _categories(command("categories", "the category scheme"), common)
    _searches(command("searches", "searches kept by name, put anew each time"), common)
    _history(command("history", "the queries put last in the window"), common)
    command("reindex", "make the search data anew")
    return parser


def _subcommands(parser: Parser, common: Parser) -> Any:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=Parser)
    return lambda name: actions.add_parser(name, parents=[common], allow_abbrev=False)


def _roots(parser: Parser, common: Parser) -> None:
    action = _subcommands(parser, common)
    add = action("add")
    add.add_argument("folder", type=_path, metavar="DIR")
    add.add_argument("--mode", choices=MODES, default="auto")
    action("list")
    mode = action("mode")
    mode.add_argument("folder", type=_path, metavar="DIR")
    mode.add_argument("mode", choices=MODES)
    action("remove").add_argument("folder", type=_path, metavar="DIR")


def _add(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    parser.add_argument("--category", metavar="C")
    parser.add_argument("--year", metavar="Y")


def _files(parser: Parser) -> None:
    parser.add_argument("--state", choices=[state.value for state in State])
    parser.add_argument("--export", type=_path, metavar="X.xlsx")


def _retry(parser: Parser) -> None:
    parser.add_argument("paths", nargs="*", type=_path, metavar="PATH")
    parser.add_argument("--state", choices=[state.value for state in State])
    parser.add_argument("--password-stdin", action="store_true", help="the password is the first line of stdin")


def _search(parser: Parser) -> None:
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--year", metavar="Y|Y1-Y2")
    parser.add_argument("--category", metavar="C")
    parser.add_argument("--by", choices=("hand", "rule", "learned"))
    parser.add_argument("--type", metavar="T")
    parser.add_argument("--organisation", metavar="O")
    parser.add_argument("--folder", type=_path, metavar="DIR")
    parser.add_argument("--sort", choices=("relevance", "date", "title"), default="relevance")
    parser.add_argument("--facets", action="store_true")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--export", type=_path, metavar="FILE.xlsx|.docx")
    parser.add_argument("--fold", action="store_true")
    parser.add_argument("--as-written", action="store_true", help="words exactly as they are written")


def _suggest(parser: Parser) -> None:
    parser.add_argument("query", metavar="TEXT")
    parser.add_argument("--limit", type=int, default=NAMES_SHOWN)


def _similar(parser: Parser) -> None:
    """With a second id and a decision: what a hand says of the two; with --all: the pairs still to be decided about."""
    parser.add_argument("id", nargs="?", metavar="ID|pN")
    parser.add_argument("other", nargs="?", metavar="pM")
    parser.add_argument("--decide", choices=get_args(Decision))
    parser.add_argument("--all", action="store_true", dest="everywhere", help="every pair of the library")
    parser.add_argument("--kind", choices=DOUBLE_KINDS, help="of those only the pairs of one kind")
    parser.add_argument("--decided", action="store_true", help="of those the ones you decided about")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--offset", type=int, default=0)


def _doubtful(parser: Parser, common: Parser) -> None:
    """Without a decision they are listed."""
    actions = parser.add_subparsers(dest="decision", metavar="same|different", parser_class=Parser)
    for decision in ("same", "different"):
        action = actions.add_parser(decision, parents=[common], allow_abbrev=False)
        action.add_argument("lost", metavar="OLD")
        action.add_argument("found", metavar="NEW")


def _show(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID|pN")
    parser.add_argument("--text", action="store_true")


def _file(parser: Parser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID|pN")
    parser.add_argument("--category", metavar="C")
    parser.add_argument("--copy", action="store_true")
    parser.add_argument("--suggested", action="store_true", help="every unfiled paper under its suggestion")
    parser.add_argument("--above", type=float, default=0.9, metavar="0..1", help="the least confidence of those")
    parser.add_argument("--dry-run", action="store_true", help="only list them")


def _set(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID|pN")
    parser.add_argument("field", choices=BY_HAND, metavar="FIELD")
    parser.add_argument("value", metavar="VALUE")


def _split(parser: Parser) -> None:
    parser.add_argument("piece", metavar="pN")
    parser.add_argument("lines", nargs="+", type=int, metavar="LINE")


def _join(parser: Parser) -> None:
    parser.add_argument("piece", metavar="pN")
    parser.add_argument("other", metavar="pM")


def _searches(parser: Parser, common: Parser) -> None:
    action = _subcommands(parser, common)
    action("list")
    save = action("save")
    save.add_argument("name", metavar="NAME")
    save.add_argument("words", nargs="+", metavar="QUERY")
    rename = action("rename")
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("other", metavar="OTHER")
    action("remove").add_argument("name", metavar="NAME")


def _history(parser: Parser, common: Parser) -> None:
    action = _subcommands(parser, common)
    action("list")
    action("clear")


def _categories(parser: Parser, common: Parser) -> None:
    action = _subcommands(parser, common)
    action("list")
    add = action("add")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--parent", metavar="C")
    rename = action("rename")
    rename.add_argument("category", metavar="C")
    rename.add_argument("name", metavar="NAME")
    action("remove").add_argument("category", metavar="C")
    action("export").add_argument("file", type=_path, metavar="FILE.json")
    action("import").add_argument("file", type=_path, metavar="FILE.json")
    preview = action("preview")
    preview.add_argument("file", type=_path, metavar="FILE.json")
    preview.add_argument("--limit", type=int, default=20, metavar="N")
