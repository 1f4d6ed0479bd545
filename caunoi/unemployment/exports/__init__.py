"""Files this domain writes: papers of the decree, lists, reports."""
