"""What administrators fill in to describe a procedure."""
