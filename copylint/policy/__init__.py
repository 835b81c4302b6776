"""Policies: what a compliance officer writes, loaded strictly into rules."""
