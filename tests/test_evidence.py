"""evidence: the most trusted way of seeing a fact goes before the others, and what is not trusted is not stated."""

from tifaku.metadata.evidence import LEAST, Candidate, chosen, trust
from tifaku.text.lexicons import rows

ROWS = rows("evidence")


def test_each_row_is_weighed_as_its_script_says():
    for row in ROWS:
        right, wrong = int(row["right"]), int(row["wrong"])
        assert 0 < float(row["trust"]) <= 1 and row["gloss"]
        assert abs((right + 8 * float(row["prior"])) / (right + wrong + 8) - float(row["trust"])) < 0.001
    assert len({(row["name"], row["seen"]) for row in ROWS}) == len(ROWS)


def test_the_most_trusted_is_stated_wherever_it_stands():
    seen = [Candidate("outlet", "某社", 0, 2, "agency"), Candidate("outlet", "青石日报", 9, 13, "label")]
    for order in (seen, seen[::-1]):
        assert chosen(order)["outlet"].value == "青石日报"  # a label names the source, a dateline the agency


def test_none_rather_than_what_is_not_trusted():
    assert trust("outlet", "site") < LEAST and chosen([Candidate("outlet", "某网", None, None, "site")]) == {}
    assert chosen([Candidate("author", "张三", 0, 2, "a way that nobody has looked at")]) == {}


def test_authors_seen_as_well_as_the_best_are_all_authors():
    seen = [Candidate("author", "张三", 0, 2, "byline"), Candidate("author", "李四、张三", 5, 10, "reported")]
    assert chosen(seen)["author"].value == "张三、李四"
    assert chosen([*seen, Candidate("author", "王五", None, None, "author")])["author"].value == "张三、李四"
