"""Make data/lookalikes.tsv: CJK radicals and the ideographs that they look like.

usage: python scripts/lookalikes.py EquivalentUnifiedIdeograph.txt > lib/tifaku/data/lookalikes.tsv
The file is part of the Unicode Character Database (Unicode licence). Radicals with a compatibility mapping are left out: those
are in Python's unicodedata.
"""

import re
import sys
import unicodedata

print("look_alike\tcharacter\tsource")
for line in open(sys.argv[1], encoding="utf-8"):
    row = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
    if not row:
        continue
    for code in range(int(row[1], 16), int(row[2] or row[1], 16) + 1):
        if 0x2E80 <= code < 0x2FE0 and unicodedata.normalize("NFKC", chr(code)) == chr(code):
            print(f"{chr(code)}\t{chr(int(row[3], 16))}\tUnicode 14 EquivalentUnifiedIdeograph.txt")
