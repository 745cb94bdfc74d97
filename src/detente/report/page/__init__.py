"""The report as one page: a function per section, from answers to elements, tables and figures."""
