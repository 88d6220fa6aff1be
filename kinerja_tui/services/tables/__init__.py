"""Tables from outside, CSV or spreadsheet, as rows of texts; the one door for everything imported."""
