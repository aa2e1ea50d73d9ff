"""Public addresses under their language, staff addresses without."""
