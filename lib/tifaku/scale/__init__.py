"""Scale: the same functions over millions of articles, on Dask; results are a folder of Parquet files, a dataset.

`python -m tifaku.scale CORPUS OUT` makes it, `tifaku.open_dataset(OUT)` reads it.
"""
