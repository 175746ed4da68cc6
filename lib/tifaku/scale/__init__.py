"""Scale: the same functions over millions of articles, on Dask; results are a folder of Parquet files.

`python -m tifaku.scale CORPUS OUT` makes it, `open_dataset(OUT)` reads it.
"""

from tifaku.scale.datasets import Dataset, open_dataset

__all__ = ["Dataset", "open_dataset"]
