"""The demonstration: invented people and cases. It exists only under `varsel demo`."""
