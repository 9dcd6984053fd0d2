"""Sensitivity: what of an alert may leave the organisation, and what is cut before it does.

``people`` finds people's names in a text, ``particulars`` exact coordinates, ways to reach somebody and secret links; ``cuts``
takes what they find, and the names of protected sources and of staff, out of an account before any word of it is composed.
"""
