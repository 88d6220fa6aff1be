"""The practice offices: invented people loaded from sample_data, so that everything can be tried."""
