"""Speed of detection and expansion against jieba.lcut, side by side on the same texts in the same run.

python tests/benchmarks/bench_expansions.py FOLDER      a folder of .txt files, the larger the steadier
"""

import sys
from pathlib import Path
from time import process_time

import jieba

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "lib"))
from tifaku.formulas import detect
from tifaku.formulas.stated import expand
from tifaku.text.documents import as_document

HOSTILE = {  # each repeated; the time for twice the text must be about twice the time
    "list mark": "、",
    "one numeral": "一",
    "names as a list": "“四风”、",
    "names with a gloss": "四大工程：",
    "open brackets": "四大工程（",
    "open quotes": "“四大工程",
    "parts": "“一控两减”即",
    "codes": "“1335”指“3”即",
    "names only": "“三抓三促”",
    "ordinals": "两大工程。一是",
    "heads": "三农工作。\n农业好。\n",
}


def timed(work, texts):
    start = process_time()
    results = [work(text) for text in texts]
    return process_time() - start, results


def main(folder):
    texts = [path.read_text("utf-8", "replace") for path in sorted(Path(folder).glob("*.txt"))[:40]]
    jieba.initialize()
    timed(lambda text: expand(as_document(text), detect(text)), texts[:2])  # tables are read and patterns compiled once
    for _ in range(3):
        words, _ = timed(jieba.lcut, texts)
        both, found = timed(lambda text: expand(as_document(text), detect(text)), texts)
        alone, _ = timed(detect, texts)
        shares = f"detection {alone / words:.3f}, with expansion {both / words:.3f} of jieba.lcut's CPU time"
        print(f"{sum(map(len, texts))} characters, {sum(map(len, found))} formulas: {shares}, {words / both:.1f} times as fast")


def hostile(size=20_000):
    for name, unit in HOSTILE.items():
        texts = [unit * (n * size // len(unit)) for n in (1, 2, 4)]
        seconds = [timed(lambda text: expand(as_document(text), detect(text)), [text])[0] for text in texts]
        print(f"{name:20}", *(f"{len(text)} characters {spent:.2f} s" for text, spent in zip(texts, seconds)), sep="  ")


if __name__ == "__main__":
    main(sys.argv[1])
    hostile()
