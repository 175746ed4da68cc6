"""Layout: what each line of a repaired article is: title, paragraph, caption, byline, page furniture."""
