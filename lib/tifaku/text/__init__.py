"""Text, the ground floor: documents, edits, findings, and how Chinese text is cut; it imports nothing of ours."""
