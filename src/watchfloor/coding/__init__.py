"""Sentences into claims: actors, acts, attribution, status, quantities, place and time.

`watchfloor.coding.claims.Coder` puts the parts together.
"""
