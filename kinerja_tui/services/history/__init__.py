"""What was done: acts and their words, undoing and redoing them, what was removed, the history of changes."""
