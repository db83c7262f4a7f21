"""What the doors may ask for, subject by subject; `App` is all desks together."""
