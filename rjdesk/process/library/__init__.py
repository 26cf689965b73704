"""The library: what the coalition keeps for whoever comes after."""
