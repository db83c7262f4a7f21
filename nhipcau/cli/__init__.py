"""The door for whoever runs it: one command to try, one to run, one that says what is wrong."""
