"""Rehearsal: importing this does once, on one sentence, what every notebook does first, so that nothing is left to load.

Kernels are forked from a process that has imported it.
"""

import ipykernel.kernelapp  # noqa: F401
import matplotlib_inline.backend_inline  # noqa: F401

import tifaku
from tifaku import agreement, diffusion, figures, gazetteer, readings, tables  # noqa: F401
from tifaku.report import kernels  # noqa: F401
from tifaku.explorers import explore_table  # noqa: F401
from tifaku.views import show  # noqa: F401

# 'uphold Party building as the lead, carry through the “four grasps, four degrees” working method', damaged as articles are
_DOC = tifaku.read_text("坚持黨(dǎng)建引領,\n推行“四抓四度”工作法:抓学习提高度、抓作风强力度。")
tifaku.formulas_table([_DOC])
tifaku.slogans_table([_DOC])
tifaku.tokenize(_DOC)
