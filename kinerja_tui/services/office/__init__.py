"""The office itself: first start, working year, what is due, where it stands, its holidays."""
