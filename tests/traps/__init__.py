"""Traps: questions made by machine, for any ledger, that a reply must not fall into."""
