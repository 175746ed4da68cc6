"""tifaku: the command, a verb and what it needs; `tifaku VERB --help` says more."""

from __future__ import annotations

import sys
from importlib import import_module

from tifaku.programs import ended

#: Verb: the module whose main does it, what it does, and an example.
VERBS = {
    "report": ("tifaku.report.__main__", "run the notebooks on a folder of articles, write pages", "tifaku report mytexts"),
    "sample": ("tifaku.notebook.coding", "draw a sample for two coders, read their answers", "tifaku sample mytexts"),
    "propose": (
        "tifaku.models.__main__",
        "ask your own language model what formulas stand for",
        "tifaku propose mytexts --endpoint http://localhost:11434/v1 --model qwen3:8b",
    ),
    "lab": ("tifaku.notebook.lab", "open the notebooks in JupyterLab, with a Chinese font", "tifaku lab"),
    "scale": ("tifaku.scale.__main__", "find everything in very many articles, as Parquet files", "tifaku scale news.jsonl out"),
}


def main(arguments: list[str] | None = None) -> int:
    """Exit status of the verb's own main; 2 where there is no such verb."""
    verb, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if verb in VERBS:
        return ended(f"tifaku {verb}", lambda: import_module(VERBS[verb][0]).main(rest))
    print(f"usage: tifaku VERB …\n\n{_help()}", file=sys.stderr if verb not in ("-h", "--help") else sys.stdout)
    return 0 if verb in ("-h", "--help") else 2


def _help() -> str:
    lines = (f"  {verb:7} {does}\n{'':10}example: {example}" for verb, (_, does, example) in VERBS.items())
    return "\n".join([*lines, "\n`tifaku VERB --help` lists what a verb takes."])


if __name__ == "__main__":
    sys.exit(main())
