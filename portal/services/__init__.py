"""What is done: whole use cases. Services check, change, audit and flush; they never commit."""
