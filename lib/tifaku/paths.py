"""Where things are: a folder named in a notebook is found whoever runs it, and from whatever working directory."""

from __future__ import annotations

import os
from pathlib import Path

#: The folder that holds notebooks/ and seeds/; None where the library was installed without the workbook.
ROOT = next((p for p in Path(__file__).resolve().parents if (p / "notebooks").is_dir()), None)


def find_folder(name: str | Path) -> Path:
    """The folder of that name: as it stands, else below the workbook's own folder.

    A relative name is first taken from the working directory (papermill's is the caller's, Lab's the notebook's).
    Raises FileNotFoundError that says where it looked.
    """
    places = [Path(name)] + ([ROOT / name] if ROOT else [])
    for place in places:
        if place.is_dir():
            return place
    if any(place.is_file() for place in places):
        raise NotADirectoryError(f"{name!s} is a file; give the folder that holds your articles.")
    raise FileNotFoundError(
        f"No folder {name!s}: looked in the working directory and in the workbook's own folder. "
        "Give the folder that holds your articles, by its full path if it is elsewhere."
    )


def out_folder() -> Path:
    """Where results go: $TIFAKU_OUT, which `tifaku.report --out` sets, else build/ of the workbook; made if missing."""
    folder = Path(os.environ.get("TIFAKU_OUT") or (ROOT or Path()) / "build")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
