"""Incidents for other programs: CAP 1.2 for alerting systems, GeoJSON for maps, CSV for spreadsheets."""
