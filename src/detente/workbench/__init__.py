"""The workbench: a local page on which a model is read, asked and changed. Needs the extra ``web``."""
