"""Methods: a paragraph for a paper, in English and Chinese, with the numbers of one run, and what to cite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tifaku.decisions import question
from tifaku.decisions.coders import LEVEL
from tifaku.notebook.coding import Validation
from tifaku.report.manifest import Manifest
from tifaku.tables.overview import counted_characters
from tifaku.text.corpora import Corpus
from tifaku.text.findings import Findings

if TYPE_CHECKING:
    import pandas as pd


def run_table(corpus: Corpus, found: Findings, manifest: Manifest, validation: Validation) -> pd.DataFrame:
    """One row per number that the methods paragraph may name: measure, value."""
    import pandas as pd

    verdicts = [formula.verdict for formula in found.formulas]
    values: dict[str, object] = {
        "corpus": corpus.name, "articles": len(corpus), "problems": len(corpus.problems),
        "characters": sum(map(counted_characters, corpus)), "edits": sum(len(doc.edits) for doc in corpus),
        "doubtful_edits": sum(len(doc.doubts) for doc in corpus), "formulas": len(found.formulas),
        "names": len({formula.surface for formula in found.formulas}),
        **{verdict: verdicts.count(verdict) for verdict in ("complete", "probable", "partial", "unresolved")},
        "slogans": len(found.slogans), "decisions": len(found.outcomes),
        "decisions_applied": sum(outcome.applied for outcome in found.outcomes),
        "questions_open": sum(bool(question(formula)) for formula in found.formulas),
        "coders": len(validation.coding.answers), "units": len(validation.coding.sample), "level_percent": round(LEVEL * 100),
        **{name: value for name, value in manifest.versions.items() if name in ("tifaku", "python")},
    }  # fmt: skip
    for row in _of_all(validation.scores).itertuples():
        values |= {f"{row.measure}_{row.question}{end}": f"{getattr(row, name):.2f}" for end, name in _ENDS}
    for row in validation.agreement.itertuples():
        values |= {f"kappa_{row.question}": f"{row.kappa:.2f}", f"alpha_{row.question}": f"{row.alpha:.2f}"}
    return pd.DataFrame([(name, str(value)) for name, value in values.items()], columns=["measure", "value"])


_ENDS = (("", "estimate"), ("_low", "low"), ("_high", "high"))


def _of_all(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[(scores["stratum"] == "") & (scores["doc_id"] == "")]


def paragraphs(run: Mapping[str, str], validation: Validation) -> str:
    """METHODS.md: the paragraph in English and in Chinese; every number in it stands in the table 0_run."""
    english = _ENGLISH.format(**run) + _validated(run, validation, _RATES_EN, _NONE_EN, "; ")
    chinese = _CHINESE.format(**run) + _validated(run, validation, _RATES_ZH, _NONE_ZH, "；")
    return f"# Methods\n\n{english}\n\n# 方法\n\n{chinese}\n\n{_AFTER}"


def _validated(run: Mapping[str, str], validation: Validation, words: tuple[str, str], none: str, joint: str) -> str:
    scores = _of_all(validation.scores)
    if not len(scores):
        return none
    names = [f"{row.measure}_{row.question}" for row in scores.itertuples()]
    said = joint.join(f"{name.replace('_', ' ')} {run[name]} ({run[name + '_low']}–{run[name + '_high']})" for name in names)
    agreed = joint.join(
        f"{row.question.replace('_', ' ')} κ = {run[f'kappa_{row.question}']}, α = {run[f'alpha_{row.question}']}"
        for row in validation.agreement.itertuples()
    )
    return words[0].format(said=said, **run) + (words[1].format(agreed=agreed) if agreed else "")


_ENGLISH = (
    "The corpus “{corpus}” has {articles} articles with {characters} characters of titles, headings and paragraphs; {problems} files "
    "could not be read or needed a look. Texts were repaired with tifaku {tifaku} (Python {python}): {edits} edits, each recorded "
    "with its place in the source, {doubtful_edits} of them doubtful and left as they are. Numbered formulas (数字提法) were found by rule "
    "in {formulas} places, {names} different names. What a name stands for is taken from the same article alone: it is stated in full "
    "in {complete} places, probably in {probable}, in part in {partial}, and stays open in {unresolved}. {slogans} slogans were found. "
    "Of {decisions} decisions by readers {decisions_applied} were applied; {questions_open} doubtful cases are listed as questions. "
)
_CHINESE = (
    "语料“{corpus}”共{articles}篇文章，标题与正文合计{characters}字；{problems}个文件未能读取或需要查看。文本用tifaku {tifaku}（Python {python}）修复，"
    "共{edits}处改动，每处均记录其在原文件中的位置，其中{doubtful_edits}处存疑，保持原样。按规则识别数字提法{formulas}处，不同名称{names}个。"
    "其所指内容只取自同一篇文章：完整说明{complete}处，很可能完整{probable}处，部分说明{partial}处，未说明{unresolved}处。识别口号{slogans}条。"
    "读者裁定{decisions}条，已采用{decisions_applied}条；另列存疑问题{questions_open}个。"
)
_RATES_EN = (
    "A stratified random sample of {units} units was coded by {coders} coders, blind to the program’s verdicts where the question asked "
    "for them; differences count only once adjudicated. Estimates with {level_percent} % intervals (Jeffreys’ prior, strata weighed by "
    "their size): {said}.",
    " Agreement before adjudication: {agreed}.",
)
_RATES_ZH = (
    "分层随机抽取{units}个单位，由{coders}名编码员编码，凡涉及程序判断的问题均不告知其结果；分歧经裁定后方计入。估计值及{level_percent}%区间"
    "（Jeffreys先验，按层规模加权）：{said}。",
    "裁定前一致性：{agreed}。",
)
_NONE_EN = "No sample of these articles was coded, so that no rate of error on them is claimed."
_NONE_ZH = "本语料未经抽样编码，故不报告其误差率。"
_AFTER = "Every number above stands in tables/0_run.csv. What to cite stands in references.bib; what the columns mean, in codebook.csv.\n"


def references(versions: Mapping[str, str]) -> str:
    """references.bib: this program, and the works whose measures the tables use."""
    return _BIBTEX.replace("VERSION", versions["tifaku"])


_BIBTEX = r"""@software{tifaku,
  title = {tifaku: a workbook for Chinese official language}, author = {{The tifaku developers}}, version = {VERSION},
  url = {https://github.com/tifaku/tifaku}
}
@article{cohen1960, author = {Cohen, Jacob}, title = {A Coefficient of Agreement for Nominal Scales},
  journal = {Educational and Psychological Measurement}, volume = {20}, number = {1}, pages = {37--46}, year = {1960}}
@misc{krippendorff2011, author = {Krippendorff, Klaus}, title = {Computing {K}rippendorff's Alpha-Reliability}, year = {2011},
  howpublished = {Departmental Papers (ASC), University of Pennsylvania}}
@article{brown2001, author = {Brown, Lawrence D. and Cai, T. Tony and DasGupta, Anirban},
  title = {Interval Estimation for a Binomial Proportion}, journal = {Statistical Science}, volume = {16}, number = {2},
  pages = {101--133}, year = {2001}}
@article{dunning1993, author = {Dunning, Ted}, title = {Accurate Methods for the Statistics of Surprise and Coincidence},
  journal = {Computational Linguistics}, volume = {19}, number = {1}, pages = {61--74}, year = {1993}}
@article{gries2008, author = {Gries, Stefan Th.}, title = {Dispersions and Adjusted Frequencies in Corpora},
  journal = {International Journal of Corpus Linguistics}, volume = {13}, number = {4}, pages = {403--437}, year = {2008}}
@inproceedings{rychly2008, author = {Rychl{\'y}, Pavel}, title = {A Lexicographer-Friendly Association Score},
  booktitle = {Proceedings of Recent Advances in Slavonic Natural Language Processing}, pages = {6--9}, year = {2008}}
@article{benjamini1995, author = {Benjamini, Yoav and Hochberg, Yosef},
  title = {Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing},
  journal = {Journal of the Royal Statistical Society: Series B}, volume = {57}, number = {1}, pages = {289--300}, year = {1995}}
"""
