"""Tables: pure functions from DataFrame (or Documents with Findings) to DataFrame, one verb a module."""
