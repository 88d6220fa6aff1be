"""One Textual screen a file, its .tcss beside it."""
