"""Proposing: every name of a corpus is put to a model, and what it answers is kept in proposals.jsonl beside the articles."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from tifaku.corpus.files import own_table, room_for, whole
from tifaku.decisions.grant import text_hash
from tifaku.decisions.proposals import FILES
from tifaku.formulas import find_formulas
from tifaku.models.endpoint import KEY, Endpoint, NoAnswer, open_endpoint
from tifaku.models.questions import Question, questions_about, read_answer
from tifaku.text.corpora import Corpus

#: After so many questions in a row without an answer the run ends.
MOST_FAILURES = 5
Record = Mapping[str, object]


class Failure(NamedTuple):
    """A name about which nothing could be learnt, and why."""

    doc_id: str
    surface: str
    reason: str


class Proposed(NamedTuple):
    """What came of a run: the file, how many names were asked about and how many were known from before, and the failures."""

    path: Path
    asked: int
    known: int
    failures: tuple[Failure, ...]


def propose(docs: Corpus, endpoint: str, model: str, send: bool = False, timeout: float = 120.0) -> Proposed:
    """Ask a model what each name in a folder's articles stands for, and write its answers to proposals.jsonl beside them.

    endpoint: the address of a server that speaks OpenAI's protocol (Ollama, vLLM, llama.cpp, LM Studio, a provider), up to /v1; a
    key is taken from $TIFAKU_API_KEY alone. Only passages around a name are sent, once for each article and name. An answer is
    written when it comes, so that a run that was stopped goes on where it was; lines of other proposers stay as they are. Nothing
    is granted yet: `find` does that. ValueError where the address is none or, without `send`, not this machine. timeout: seconds
    for each question.
    """
    if not docs.folder:
        raise ValueError("proposals stand beside articles: give a corpus that was read from a folder")
    return ask_all(docs, open_endpoint(endpoint, model, send, os.environ.get(KEY, ""), timeout))


def ask_all(docs: Corpus, endpoint: Endpoint) -> Proposed:
    """`propose`, of an endpoint that is open."""
    from tqdm import tqdm

    assert docs.folder
    path = docs.folder / FILES[0]
    if (path.exists() or path.is_symlink()) and not own_table(docs.folder, path.name):
        raise ValueError(f"{path} is no ordinary file of the folder: move it away, so that the answers can be written there")
    asked = [(doc, question) for doc in docs for question in questions_about(doc, find_formulas(doc))]
    known = {str(record["prompt"]): record for _, record in _lines(path) if _is_own(record, endpoint)}
    lines: dict[tuple[str, str], str] = {}
    failures: list[Failure] = []
    new = in_row = 0
    for doc, question in tqdm(asked, desc="asking", unit=" names", disable=None):
        record, is_new = known.get(question.hash), question.hash not in known
        try:
            record = record or _answered(endpoint, question, in_row)
        except NoAnswer as error:
            failures.append(Failure(doc.doc_id, question.surface, str(error)))
            in_row = MOST_FAILURES if error.kind == "all" else in_row + (error.kind in ("again", "late"))
            continue
        line = lines[doc.doc_id, question.surface] = _line(question, text_hash(doc), record)
        if is_new:
            known[question.hash], new, in_row = record, new + 1, 0
            _append(path, line)
    _rewrite(path, endpoint, lines, {failure.doc_id for failure in failures}, {doc.doc_id for doc in docs})
    return Proposed(path, new, len(lines) - new, tuple(failures))


def _answered(endpoint: Endpoint, question: Question, failed_before: int) -> Record:
    if failed_before >= MOST_FAILURES:
        raise NoAnswer("not asked, since those before it got no answer")
    answer = endpoint.ask(question.messages)
    about = {"proposer": endpoint.model, "model": answer.model, "version": answer.version, "prompt": question.hash}
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return {"components": read_answer(answer.text, question), **about, "time": now}


def _line(question: Question, sha256: str, record: Record) -> str:
    place = {
        "doc_id": question.doc_id,
        "sha256": sha256,
        "start": question.start,
        "end": question.end,
        "surface": question.surface,
    }
    kept = {name: record[name] for name in ("components", "proposer", "model", "version", "prompt", "time")}
    return json.dumps({**place, **kept}, ensure_ascii=False)


def _lines(path: Path) -> Iterator[tuple[str, Record]]:
    """Each line of the file with what it holds, empty where that is no record."""
    text = path.read_text("utf-8", "surrogateescape") if path.exists() else ""
    for line in text.split("\n"):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        yield line, record if isinstance(record, dict) else {}


def _is_own(record: Record, endpoint: Endpoint) -> bool:
    """Whether a record is an answer of this model; a coder's has no prompt."""
    whole = isinstance(record.get("prompt"), str) and {"components", "model", "version", "time", "doc_id"} <= {*record}
    return whole and record.get("proposer") == endpoint.model


def _append(path: Path, line: str) -> None:
    """Write a line at the end of the file, below whatever a killed run has left of one."""
    with room_for(path), path.open("a+b") as file:
        at = file.seek(0, 2)
        file.seek(max(0, at - 1))
        file.write((b"" if file.read(1) in (b"\n", b"") else b"\n") + line.encode("utf-8", "replace") + b"\n")


def _rewrite(path: Path, endpoint: Endpoint, lines: Mapping[tuple[str, str], str], failed: set[str], present: set[str]) -> None:
    """Put the answers in the order of the articles below the lines of others; old answers go where new ones stand for them."""
    if not lines:
        return
    others, old = [], []
    for line, record in _lines(path):
        if not _is_own(record, endpoint):
            others += [line] if line.strip() and not _is_torn(line, record) else []
        elif record["doc_id"] in failed | ({record["doc_id"]} - present):
            old += [line] if (record["doc_id"], record.get("surface")) not in lines else []
    text = "\n".join([*others, *old, *lines.values()]) + "\n"
    with whole(path) as part:
        part.write_text(text, "utf-8", "surrogateescape", newline="\n")


def _is_torn(line: str, record: Record) -> bool:
    """Whether a line is the beginning of one of ours, which a killed run has left."""
    return not record and line.startswith('{"doc_id": ')
