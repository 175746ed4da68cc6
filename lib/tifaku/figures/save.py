"""Save: a figure as files for print and screen, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

from tifaku.corpus.files import whole
from tifaku.figures.style import Picture


def save_figure(fig: Picture, folder: str | Path, name: str) -> list[Path]:
    """Save a figure as name.svg, name.pdf and name.png in the folder, which is made if missing, and return the paths.

    The PDF embeds its fonts, the SVG draws its letters as outlines, so that no font is needed to read them; title and
    alt text stand in each file's metadata. The same figure gives the same bytes under one version of matplotlib.

    >>> save_figure(plot_terms(table), "build/figures", "terms")  # doctest: +SKIP
    """
    if not name or Path(name).name != name:
        raise ValueError(f"{name!r} is no file name: give a name without folder and ending, as 'terms'")
    svg, pdf, png = paths = [Path(folder) / f"{name}.{kind}" for kind in ("svg", "pdf", "png")]
    with whole(svg) as part:
        about = {"Date": None, "Creator": "tifaku", "Title": fig.title, "Description": fig.alt}
        fig.savefig(part, format="svg", metadata=about)
    with whole(pdf) as part:
        about = {"CreationDate": None, "Producer": None, "Title": fig.title, "Subject": fig.alt}
        fig.savefig(part, format="pdf", metadata=about)
    with whole(png) as part:
        part.write_bytes(fig.png())
    return paths
