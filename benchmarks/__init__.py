"""Measures our pages beside the limit of the machine: `make bench`."""
