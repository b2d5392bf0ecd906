"""Reports: periods, point in time, identities, files, pages."""
