"""Feed every entry point mutated pieces of the gold texts for a while; each new kind of failure is kept with its input.

make fuzz, or: python tests/fuzz.py [SECONDS PER ENTRY POINT] [ENTRY POINT …]. Needs atheris (Linux, macOS). Exit status 1
where something was found; what it was stands in build/fuzz, one file a finding: the traceback, then repr of the input.
"""

from __future__ import annotations

import hashlib
import random
import re
import subprocess
import sys
import tempfile
import traceback
import warnings
from functools import partial
from pathlib import Path

from fuzz_seeds import OF_FORMAT, PIECES, planted

HERE = Path(__file__).resolve().parent
FINDINGS = HERE.parent / "build" / "fuzz"
SECONDS = 600
LONGEST = 1500  # bytes of an input: some 500 characters
SLOWEST = 60  # seconds for one input, figures included
NAMES = ("bytes", "html", "papers", "sides", "lines", "repair", "formulas", "slogans", "tokens")
NAMES += ("tables", "pages", "labels", "figures", "rows", "exports", "archives")
BINARY = ("bytes", "papers", "archives")  # mutated as bytes, all others as text


def main(arguments: list[str]) -> int:
    seconds = next((int(word) for word in arguments if word.isdigit()), SECONDS)
    names = [name for name in NAMES if name in arguments] or NAMES
    FINDINGS.mkdir(parents=True, exist_ok=True)
    before, stopped = set(FINDINGS.iterdir()), []
    for name in names:
        done = fuzzed(name, seconds)
        stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
        runs, new = stats.get("number_of_executed_units", "?"), stats.get("new_units_added", "?")
        stopped += [name] * (done.returncode != 0)
        found = sorted(set(FINDINGS.iterdir()) - before)
        said = f"{runs} inputs, {new} of them kept as new ways, exit status {done.returncode}, {len(found)} findings so far"
        print(f"{name}: {said}", flush=True)
    for path in found:
        print(path.relative_to(HERE.parent))
    return bool(found or stopped)


def fuzzed(name: str, seconds: int) -> subprocess.CompletedProcess:
    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-rss_limit_mb=4096"]
    quiet = ["-verbosity=0", "-print_final_stats=1", f"-report_slow_units={SLOWEST}", f"-artifact_prefix={FINDINGS}/{name}-"]
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(planted(name)):
            Path(corpus, str(number)).write_bytes(data[:LONGEST])
        command = [sys.executable, __file__, "--run", name, *limits, *quiet, corpus]
        return subprocess.run(command, stderr=subprocess.PIPE, text=True)


def run(name: str, options: list[str]) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["tifaku"]):
        import file_promises
        import promises

        feed = file_promises.OF_BYTES.get(name) or (lambda data: promises.OF_TEXT[name](as_text(data)))
        warnings.simplefilter("ignore")
        feed("打好“绿色、生态、有机”三张牌，坚持“四抓四度”。".encode())  # loads what is imported inside functions

    def once(data: bytes) -> None:
        try:
            feed(data)
        except Exception as error:  # noqa: BLE001  kept, so that one finding doesn't hide the next
            keep(name, data, error)

    pieces = PIECES + OF_FORMAT.get(name, ())
    atheris.Setup([sys.argv[0], *options], once, **({} if name in BINARY else {"custom_mutator": partial(mutate, pieces)}))
    atheris.Fuzz()


def as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def mutate(pieces: tuple[str, ...], data: bytes, longest: int, seed: int) -> bytes:
    """Characters put in, taken out, doubled or moved; now and then bytes changed as libFuzzer does it."""
    import atheris

    rng = random.Random(seed)
    if rng.random() < 0.1:
        return atheris.Mutate(data, longest)
    text = as_text(data)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at, to = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        kind = rng.randrange(5)
        if kind < 3:
            text = text[:at] + rng.choice(pieces) * rng.choice((1, 1, 1, 2, 9)) + text[at + rng.choice((0, 0, 1)) :]
        elif kind == 3:
            text = text[:at] + text[min(to, at + 9) :]
        else:
            text = text[:to] + text[at : min(to, at + 40)] + text[to:]
    return text.encode("utf-8", "surrogatepass")[:longest]


def keep(name: str, data: bytes, error: Exception) -> None:
    """One file for each kind of failure: the same error at the same line is the same finding."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    kind = hashlib.sha256(f"{type(error).__name__} {where.filename} {where.lineno}".encode()).hexdigest()[:8]
    path = FINDINGS / f"{name}-{kind}.txt"
    if not path.exists():
        said = "".join(traceback.format_exception(error))
        path.write_text(f"{said}\n{data!r}\n{as_text(data)!r}\n", encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent / "lib"))
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1:]))
