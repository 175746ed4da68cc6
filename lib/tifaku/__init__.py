"""tifaku 提法库 'store of formulations': a helper library for studying Chinese official language.

The names below are loaded when first used, so that `import tifaku` costs next to nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_ROOMS = {
    "corpus": ("read_text",),
    "corpus.duplicates": ("cluster_of",),
    "datasets": ("Dataset", "open_dataset"),
    "decisions": ("Decision", "decisions_record", "decisions_template", "obey"),
    "decisions.grant": ("grant",),
    "decisions.files": ("read_decisions", "write_decisions", "write_questions"),
    "formulas": ("find_formulas",),
    "gazetteer.glosses": ("gloss", "in_english", "pinyin"),
    "models.proposing": ("propose",),
    "notebook.coding": ("draw_sample", "read_sample"),
    "notebook.explorers": ("explore_concordance", "explore_table"),
    "notebook.export": ("save_all",),
    "notebook.views": ("show",),
    "slogans": ("find_slogans",),
    "study": ("find", "open_corpus", "read_corpus"),
    "tables.adoption": (
        *("adoption", "at_large", "best_known", "births_and_deaths", "compared"),
        *("halves", "lags", "lives_at_large", "place_year"),
    ),
    "tables.baseline": ("baseline", "first_sources"),
    "tables.biography": ("biography", "forms", "stated", "with_passages"),
    "tables.codebook": ("code", "compare_categories", "per_article", "read_codebook"),
    "tables.collocations": ("collocations", "ngrams"),
    "tables.concordance": ("kwic",),
    "tables.formulas": (
        "best_explained",
        "components_table",
        "formulas_table",
        "lookalikes_table",
        "stated_elsewhere",
        "together",
    ),
    "tables.frequencies": ("dispersion", "term_frequency", "tf_idf", "uneven_terms"),
    "tables.keyness": ("compare", "keyness", "surest_first"),
    "tables.lifecycle": ("lifecycle", "lives"),
    "tables.names": ("crossing", "formula_entries", "names_table"),
    "tables.overview": (
        *("block_counts", "blocks_table", "clusters_table", "corpus_table"),
        *("edit_counts", "edits_table", "longest_edits", "metadata_table", "most_repaired"),
    ),
    "tables.positions": ("by_fifth", "positions"),
    "tables.reference": ("Reference", "read_reference"),
    "tables.slogans": ("families", "frames", "longest_series", "slogans_in_short", "slogans_table"),
    "tables.uses": ("by_use", "most_used", "uses", "variants"),
    "text.corpora": ("Corpus",),
    "text.documents": ("Block", "Document", "Fact"),
    "text.edits": ("Edit",),
    "text.findings": ("Findings", "Formula", "Group", "Slogan", "Span"),
    "text.texts": ("heads",),
    "tokens": ("tokenize", "words"),
}
#: Modules whose functions go by the module's name: tifaku.figures.plot_terms, tifaku.diffusion.spread.
_MODULES = {
    **{"agreement": "tables.agreement", "diffusion": "tables.diffusion", "reference": "tables.reference"},
    **{"figures": "figures", "gazetteer": "gazetteer", "readings": "notebook.readings"},
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = sorted([*_ROOM_OF, *_MODULES])


def __getattr__(name: str):
    if name in _ROOM_OF:
        return getattr(import_module(f"tifaku.{_ROOM_OF[name]}"), name)
    if name in _MODULES:
        return import_module(f"tifaku.{_MODULES[name]}")
    raise AttributeError(f"tifaku has no {name!r}; it has {', '.join(__all__)}")


def __dir__():
    return sorted([*globals(), *__all__])
