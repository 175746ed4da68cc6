"""python scripts/copy_stopwords.py FOLDER > lib/tifaku/data/stopwords.tsv: the Chinese stop words of the package stopwordsiso.

FOLDER is the unpacked PyPI package (`pip download --no-deps stopwordsiso==0.7.1`). Punctuation and symbols are left out: they are
no words here.
"""

import json
import sys
from pathlib import Path


def stopwords(folder: Path) -> list[str]:
    """The words in the order of their characters."""
    words = json.loads((folder / "stopwordsiso/stopwords-iso.json").read_text(encoding="utf-8"))["zh"]
    return sorted(word for word in words if any(character.isalnum() for character in word))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    lines = (f"{word}\tstopwords-iso zh 0.7.1 (MIT)\n" for word in stopwords(Path(sys.argv[1])))
    sys.stdout.buffer.write("".join(["term\tsource\n", *lines]).encode())
