"""Tables for the figures' tests: true to the seeds in kind, small enough to check by eye."""

import hashlib

import pandas as pd

from tifaku import figures
from tifaku.tables.adoption import lags
from tifaku.tables.baseline import baseline
from tifaku.text.documents import Document
from tifaku.text.edits import Edit
from tifaku.text.findings import Formula, Group, Slogan, Span

TERMS = pd.DataFrame(
    [
        ("党建", 120, 5, "Party building"),
        ("发展", 98, 4, "development"),
        ("治理", 31, 2, None),
        ("移民", 4, 1, "resettled people"),
    ],
    columns=["term", "n", "df", "english"],
)
TERMS["per_10k"] = TERMS["n"] / 2
TERMS["df_share"], TERMS["df_share_low"], TERMS["df_share_high"] = TERMS["df"] / 5, TERMS["df"] / 8, (TERMS["df"] + 1) / 6

KEYNESS = pd.DataFrame({"term": [f"脱贫{i}" for i in range(40)], "n": range(1, 41), "n_reference": 40, "english": None})
KEYNESS["log_ratio"] = [(i - 20) / 5 for i in range(40)]
KEYNESS["z_articles"] = [(i - 20) ** 2 / 33 * (1 if i >= 20 else -1) for i in range(40)]
KEYNESS["log_ratio_low"], KEYNESS["log_ratio_high"] = KEYNESS["log_ratio"] - 0.4, KEYNESS["log_ratio"] + 0.4
KEYNESS["status"] = ["not significant" if abs(z) <= 0.5 else "key" if z > 0 else "underused" for z in KEYNESS["z_articles"]]

FORMULAS = pd.DataFrame(
    [
        ("000_a", 7, 11, "四抓四度", "compound", "complete"), ("000_a", 60, 64, "四抓四度", "compound", "unresolved"),
        ("001_b", 3, 8, "11357", "digit_code", "unresolved"), ("001_b", 30, 34, "四抓四度", "compound", "partial"),
        ("001_b", 40, 46, "一领域一特色", "distributive", "not_applicable"),
    ],
    columns=["doc_id", "start", "end", "surface", "kind", "verdict"],
)  # fmt: skip

SPREAD = pd.DataFrame(
    [
        ("四抓四度", "巧家县", "county", 2021, 3),
        ("四抓四度", "沙湾区", "county", 2023, 1),
        ("11357", "金口河区", "county", None, 2),
    ],
    columns=["formulation", "place", "level", "year", "n"],
)

SHARES = pd.DataFrame(
    [("formula", 1, 0.4, 0.3), ("formula", 2, 0.1, None), ("formula", 3, 0.2, None), ("formula", 4, 0.1, 0.05)]
    + [("formula", 5, 0.2, 0.15), *(("slogan", fifth, 0.2, 0.15) for fifth in range(1, 6))],
    columns=["kind", "fifth", "share", "low"],
).assign(high=lambda table: table["share"] * 2 - table["low"])

EDGES = pd.DataFrame(
    [("脱贫", "攻坚", 20, 13.6), ("决战", "决胜", 8, 13.9), ("脱贫", "决战", 6, 11.0), ("饮水", "安全", 5, 12.5)],
    columns=["a", "b", "n", "log_dice"],
)


def formula(**changes) -> Formula:
    """四抓四度 'four grasps, four degrees', its first group stated in full, its second not at all."""
    stated = tuple(
        Span(text, 10 * i, 10 * i + 5) for i, text in enumerate(("抓组织领导", "抓责任挂链", "抓具体实际", "抓示范引领"))
    )
    parts = {"doc_id": "000_a", "start": 7, "end": 11, "surface": "四抓四度", "kind": "compound", "verdict": "partial"}
    return Formula(**parts | {"groups": (Group(4, "抓", stated), Group(4, "度"))} | changes)


def slogan(texts=("抓组织强领导", "抓班子强队伍"), template="抓X强Y") -> Slogan:
    """抓X强Y 'grasp X, strengthen Y'."""
    segments = tuple(Span(text, 0, len(text)) for text in texts)
    return Slogan("000_a", "parallel_series", 0, 13, "，".join(texts), segments, template)


def document() -> Document:
    """三級(jí)書記 'secretaries at three levels', decloaked and simplified."""
    raw = "深化“三級(jí)書記”抓扶貧\n"
    edits = [Edit("script", 4, 5, "級", "级"), Edit("decloak", 5, 9, "(jí)", ""), Edit("script", 9, 11, "書記", "书记")]
    return Document("002_c", raw, raw).edited([*edits, Edit("script", 14, 15, "貧", "贫")])


def lives() -> pd.DataFrame:
    """六稳 'six stabilities' and 新质生产力 'new quality productive forces' in articles of six years, few of them in one."""
    table = pd.DataFrame(
        [("六稳", y, k, n) for y, k, n in zip((2018, 2019, 2020, 2022, 2023, 2024), (0, 5, 38, 7, 1, 0), (40, 40, 40, 9, 40, 40))]
        + [
            ("新质生产力", y, k, n)
            for y, k, n in zip((2018, 2019, 2020, 2022, 2023, 2024), (0, 0, 0, 0, 2, 36), (40, 40, 40, 9, 40, 40))
        ],
        columns=["formulation", "period", "articles", "of_articles"],
    )
    share = table["articles"] / table["of_articles"]
    english = table["formulation"].map({"六稳": "six stabilities"})
    return table.assign(share=share, low=(share - 0.1).clip(0), high=(share + 0.1).clip(upper=1), english=english)


def spreading() -> pd.DataFrame:
    cells = (baseline(name, by="cell").assign(formulation=name) for name in ("六稳", "放管服", "两不愁三保障"))
    return pd.concat(cells, ignore_index=True)


DRAWN = {
    "lives": lambda width: figures.plot_lives(lives(), width=width),
    "heat": lambda width: figures.plot_heat(lives(), width=width),
    "tiles": lambda width: figures.plot_tiles(baseline("六稳", by="province"), width=width),
    "first": lambda width: figures.plot_tiles(baseline("六稳", by="province"), value="first", width=width),
    "adoption": lambda width: figures.plot_adoption(lags(spreading()), width=width),
    "biography": lambda width: figures.plot_biography(
        baseline("六稳"), baseline("六稳", by="cell"), "six stabilities", width=width
    ),
    "terms": lambda width: figures.plot_terms(TERMS, width=width),
    "keyness": lambda width: figures.plot_keyness(KEYNESS, width=width),
    "dispersion": lambda width: figures.plot_dispersion(FORMULAS, ["四抓四度", "11357"], {"000_a": "云南巧家"}, width=width),
    "matrix": lambda width: figures.plot_formula_matrix(FORMULAS, {"000_a": "云南巧家"}, width=width),
    "verdicts": lambda width: figures.plot_verdicts(FORMULAS, width=width),
    "anatomy": lambda width: figures.plot_anatomy(formula(), english="four grasps, four degrees", width=width),
    "timeline": lambda width: figures.plot_timeline(SPREAD, width=width),
    "places": lambda width: figures.plot_places(SPREAD, width=width),
    "positions": lambda width: figures.plot_positions(SHARES, width=width),
    "series": lambda width: figures.plot_series(slogan(), width=width),
    "network": lambda width: figures.plot_network(EDGES, least=4, width=width),
    "wordcloud": lambda width: figures.plot_wordcloud(TERMS, width=width),
    "repair": lambda width: figures.plot_repair(document(), width=width),
}


def digests(folder: str) -> dict[str, str]:
    """The sha256 of every figure as PNG, and of those drawn in different ways as SVG and PDF too."""
    out = {name: hashlib.sha256(draw(figures.HALF).png()).hexdigest() for name, draw in DRAWN.items()}
    for name in ("terms", "network", "wordcloud"):
        for path in figures.save_figure(DRAWN[name](figures.HALF), folder, name):
            out[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return out
