"""What can be done with units and posts: one file per verb."""
