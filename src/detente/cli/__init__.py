"""The command line: the library said aloud. Data goes to stdout, talk to stderr."""
