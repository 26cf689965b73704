"""Everything around the pages: the window, unlock, welcome, the watch, the registry of pages."""
