"""The shared sheets as rules: what each tab declares, what stands where, and who wins where both sides wrote."""
