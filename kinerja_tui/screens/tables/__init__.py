"""Tables from outside: choosing the file, the preview, what is wrong in it."""
