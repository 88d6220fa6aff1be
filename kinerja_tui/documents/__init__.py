"""Papers and tables that leave the program: official forms as PDF, recaps as XLSX and CSV."""
