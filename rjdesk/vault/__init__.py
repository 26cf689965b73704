"""The encrypted database: the only SQL and the only keys of the program (DESIGN section 4).

``header`` and ``passphrase`` are what the unlock screen needs and are quick to import;
``keys.derive`` and ``keys.new_secret`` may run in a thread of their own; ``creating`` makes a
vault and ``opening`` opens one, on the thread that goes on using it; ``session`` is the open
vault, as one member sees it.
"""
