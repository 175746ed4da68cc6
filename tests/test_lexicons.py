"""lexicons: every row of the layout tables is whole, sourced, and in the table once."""

import pytest

from tifaku.text.lexicons import rows

TABLES = {
    "furniture": ("where", "phrase", "kind"),
    "divisions": ("code",),
    "townships": ("county_code",),
    "surnames": ("surname",),
    "year_hints": ("phrase",),
    "common_divisions": ("name",),
    "ethnic_groups": ("name",),
    "sentence_openers": ("opener",),
    "narrative_openers": ("opener",),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name):
    table = rows(name)
    assert all(row.keys() == table[0].keys() and row["source"] for row in table)
    keys = [tuple(row[column] for column in TABLES[name]) for row in table]
    assert len(keys) == len(set(keys))


def test_every_division_has_its_province_and_every_township_its_county():
    codes = {row["code"] for row in rows("divisions")}
    assert all(code[:2] in codes for code in codes)
    assert all(row["county_code"] in codes or row["county_code"][:4] in codes for row in rows("townships"))
