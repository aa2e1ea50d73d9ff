"""Linkage with names: Fellegi and Sunter's model, compared by Splink on DuckDB, learnt without labels."""
