"""The command line: one file a command, and what starts the program."""
