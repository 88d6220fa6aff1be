"""How the program looks: every screen in the four themes, contrast, colour blindness, empty screens."""
