"""Told cases as data: fictional coalitions and stories, to rehearse with and to test by."""
