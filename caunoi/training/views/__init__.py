"""Pages of schools, learners, and firms that order training."""
