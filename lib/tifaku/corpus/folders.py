"""Folders: which files under a folder, or in a .zip, are articles, under which doc_id, and which are not and why."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tifaku.corpus.files import Unreadable, leads_inside, own_table
from tifaku.text.corpora import DATASET, Problem

#: Formats of one article, in the order in which they get the plain stem where two files share it.
ARTICLES = (".txt", ".html", ".htm", ".docx", ".pdf", ".md", ".markdown", ".text", ".xhtml", ".shtml", ".rtf")
#: Formats of tables, with an article a row.
TABLES = (
    *(".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".jsonl", ".ndjson"),
    *(".parquet", ".sqlite", ".sqlite3", ".db"),
)
ARCHIVES = (".zip",)
FORMATS = (*ARTICLES, *TABLES, *ARCHIVES)
#: Pictures of articles, which are read only where nothing else is: else they come along with articles.
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
#: Tables that belong to the workbook, and leavings of an operating system.
_OURS = re.compile(
    r"(?:sources|user_terms|terms|codebook|columns|proposals|decisions(?:\.new(?:\.\d+)?)?)\.(?:csv|tsv|xlsx|jsonl)"
    r"|user_terms\.txt",
    re.I,
)
_LEAVINGS = {"thumbs.db", "desktop.ini"}
_ABOUT_THE_FOLDER = re.compile(r"(?:read[_-]?me|licen[cs]e|changelog|contributing)(?:[_.-]\w+)?\.(?:md|markdown)", re.I)
#: What comes along with articles (pictures, parts of saved pages) and is passed over without a word.
COMPANIONS = {".css", ".gif", ".ico", ".js", ".mp3", ".mp4", ".svg", ".ttf", ".woff", ".woff2"}
NEXT_STEP = dict.fromkeys([".doc", ".odt", ".wps", ".pages"], "open it in a word processor and save it as .docx")
NEXT_STEP |= {".epub": "open it in a reader of e-books and save it as .txt", ".eml": "save the text of the message as .txt"}
NEXT_STEP |= {
    ".caj": "open it in CAJViewer and save it as .pdf or .txt",
    ".rar": "unpack it into the folder",
    ".7z": "unpack it here",
}
NEXT_STEP |= {".mht": "save the page as .html", ".mhtml": "save the page as .html"}


def articles_under(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """The article files under a folder by doc_id, sorted, and a problem for each file that was left out.

    A doc_id is the path below the folder without its suffix, so subfolders are read too (2021/x). Where two files share
    it, the first of FORMATS has it and the other keeps its suffix (x, x.html). Hidden files, the workbook's own tables,
    pictures (unless there is nothing else) and the "x_files" folder of a saved page are passed over; any other file is listed as
    a problem, and so is a table
    of the workbook that is no ordinary file.
    Links are followed within the folder only, so that a corpus from elsewhere can't draw in private files.
    """
    problems: list[Problem] = []
    walked = list(_walk(folder, problems))
    paths = [path for path in walked if not _is_picture(path) and _is_article(path, folder, problems)]
    paths = paths or [path for path in walked if _is_picture(path) and _is_article(path, folder, problems)]
    paths.sort(key=lambda path: (_order(path), os.fsencode(path)))
    found: dict[str, Path] = {}
    for path in paths:
        found[_free_id(path.relative_to(folder), found)] = path
    return dict(sorted(found.items())), sorted(problems)


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES


def _order(path: Path) -> int:
    suffix = path.suffix.lower()
    return FORMATS.index(suffix) if suffix in FORMATS else len(FORMATS)


def tables_beside(file: Path) -> list[Path]:
    """The workbook's own tables (sources.tsv, decisions.csv …) in the folder of a file, sorted."""
    return sorted(path for path in file.parent.iterdir() if _OURS.fullmatch(path.name) and path.is_file())


def shown(path: str | Path) -> str:
    """A file name as it can stand in a table: control characters and undecodable bytes are written as escapes."""
    name = os.fspath(path).replace(os.sep, "/")
    return "".join(_escaped(c) if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in name)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode()


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file that is not passed over; os.walk would break on a folder nested a thousand deep."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            names = os.listdir(here)
        except OSError as error:
            name = shown(here.relative_to(folder))
            problems.append(Problem(name, f"the folder can't be opened ({error.strerror})", "check who may read it"))
            continue
        for name in names:
            if here == folder and _OURS.fullmatch(name) and not own_table(folder, name):
                reason = "was not read: it is no ordinary file, or a link that leads out of the folder"
                problems.append(Problem(name, reason, "put the table itself here"))
            elif os.path.isdir(here / name):
                waiting += [here / name] if _is_entered(here / name, names, folder, problems) else []
            elif not _is_passed_over(name):
                yield here / name


def _is_entered(path: Path, siblings: list[str], folder: Path, problems: list[Problem]) -> bool:
    page = path.name.removesuffix("_files")
    if path.name.startswith(".") or (page != path.name and {f"{page}.html", f"{page}.htm"} & {*siblings}):
        return False
    name = shown(path.relative_to(folder))
    if path.is_symlink():
        problems.append(Problem(name, "is a link to a folder", "copy that folder here, or read it on its own"))
    elif os.path.isfile(path / DATASET):
        problems.append(Problem(name, "is a dataset", "give that folder itself instead of the one around it"))
    elif path.suffix.lower() in FORMATS:
        problems.append(Problem(name, "is a folder with the name of a file", f"rename it without {path.suffix}"))
    else:
        return True
    return False


def _is_passed_over(name: str) -> bool:
    if name.startswith((".", "~$")) or name.lower() in _LEAVINGS or _OURS.fullmatch(name):
        return True
    return os.path.splitext(name)[1].lower() in COMPANIONS


def _is_article(path: Path, folder: Path, problems: list[Problem]) -> bool:
    suffix, name = path.suffix.lower(), shown(path.relative_to(folder))
    if suffix not in FORMATS + PICTURES:
        advice = NEXT_STEP.get(suffix, f"save it as one of {', '.join(ARTICLES)} if it is an article")
        problems.append(Problem(name, "is not in a format that can be read", advice))
    elif _ABOUT_THE_FOLDER.fullmatch(path.name):
        problems.append(Problem(name, "tells of the folder, by its name", "rename it if it is an article"))
    elif path.is_symlink() and not leads_inside(path, folder):
        problems.append(Problem(name, "is a link that leads out of the folder, or nowhere", "put the file itself here"))
    else:
        return True
    return False


def _free_id(path: Path, taken: dict[str, Path]) -> str:
    """A doc_id that is not taken: the path without its suffix, else with it, else with a number."""
    stem, name = (unicodedata.normalize("NFC", shown(p)) for p in (path.with_suffix(""), path))
    if stem not in taken:
        return stem
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}~{number}", number + 1
    return free


#: What an archive may unpack to, and how many files it may hold.
MOST_UNPACKED, MOST_FILES = 500_000_000, 20_000
_LONGEST_NAME = 200  # bytes of a part of a path


def unpack(path: Path, folder: Path) -> list[Problem]:
    """Unpack an archive into a folder; a problem for each file that was left out. Unreadable for a broken or too large one."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED or len(parts) > MOST_FILES:
                raise Unreadable(f"would unpack to {size:,} bytes in {len(parts):,} files", "unpack what you need of it")
            return list(_unpacked(archive, parts, folder))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"is no sound archive ({type(error).__name__})", "pack it again, or unpack it into the folder") from None


def _unpacked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], folder: Path) -> Iterator[Problem]:
    for part in parts:
        name = _name(part)
        inside = PurePosixPath(name.replace("\\", "/"))
        if inside.parts and inside.parts[0] == "__MACOSX":
            continue
        if wrong := _what_is_wrong(part, inside):
            yield Problem(name, wrong, "unpack it into the folder yourself, if it is an article")
            continue
        target = folder.joinpath(*inside.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(part) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            target.unlink(missing_ok=True)
            yield Problem(name, f"could not be unpacked ({type(error).__name__})", "pack it again, or unpack it yourself")


def _what_is_wrong(part: zipfile.ZipInfo, inside: PurePosixPath) -> str:
    if part.flag_bits & 1:
        return "is locked by a password"
    if inside.suffix.lower() == ".zip":
        return "is an archive in an archive"
    odd = any(piece in ("..", "/") or "\0" in piece or len(os.fsencode(piece)) > _LONGEST_NAME for piece in inside.parts)
    return "has a name that leads out of the archive, or is no name" if odd or not inside.parts else ""


def _name(part: zipfile.ZipInfo) -> str:
    """The name of a file; one that is not marked as UTF-8 was mostly written by a Chinese Windows in GBK."""
    if part.flag_bits & 0x800:
        return part.filename
    data = part.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.filename
