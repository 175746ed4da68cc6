"""python scripts/copy_divisions.py CHINA_DIVISION CPCA OUT: divisions.tsv, townships.tsv and ethnic_groups.tsv from two packages.

CHINA_DIVISION is the unpacked npm package china-division (`npm pack china-division@2.7.0`), CPCA the unpacked PyPI package cpca
(`pip download --no-deps cpca==0.5.5`). OUT is the folder to write to, lib/tifaku/data for instance.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

#: Names in the statistical code that are no places; and four cities without counties, which stand there again as a county.
NO_PLACES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
TWICE = {"441900", "442000", "460400", "620201"}
TOWNSHIP = re.compile(r"[\u4e00-\u9fa5]+(?:镇|乡|街道|苏木)")

Row = tuple[str, ...]


def divisions(china_division: Path, cpca: Path) -> list[Row]:
    """Provinces, prefectures and counties with their codes; from cpca those that are gone or that the first does not have."""
    levels = (_json(china_division, name) for name in ("provinces", "cities", "areas"))
    today = {row["code"]: row["name"] for level in levels for row in level}
    found = {code: (name, "china-division 2.7.0 (MIT)") for code, name in today.items() if code not in TWICE}
    with (cpca / "cpca/resources/adcodes.csv").open(encoding="utf-8", newline="") as lines:
        codes = {re.sub("(0000|00)?$", "", row["adcode"][:6], count=1): row["name"] for row in csv.DictReader(lines)}
    here = {(code[:4], name) for code, name in today.items()}  # a district that only changed its code is not gone
    gone = {code: name for code, name in codes.items() if code not in today and (code[:4], name) not in here}
    found |= {code: (name, "cpca 0.5.5 (MIT)") for code, name in gone.items()}
    return [(code, *row) for code, row in sorted(found.items()) if row[0] not in NO_PLACES]


def townships(china_division: Path) -> list[Row]:
    """The towns, townships and subdistricts of each county, separated by spaces; farms, zones and offices are left out."""
    counties: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _json(china_division, "streets"):
        name = row["name"].removesuffix("办事处")
        if TOWNSHIP.fullmatch(name):
            counties[row["areaCode"]][name] = None
    return [(code, " ".join(names), "china-division 2.7.0 (MIT)") for code, names in sorted(counties.items())]


def ethnic_groups(cpca: Path) -> list[Row]:
    """The 56 groups without 族, as they stand in names of autonomous divisions."""
    names = (cpca / "cpca/resources/56_nations.csv").read_text(encoding="utf-8").split()
    return [(name.removesuffix("族"), "cpca 0.5.5 (MIT)") for name in names]


def _json(china_division: Path, name: str) -> list[dict[str, str]]:
    return json.loads((china_division / f"dist/{name}.json").read_text(encoding="utf-8"))


def write(out: Path, *rows: Row) -> None:
    """Write the rows, the first of which names the columns."""
    out.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    china_division, cpca, out = map(Path, sys.argv[1:])
    write(out / "divisions.tsv", ("code", "name", "source"), *divisions(china_division, cpca))
    write(out / "townships.tsv", ("county_code", "townships", "source"), *townships(china_division))
    write(out / "ethnic_groups.tsv", ("name", "source"), *ethnic_groups(cpca))
