"""Style: one look for all figures, sized for a printed page, whatever the user's matplotlib settings are."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, wraps
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from tifaku.corpus.files import next_shown, whole
from tifaku.figures.fonts import MissingGlyph, font_families, missing, pdf_type, printable
from tifaku.text.texts import between, translated

PAGE, HALF = 6.3, 3.05  # inches: the text width of an A4 page, and one of two columns on it
PIXELS_PER_INCH = 192
TITLE, TEXT, SMALL = 11.0, 8.5, 7.5  # points
AIR = 4.0  # points between the body and the foot

# Okabe & Ito (2008), Color Universal Design: distinct under every common kind of colour blindness.
BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7"
INK, GREY, RULE, PAPER = "#1A1A1A", "#666666", "#D5D5D5", "#FFFFFF"

#: Of a formula's verdict: the darker, the more of its components the text states.
VERDICTS = {"complete": BLUE, "probable": "#2E8FC9", "partial": "#A9D8F5", "unresolved": "#E4E4E4", "not_applicable": PAPER}


@cache
def style() -> dict[Any, Any]:
    """matplotlib's own defaults with ours on top: what a user has set elsewhere changes no figure."""
    own = {
        "font.family": list(font_families()), "font.size": TEXT, "text.parse_math": False, "axes.unicode_minus": True,
        "text.color": INK, "axes.labelcolor": INK, "axes.labelsize": SMALL, "axes.edgecolor": GREY, "axes.linewidth": 0.6,
        "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "grid.color": RULE,
        "grid.linewidth": 0.5, "xtick.color": GREY, "ytick.color": GREY, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
        "xtick.labelsize": SMALL, "ytick.labelsize": TEXT, "xtick.major.width": 0.6, "ytick.major.size": 0,
        "legend.frameon": False, "legend.fontsize": SMALL, "pdf.fonttype": pdf_type(), "svg.fonttype": "path",
        "svg.hashsalt": "tifaku", "savefig.dpi": "figure", "figure.dpi": PIXELS_PER_INCH,
    }  # fmt: skip
    keep = ("backend", "backend_fallback", "interactive", "toolbar", "datapath")
    return {key: value for key, value in mpl.rcParamsDefault.items() if key not in keep} | own


_RGB = np.array([1, 2**8, 2**16], np.uint32)  # the first three bytes of a pixel as one number


def styled(plot: Callable) -> Callable:
    """The plot function, run under the style sheet."""

    @wraps(plot)
    def drawn(*args, **kwargs):
        with mpl.rc_context(style()):
            return plot(*args, **kwargs)

    return drawn


class Picture(Figure):
    """A matplotlib Figure with an alt text; a notebook shows it once, with the alt text in the output's metadata.

    It never goes through pyplot, so that nothing is shown twice and nothing has to be closed.
    """

    title = ""
    absence = ("", "")  # of a figure without anything to draw: its title, and why
    letters = False  # True: an SVG holds its texts as texts, to be searched and edited, and needs their font
    top = bottom = 0.0  # inches that the heading and the foot take
    _alt = ""

    @property
    def alt(self) -> str:
        """What the figure shows, in words."""
        return self._alt

    @alt.setter
    def alt(self, text: str) -> None:
        self._alt = printable(text)  # it goes into XML and HTML

    def draw(self, renderer):
        """Draw under the style sheet; raises MissingGlyph rather than draw a box."""
        with mpl.rc_context(style() | ({"svg.fonttype": "none"} if self.letters else {})):
            for text in self.findobj(Text):
                if lost := missing(text.get_text()):
                    raise MissingGlyph(f"No font has {lost!r} in {text.get_text()!r}: pass the text through figures.printable")
                text.set(fontfamily=font_families(), parse_math=False)  # also what a user has added
            super().draw(renderer)

    def savefig(self, *args, **kwargs):
        """As Figure.savefig, under the style sheet."""
        with mpl.rc_context(style()):
            super().savefig(*args, **kwargs)

    def png(self) -> bytes:
        """The picture as PNG in 256 colours, a third of the bytes of true colour; the same figure gives the same bytes."""
        from PIL import PngImagePlugin

        for text in self.findobj(Text):
            text.set_text(translated(text.get_text()))
        out, words, canvas = BytesIO(), PngImagePlugin.PngInfo(), FigureCanvasAgg(self)
        canvas.draw()  # once; savefig would draw everything twice
        words.add_itxt("Title", self.title)
        words.add_itxt("Description", translated(self.alt))
        picture = _in_256_colours(np.asarray(canvas.buffer_rgba()))
        picture.save(out, format="PNG", compress_level=6, pnginfo=words, dpi=(self.dpi, self.dpi))
        return out.getvalue()

    def _ipython_display_(self):
        from IPython.display import display

        if self.absence[1]:
            display({"text/html": sentence(*self.absence), "text/plain": translated(self.alt)}, raw=True)
            return
        if place := next_shown():
            keep_figure(self, place)
        size = {"width": round(self.get_figwidth() * 96), "height": round(self.get_figheight() * 96)}
        alt = translated(self.alt)
        bundle = {"image/png": self.png(), "text/plain": alt}
        display(bundle, raw=True, metadata={"image/png": {"alt": alt, **size}})

    def body(self):
        """Bare axes over all that is below the heading, measured in points from the upper left corner."""
        self.set_layout_engine("none")
        height = 1 - self.top / self.get_figheight()
        axes = self.add_axes((0, 0, 1, height), xlim=(0, self.get_figwidth() * 72))
        axes.set_ylim(self.get_figheight() * height * 72, 0)
        axes.set_axis_off()
        return axes


def _in_256_colours(pixels: np.ndarray):
    """The picture of opaque pixels with a palette: their own colours, or the most frequent 192 and 64 between the others."""
    from PIL import Image

    picture = Image.fromarray(pixels).convert("RGB")
    found = picture.getcolors(10_000)  # figures have some 200 to 3,000
    if not found:
        return picture.quantize(256, dither=Image.Dither.NONE)
    colours = np.array([colour for _, colour in sorted(found, reverse=True)], np.int32)
    palette = colours[:256]
    if len(colours) > 256:
        others = Image.fromarray(colours[None, 192:].astype(np.uint8)).quantize(64, dither=Image.Dither.NONE)
        palette = np.concatenate([colours[:192], np.unique(np.asarray(others.convert("RGB"))[0], axis=0)], dtype=np.int32)
    number = np.zeros(2**24, np.uint8)  # of each colour there is: looking for the nearest pixel by pixel takes longer
    number[colours.astype(np.uint32) @ _RGB] = ((palette**2).sum(axis=1) - 2 * colours @ palette.T).argmin(axis=1)
    picture = Image.fromarray(number[pixels.view("<u4")[..., 0] & 0xFFFFFF])
    picture.putpalette(palette.astype(np.uint8).tobytes())
    return picture


def page(title: str, note: str, width: float, height: float, foot: Sequence[str] = ()) -> Picture:
    """An empty figure: title (what is seen) and note (units), `height` inches for the body, and the lines of the foot."""
    title, note = printable(translated(title), 160), printable(translated(note), 400)
    lines = [(line, TITLE, INK) for line in wrapped(title, width * 72, TITLE)]
    lines += [(line, SMALL, GREY) for line in wrapped(note, width * 72, SMALL)]
    top, bottom = (sum(size * 1.4 for _, size, _ in lines) + 6) / 72, (len(foot) * SMALL * 1.4 + AIR) / 72
    tall = top + height + bottom
    layout = ConstrainedLayoutEngine(rect=(0, bottom / tall, 1, height / tall), w_pad=0.02, h_pad=0.035)
    fig = Picture(figsize=(width, tall), layout=layout)
    FigureCanvasAgg(fig)
    fig.title, fig.top, fig.bottom = title, top, bottom
    _write_lines(fig, lines, tall)
    _write_lines(fig, [(line, SMALL, GREY) for line in foot], bottom - AIR / 72)
    return fig


def _write_lines(fig: Picture, lines: list[tuple[str, float, str]], at: float) -> None:
    for line, size, colour in lines:
        at -= size * 1.4 / 72
        fig.text(0.001, (at + size * 0.3 / 72) / fig.get_figheight(), line, size=size, color=colour, va="baseline")


def sentence(title: str, because: str) -> str:
    """In place of a table or figure that has nothing to show: what it would be, and why there is none, as HTML.

    >>> sentence("Key terms", "There are none.")
    '<div class="tifaku told" data-of="0"><p class="caption">Key terms</p> <p class="more">There are none.</p></div>'
    """
    lines = (
        f'<p class="{kind}">{html.escape(printable(translated(text)))}</p>'
        for kind, text in (("caption", title), ("more", because))
    )
    return f'<div class="tifaku told" data-of="0">{between(" ").join(lines)}</div>'


def empty(title: str, because: str, width: float) -> Picture:
    """A figure that says in words that there is nothing to show, and why; a notebook shows the words alone."""
    fig = page(title, "", width, 0.7)
    axes, lines = fig.body(), wrapped(printable(translated(because)), width * 64, TEXT)
    axes.text(width * 36, 25, "\n".join(lines), color=GREY, ha="center", va="center")
    fig.alt = between(": ").join((translated(title), translated(because)))
    fig.absence = (title, because)
    return fig


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float) -> float:
    """The width of a printable text in points."""
    prop = FontProperties(family=list(font_families()), size=size)
    return TextToPath().get_text_width_height_descent(text, prop, False)[0]


def _fits(text: str, width: float, size: float) -> bool:
    """Whether the text is at most `width` points wide; all of it is measured only where its characters leave a doubt."""
    about = size * sum(map(_advance, text))
    return about <= width if abs(about - width) > size + width / 20 else text_width(text, size) <= width


@cache
def _advance(char: str) -> float:
    """How much wider a character makes a text, for each point of its size."""
    return (text_width(f"一{char}一", 100) - text_width("一一", 100)) / 100


# Marks that may not begin a line (避头) and marks that may not end one (避尾): GB/T 15834-2011, 5.1.
_NOT_FIRST, _NOT_LAST = frozenset("，。、；：？！…—）〕】》〉”’」』％,.;:?!)]}%"), frozenset("（〔【《〈“‘「『([{")


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines of at most `width` points: Chinese breaks between characters, Latin words stay whole."""
    lines, line = [], ""
    for piece in unbroken(text, width, size):
        if line and not _fits((line + piece).rstrip(), width, size):
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def unbroken(text: str, width: float, size: float) -> Iterator[str]:
    """The pieces of a text between which a line may end, none wider than `width` points."""
    piece = ""
    for char in text:
        if piece and (_may_break(piece[-1], char) or not _fits(piece + char, width, size)):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return before == " " or before >= "\u2e80" or after >= "\u2e80" or before in _NOT_FIRST and after in _NOT_LAST


def fitted(text: str, width: float, size: float) -> str:
    """The text cut to `width` points, with … where something was cut."""
    if _fits(text, width, size):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text[:middle] + "…", width, size) else (low, middle - 1)
    return text[:low].rstrip() + "…"


def keep_figure(fig: Picture, place: Path) -> None:
    """Save a figure as PDF, SVG with its texts as texts, and PNG of 300 dots an inch, as a journal wants them."""
    dots, fig.letters = fig.dpi, True
    fig.set_dpi(300)
    try:
        save_figure(fig, place.parent, place.name)
    finally:
        fig.letters = False
        fig.set_dpi(dots)


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
