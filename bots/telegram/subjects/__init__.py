"""What each subject's updates ask of the house. A handler reads, makes one call, and never waits for the network."""
