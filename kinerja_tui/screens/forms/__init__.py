"""The frame of every form: safe fields, several pages, guided acts, coming back after a power cut, shared fields."""
