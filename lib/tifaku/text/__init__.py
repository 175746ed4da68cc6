"""Text, the ground floor: documents, edits, findings, marks, dates and tables of words; it imports no other room of tifaku."""
