"""Tables that leave the program: typed columns, a sum row that is checked, and notes; as XLSX, CSV, PDF."""
