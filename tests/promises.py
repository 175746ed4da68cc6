"""What is promised of any text: test_fuzz.py and fuzz.py feed these functions and wait for one to fail."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import cycle, pairwise

import file_promises
import samples
import tifaku
from tifaku import diffusion, figures, gazetteer
from tifaku.formulas.stated.parts import ONE_EACH
from tifaku.notebook import readings
from tifaku.notebook.views import show
from tifaku.text.documents import Document, as_document
from tifaku.text.edits import replay
from tifaku.text.findings import Formula

MARKUP = ("<script", "<img", "<svg", "javascript:")


def of_repair(text: str) -> None:
    """Edits replay to the text, every place leads back into the source, blocks and facts lie inside the text."""
    text, doc = shown(text), tifaku.read_text(text)
    assert doc.raw == text and replay(text, doc.edits) == doc.text
    assert all(text[e.raw_start : e.raw_end] == e.before for e in doc.edits)
    assert all(a.raw_end <= b.raw_start for a, b in pairwise(doc.edits))
    back = [doc.to_raw(at, at + 1) for at in range(len(doc.text))]
    assert all(0 <= start <= end <= len(text) for start, end in back)  # empty where a lost full stop was put in
    assert all(a[0] <= b[0] for a, b in pairwise(back))
    tops = [block for block in doc.blocks if block.level == 0]
    assert all(0 <= block.start < block.end <= len(doc.text) for block in doc.blocks)
    assert all(a.end <= b.start for a, b in pairwise(tops))
    stated = [fact for fact in doc.metadata.values() if fact.start is not None]
    assert all(0 <= fact.start < fact.end <= len(doc.text) for fact in stated)


def of_formulas(text: str) -> None:
    """Formulas lie in order and apart; each says what it covers; components lie apart, in order; the verdict is theirs."""
    for doc in (as_document(text), tifaku.read_text(text)):
        found = tifaku.find_formulas(doc)
        assert all(a.end <= b.start for a, b in pairwise(found))
        for formula in found:
            _hold(doc, formula)
        assert len(tifaku.formulas_table(doc)) == len(found)
        tifaku.lookalikes_table(doc)


def _hold(doc: Document, formula: Formula) -> None:
    assert formula.surface == doc.text[formula.start : formula.end] != ""
    components = [component for group in formula.groups for component in group.components]
    assert all(c.text == doc.text[c.start : c.end] != "" for c in components)
    assert all(a.end <= b.start for group in formula.groups for a, b in pairwise(group.components))
    assert all(a.end <= b.start for a, b in pairwise(sorted(components, key=lambda c: c.start)))
    assert bool(components) == (formula.verdict in ("complete", "probable", "partial"))
    if formula.verdict == "complete" and not formula.because.startswith(ONE_EACH):
        counted = [group for group in formula.groups if isinstance(group.numeral, int)]
        assert all(len(group.components) == group.numeral for group in counted)


def of_slogans(text: str) -> None:
    """Every slogan and segment says what it covers."""
    for doc in (as_document(text), tifaku.read_text(text)):
        found = tifaku.find_slogans(doc)
        assert all(slogan.surface == doc.text[slogan.start : slogan.end] != "" for slogan in found)
        assert all(s.text == doc.text[s.start : s.end] != "" for slogan in found for s in slogan.segments)
        assert len(tifaku.slogans_table([doc])) == len(found)
        tifaku.longest_series([doc])


def of_tokens(text: str) -> None:
    """The tokens put together are the body, whoever cuts; of two cuts equally likely the segmenters may choose differently."""
    doc = tifaku.read_text(text)
    tokens = tifaku.tokenize(doc)
    counted = doc.body_spans
    assert "".join(tokens.token) == "".join(doc.text[s:e] for s, e in counted)
    assert [doc.text[s:e] for s, e in zip(tokens.start, tokens.end)] == list(tokens.token)
    assert "".join(tifaku.tokenize(doc, segmenter="rjieba").token) == "".join(tokens.token)
    guessed = tifaku.tokenize(text, hmm=True)
    assert "".join(guessed.token) == shown(text)


def shown(text: str) -> str:
    """Half a surrogate pair is no character: what is read has U+FFFD there."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def two_articles(text: str) -> list[Document]:
    half = len(text) // 2
    return [tifaku.read_text(text[:half], "a"), tifaku.read_text(text[half:], "b")]


def of_tables(text: str) -> None:
    """Every table of a corpus of two articles can be made, and shown without any markup of the articles."""
    docs = two_articles(text)
    tokens = tifaku.tokenize(docs)
    words = tifaku.words(tokens)
    term = words.token.iloc[0] if len(words) else "党建"
    made = [tifaku.term_frequency(words), tifaku.tf_idf(words), tifaku.dispersion(words), tifaku.ngrams(words)]
    made += [tifaku.collocations(words, [term]), tifaku.keyness(words), tifaku.compare(words, {"a": "x", "b": "y"})]
    made += [tifaku.kwic(docs, [term, text[:3] or "一"]), tifaku.frames(docs), tifaku.families(docs)]
    formulas, slogans = tifaku.formulas_table(docs), tifaku.slogans_table(docs)
    made += [formulas, slogans, gazetteer.look_up(formulas, docs), tifaku.stated_elsewhere(formulas, docs)]
    found = [formula for doc in docs for formula in tifaku.find_formulas(doc)]
    made += [
        tifaku.components_table(docs, found),
        tifaku.decisions_template(docs, found),
        tifaku.decisions_record(tifaku.find(docs, [])),
    ]
    said, articles = diffusion.formulations(docs), diffusion.articles(docs, tifaku.cluster_of(docs))
    made += [diffusion.diffusion(said, articles), diffusion.spread(said, articles), diffusion.cooccurrence(said, min_n=1)]
    edits = tifaku.edits_table(docs)
    made += [edits, tifaku.edit_counts(docs), tifaku.longest_edits(edits), tifaku.metadata_table(docs)]
    blocks = tifaku.blocks_table(docs)
    made += [blocks, tifaku.block_counts(blocks), tifaku.clusters_table(docs), tifaku.corpus_table(docs)]
    views = [show(table, caption=text[:20])._repr_html_() for table in made]
    said_aloud = [readings.of_terms(made[0]), readings.of_keyness(made[5]), readings.of_formulas(formulas)]
    views += [reading._repr_html_() for reading in said_aloud if hasattr(reading, "_repr_html_")]
    assert not [view for view in map(file_promises.without_rest, views) if any(sign in view.lower() for sign in MARKUP[:3])]
    assert sum(made[0].n) == len(words)


def of_figures(text: str) -> None:
    """Every figure can be drawn, and says in words what it shows."""
    docs = two_articles(text)
    tokens = tifaku.tokenize(docs)
    words = tifaku.words(tokens)
    frequency, formulas = tifaku.term_frequency(words), tifaku.formulas_table(docs)
    found = [formula for doc in docs for formula in tifaku.find_formulas(doc)]
    said = diffusion.formulations(docs)
    seen = diffusion.spread(said, diffusion.articles(docs))
    drawn = [figures.plot_terms(frequency), figures.plot_wordcloud(frequency), figures.plot_keyness(tifaku.keyness(words))]
    drawn += [figures.plot_dispersion(tokens, [text[:4] or "一"]), figures.plot_verdicts(formulas)]
    drawn += [figures.plot_formula_matrix(formulas), figures.plot_anatomy(tifaku.best_explained(found))]
    drawn += [figures.plot_series(tifaku.longest_series(docs)), figures.plot_network(diffusion.cooccurrence(said, min_n=1))]
    drawn += [figures.plot_timeline(seen), figures.plot_places(seen), *(figures.plot_repair(doc) for doc in docs)]
    for figure in drawn:
        _hold_drawn(figure)


def of_labels(text: str) -> None:
    """A figure whose every label is a piece of the text can be drawn; which figure, the text's length decides."""
    text = shown(text)  # no table can hold half a surrogate pair
    pieces = cycle([text[at : at + 12] for at in range(0, len(text), 12)] or [""])

    def labelled(table, *columns):
        return table.assign(**{column: [next(pieces) for _ in range(len(table))] for column in columns})

    spread, terms = labelled(samples.SPREAD, "formulation", "place"), labelled(samples.TERMS, "term", "english")
    formulas, titles = labelled(samples.FORMULAS, "surface"), {"000_a": text[:90], "001_b": text[90:]}
    drawings = (
        lambda: figures.plot_terms(terms),
        lambda: figures.plot_wordcloud(terms.drop_duplicates("term")),
        lambda: figures.plot_keyness(labelled(samples.KEYNESS, "term", "english"), (text[:20], text[20:40])),
        lambda: figures.plot_dispersion(formulas, list(formulas.surface[:2]), titles),
        lambda: figures.plot_formula_matrix(formulas, titles),
        lambda: figures.plot_verdicts(formulas),
        lambda: figures.plot_anatomy(replace(samples.formula(), surface=text[:40], because=text[40:80]), english=text[:90]),
        lambda: figures.plot_timeline(spread),
        lambda: figures.plot_places(spread),
        lambda: figures.plot_series(samples.slogan(tuple(next(pieces) or "抓" for _ in range(3)), template=text[:20] or "抓X")),
        lambda: figures.plot_network(labelled(samples.EDGES, "a", "b"), least=4),
        lambda: figures.plot_repair(tifaku.read_text(text)),
    )
    _hold_drawn(drawings[len(text) % len(drawings)]())


def _hold_drawn(figure: figures.Picture) -> None:
    assert figure.alt.strip() and figure.alt.encode("utf-8")
    figure.savefig(io.BytesIO(), format="svg")


OF_TEXT = {
    "repair": of_repair,
    "formulas": of_formulas,
    "slogans": of_slogans,
    "tokens": of_tokens,
    "tables": of_tables,
    "figures": of_figures,
    "labels": of_labels,
    "html": file_promises.of_html,
    "pages": file_promises.of_pages,
}
