"""SQLModel tables, the database and the journal."""
