"""What is published, and that it gives nobody away."""
