"""Make data/surnames.tsv: Chinese surnames, and how frequent each is.

usage: python scripts/surnames.py Chinese_Family_Name（1k）.xlsx > surnames.tsv, then move it to lib/tifaku/data
The workbook is part of wainshine/Chinese-Names-Corpus (Apache-2.0): 1,074 surnames with their frequency among some hundred
million names. Those with a frequency under 9 are left out, since most of them are common words. Surnames that it lacks (of two
characters) stand in data/surnames_by_hand.tsv.
"""

import sys

from openpyxl import load_workbook

LEAST = 9
sheet = load_workbook(sys.argv[1], read_only=True).worksheets[0]
frequency = {row[0]: row[1] for row in list(sheet.iter_rows(values_only=True))[1:] if row[0] and row[1] >= LEAST}
print("surname\tfrequency\tsource")
for surname, share in frequency.items():
    print(f"{surname}\t{share:g}\tChinese-Names-Corpus (Apache-2.0)")
