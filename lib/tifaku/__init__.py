"""tifaku 提法库 'store of formulations': a helper library for studying Chinese official language.

The names below are loaded when first used, so that `import tifaku` costs next to nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_ROOMS = {
    "agreement": (),
    "formulas.components": ("best_explained", "components_table"),
    "corpus": ("Corpus", "read_corpus", "read_text"),
    "corpus.overview": (
        *("block_counts", "blocks_table", "clusters_table", "corpus_table"),
        *("edit_counts", "edits_table", "longest_edits", "metadata_table", "most_repaired"),
    ),
    "decisions.files": ("decided_formulas", "read_decisions", "write_decisions", "write_questions"),
    "decisions": ("Decision", "decisions_template", "obey"),
    "diffusion": (),
    "documents": ("Block", "Document", "Fact"),
    "corpus.duplicates": ("cluster_of",),
    "edits": ("Edit",),
    "gazetteer.elsewhere": ("stated_elsewhere",),
    "explorers": ("explore_concordance", "explore_table"),
    "export": ("save_all",),
    "figures": (),
    "formulas": ("Component", "Formula", "Group", "find_formulas", "formulas_table", "lookalikes_table"),
    "slogans.frames": ("families", "frames"),
    "gazetteer": (),
    "readings": (),
    "reference": ("Reference", "read_reference"),
    "scale": ("open_dataset",),
    "slogans": ("Segment", "Slogan", "find_slogans", "longest_series", "slogans_in_short", "slogans_table"),
    "tables": ("collocations", "compare", "dispersion", "keyness", "kwic", "ngrams", "term_frequency", "tf_idf"),
    "tokens": ("tokenize", "words"),
    "views": ("show",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = sorted(_ROOM_OF)


def __getattr__(name: str):
    if name in _ROOM_OF:
        return getattr(import_module(f"tifaku.{_ROOM_OF[name]}"), name)
    if name in _ROOMS:
        return import_module(f"tifaku.{name}")
    raise AttributeError(f"tifaku has no {name!r}; it has {', '.join(__all__)}")


def __dir__():
    return sorted([*globals(), *_ROOM_OF, *_ROOMS])
