"""The encrypted database: the only SQL and the only keys of the program."""
