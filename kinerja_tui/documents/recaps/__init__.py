"""Recaps of an office or a district as typed tables: who is done and who is not, predikat, training, the public."""
