"""The encrypted database: the only SQL and the only keys of the program (DESIGN section 4).

``header`` and ``passphrase`` are what the unlock screen needs and are quick to import;
``keys.derive`` may run in a thread of its own; ``opening`` makes and opens a vault, on the
thread that goes on using it; ``session`` is the open vault, as one member sees it.
"""
