"""The national systems: the table for SIASN, re-keying into e-Kinerja and comparing with it."""
