"""What every list rests on: rows a page at a time, their order and counts, finding by any part of a name."""
