"""The passes: each looks for one kind of thing and knows nothing of the others."""
