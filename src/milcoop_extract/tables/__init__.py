"""Records to rows, and rows to files: CSV, Parquet, data frames, the data package."""
