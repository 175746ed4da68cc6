"""Tables: functions from a table, or from Documents with Findings, to a new table; one verb a module."""
