"""The library for statisticians: numbers in, numbers out. It knows no Django."""
