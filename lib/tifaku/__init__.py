"""tifaku 提法库 'store of formulations': a helper library for studying Chinese official language.

The names below are loaded when first used, so that `import tifaku` costs next to nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_ROOMS = {
    "corpus": ("Corpus", "read_corpus", "read_text"),
    "corpus_tables": (
        *("block_counts", "blocks_table", "clusters_table", "corpus_table"),
        *("edit_counts", "edits_table", "longest_edits", "metadata_table"),
    ),
    "decision_files": ("read_decisions", "write_decisions"),
    "decisions": ("Decision", "decisions_template", "obey"),
    "documents": ("Block", "Document", "Fact"),
    "duplicates": ("cluster_of",),
    "edits": ("Edit",),
    "elsewhere": ("stated_elsewhere",),
    "export": ("to_csv", "to_xlsx", "to_zip"),
    "figures": (),
    "gazetteer": (),
    "readings": (),
    "views": ("show",),
    "formulas": ("Component", "Formula", "Group", "find_formulas", "formulas_table"),
    "reference": ("Reference", "read_reference"),
    "slogans": ("Segment", "Slogan", "find_slogans", "slogans_table"),
    "tables": ("collocations", "compare", "dispersion", "keyness", "kwic", "ngrams", "term_frequency", "tf_idf"),
    "tokens": ("tokenize", "words"),
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
