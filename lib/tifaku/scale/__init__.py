"""Scale: the same functions for millions of articles, on Dask; the result is a dataset, a folder of Parquet files.

`python -m tifaku.scale CORPUS OUT` makes it, `tifaku.open_dataset(OUT)` reads it.
"""
