"""The passes: each looks for one kind of thing, in a text laid open beside its roster."""
