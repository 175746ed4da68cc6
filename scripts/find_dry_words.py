"""python scripts/find_dry_words.py > lib/tifaku/data/dry_words.tsv: words of jieba's dictionary in which 干 stands for 乾 'dry'.

These are the words that OpenCC (s2t) writes with 乾. A word that holds a shorter one of them is left out, since the shorter one
is found in it. Needs nothing but the installed packages; the table was made with jieba 0.42.1 and OpenCC 1.4.
"""

import sys
from pathlib import Path

import jieba
from opencc import OpenCC

#: Left out of the table: not about dryness (兢兢干干, 全干扰), or no word (干的事, 桃干仙).
NOT_DRY = set("交流干扰 供水干管 全干扰 兢兢干干 好干涉 干号 干子 干干翼翼 干死你 干的事 旋干转坤 桃干仙 江干区".split())


def dry_words() -> list[str]:
    """The shortest such words, in the order of their characters."""
    dictionary = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8")
    words = {line.split(" ")[0] for line in dictionary.splitlines()}
    traditional = OpenCC("s2t")
    dry = {word for word in words if "干" in word and "乾" in traditional.convert(word)}
    return sorted(word for word in dry - NOT_DRY if not any(other in word for other in dry - {word}))


if __name__ == "__main__":
    lines = (f"{word}\tjieba 0.42.1 dictionary, where OpenCC s2t writes 乾\n" for word in dry_words())
    sys.stdout.buffer.write("".join(["word\tsource\n", *lines]).encode())
