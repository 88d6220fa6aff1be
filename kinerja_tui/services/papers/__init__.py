"""What is printed or saved: whom a recap counts, the letterhead."""
