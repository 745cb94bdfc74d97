"""What was asked, what came out, from what: verbs that take a model and give a frozen record."""
