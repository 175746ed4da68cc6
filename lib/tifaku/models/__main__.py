"""tifaku propose (or python -m tifaku.models): ask a language model what each formula of a folder stands for."""

from __future__ import annotations

import argparse
import sys

from tifaku.datasets import Dataset
from tifaku.models.proposing import Proposed, propose
from tifaku.study import open_corpus


def main(argv: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 some names got no answer (run it again), 2 nothing could be done, 130 stopped by Ctrl+C."""
    options = _parser().parse_args(argv)
    try:
        docs = open_corpus(options.folder)
        if isinstance(docs, Dataset):
            raise ValueError(f"{options.folder} is a dataset, beside which proposals are not read: give the folder of articles")
        proposed = propose(docs, options.endpoint, options.model, options.send, options.timeout)
    except (OSError, ValueError) as error:
        print(f"tifaku propose: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("tifaku propose: stopped; the same command goes on where it was", file=sys.stderr)
        return 130
    print(*_said(proposed), sep="\n")
    return 1 if proposed.failures else 0


def _said(proposed: Proposed) -> list[str]:
    done = f"{proposed.path}: {proposed.asked} names asked about, {proposed.known} known from before"
    if not proposed.failures:
        return [done]
    lost = [f"  {failure.doc_id}, {failure.surface}: {failure.reason}" for failure in proposed.failures]
    return [f"{done}, {len(lost)} without an answer; the same command asks again:", *lost]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tifaku propose",
        description="Ask a language model what each formula stands for; only the articles grant what it says. The answers go "
        "into proposals.jsonl beside the articles, where `tifaku report` reads them. A key is taken from TIFAKU_API_KEY.",
        epilog="example: tifaku propose mytexts --endpoint http://localhost:11434/v1 --model qwen3:8b",
    )  # fmt: skip
    parser.add_argument("folder", help="folder or table of articles")
    parser.add_argument("--endpoint", required=True, help="address of a server that speaks OpenAI's protocol, as far as /v1")
    parser.add_argument("--model", required=True, help="the model's name there")
    parser.add_argument("--send", action="store_true", help="allow an address that is not this machine: passages leave it")
    parser.add_argument("--timeout", type=seconds, default=120.0, help="seconds for each question (default %(default)g)")
    return parser


def seconds(text: str) -> float:
    """A time-out as argparse wants it: more than nothing, a day at most."""
    value = float(text)
    if not 0 < value <= 86_400:
        raise ValueError
    return value


if __name__ == "__main__":
    sys.exit(main())
