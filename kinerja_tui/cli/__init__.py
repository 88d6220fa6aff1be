"""The command line: everything that can be done without the screen."""
