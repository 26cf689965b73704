"""The anonymising room: finds and replaces what identifies a person, and guards what leaves.

Plain values in and out: a text and a roster go in; spans with their reasons and a replaced text
come out. It reads no vault, opens no window and no socket (RC-106, RC-107, RC-125). What it
cannot know, whether a stranger would recognise somebody, people decide: it highlights.
"""
