"""Forms over the text of a model: what a form changes keeps the file's comments and order."""
