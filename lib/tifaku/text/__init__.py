"""Text, the ground floor: documents, edits, findings and sentences; it imports no other room of tifaku."""
