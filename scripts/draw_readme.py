"""Draw the pictures of README.md and docs/: python scripts/draw_readme.py [REPORT], REPORT being the html folder of a report.

docs/lives.png and docs/repair.png are drawn from the data tables and the seeds; docs/page.png is the first page of REPORT as
chromium shows it, where both are given.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

import tifaku
from tifaku import figures

DOCS = Path(__file__).resolve().parents[1] / "docs"
#: Formulas that rose, fell, or are recited: 'six stabilities' and others.
NAMES = ["放管服", "两不愁三保障", "六稳", "六保", "两个确立", "新质生产力"]
PAGE = 1300, 1440  # pixels


def lives(path: Path) -> None:
    """The shares of six formulations in work reports since 2012."""
    table = tifaku.in_english(tifaku.lives_at_large(NAMES), "formulation")
    path.write_bytes(figures.plot_lives(table[table["period"].astype(int) >= 2012]).png())


def repair(path: Path) -> None:
    """The passage of the seeds with most edits, as read and as repaired."""
    path.write_bytes(figures.plot_repair(tifaku.most_repaired(tifaku.open_corpus("seeds"))).png())


def page(report: Path, path: Path) -> None:
    """The top of a report's first page."""
    size = f"--window-size={PAGE[0]},{PAGE[1]}"
    shown = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", size, f"--screenshot={path}"]
    subprocess.run([*shown, (report / "index.html").resolve().as_uri()], check=True, capture_output=True)
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    lives(DOCS / "lives.png")
    repair(DOCS / "repair.png")
    if len(sys.argv) > 1:
        page(Path(sys.argv[1]), DOCS / "page.png")
